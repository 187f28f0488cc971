package io.rollbackrecovery.analysis.internal.lang.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares imports and top-level declarations of Python's own library with what CPython's {@code ast} says of them. */
class PythonAgainstAstTest {
    private static final int MOST_FILES = 700;
    private static final String ORACLE = """
            import ast, os, sys, sysconfig
            def flat(body):
                # statements of a scope, those inside of conditions and the like too
                open = list(body)
                while open:
                    node = open.pop()
                    yield node
                    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                        open += [n for n in ast.iter_child_nodes(node) if isinstance(n, (ast.stmt, ast.ExceptHandler))]
            root = sysconfig.get_paths()['stdlib']
            names = []
            for folder, folders, files in os.walk(root):
                folders[:] = sorted(d for d in folders if d not in ('site-packages', '__pycache__'))
                names += [os.path.join(folder, f) for f in sorted(files) if f.endswith('.py')]
            step = max(1, len(names) // %d)
            out = open(sys.argv[1], 'w', encoding='utf-8', errors='surrogateescape')
            for name in names[::step]:
                data = open(name, 'rb').read()
                try:
                    text = data.decode('utf-8')
                    tree = ast.parse(data)
                except (SyntaxError, ValueError, UnicodeDecodeError):
                    continue
                out.write('file\\t%%s\\n' %% name)
                for node in ast.walk(tree):
                    if isinstance(node, ast.Import):
                        for a in node.names:
                            out.write('import\\t0\\t%%s\\t\\t%%s\\n' %% (a.name, a.asname or ''))
                    elif isinstance(node, ast.ImportFrom):
                        for a in node.names:
                            bound = '' if a.name == '*' else a.asname or a.name
                            out.write('import\\t%%d\\t%%s\\t%%s\\t%%s\\n' %% (node.level, node.module or '', a.name, bound))
                for node in flat(tree.body):
                    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                        out.write('declare\\t%%s\\t%%d\\t%%d\\n' %% (node.name, node.lineno, node.end_lineno))
                    if isinstance(node, ast.ClassDef):
                        for inner in flat(node.body):
                            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                                out.write('inner\\t%%s.%%s\\n' %% (node.name, inner.name))
            out.close()
            """.formatted(MOST_FILES);

    @TempDir
    Path folder;

    @Test
    void readsWhatCpythonReads() throws IOException, InterruptedException {
        Tools.require("python3");
        Path script = Files.writeString(folder.resolve("oracle.py"), ORACLE);
        Path answer = folder.resolve("answer");
        Process process = new ProcessBuilder("python3", "-I", script.toString(), answer.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .describedAs(Files.readString(folder.resolve("log")))
                .isZero();

        Map<String, List<String[]>> files = new TreeMap<>();
        List<String[]> current = new ArrayList<>();
        for (String line : Files.readAllLines(answer, StandardCharsets.UTF_8)) {
            String[] parts = line.split("\t", -1);
            if (parts[0].equals("file")) {
                current = new ArrayList<>();
                files.put(parts[1], current);
            } else {
                current.add(parts);
            }
        }
        assertThat(files.size()).isGreaterThan(100);
        List<String> differences = new ArrayList<>();
        List<String> partial = new ArrayList<>();
        for (Map.Entry<String, List<String[]>> file : files.entrySet()) {
            FileFacts facts = new PythonLanguage().extract(Files.readAllBytes(Path.of(file.getKey())));
            if (facts.partial().isPresent()) {
                partial.add(file.getKey() + ": " + facts.partial().get());
                continue;
            }
            compare(file.getKey(), imports(file.getValue()), imports(facts), differences);
            compare(file.getKey(), declarations(file.getValue()), declarations(facts), differences);
            Set<String> inner = new TreeSet<>();
            facts.declarations().forEach(d -> inner.add(d.name()));
            for (String[] line : file.getValue()) {
                if (line[0].equals("inner") && !inner.contains(line[1])) {
                    differences.add(file.getKey() + ": missed " + line[1]);
                }
            }
        }
        assertThat(differences).isEmpty();
        // A newer Python may have a library with text literals that this lexer does not know; it says so.
        assertThat(partial).hasSizeLessThanOrEqualTo(files.size() / 100);
    }

    private static void compare(String file, Set<String> expected, Set<String> actual, List<String> differences) {
        for (String item : expected) {
            if (!actual.contains(item)) {
                differences.add(file + ": missed " + item);
            }
        }
        for (String item : actual) {
            if (!expected.contains(item)) {
                differences.add(file + ": made up " + item);
            }
        }
    }

    private static Set<String> imports(List<String[]> lines) {
        Set<String> imports = new TreeSet<>();
        for (String[] line : lines) {
            if (line[0].equals("import")) {
                imports.add(String.join(" ", line[1], line[2], line[3], line[4]));
            }
        }
        return imports;
    }

    private static Set<String> imports(FileFacts facts) {
        Set<String> imports = new TreeSet<>();
        for (ImportFact fact : facts.imports()) {
            if (fact.kind() != EdgeKind.DYNAMIC) {
                imports.add(fact.level() + " " + fact.module() + " " + fact.name() + " " + fact.alias());
            }
        }
        return imports;
    }

    private static Set<String> declarations(List<String[]> lines) {
        Set<String> declarations = new TreeSet<>();
        for (String[] line : lines) {
            if (line[0].equals("declare")) {
                declarations.add(line[1]);
            }
        }
        return declarations;
    }

    private static Set<String> declarations(FileFacts facts) {
        Set<String> declarations = new TreeSet<>();
        for (Declaration declaration : facts.declarations()) {
            boolean definition =
                    declaration.kind() == DeclarationKind.FUNCTION || declaration.kind() == DeclarationKind.TYPE;
            if (definition && declaration.name().indexOf('.') < 0) {
                declarations.add(declaration.name());
            }
        }
        return declarations;
    }
}
