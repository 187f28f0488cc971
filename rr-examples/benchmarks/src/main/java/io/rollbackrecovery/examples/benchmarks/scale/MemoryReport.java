package io.rollbackrecovery.examples.benchmarks.scale;

import io.rollbackrecovery.examples.benchmarks.LimitedRun;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs verbs of the CLI on a large repository, each in a process of its own with a heap of 512 MiB, one after the other:
 * whether it was enough, how long it took, and how much memory the process had at most.
 */
public final class MemoryReport {
    private static final long LIMIT_MINUTES = 30;

    /** Those that change nothing first; what changes something is taken back. */
    private static final List<List<String>> VERBS = List.of(
            List.of("session", "list"),
            List.of("attribution", "FIRST..HEAD"),
            List.of("revert", "HEAD~50"),
            List.of("revert", "HEAD~50", "--with-dependents"),
            List.of("checkpoint", "create", "large"),
            List.of("checkpoint", "list"),
            List.of("revert", "HEAD~50", "--apply"),
            List.of("checkpoint", "restore", "large", "--apply"),
            List.of("ops"),
            List.of("undo"),
            List.of("undo"),
            List.of("session", "begin", "measured"),
            List.of("undo"),
            List.of("journal", "prune"),
            List.of("doctor"),
            List.of("uninstall", "--apply"));

    private MemoryReport() {}

    /**
     * Measures.
     *
     * @param arguments how many files and how many commits the repository has (100000 of each), then verbs instead of
     *     those of rr-git, each as one argument ({@code "graph --json"}); FIRST in one stands for the first commit
     * @return a table
     * @throws IOException if the repository cannot be made or a process not be started
     * @throws InterruptedException if the thread is interrupted
     */
    public static String memory(List<String> arguments) throws IOException, InterruptedException {
        int files = arguments.isEmpty() ? 100_000 : Integer.parseInt(arguments.get(0));
        int commits = arguments.size() < 2 ? files : Integer.parseInt(arguments.get(1));
        Path work = Path.of(System.getProperty("rr.bench.work", "target/work")).toAbsolutePath();
        Path rr = work.resolve("../../../cli/rr").normalize();
        Path repository = LargeRepository.of(work, files, commits);
        List<List<String>> verbs = VERBS;
        if (arguments.size() > 2) {
            verbs = arguments.subList(2, arguments.size()).stream()
                    .map(verb -> List.of(verb.split(" ")))
                    .toList();
        }
        Table table = new Table(List.of("verb, " + LimitedRun.HEAP, "exit", "s", "MiB resident at most"));
        for (List<String> verb : verbs) {
            List<String> named = verb.stream()
                    .map(word -> word.replace("FIRST", "HEAD~" + (commits - 1)))
                    .toList();
            table.row(run(rr, repository, named));
        }
        return Machine.describe() + "; " + files + " files, " + commits + " commits\n\n" + table;
    }

    private static List<String> run(Path rr, Path repository, List<String> verb)
            throws IOException, InterruptedException {
        LimitedRun run = LimitedRun.of(rr, repository, verb, LIMIT_MINUTES);
        boolean ranOut =
                run.errors().contains("OutOfMemoryError") || run.errors().contains("Java heap space");
        return List.of(
                "`rr " + String.join(" ", verb) + "`",
                run.exit() + (ranOut ? " (out of memory)" : ""),
                run.time(),
                String.valueOf(run.mebibytes()));
    }
}
