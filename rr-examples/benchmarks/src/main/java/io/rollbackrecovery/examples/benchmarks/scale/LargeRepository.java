package io.rollbackrecovery.examples.benchmarks.scale;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A generated Java project with as many classes and commits as are asked for, checked out. Each class refers to three
 * others in other packages. The first commit adds all; each later one changes a line of one class, every third by an
 * agent, in runs that look like sessions. The same arguments give the same commits.
 */
public final class LargeRepository {
    private static final int IN_A_FOLDER = 100;
    private static final int FOLDERS_IN_A_FOLDER = 10;
    private static final int SESSION = 30;
    private static final long START = 1_700_000_000L;
    private static final String DONE = "rr-bench-done";

    private final int files;
    private final int commits;

    private LargeRepository(int files, int commits) {
        this.files = files;
        this.commits = commits;
    }

    /**
     * Gives a repository, which is made unless it is there already; that takes about a minute for 100,000 of each.
     *
     * @param work the folder for generated repositories
     * @param files how many classes it has, 10 or more
     * @param commits how many commits it has, 1 or more
     * @return its work tree, on branch {@code main}
     * @throws IOException if it cannot be written
     * @throws InterruptedException if the thread is interrupted while git runs
     */
    public static Path of(Path work, int files, int commits) throws IOException, InterruptedException {
        Path folder = work.resolve("large-" + files + "-" + commits);
        if (!Files.exists(folder.resolve(".git").resolve(DONE))) {
            new LargeRepository(files, commits).make(folder);
        }
        return folder;
    }

    private void make(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        git(folder, "init", "--quiet", "--initial-branch=main");
        git(folder, "config", "gc.auto", "0");
        Process importer = builder(folder, "fast-import", "--quiet")
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedWriter out = new BufferedWriter(importer.outputWriter(StandardCharsets.UTF_8), 1 << 16)) {
            int[] changes = new int[files];
            commit(out, 0);
            for (int file = 0; file < files; file++) {
                write(out, file, 0);
            }
            for (int i = 1; i < commits; i++) {
                commit(out, i);
                int file = (int) (i * 7919L % files);
                write(out, file, ++changes[file]);
            }
        }
        if (importer.waitFor() != 0) {
            throw new IOException("git fast-import in " + folder + " ended with " + importer.exitValue());
        }
        git(folder, "reset", "--hard", "--quiet");
        Files.createFile(folder.resolve(".git").resolve(DONE));
    }

    /** Commits of a session are minutes apart, sessions hours. */
    private static void commit(BufferedWriter out, int number) throws IOException {
        boolean agent = number / SESSION % 3 == 2;
        String who = agent ? "Claude <noreply@anthropic.com>" : "Ada Example <ada@example.org>";
        long time = START + number * 60L + number / SESSION * 7200L;
        String message = "Change " + number + "\n";
        out.write("commit refs/heads/main\nauthor " + who + " " + time + " +0000\ncommitter " + who + " " + time
                + " +0000\ndata " + message.length() + "\n" + message);
    }

    private void write(BufferedWriter out, int file, int change) throws IOException {
        StringBuilder text = new StringBuilder("package large." + packageOf(file) + ";\n\n");
        List<Integer> others = new ArrayList<>();
        for (long step : new long[] {1_009, 10_007, 31_337}) {
            others.add((int) ((file + step) % files));
        }
        others.forEach(other -> text.append("import large.")
                .append(packageOf(other))
                .append('.')
                .append(name(other))
                .append(";\n"));
        text.append("\n/** Class ")
                .append(file)
                .append(". */\npublic final class ")
                .append(name(file))
                .append(" {\n");
        text.append("    static final int CHANGE = ").append(change).append(";\n\n");
        for (int other : others) {
            text.append("    int with")
                    .append(other)
                    .append("(int depth) {\n        return depth == 0 ? CHANGE : new ");
            text.append(name(other))
                    .append("().with")
                    .append((other + 1_009) % files)
                    .append("(depth - 1);\n    }\n\n");
        }
        text.append("}\n");
        out.write("M 100644 inline " + path(file) + "\ndata " + text.length() + "\n" + text + "\n");
    }

    private static String packageOf(int file) {
        int folder = file / IN_A_FOLDER;
        return String.format(Locale.ROOT, "p%03d.q%d", folder / FOLDERS_IN_A_FOLDER, folder % FOLDERS_IN_A_FOLDER);
    }

    private static String name(int file) {
        return "C" + file;
    }

    private static String path(int file) {
        return "src/main/java/large/" + packageOf(file).replace('.', '/') + "/" + name(file) + ".java";
    }

    private static void git(Path folder, String... arguments) throws IOException, InterruptedException {
        int exit = builder(folder, arguments).start().waitFor();
        if (exit != 0) {
            throw new IOException("git " + String.join(" ", arguments) + " in " + folder + " ended with " + exit);
        }
    }

    private static ProcessBuilder builder(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null"));
        return builder;
    }
}
