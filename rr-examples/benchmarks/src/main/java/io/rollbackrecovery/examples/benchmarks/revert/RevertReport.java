package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
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
import org.openjdk.jmh.util.Statistics;

/** Runs the revert benchmarks, RR and git in turn for each repository, and prints tables. */
public final class RevertReport {
    private static final List<Integer> SIZES = List.of(500, 10_000, 50_000, 100_000);
    private static final int COMMITS = 40;
    private static final int WITHOUT_MANY = 100_000;
    private static final int ONE_CALLS = 21;
    private static final int MANY_CALLS = 5;

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
                String name = String.format(Locale.ROOT, "%,d files%s", files, renames ? ", renames in between" : "");
                Map<String, Time> times = new HashMap<>();
                run(times, process(files, renames, ONE_CALLS), "GitBenchmark\\.(revParse|revertOne|mergeTreeOne)$");
                run(times, planning(files, renames), renames ? "PlanBenchmark\\.rrOne" : "PlanBenchmark\\..*One");
                Time start = time(times, "revParse");
                Time rr = time(times, "rrOne");
                Time revert = time(times, "revertOne").less(start, 1);
                Time mergeTree = time(times, "mergeTreeOne").less(start, 1);
                one.row(List.of(
                        name,
                        rr.toString(),
                        revert.toString(),
                        revert.over(rr),
                        mergeTree.toString(),
                        mergeTree.over(rr),
                        renames ? "conflicts" : time(times, "jgitOne").toString(),
                        start.toString()));
                if (files < WITHOUT_MANY) {
                    run(times, process(files, renames, MANY_CALLS), "GitBenchmark.revertMany");
                    run(times, planning(files, renames), "PlanBenchmark.rrMany");
                    Time rrMany = time(times, "rrMany");
                    Time oneByOne = time(times, "revertManyOneByOne").less(start, COMMITS);
                    Time atOnce = time(times, "revertManyAtOnce").less(start, 1);
                    many.row(List.of(
                            name,
                            rrMany.toString(),
                            oneByOne.toString(),
                            oneByOne.over(rrMany),
                            atOnce.toString(),
                            atOnce.over(rrMany)));
                }
            }
        }
        return Machine.describe() + "; " + new Git(RevertState.work()).run("version")
                + "; -Xmx1g; git less git rev-parse HEAD; median (fastest)\n\n" + one + "\n" + many;
    }

    /** Milliseconds: the median, and the fastest, which a busy machine disturbs least. */
    private record Time(double median, double fastest) {
        Time less(Time start, int times) {
            return new Time(median - times * start.median, fastest - times * start.fastest);
        }

        String over(Time other) {
            return Table.number(median / other.median) + " (" + Table.number(fastest / other.fastest) + ")";
        }

        @Override
        public String toString() {
            return Table.number(median) + " (" + Table.number(fastest) + ")";
        }
    }

    private static Time time(Map<String, Time> times, String label) {
        return times.getOrDefault(label, new Time(Double.NaN, Double.NaN));
    }

    private static void run(Map<String, Time> times, ChainedOptionsBuilder options, String benchmarks)
            throws RunnerException {
        for (RunResult result : new Runner(options.include(benchmarks).build()).run()) {
            Statistics statistics = result.getPrimaryResult().getStatistics();
            times.put(
                    result.getPrimaryResult().getLabel(), new Time(statistics.getPercentile(50), statistics.getMin()));
        }
    }

    private static ChainedOptionsBuilder process(int files, boolean renames, int calls) {
        return options(files, renames)
                .mode(Mode.SingleShotTime)
                .warmupIterations(3)
                .measurementIterations(calls)
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
