package io.rollbackrecovery.examples.benchmarks.code;

import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Dependency graphs from nothing, whole processes beside each other: {@code rr graph} on the repository, jdeps on the
 * compiled classes, and what else there is of madge, dependency-cruiser (in a folder where they are installed) and grimp
 * (of a Python that has it) on a checkout.
 */
public final class ColdGraphReport {
    private static final int RUNS = 5;

    private final Path work;
    private final Path launcher;
    private final int files;
    private final Optional<Path> node;
    private final Optional<Path> python;
    private final Table table = new Table(List.of("graph of", "tool", "ms: median (least)", "tool / rr"));

    private ColdGraphReport(Path work, Path launcher, int files, Optional<Path> node, Optional<Path> python) {
        this.work = work;
        this.launcher = launcher;
        this.files = files;
        this.node = node;
        this.python = python;
    }

    /**
     * Measures.
     *
     * @param arguments {@code [--files N] [--rr LAUNCHER] [--node FOLDER] [--python EXECUTABLE] REPOSITORY ...}; of the
     *     repositories named only RR's time is taken
     * @return a table
     * @throws Exception if a repository cannot be made or a tool fails
     */
    public static String report(List<String> arguments) throws Exception {
        Arguments parsed = Arguments.of(arguments);
        Path work = Path.of(System.getProperty("rr.bench.work", "work"));
        ColdGraphReport report = new ColdGraphReport(
                work,
                parsed.launcher("--rr", work),
                parsed.number("--files", 6_000),
                parsed.option("--node").map(folder -> Path.of(folder).toAbsolutePath()),
                parsed.option("--python").map(Path::of));
        if (parsed.paths().isEmpty()) {
            report.java();
            report.javascript();
            report.pythons();
        }
        for (Path repository : parsed.paths()) {
            report.rr(repository, IncrementalReport.name(repository));
        }
        return Machine.describe() + "\n\n" + report.table;
    }

    private Samples time(Path folder, List<String> command) throws IOException, InterruptedException {
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            Processes.Result result = Processes.time(folder, command);
            if (result.exit() != 0) {
                throw new IOException(command + " ended with " + result.exit() + ": " + result.err());
            }
            millis[i] = result.millis();
        }
        return new Samples(millis);
    }

    private Samples rr(Path repository, String what) throws IOException, InterruptedException {
        Samples samples = time(repository, List.of(launcher.toString(), "--repo", repository.toString(), "graph"));
        table.row(List.of(what, "rr", samples.toString(), "1"));
        return samples;
    }

    private void peer(Samples rr, String what, String tool, Path folder, List<String> command)
            throws IOException, InterruptedException {
        Samples samples = time(folder, command);
        table.row(List.of(what, tool, samples.toString(), Table.number(samples.median() / rr.median())));
    }

    private Path checkout(Path repository) throws IOException, InterruptedException {
        Path folder = repository.resolveSibling(IncrementalReport.name(repository) + "-checkout");
        if (!Files.exists(folder)) {
            Processes.run(work, "git", "clone", "--quiet", "--shared", repository.toString(), folder.toString());
        }
        return folder;
    }

    private void java() throws IOException, InterruptedException {
        Path repository =
                CodeRepository.of(work, CodeRepository.Language.JAVA, files, 10).toAbsolutePath();
        String what = files + " Java files";
        Samples rr = rr(repository, what);
        Path checkout = checkout(repository);
        Path classes = checkout.resolve("classes");
        Path bin = Path.of(System.getProperty("java.home", ""), "bin");
        if (!Files.exists(classes)) {
            Path list = checkout.resolve("sources");
            try (Stream<Path> all = Files.walk(checkout.resolve("app"))) {
                Files.write(
                        list,
                        all.filter(path -> path.toString().endsWith(".java"))
                                .map(Path::toString)
                                .toList());
            }
            Processes.run(
                    checkout,
                    bin.resolve("javac").toString(),
                    "-nowarn",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "@" + list);
        }
        peer(
                rr,
                what,
                "jdeps -verbose:class, classes compiled before",
                checkout,
                List.of(bin.resolve("jdeps").toString(), "-verbose:class", classes.toString()));
    }

    private void javascript() throws IOException, InterruptedException {
        Path repository = CodeRepository.of(work, CodeRepository.Language.JAVASCRIPT, files, 10)
                .toAbsolutePath();
        String what = files + " JavaScript files";
        Samples rr = rr(repository, what);
        if (node.isPresent()) {
            Path bin = node.get().resolve("node_modules/.bin");
            Path checkout = checkout(repository);
            peer(rr, what, "madge", checkout, List.of(bin.resolve("madge").toString(), "--json", "app"));
            peer(
                    rr,
                    what,
                    "dependency-cruiser",
                    checkout,
                    List.of(bin.resolve("depcruise").toString(), "--no-config", "--output-type", "json", "app"));
        }
    }

    private void pythons() throws IOException, InterruptedException {
        Path repository = CodeRepository.of(work, CodeRepository.Language.PYTHON, files, 10)
                .toAbsolutePath();
        String what = files + " Python files";
        Samples rr = rr(repository, what);
        if (python.isPresent()) {
            List<String> command = new ArrayList<>(List.of(python.get().toString(), "-c"));
            command.add("import grimp; print(grimp.build_graph('app', cache_dir=None).count_imports())");
            peer(rr, what, "grimp", checkout(repository), command);
        }
    }
}
