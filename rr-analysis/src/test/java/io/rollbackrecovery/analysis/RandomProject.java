package io.rollbackrecovery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A project of many languages made at random from few names, so that files find each other, hide each other and miss
 * each other in every way that the linkers know. One edit changes, adds, removes or moves a file.
 */
final class RandomProject {
    private static final List<String> WORDS = List.of("alpha", "beta", "gamma", "delta", "index", "util");
    private static final List<String> TYPES = List.of("Alpha", "Beta", "Gamma", "Delta", "Util");

    private final Random random;
    private final SortedMap<String, String> files = new TreeMap<>();

    RandomProject(long seed, int size) {
        random = new Random(seed);
        for (int i = 0; i < size; i++) {
            add();
        }
    }

    SortedMap<String, String> files() {
        return files;
    }

    void edit() {
        switch (files.isEmpty() ? 0 : random.nextInt(8)) {
            case 0, 1 -> add();
            case 2 -> files.remove(any());
            case 3 -> {
                String from = any();
                String content = files.remove(from);
                files.put(pathLike(from), content);
            }
            default -> {
                String path = any();
                files.put(path, content(path));
            }
        }
    }

    private String any() {
        return new ArrayList<>(files.keySet()).get(random.nextInt(files.size()));
    }

    private void add() {
        String path = path(random.nextInt(ENDINGS.size()));
        files.put(path, content(path));
    }

    private static final List<String> ENDINGS = List.of(
            ".java",
            ".java",
            ".kt",
            ".py",
            ".py",
            ".py",
            ".pyi",
            ".ts",
            ".ts",
            ".tsx",
            ".js",
            ".vue",
            ".json",
            ".go",
            ".go",
            "_test.go",
            ".mod",
            ".rs",
            ".c",
            ".h",
            ".cs",
            ".php",
            ".rb",
            ".sh",
            ".css",
            ".scss",
            ".html",
            ".yaml",
            ".xml",
            ".svg",
            ".md",
            ".proto",
            ".d.ts",
            ".ios.js");

    private String pathLike(String path) {
        int dot = path.indexOf('.', path.lastIndexOf('/') + 1);
        int ending = ENDINGS.indexOf(dot < 0 ? "" : path.substring(dot));
        return path(ending < 0 ? random.nextInt(ENDINGS.size()) : ending);
    }

    private String path(int ending) {
        String end = ENDINGS.get(ending);
        return switch (end) {
            case ".java", ".kt", ".cs", ".php" -> folder() + type() + end;
            case ".py", ".pyi" ->
                folder() + (random.nextInt(3) == 0 ? "__init__" : random.nextInt(20) == 0 ? "setup" : word()) + end;
            case ".mod" -> folder() + (random.nextInt(4) == 0 ? "go.work" : "go.mod");
            case ".json" ->
                folder()
                        + pick(List.of(
                                "package.json", "package.json", "tsconfig.json", "tsconfig.base.json", "x.json"));
            case ".rs" -> folder() + pick(List.of("lib", "mod", "alpha", "beta", "gamma")) + end;
            case ".scss" -> folder() + (random.nextBoolean() ? "_" : "") + word() + end;
            default -> folder() + word() + end;
        };
    }

    private String folder() {
        return pick(List.of(
                "", "src/", "src/alpha/", "src/alpha/beta/", "beta/", "packages/gamma/", "packages/gamma/src/"));
    }

    private String content(String path) {
        StringBuilder text = new StringBuilder();
        String end = path.substring(path.lastIndexOf('.') + 1);
        int lines = random.nextInt(7);
        switch (end) {
            case "java" -> java(text, lines, path);
            case "kt" -> kotlin(text, lines);
            case "py", "pyi" -> python(text, lines);
            case "ts", "tsx", "js" -> script(text, lines);
            case "vue" -> {
                text.append("<script>\n");
                script(text, lines);
                text.append("</script>\n");
            }
            case "json" -> json(text, path);
            case "go" -> go(text, lines);
            case "mod", "work" -> module(text, path);
            case "rs" -> rust(text, lines);
            case "cs" -> csharp(text, lines);
            case "php" -> php(text, lines);
            default -> paths(text, lines, end);
        }
        return text.append("\n".repeat(random.nextInt(2))).toString();
    }

    private void java(StringBuilder text, int lines, String path) {
        text.append(random.nextInt(5) == 0 ? "" : "package " + dotted() + ";\n");
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> "import " + dotted() + "." + type() + ";\n";
                        case 1 -> "import " + dotted() + ".*;\n";
                        case 2 -> "import static " + dotted() + "." + type() + "." + pick(List.of("*", word())) + ";\n";
                        default -> "import " + dotted() + "." + type() + "." + type() + ";\n";
                    });
        }
        String own = path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
        text.append("class ").append(random.nextInt(5) == 0 ? type() : own).append(" {\n");
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> type() + " " + word() + "() { return " + type() + "." + word() + "(); }\n";
                        case 1 -> "class " + type() + " { int " + word() + "; }\n";
                        case 2 -> dotted() + "." + type() + " " + word() + ";\n";
                        case 3 -> "String s = \"" + dotted() + "." + type() + "\";\n";
                        default -> "Object o = UtilKt." + word() + "(" + type() + "." + type() + "." + word() + ");\n";
                    });
        }
        text.append("}\n");
    }

    private void kotlin(StringBuilder text, int lines) {
        text.append(random.nextInt(8) == 0 ? "@file:JvmName(\"" + type() + "\")\n" : "");
        text.append(random.nextInt(5) == 0 ? "" : "package " + dotted() + "\n");
        for (int i = 0; i < lines / 2; i++) {
            text.append("import ")
                    .append(dotted())
                    .append('.')
                    .append(pick(List.of("*", word(), type())))
                    .append('\n');
        }
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> "fun " + word() + "() = " + word() + "(" + type() + "())\n";
                        case 1 -> "fun " + type() + "." + word() + "() { x." + word() + "() }\n";
                        case 2 -> "class " + type() + " { fun " + word() + "() {} }\n";
                        default -> "val " + word() + ": " + type() + " = " + type() + "." + word() + "\n";
                    });
        }
    }

    private void python(StringBuilder text, int lines) {
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(14)) {
                        case 0 -> "import " + dotted() + "\n";
                        case 1 -> "import " + dotted() + " as " + word() + "\n";
                        case 2, 3 -> "from " + dotted() + " import " + word() + "\n";
                        case 4 -> "from ." + pick(List.of("", ".", word())) + " import " + word() + "\n";
                        case 5 -> "from ." + pick(List.of("", ".", word())) + " import *\n";
                        case 6 -> "from " + dotted() + " import *\n";
                        case 7 -> "__all__ = ['" + word() + "', '" + word() + "']\n";
                        case 8 -> "def " + word() + "():\n    return " + word() + "." + word() + "." + word() + "\n";
                        case 9 -> "class " + word() + ":\n    " + word() + " = 1\n";
                        case 10 -> "x = '" + dotted() + "." + word() + "'\n";
                        case 11 -> "importlib.import_module('" + dotted() + "')\n";
                        case 12 -> random.nextInt(6) == 0 ? "def __getattr__(n):\n    pass\n" : word() + " = 1\n";
                        default -> word() + "(" + word() + "." + word() + ")\n";
                    });
        }
    }

    private String specifier() {
        return pick(List.of(
                "./" + word(),
                "./" + word(),
                "../" + word(),
                "./" + word() + "/" + word(),
                "../" + word() + ".js",
                ".",
                "..",
                "./",
                "@/" + word(),
                "@app/" + word(),
                "gamma",
                "alpha",
                "gamma/" + word(),
                "/" + word(),
                "./" + word() + ".svg",
                "./" + word() + ".css",
                "lib",
                "#" + word(),
                "./" + word() + "?raw"));
    }

    private void script(StringBuilder text, int lines) {
        for (int i = 0; i < lines; i++) {
            String from = " from '" + specifier() + "';\n";
            text.append(
                    switch (random.nextInt(18)) {
                        case 0, 1 -> "import { " + word() + " }" + from;
                        case 2 -> "import " + word() + from;
                        case 3 -> "import * as " + word() + from;
                        case 4 -> "import '" + specifier() + "';\n";
                        case 5 -> "export *" + from;
                        case 6 -> "export { " + word() + " }" + from;
                        case 7 -> "export { " + word() + " as " + word() + " }" + from;
                        case 8 -> "export * as " + word() + from;
                        case 9 -> "export const " + word() + " = 1;\n";
                        case 10 -> "export default function " + word() + "() {}\n";
                        case 11 -> "const " + word() + " = require('" + specifier() + "');\n";
                        case 12 -> "import('./" + word() + "');\nimport.meta.glob('./*" + ".ts');\n";
                        case 13 -> "export class " + word() + " { static " + word() + "() {} }\n";
                        case 14 ->
                            random.nextInt(3) == 0 ? "declare module '" + word() + "' {}\n" : "module.exports = f();\n";
                        case 15 -> "import type { " + word() + " }" + from;
                        default -> word() + "." + word() + "." + word() + "();\n";
                    });
        }
    }

    private void json(StringBuilder text, String path) {
        String file =
                "\"./" + pick(List.of("", "src/", "dist/", "alpha/")) + word() + pick(List.of(".js", ".ts")) + "\"";
        if (path.contains("package")) {
            text.append("{\"name\": \"").append(word()).append("\"");
            text.append(random.nextBoolean() ? ", \"main\": " + file : "");
            text.append(random.nextInt(3) == 0 ? ", \"exports\": {\".\": " + file + ", \"./*\": \"./src/*.ts\"}" : "");
            text.append(random.nextInt(3) == 0 ? ", \"workspaces\": [\"packages/*\"]" : "");
            text.append(random.nextInt(4) == 0 ? ", \"imports\": {\"#alpha\": " + file + "}" : "");
            text.append(random.nextInt(3) == 0 ? ", \"dependencies\": {\"gamma\": \"file:packages/gamma\"}" : "");
            text.append(", \"devDependencies\": {\"x\": \"" + random.nextInt(3) + "\"}}");
        } else {
            text.append("{\"compilerOptions\": {\"baseUrl\": \"")
                    .append(pick(List.of(".", "src")))
                    .append("\"");
            text.append(
                    random.nextBoolean()
                            ? ", \"paths\": {\"@app/*\": [\"" + pick(List.of("src/*", "alpha/*")) + "\"], \"lib\": ["
                                    + file + "]}"
                            : "");
            text.append("}");
            text.append(random.nextInt(3) == 0 ? ", \"extends\": \"./tsconfig.base.json\"" : "")
                    .append("}");
        }
    }

    private void go(StringBuilder text, int lines) {
        text.append("package ")
                .append(pick(List.of("alpha", "beta", "main", "alpha_test")))
                .append('\n');
        for (int i = 0; i < lines / 2; i++) {
            text.append("import ")
                    .append(pick(List.of("", "", "_ ", ". ", word() + " ")))
                    .append('"')
                    .append(pick(List.of("x.org/m", "x.org/n", "src", "C")))
                    .append(pick(List.of("", "/src", "/alpha", "/src/alpha", "/beta")))
                    .append("\"\n");
        }
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(7)) {
                        case 0 -> "func " + type() + "() { " + word() + "." + type() + "() }\n";
                        case 1 -> "type " + type() + " struct{ x " + type() + " }\n";
                        case 2 -> "func (t *" + type() + ") " + type() + "() {}\n";
                        case 3 -> "var " + word() + " = " + type() + "{}\n";
                        case 4 -> "//go:embed " + word() + ".*\nvar e embed.FS\n";
                        case 5 -> "func f" + i + "(a " + type() + ") { a." + type() + "() }\n";
                        default -> "func " + word() + "() { " + type() + "." + type() + "() }\n";
                    });
        }
    }

    private void module(StringBuilder text, String path) {
        if (path.endsWith("work")) {
            text.append("go 1.22\nuse ./")
                    .append(pick(List.of("src", "beta", ".")))
                    .append('\n');
        } else {
            text.append("module x.org/")
                    .append(pick(List.of("m", "n", "m/src")))
                    .append('\n');
            text.append(random.nextInt(3) == 0 ? "require x.org/n v1.0.0\n" : "");
            text.append(random.nextInt(3) == 0 ? "replace x.org/n => ./" + pick(List.of("src", "beta")) + "\n" : "");
        }
    }

    private void rust(StringBuilder text, int lines) {
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0, 1 -> "mod " + word() + ";\n";
                        case 2 ->
                            "use " + pick(List.of("crate", "super", "self", word())) + "::" + word() + "::" + word()
                                    + ";\n";
                        default -> "fn " + word() + "() { crate::" + word() + "::" + word() + "(); }\n";
                    });
        }
    }

    private void csharp(StringBuilder text, int lines) {
        for (int i = 0; i < lines / 2; i++) {
            text.append(random.nextInt(8) == 0 ? "global " : "")
                    .append("using ")
                    .append(pick(List.of("", "static ", "X = ")))
                    .append(type())
                    .append(pick(List.of("", "." + type())))
                    .append(";\n");
        }
        text.append("namespace ")
                .append(type())
                .append(pick(List.of("", "." + type())))
                .append(" {\n");
        for (int i = 0; i < lines; i++) {
            text.append("partial class ")
                    .append(type())
                    .append(" { ")
                    .append(type())
                    .append(" x; ");
            text.append(type()).append('.').append(type()).append(" y; }\n");
        }
        text.append("}\n");
    }

    private void php(StringBuilder text, int lines) {
        text.append("<?php\nnamespace ").append(type()).append(";\n");
        for (int i = 0; i < lines; i++) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> "use " + type() + "\\" + type() + ";\n";
                        case 1 -> "require '" + pick(List.of("", "../")) + type() + ".php';\n";
                        case 2 -> "class " + type() + " extends " + type() + " {}\n";
                        default -> "new \\" + type() + "\\" + type() + "();\n";
                    });
        }
    }

    /** What only names paths. */
    private void paths(StringBuilder text, int lines, String end) {
        for (int i = 0; i < lines; i++) {
            String path = pick(List.of("", "./", "../", "src/", "/src/", "/")) + folder() + word();
            text.append(
                    switch (end) {
                        case "c", "h" ->
                            "#include " + (random.nextBoolean() ? "\"" + path + ".h\"\n" : "<" + path + ".h>\n");
                        case "rb" ->
                            random.nextBoolean()
                                    ? "require_relative '" + path + "'\n"
                                    : type() + "::" + type() + ".new\n";
                        case "sh" -> "source " + path + ".sh\n";
                        case "css", "scss" -> "@import '" + path + "'; a { background: url(" + path + ".svg) }\n";
                        case "html" ->
                            "<a href=\"" + path + pick(List.of("", ".html")) + "\"><script src=\"" + path
                                    + ".js\"></script>\n";
                        case "proto" -> "import \"" + path + ".proto\";\n";
                        case "yaml", "xml" ->
                            "key: " + pick(List.of(path + ".yaml", dotted() + "." + type(), dotted(), path + ".py"))
                                    + "\n";
                        default -> "text " + path + "\n";
                    });
        }
    }

    private String dotted() {
        return pick(List.of(word(), word(), word() + "." + word(), "src." + word(), "a.b", "src.alpha." + word()));
    }

    private String word() {
        return pick(WORDS);
    }

    private String type() {
        return pick(TYPES);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
