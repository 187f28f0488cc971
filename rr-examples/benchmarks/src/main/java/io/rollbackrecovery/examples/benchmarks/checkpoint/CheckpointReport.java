package io.rollbackrecovery.examples.benchmarks.checkpoint;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import io.rollbackrecovery.git.GitRepository;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint of many files, ten of them edited and ten untracked, each time with new content, beside
 * {@code cp index; GIT_INDEX_FILE=.. git add -A; git write-tree} in turn with it. From git's times the process's start is
 * taken off ({@code git rev-parse HEAD}).
 */
public final class CheckpointReport {
    private static final int FOLDERS = 500;
    private static final int ROUNDS = 30;
    private static final int CHANGED = 10;
    private static final int PROCESSES = 7;

    private CheckpointReport() {}

    /**
     * Measures.
     *
     * @param arguments the number of files; by default 50000
     * @return a table
     * @throws IOException if the repository cannot be made
     * @throws InterruptedException if it is interrupted
     */
    public static String times(List<String> arguments) throws IOException, InterruptedException {
        int files = arguments.isEmpty() ? 50_000 : Integer.parseInt(arguments.get(0));
        Path folder = Files.createTempDirectory("rr-bench-checkpoint");
        try {
            make(folder, files);
            return Machine.describe() + "\n\n" + measure(folder, files);
        } finally {
            delete(folder);
        }
    }

    private static void make(Path folder, int files) throws IOException, InterruptedException {
        git(folder, Map.of(), "init", "-q");
        for (int i = 0; i < FOLDERS; i++) {
            Files.createDirectory(folder.resolve("d" + i));
        }
        for (int i = 0; i < files; i++) {
            Files.writeString(file(folder, i, "f"), "file " + i + "\n" + "line of text\n".repeat(i % 300));
        }
        git(folder, Map.of(), "add", "-A");
        git(folder, Map.of(), "-c", "gc.auto=0", "commit", "-q", "-m", "first");
        git(folder, Map.of(), "gc", "-q");
        git(folder, Map.of(), "status");
    }

    private static Path file(Path folder, int number, String prefix) {
        return folder.resolve("d" + number % FOLDERS).resolve(prefix + number + ".txt");
    }

    private static void change(Path folder, String content) throws IOException {
        for (int i = 0; i < CHANGED; i++) {
            Files.writeString(file(folder, i * 37, "f"), content + i + "\n");
            Files.writeString(file(folder, i * 41, "new"), content + i + "\n");
        }
    }

    private static String measure(Path folder, int files) throws IOException, InterruptedException {
        List<Double> start = new ArrayList<>();
        List<Double> git = new ArrayList<>();
        List<Double> rr = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            start.add(git(folder, Map.of(), "rev-parse", "HEAD"));
        }
        Path index = folder.resolve(".git/bench.index");
        Map<String, String> other = Map.of("GIT_INDEX_FILE", index.toString());
        try (GitRepository repository = GitRepository.open(folder, GitEnvironment.isolated())) {
            for (int i = 0; i < ROUNDS; i++) {
                change(folder, "git " + i + " ");
                double copied = run(folder, Map.of(), List.of("cp", ".git/index", index.toString()));
                git.add(copied
                        + git(folder, other, "add", "-A")
                        + git(folder, other, "write-tree")
                        - 2 * median(start));
                change(folder, "rr " + i + " ");
                long before = System.nanoTime();
                repository.checkpoints().create(new CheckpointName("round-" + i));
                rr.add((System.nanoTime() - before) / 1e6);
            }
        }
        // The first call of a process, in processes of their own: of this one there is only one.
        Path archive = folder.resolve(".git/bench.jsa");
        List<Double> first = new ArrayList<>();
        List<Double> shared = new ArrayList<>();
        inProcess(folder, "archive", List.of("-XX:ArchiveClassesAtExit=" + archive));
        for (int i = 0; i < PROCESSES; i++) {
            change(folder, "first " + i + " ");
            first.add(inProcess(folder, "first-" + i, List.of()));
            change(folder, "shared " + i + " ");
            shared.add(inProcess(folder, "shared-" + i, List.of("-XX:SharedArchiveFile=" + archive)));
        }
        double peer = median(git);
        double warm = median(rr.subList(ROUNDS / 2, ROUNDS));
        return new Table(List.of("checkpoint of " + files + " files", "ms", "of git's"))
                .row(List.of("git: cp index, add -A, write-tree", Table.number(peer), "1.00"))
                .row(row("RR, first call in a process", median(first), peer))
                .row(row("RR, first call, classes from an archive as rr has", median(shared), peer))
                .row(row("RR, warm", warm, peer))
                .toString();
    }

    private static List<String> row(String what, double millis, double peer) {
        return List.of(what, Table.number(millis), Table.number(millis / peer));
    }

    /**
     * Makes one checkpoint, the first of this process, and prints how many milliseconds it took.
     *
     * @param arguments a repository and a name
     */
    public static void main(String[] arguments) {
        try (GitRepository repository = GitRepository.open(Path.of(arguments[0]), GitEnvironment.isolated())) {
            long before = System.nanoTime();
            repository.checkpoints().create(new CheckpointName(arguments[1]));
            PrintStream out = System.out;
            out.println((System.nanoTime() - before) / 1e6);
        }
    }

    private static double inProcess(Path folder, String name, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Xlog:disable");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CheckpointReport.class.getName()));
        command.addAll(List.of(folder.toString(), name));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed");
        }
        return Double.parseDouble(printed.strip());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static double git(Path folder, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(folder, variables, command);
    }

    private static double run(Path folder, Map<String, String> variables, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "Bench");
            environment.put("GIT_" + who + "_EMAIL", "bench@example.org");
        }
        environment.putAll(variables);
        long before = System.nanoTime();
        int exit = builder.start().waitFor();
        double millis = (System.nanoTime() - before) / 1e6;
        if (exit != 0) {
            throw new IllegalStateException(command + " in " + folder + " ended with " + exit);
        }
        return millis;
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    delete(child);
                }
            }
        }
        Files.delete(path);
    }
}
