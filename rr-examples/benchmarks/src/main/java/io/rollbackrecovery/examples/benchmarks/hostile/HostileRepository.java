package io.rollbackrecovery.examples.benchmarks.hostile;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A repository of two commits that is made to break whoever reads it: each scene in its own way. The second commit changes
 * what the first has, so that there is something to compare and to take back. Made by {@code git fast-import}, and where
 * that refuses, from raw objects.
 */
public final class HostileRepository {
    private static final List<String> ENDINGS = List.of(
            "java", "kt", "py", "js", "ts", "tsx", "vue", "svelte", "go", "rs", "c", "cs", "php", "rb", "sh", "proto",
            "sql", "css", "html", "yml", "json", "toml", "xml", "md");

    private static final List<String> BRACKETS =
            List.of("(", "{", "[", "<a>", "if (a) { ", "f(\n", "class A { ", "`${");

    /** In which way it is hostile. */
    public enum Scene {
        /** Files of one line of the given bytes: code, one text, one without any place to break. */
        LONG_LINES,
        /** Files of the given number of nested brackets in every language, never closed. */
        BRACKETS,
        /** The given number of tiny files. */
        MANY_FILES,
        /** The given number of files, each with a name that could mean any of as many others. */
        AMBIGUOUS,
        /** A name for every byte, names that mean something to a system, and names that no tree may have. */
        NAMES,
        /** Links in circles, out of the repository and to devices; submodules elsewhere. */
        LINKS,
        /** Filters, hooks and programs that the repository names; objects borrowed from outside, in a circle. */
        PROGRAMS;

        /** Gives the name for a command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Path folder;
    private final Scene scene;
    private final int size;

    private HostileRepository(Path folder, Scene scene, int size) {
        this.folder = folder;
        this.scene = scene;
        this.size = size;
    }

    /** Takes one file of a commit. */
    private interface Sink {
        void file(byte[] path, String mode, byte[] content) throws IOException;
    }

    /**
     * Makes a repository.
     *
     * @param folder where; must not be there yet. Beside it a folder {@code outside} is made that nobody may touch
     * @param scene what is wrong with it
     * @param size how large it is, in what the scene counts; of no meaning to the last three
     * @return its git directory's parent, on branch {@code main}
     * @throws IOException if it cannot be written
     * @throws InterruptedException if the thread is interrupted while git runs
     */
    public static Path make(Path folder, Scene scene, int size) throws IOException, InterruptedException {
        new HostileRepository(folder, scene, size).make();
        return folder;
    }

    /**
     * Gives the folder beside a repository that nobody may touch.
     *
     * @param folder the repository
     * @return the folder
     */
    public static Path outside(Path folder) {
        return folder.resolveSibling(folder.getFileName() + "-outside");
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path outside = Files.createDirectories(outside(folder));
        Files.writeString(outside.resolve("Secret.java"), "class Secret { static final int VALUE = 42; }\n");
        git("init", "--quiet", "--initial-branch=main");
        git("config", "gc.auto", "0");
        Process process = builder("fast-import", "--quiet", "--done")
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
            for (int commit = 0; commit < 2; commit++) {
                text(
                        out,
                        "commit refs/heads/main\ncommitter A <a@example.org> " + (1_700_000_000 + commit)
                                + " +0000\ndata 2\n" + commit + "\n\n");
                write(commit, (path, mode, content) -> {
                    text(out, "M " + mode + (mode.equals("160000") ? " " : " inline "));
                    if (mode.equals("160000")) {
                        out.write(content);
                        out.write(' ');
                    }
                    quoted(out, path);
                    text(out, "\n");
                    if (!mode.equals("160000")) {
                        text(out, "data " + content.length + "\n");
                        out.write(content);
                        text(out, "\n");
                    }
                });
            }
            text(out, "done\n");
        }
        if (process.waitFor() != 0) {
            throw new IOException("git fast-import ended with " + process.exitValue());
        }
        if (scene == Scene.NAMES) {
            forbiddenNames();
        }
        if (scene == Scene.PROGRAMS) {
            programs(outside);
        }
    }

    private void write(int commit, Sink sink) throws IOException {
        switch (scene) {
            case LONG_LINES -> longLines(commit, sink);
            case BRACKETS -> brackets(commit, sink);
            case MANY_FILES -> manyFiles(commit, sink);
            case AMBIGUOUS -> ambiguous(commit, sink);
            case NAMES -> names(commit, sink);
            case LINKS -> links(commit, sink);
            case PROGRAMS -> {
                sink.file(bytes("a.java"), "100644", bytes("class a { int x = " + commit + "; }\n"));
                sink.file(bytes("b.java"), "100644", bytes("class b extends a { }\n"));
                sink.file(
                        bytes(".gitattributes"),
                        "100644",
                        bytes("* filter=evil diff=evil merge=evil working-tree-encoding=evil text=auto\n[attr]a a\n"));
                sink.file(
                        bytes(".gitmodules"),
                        "100644",
                        bytes("[submodule \"a\"]\n\tpath = ../../outside\n\turl = ext::touch x\n"));
            }
        }
    }

    private void longLines(int commit, Sink sink) throws IOException {
        for (String unit : List.of("import a.b; x = f(y, 'z'); ", "a", "\"", "\u00e9 ")) {
            byte[] one = bytes(unit);
            byte[] line = new byte[size];
            for (int at = 0; at < size; at += one.length) {
                System.arraycopy(one, 0, line, at, Math.min(one.length, size - at));
            }
            line[size - 1] = (byte) ('0' + commit);
            String name = "line" + (unit.charAt(0) & 0xff);
            for (String ending : List.of("java", "ts", "txt")) {
                sink.file(bytes(name + "." + ending), "100644", line);
            }
        }
        // Just below the bound up to which files are read as code.
        int read = Math.min(size / 8, (4 << 20) - 1);
        for (String ending : ENDINGS) {
            byte[] line = bytes("import a.b; x = f(y, 'z'); a/b.c ".repeat(read / 33 + 1));
            line[0] = (byte) ('a' + commit);
            sink.file(bytes("read/line." + ending), "100644", Arrays.copyOf(line, read));
        }
    }

    private void brackets(int commit, Sink sink) throws IOException {
        for (String bracket : BRACKETS) {
            byte[] content = bytes("a" + commit + " = " + bracket.repeat(size));
            for (String ending : ENDINGS) {
                sink.file(bytes("b" + BRACKETS.indexOf(bracket) + "/b." + ending), "100644", content);
            }
        }
    }

    private void manyFiles(int commit, Sink sink) throws IOException {
        List<String> code = List.of("java", "py", "ts", "go", "txt");
        for (int i = 0; i < size; i++) {
            if (commit == 1 && i % 1000 != 0) {
                continue;
            }
            String ending = code.get(i % code.size());
            int other = (i + code.size() * 7) % size;
            String content = switch (ending) {
                case "java" ->
                    "package p" + i / 1000 + ";\nclass C" + i + " { p" + other / 1000 + ".C" + other + " x; }\n";
                case "py" -> "from p" + other / 1000 + ".C" + other + " import x\n";
                case "ts" -> "import './C" + other + "';\n";
                case "go" -> "package p" + i / 1000 + "\nvar C" + i + " = C" + other + "\n";
                default -> "text\n";
            };
            String text = content + (commit == 1 ? "\n" : "");
            sink.file(bytes(String.format(Locale.ROOT, "p%d/C%d.%s", i / 1000, i, ending)), "100644", bytes(text));
        }
    }

    private void ambiguous(int commit, Sink sink) throws IOException {
        for (int i = 0; i < size; i++) {
            if (commit == 1 && i > 0) {
                break;
            }
            String end = commit == 1 ? "\n\n" : "\n";
            // Every file declares the same name in the same package, and uses it.
            sink.file(
                    bytes("j" + i + "/src/main/java/p/A.java"), "100644", bytes("package p;\nclass A { A a; }" + end));
            sink.file(
                    bytes("j" + i + "/src/main/java/p/B" + i + ".java"),
                    "100644",
                    bytes("package p;\nclass B" + i + " { A a; }" + end));
            sink.file(bytes("c" + i + "/include/x/a.h"), "100644", bytes("#include \"y/a.h\"" + end));
            sink.file(bytes("c" + i + "/b.c"), "100644", bytes("#include \"x/a.h\"" + end));
            sink.file(bytes("k" + i + "/p/U.kt"), "100644", bytes("package p\nfun f() = f()" + end));
            sink.file(bytes("y" + i + "/m/n.py"), "100644", bytes("import m.n\nfrom m import n as o" + end));
            sink.file(bytes("g" + i + "/a.go"), "100644", bytes("package a\nvar B = B" + end));
            sink.file(bytes("g/a" + i + ".go"), "100644", bytes("package g\nvar B = B" + end));
            sink.file(bytes("s" + i + "/N.cs"), "100644", bytes("namespace N { partial class A { A a; } }" + end));
            sink.file(bytes("h" + i + "/N.php"), "100644", bytes("<?php namespace N; class A extends A {}" + end));
            sink.file(bytes("r" + i + "/lib/foo_bar.rb"), "100644", bytes("FooBar.new" + end));
            sink.file(bytes("t" + i + "/package.json"), "100644", bytes("{\"name\": \"t\", \"main\": \"a.js\"}" + end));
            sink.file(bytes("t" + i + "/a.js"), "100644", bytes("import 't'; declare module 'u'; import 'u';" + end));
            sink.file(bytes("t" + i + "/u.d.ts"), "100644", bytes("declare module 'u' { }" + end));
        }
    }

    private void names(int commit, Sink sink) throws IOException {
        byte[] content = bytes("class A" + commit + " {}\nimport a\n");
        for (int b = 1; b < 256; b++) {
            if (b != '/') {
                sink.file(new byte[] {'n', (byte) b, '.', 'j', 'a', 'v', 'a'}, "100644", content);
                sink.file(new byte[] {(byte) b, '/', (byte) b, (byte) b, '.', 'p', 'y'}, "100644", content);
            }
        }
        for (String name : List.of(
                "-rf",
                "--help.java",
                "con.java",
                "nul",
                "a b.java",
                "a\tb.java",
                "a\nb.java",
                "\"q\".java",
                "*.java",
                "?.java",
                "$(touch x).java",
                "`touch x`.java",
                "${HOME}.java",
                "%s%n.java",
                "a\\..\\..\\b.java",
                "...",
                "~",
                "#.py",
                "\u202eavaj.java",
                "A\u030a.java",
                "\u00c5.java",
                "\ud83d\ude00.java",
                "x".repeat(250) + ".java",
                "d/".repeat(200) + "deep.java",
                "a.java/b.java",
                "C:/x.java",
                "\\\\server\\x.java")) {
            sink.file(bytes(name), "100644", content);
        }
    }

    private void links(int commit, Sink sink) throws IOException {
        String outside = outside(folder).toString();
        for (Map.Entry<String, String> link : Map.of(
                        "a.java", "b.java",
                        "b.java", "a.java",
                        "self.py", "self.py",
                        "up", "..",
                        "dir/loop", "../dir",
                        "outside.java", outside + "/Secret.java",
                        "away", "../../../../../../../../../../etc",
                        "zero.java", "/dev/zero",
                        "package.json", outside + "/Secret.java",
                        "tsconfig.json", "/dev/stdin")
                .entrySet()) {
            sink.file(bytes(link.getKey()), "120000", bytes(link.getValue()));
        }
        sink.file(bytes("ARCHITECTURE.md"), "120000", bytes(outside + "/Secret.java"));
        sink.file(bytes("use.java"), "100644", bytes("class use { a x; outside y; int z = " + commit + "; }\n"));
        sink.file(
                bytes("use.ts"),
                "100644",
                bytes("import './dir/loop/loop/x'; import './up/b'; let a = " + commit + ";\n"));
        sink.file(bytes("use.py"), "100644", bytes("from self import x\na = " + commit + "\n"));
        sink.file(bytes("sub"), "160000", bytes((commit == 0 ? "1" : "2").repeat(40)));
        sink.file(bytes("sub.java"), "160000", bytes("3".repeat(40)));
        sink.file(
                bytes(".gitmodules"),
                "100644",
                bytes("[submodule \"sub\"]\n\tpath = sub\n\turl = ext::sh -c touch% " + outside + "/ran\n"
                        + "[submodule \"../../x\"]\n\tpath = " + outside + "\n\turl = --upload-pack=touch\n"));
    }

    /** A third commit whose tree has what git refuses to add: the folder .git, dots, empty and doubled names, a slash. */
    private void forbiddenNames() throws IOException, InterruptedException {
        String blob = answer(bytes("class A {}\n"), "hash-object", "-w", "--stdin");
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        for (String name :
                List.of(".", "..", ".GIT", ".git", "a/b.java", "a\\b.java", "git~1", "same.java", "same.java")) {
            tree.writeBytes(bytes("100644 " + name + "\0"));
            for (int i = 0; i < 40; i += 2) {
                tree.write(Integer.parseInt(blob.substring(i, i + 2), 16));
            }
        }
        String id = answer(tree.toByteArray(), "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
        String parent = answer(new byte[0], "rev-parse", "main");
        git("branch", "forbidden", answer(bytes("forbidden names\n"), "commit-tree", id, "-p", parent));
    }

    private void programs(Path outside) throws IOException, InterruptedException {
        String run = "touch " + outside.resolve("ran");
        for (String key : List.of(
                "core.fsmonitor",
                "core.sshCommand",
                "core.pager",
                "core.editor",
                "core.askPass",
                "core.gitProxy",
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "merge.evil.driver",
                "diff.evil.textconv",
                "diff.evil.command",
                "diff.external",
                "gpg.program",
                "credential.helper",
                "sequence.editor",
                "alias.status",
                "uploadpack.packObjectsHook",
                "core.alternateRefsCommand")) {
            git("config", key, run);
        }
        git("config", "core.attributesFile", outside.resolve("Secret.java").toString());
        git("config", "core.excludesFile", outside.resolve("Secret.java").toString());
        Path hooks = Files.createDirectories(folder.resolve(".git/hooks"));
        for (String hook : List.of(
                "post-checkout",
                "post-commit",
                "pre-commit",
                "reference-transaction",
                "post-index-change",
                "fsmonitor-watchman",
                "post-rewrite",
                "pre-auto-gc")) {
            Path file = hooks.resolve(hook);
            Files.writeString(file, "#!/bin/sh\n" + run + "\n");
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + file + " a program");
            }
        }
        Path objects = Files.createDirectories(folder.resolve(".git/objects/info"));
        Files.writeString(
                objects.resolve("alternates"),
                folder.resolve(".git/objects") + "\n" + outside + "\n/dev/null\n../../../../../../nowhere\n");
        Path inner = Files.createDirectories(outside.resolve("info"));
        Files.writeString(inner.resolve("alternates"), folder.resolve(".git/objects") + "\n" + outside + "\n");
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        if (!Files.exists(folder.resolve("loop"), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("no link to itself");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(bytes(text));
    }

    /** As fast-import takes paths that are not plain: in quotes, with octal escapes. */
    private static void quoted(OutputStream out, byte[] path) throws IOException {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte one : path) {
            boolean plain = one >= ' ' && one < 127 && one != '"' && one != '\\';
            quoted.append(plain ? String.valueOf((char) one) : String.format(Locale.ROOT, "\\%03o", one & 0xff));
        }
        text(out, quoted.append('"').toString());
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        int exit = builder(arguments).start().waitFor();
        if (exit != 0) {
            throw new IOException("git " + String.join(" ", arguments) + " in " + folder + " ended with " + exit);
        }
    }

    private String answer(byte[] input, String... arguments) throws IOException, InterruptedException {
        Process process =
                builder(arguments).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("git " + String.join(" ", arguments) + " ended with " + process.exitValue());
        }
        return answer;
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_AUTHOR_NAME", "A",
                        "GIT_AUTHOR_EMAIL", "a@example.org",
                        "GIT_COMMITTER_NAME", "A",
                        "GIT_COMMITTER_EMAIL", "a@example.org"));
        return builder;
    }
}
