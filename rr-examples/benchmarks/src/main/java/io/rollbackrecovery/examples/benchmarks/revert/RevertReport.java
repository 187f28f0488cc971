package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the revert benchmarks, RR and git in turn for each repository, and prints tables of medians. */
public final class RevertReport {
    private static final List<Integer> SIZES = List.of(500, 10_000, 50_000, 100_000);
    private static final int COMMITS = 40;
    private static final int WITHOUT_MANY = 100_000;

    private RevertReport() {}

    /**
     * Measures planning one revert, and planning 40 of an interleaved 100.
     *
     * @param sizes numbers of files; empty for 500, 10000, 50000 and 100000
     * @return the tables
     * @throws RunnerException if JMH cannot run
     * @throws IOException if the repositories cannot be made
     */
    public static String times(List<String> sizes) throws RunnerException, IOException {
        Table one = new Table(List.of(
                "one revert",
                "rr, ms",
                "git revert --no-commit, ms",
                "git / rr",
                "git merge-tree, ms",
                "merge-tree / rr",
                "JGit, ms",
                "git rev-parse, ms"));
        Table many = new Table(List.of(
                "40 of 100",
                "rr, ms",
                "git one by one, ms",
                "one by one / rr",
                "one git revert --no-commit, ms",
                "at once / rr"));
        List<Integer> all =
                sizes.isEmpty() ? SIZES : sizes.stream().map(Integer::valueOf).toList();
        for (int files : all) {
            for (boolean renames : new boolean[] {false, true}) {
                Map<String, Double> medians = new HashMap<>();
                collect(
                        medians,
                        new Runner(process(files, renames)
                                        .include(one("GitBenchmark"))
                                        .build())
                                .run());
                collect(
                        medians,
                        new Runner(planning(files, renames)
                                        .include(one("PlanBenchmark"))
                                        .build())
                                .run());
                double start = medians.getOrDefault("revParse", Double.NaN);
                String name = String.format(Locale.ROOT, "%,d files%s", files, renames ? ", renames in between" : "");
                double rr = medians.getOrDefault("rrOne", Double.NaN);
                double revert = medians.getOrDefault("revertOne", Double.NaN) - start;
                double mergeTree = medians.getOrDefault("mergeTreeOne", Double.NaN) - start;
                one.row(List.of(
                        name,
                        Table.number(rr),
                        Table.number(revert),
                        Table.number(revert / rr),
                        Table.number(mergeTree),
                        Table.number(mergeTree / rr),
                        renames ? "conflicts" : Table.number(medians.getOrDefault("jgitOne", Double.NaN)),
                        Table.number(start)));
                if (files < WITHOUT_MANY) {
                    collect(
                            medians,
                            new Runner(process(files, renames)
                                            .include("GitBenchmark.revertMany")
                                            .build())
                                    .run());
                    collect(
                            medians,
                            new Runner(planning(files, renames)
                                            .include("PlanBenchmark.rrMany")
                                            .build())
                                    .run());
                    double rrMany = medians.getOrDefault("rrMany", Double.NaN);
                    double oneByOne = medians.getOrDefault("revertManyOneByOne", Double.NaN) - COMMITS * start;
                    double atOnce = medians.getOrDefault("revertManyAtOnce", Double.NaN) - start;
                    many.row(List.of(
                            name,
                            Table.number(rrMany),
                            Table.number(oneByOne),
                            Table.number(oneByOne / rrMany),
                            Table.number(atOnce),
                            Table.number(atOnce / rrMany)));
                }
            }
        }
        return Machine.describe() + "; " + new Git(RevertState.work()).run("version")
                + "; -Xmx1g; git less the median of git rev-parse HEAD\n\n" + one + "\n" + many;
    }

    private static String one(String benchmark) {
        return benchmark + "\\.(rev.*One|revParse|mergeTreeOne|rrOne|jgitOne)$";
    }

    private static void collect(Map<String, Double> medians, Collection<RunResult> results) {
        for (RunResult result : results) {
            medians.put(
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getStatistics().getPercentile(50));
        }
    }

    private static ChainedOptionsBuilder process(int files, boolean renames) {
        return options(files, renames)
                .mode(Mode.SingleShotTime)
                .warmupIterations(3)
                .measurementIterations(files >= 50_000 ? 11 : 21)
                .forks(1);
    }

    private static ChainedOptionsBuilder planning(int files, boolean renames) {
        return options(files, renames)
                .mode(Mode.AverageTime)
                .warmupIterations(15)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(10)
                .measurementTime(TimeValue.seconds(1))
                .forks(1);
    }

    private static ChainedOptionsBuilder options(int files, boolean renames) {
        return new OptionsBuilder()
                .param("files", String.valueOf(files))
                .param("renames", String.valueOf(renames))
                .jvmArgs("-Xmx1g", "-D" + RevertState.WORK + "=" + RevertState.work())
                .shouldFailOnError(false);
    }
}
