package io.rollbackrecovery.examples.benchmarks.code;

import io.rollbackrecovery.OpenOptions;
import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.analysis.SourceGraph;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What one more commit costs: in a process that knows the one before, and in a new process with a cache. */
public final class IncrementalReport {
    private static final int FILES = 10_000;
    private static final int COLD_RUNS = 5;

    private final Path work;
    private final int steps;
    private final Path launcher;

    private IncrementalReport(Path work, int steps, Path launcher) {
        this.work = work;
        this.steps = steps;
        this.launcher = launcher;
    }

    /**
     * Measures and checks that each graph is that of a fresh look.
     *
     * @param arguments {@code [--commits N] [--rr LAUNCHER] REPOSITORY ...}; without repositories three are made
     * @return tables
     * @throws Exception if a repository cannot be read or made
     */
    public static String report(List<String> arguments) throws Exception {
        Arguments parsed = Arguments.of(arguments);
        Path work = Path.of(System.getProperty("rr.bench.work", "work"));
        IncrementalReport report =
                new IncrementalReport(work, parsed.number("--commits", 20), parsed.launcher("--rr", work));
        List<Path> repositories = new ArrayList<>(parsed.paths());
        if (repositories.isEmpty()) {
            for (CodeRepository.Language language : CodeRepository.Language.values()) {
                repositories.add(CodeRepository.of(work, language, FILES, 200));
            }
        }
        Table inside = new Table(List.of(
                "in process",
                "files",
                "edges",
                "cold, ms",
                "one more commit, ms: median (p90, most)",
                "cold / one more",
                "same as a fresh graph"));
        Table whole = new Table(List.of(
                "whole process", "cold, ms", "one more commit, cache of the one before, ms", "one more / cold"));
        for (Path repository : repositories) {
            report.inProcess(repository, inside);
            report.processes(repository, whole);
        }
        return Machine.describe() + "\n\n" + inside + "\n" + whole;
    }

    private static RollbackRecovery open(Path repository) {
        return RollbackRecovery.open(
                repository,
                GitEnvironment.isolated(),
                OpenOptions.defaults()
                        .withExecutor(
                                task -> {
                                    Thread thread = new Thread(task, "bench");
                                    thread.setDaemon(true);
                                    thread.start();
                                },
                                Runtime.getRuntime().availableProcessors()));
    }

    /** The newest commits along first parents, oldest first. */
    private static List<CommitId> mainline(RollbackRecovery rr, int count) {
        CommitGraph commits = rr.repository().commits();
        List<CommitId> line = new ArrayList<>();
        CommitId at = commits.resolve("HEAD").orElseThrow();
        while (line.size() < count) {
            line.add(at);
            List<CommitId> parents = commits.commit(at).parents();
            if (parents.isEmpty()) {
                break;
            }
            at = parents.get(0);
        }
        Collections.reverse(line);
        return line;
    }

    private void inProcess(Path repository, Table table) {
        double[] cold = new double[COLD_RUNS];
        CommitId first;
        try (RollbackRecovery rr = open(repository)) {
            first = mainline(rr, steps + 1).get(0);
        }
        for (int i = -2; i < COLD_RUNS; i++) {
            try (RollbackRecovery rr = open(repository)) {
                long start = System.nanoTime();
                rr.blastRadius().graph(first);
                cold[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
            }
        }
        try (RollbackRecovery rr = open(repository)) {
            List<CommitId> line = mainline(rr, steps + 1);
            SourceGraph graph = rr.blastRadius().graph(line.get(0));
            double[] more = new double[line.size() - 1];
            int same = 0;
            for (int i = 1; i < line.size(); i++) {
                long start = System.nanoTime();
                graph = rr.blastRadius().graph(line.get(i));
                more[i - 1] = (System.nanoTime() - start) / 1e6;
                try (RollbackRecovery fresh = open(repository)) {
                    SourceGraph whole = fresh.blastRadius().graph(line.get(i));
                    boolean equal = whole.graph().equals(graph.graph())
                            && whole.unread().equals(graph.unread())
                            && whole.causes().equals(graph.causes());
                    same += equal ? 1 : 0;
                }
            }
            Samples before = new Samples(cold);
            Samples after = new Samples(more);
            table.row(List.of(
                    name(repository),
                    Table.number(graph.graph().nodes().size()),
                    Table.number(graph.graph().edgeCount()),
                    before.toString(),
                    after.spread(),
                    Table.number(before.median() / after.median()),
                    same + " of " + more.length));
        }
    }

    private void processes(Path repository, Table table) throws IOException, InterruptedException {
        List<CommitId> line;
        try (RollbackRecovery rr = open(repository)) {
            line = mainline(rr, COLD_RUNS + 1);
        }
        double[] cold = new double[line.size() - 1];
        double[] warm = new double[line.size() - 1];
        for (int i = 1; i < line.size(); i++) {
            Path cache = work.resolve("cache");
            delete(cache);
            graph(repository, line.get(i - 1), "--cache", cache.toString());
            cold[i - 1] = graph(repository, line.get(i));
            warm[i - 1] = graph(repository, line.get(i), "--cache", cache.toString());
        }
        Samples before = new Samples(cold);
        Samples after = new Samples(warm);
        table.row(List.of(
                name(repository),
                before.toString(),
                after.toString(),
                "1 / " + Table.number(before.median() / after.median())));
    }

    private double graph(Path repository, CommitId commit, String... more) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(launcher.toString(), "--repo", repository.toString(), "graph", commit.hex()));
        command.addAll(List.of(more));
        Processes.Result result = Processes.time(repository, command);
        if (result.exit() != 0) {
            throw new IOException(command + " ended with " + result.exit() + ": " + result.err());
        }
        return result.millis();
    }

    static String name(Path repository) {
        Path name = repository.toAbsolutePath().normalize().getFileName();
        return name == null ? repository.toString() : name.toString();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
