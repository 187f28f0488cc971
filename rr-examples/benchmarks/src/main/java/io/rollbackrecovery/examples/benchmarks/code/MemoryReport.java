package io.rollbackrecovery.examples.benchmarks.code;

import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether verbs that read code get by with a small heap on a large repository. */
public final class MemoryReport {
    private MemoryReport() {}

    /**
     * Runs graph, blast and assess.
     *
     * @param arguments {@code [--files N] [--commits N] [--heap SIZE] [--jar RR.JAR]}
     * @return a table with exit codes and times
     * @throws Exception if the repository cannot be made
     */
    public static String report(List<String> arguments) throws Exception {
        Arguments parsed = Arguments.of(arguments);
        Path work = Path.of(System.getProperty("rr.bench.work", "work"));
        int files = parsed.number("--files", 100_000);
        int commits = parsed.number("--commits", 100_000);
        String heap = parsed.option("--heap").orElse("512m");
        Path jar = parsed.option("--jar")
                .map(Path::of)
                .orElseGet(() -> work.toAbsolutePath()
                        .normalize()
                        .resolve("../../../cli/target/rr.jar")
                        .normalize())
                .toAbsolutePath();
        Table table = new Table(List.of("verb", "exit", "s", "said"));
        Path repository = CodeRepository.of(work, CodeRepository.Language.JAVA, files, commits)
                .toAbsolutePath();
        for (List<String> verb : List.of(
                List.of("graph"),
                List.of("blast", "HEAD"),
                List.of("blast", "HEAD~20..HEAD"),
                List.of("assess"),
                List.of("drift", "HEAD~5..HEAD"))) {
            run(repository, jar, heap, verb, table);
        }
        return Machine.describe() + "\n" + files + " files, " + commits + " commits, -Xmx" + heap + "\n\n" + table;
    }

    private static void run(Path repository, Path jar, String heap, List<String> verb, Table table)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "--repo",
                repository.toString()));
        command.addAll(verb);
        Processes.Result result = Processes.time(repository, command);
        table.row(List.of(
                String.join(" ", verb),
                Integer.toString(result.exit()),
                Table.number(result.millis() / 1000),
                result.err().strip().replace('\n', ' ')));
    }
}
