package io.rollbackrecovery.examples.benchmarks.code;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A repository of code for measuring, the same for the same numbers, made by {@code git fast-import}. Files lie in
 * folders of 25; each takes six others, most of them near or popular. Its commits change a line of one file each; each
 * tenth adds something that others can use, each fiftieth adds a file. Bare, without a work tree.
 */
final class CodeRepository {
    private static final int PER_FOLDER = 25;
    private static final String DONE = "rr-bench-done";

    private final Path folder;
    private final Language language;
    private final int files;
    private final int commits;
    private final int[] edits;
    private final int[] methods;
    private int count;

    /** What its files are written in. */
    enum Language {
        JAVA(".java"),
        PYTHON(".py"),
        JAVASCRIPT(".js");

        private final String ending;

        Language(String ending) {
            this.ending = ending;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private CodeRepository(Path folder, Language language, int files, int commits) {
        this.folder = folder;
        this.language = language;
        this.files = files;
        this.commits = commits;
        this.edits = new int[files + commits / 50 + 1];
        this.methods = new int[edits.length];
        this.count = files;
    }

    /**
     * Gives a repository, which is made unless it is there already.
     *
     * @param work the folder for generated repositories
     * @param language what its files are written in
     * @param files how many files its first commit has
     * @param commits how many commits follow
     * @return where it is
     */
    static Path of(Path work, Language language, int files, int commits) throws IOException, InterruptedException {
        Path folder = work.resolve("code-" + language.word() + "-" + files + "-" + commits);
        if (!Files.exists(folder.resolve(DONE))) {
            new CodeRepository(folder, language, files, commits).make();
        }
        return folder;
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Processes.run(folder, "git", "init", "--quiet", "--bare", "--initial-branch=main", ".");
        Path stream = Files.createTempFile(folder, "rr-bench", ".stream");
        try (BufferedWriter out = Files.newBufferedWriter(stream, StandardCharsets.UTF_8)) {
            commit(out, "Add all", 0);
            if (language == Language.PYTHON) {
                for (int i = 0; i < files; i += PER_FOLDER) {
                    write(out, folderOf(i) + "__init__.py", "");
                }
            }
            for (int file = 0; file < files; file++) {
                write(out, file);
            }
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 1; i <= commits; i++) {
                commit(out, "Change " + i, i);
                int file = i % 50 == 0 ? count++ : random.nextInt(count);
                edits[file] = i;
                methods[file] += i % 10 == 0 ? 1 : 0;
                write(out, file);
            }
        }
        Processes.feed(folder, stream, "git", "fast-import", "--quiet");
        Files.delete(stream);
        Files.createFile(folder.resolve(DONE));
    }

    private static void commit(BufferedWriter out, String message, int minute) throws IOException {
        out.write("commit refs/heads/main\ncommitter Bench <bench@example.org> " + (1767600000 + 60 * minute)
                + " +0000\ndata " + message.length() + "\n" + message + "\n");
    }

    private void write(BufferedWriter out, int file) throws IOException {
        write(out, folderOf(file) + name(file) + language.ending, content(file));
    }

    private static void write(BufferedWriter out, String path, String text) throws IOException {
        out.write("M 100644 inline " + path + "\ndata " + text.length() + "\n" + text + "\n");
    }

    private static String folderOf(int file) {
        int folder = file / PER_FOLDER;
        return String.format(Locale.ROOT, "app/area%03d/part%02d/", folder / 20, folder % 20);
    }

    private String name(int file) {
        return language == Language.JAVA ? "Unit" + file : "unit" + file;
    }

    /** Which others a file takes: two near it, two popular ones, two anywhere before it. */
    private int[] uses(int file) {
        SplittableRandom random = new SplittableRandom(file * 31L + 5);
        int before = Math.max(1, Math.min(file, files));
        int near = Math.max(0, before - PER_FOLDER);
        int[] uses = new int[6];
        for (int i = 0; i < uses.length; i++) {
            uses[i] = i < 2
                    ? near + random.nextInt(before - near)
                    : i < 4 ? (int) (Math.pow(random.nextDouble(), 6) * before) : random.nextInt(before);
        }
        return uses;
    }

    private String content(int file) {
        return switch (language) {
            case JAVA -> java(file);
            case PYTHON -> python(file);
            case JAVASCRIPT -> javascript(file);
        };
    }

    private static String dotted(int file) {
        return folderOf(file).replace('/', '.');
    }

    private String java(int file) {
        StringBuilder text = new StringBuilder(2_000);
        String here = dotted(file);
        text.append("package ").append(here, 0, here.length() - 1).append(";\n\n");
        int[] uses = uses(file);
        for (int use : uses) {
            if (!dotted(use).equals(here)) {
                text.append("import ")
                        .append(dotted(use))
                        .append("Unit")
                        .append(use)
                        .append(";\n");
            }
        }
        text.append("\n/** Unit ")
                .append(file)
                .append(" of the benchmark. */\npublic class Unit")
                .append(file);
        text.append(" {\n    private int state = ").append(edits[file]).append(";\n");
        for (int i = 0; i < uses.length; i++) {
            text.append("\n    /** Asks another unit. */\n    public int ask")
                    .append(i)
                    .append("(Unit")
                    .append(uses[i]);
            text.append(" other, String name) {\n        if (name.isEmpty() || name.length() > state) {\n");
            text.append("            throw new IllegalArgumentException(\"no name: \" + name);\n        }\n");
            text.append(
                    "        int sum = other.total(name.hashCode());\n        for (int i = 0; i < name.length(); i++) {\n");
            text.append("            sum += name.charAt(i) * 31;\n        }\n        return sum + state;\n    }\n");
        }
        text.append("\n    public int total(int start) {\n        return start + state;\n    }\n");
        for (int i = 0; i < methods[file]; i++) {
            text.append("\n    public int more")
                    .append(i)
                    .append("() {\n        return total(")
                    .append(i)
                    .append(");\n    }\n");
        }
        return text.append("}\n").toString();
    }

    private String python(int file) {
        StringBuilder text = new StringBuilder(2_000);
        text.append("\"\"\"Unit ").append(file).append(" of the benchmark.\"\"\"\n");
        int[] uses = uses(file);
        for (int use : uses) {
            text.append("from ")
                    .append(dotted(use))
                    .append("unit")
                    .append(use)
                    .append(" import total as total")
                    .append(use)
                    .append('\n');
        }
        text.append("\nSTATE = ").append(edits[file]).append("\n\n");
        for (int i = 0; i < uses.length; i++) {
            text.append("\ndef ask").append(i).append("(name):\n    if not name or len(name) > STATE:\n");
            text.append("        raise ValueError(\"no name: \" + name)\n    result = total")
                    .append(uses[i]);
            text.append(
                    "(hash(name))\n    for letter in name:\n        result += ord(letter) * 31\n    return result + STATE\n\n");
        }
        text.append("\ndef total(start):\n    return start + STATE\n");
        for (int i = 0; i < methods[file]; i++) {
            text.append("\n\ndef more")
                    .append(i)
                    .append("():\n    return total(")
                    .append(i)
                    .append(")\n");
        }
        return text.toString();
    }

    private String javascript(int file) {
        StringBuilder text = new StringBuilder(2_000);
        text.append("// Unit ").append(file).append(" of the benchmark.\n");
        int[] uses = uses(file);
        for (int i = 0; i < uses.length; i++) {
            text.append("import { total as total")
                    .append(i)
                    .append(" } from '../../../")
                    .append(folderOf(uses[i]));
            text.append("unit").append(uses[i]).append("';\n");
        }
        text.append("\nconst state = ").append(edits[file]).append(";\n");
        for (int i = 0; i < uses.length; i++) {
            text.append("\nexport function ask").append(i).append("(name) {\n  if (!name || name.length > state) {\n");
            text.append("    throw new Error(`no name: ${name}`);\n  }\n  let sum = total")
                    .append(i);
            text.append(
                    "(name.length);\n  for (let i = 0; i < name.length; i++) {\n    sum += name.charCodeAt(i) * 31;\n");
            text.append("  }\n  return sum + state;\n}\n");
        }
        text.append("\nexport function total(start) {\n  return start + state;\n}\n");
        for (int i = 0; i < methods[file]; i++) {
            text.append("\nexport function more")
                    .append(i)
                    .append("() {\n  return total(")
                    .append(i)
                    .append(");\n}\n");
        }
        return text.toString();
    }
}
