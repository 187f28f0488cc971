package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private static final int GROWTH_FILES = 10_000;

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
                "16 by one merge-tree, ms each",
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
                Subject subject = Subject.of(files).renames(renames);
                String name = String.format(Locale.ROOT, "%,d files%s", files, renames ? ", renames in between" : "");
                Map<String, Time> times = new HashMap<>();
                run(times, process(subject, ONE_CALLS), "GitBenchmark\\.(revParse|revert|mergeTree|mergeTreeOfAll)$");
                run(times, planning(subject), renames ? "PlanBenchmark\\.rr$" : "PlanBenchmark\\.(rr|jgit)$");
                Time start = time(times, "revParse");
                Time rr = time(times, "rr");
                Time revert = time(times, "revert").less(start, 1);
                Time mergeTree = time(times, "mergeTree").less(start, 1);
                one.row(List.of(
                        name,
                        rr.toString(),
                        revert.toString(),
                        revert.over(rr),
                        mergeTree.toString(),
                        mergeTree.over(rr),
                        time(times, "mergeTreeOfAll").less(start, 1).share(16).toString(),
                        renames ? "conflicts" : time(times, "jgit").toString(),
                        start.toString()));
                if (files < WITHOUT_MANY) {
                    Subject interleaved = subject.commits(COMMITS);
                    run(times, process(interleaved, MANY_CALLS), "GitBenchmark\\.(revert|oneByOne)$");
                    run(times, planning(interleaved), "PlanBenchmark\\.rr$");
                    Time rrMany = time(times, "rr");
                    Time oneByOne = time(times, "oneByOne").less(start, COMMITS);
                    Time atOnce = time(times, "revert").less(start, 1);
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
        return heading() + one + "\n" + many;
    }

    /**
     * Measures how the time grows with the history, with the size of the change and with the number of commits, in
     * repositories of 10,000 files.
     *
     * @return the table
     * @throws RunnerException if JMH cannot run
     * @throws IOException if the repositories cannot be made
     */
    public static String growth() throws RunnerException, IOException {
        Subject usual = Subject.of(GROWTH_FILES);
        Map<String, Subject> subjects = new LinkedHashMap<>();
        subjects.put("one commit of 3 files, 55 to 98 commits ago", usual);
        for (int later : List.of(1_000, 10_000, 100_000)) {
            subjects.put(String.format(Locale.ROOT, "%,d more commits ago", later), usual.later(later));
        }
        for (int width : List.of(1, 10, 100, 1_000)) {
            subjects.put(String.format(Locale.ROOT, "one commit of %,d files", width), usual.width(width));
        }
        for (int commits : List.of(10, COMMITS, 100)) {
            subjects.put(commits + " commits of 3 files", usual.commits(commits));
        }
        Table table = new Table(List.of("10,000 files", "rr, ms", "git revert --no-commit, ms", "git / rr"));
        for (Map.Entry<String, Subject> row : subjects.entrySet()) {
            Map<String, Time> times = new HashMap<>();
            run(times, process(row.getValue(), MANY_CALLS), "GitBenchmark\\.(revParse|revert)$");
            run(times, planning(row.getValue()), "PlanBenchmark\\.rr$");
            Time rr = time(times, "rr");
            Time revert = time(times, "revert").less(time(times, "revParse"), 1);
            table.row(List.of(row.getKey(), rr.toString(), revert.toString(), revert.over(rr)));
        }
        return heading() + table;
    }

    private static String heading() throws IOException {
        return Machine.describe() + "; " + new Git(RevertState.work()).run("version")
                + "; -Xmx1g; git less git rev-parse HEAD; median (fastest)\n\n";
    }

    /** What is reverted, and where; see {@link RevertState}. */
    private record Subject(int files, boolean renames, int later, int width, int commits) {
        static Subject of(int files) {
            return new Subject(files, false, 0, 3, 1);
        }

        Subject renames(boolean value) {
            return new Subject(files, value, later, width, commits);
        }

        Subject later(int value) {
            return new Subject(files, renames, value, width, commits);
        }

        Subject width(int value) {
            return new Subject(files, renames, later, value, commits);
        }

        Subject commits(int value) {
            return new Subject(files, renames, later, width, value);
        }
    }

    /** Milliseconds: the median, and the fastest, which a busy machine disturbs least. */
    private record Time(double median, double fastest) {
        Time less(Time start, int times) {
            return new Time(median - times * start.median, fastest - times * start.fastest);
        }

        Time share(int calls) {
            return new Time(median / calls, fastest / calls);
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

    private static ChainedOptionsBuilder process(Subject subject, int calls) {
        return options(subject)
                .mode(Mode.SingleShotTime)
                .warmupIterations(3)
                .measurementIterations(calls)
                .forks(1);
    }

    private static ChainedOptionsBuilder planning(Subject subject) {
        return options(subject)
                .mode(Mode.AverageTime)
                .warmupIterations(15)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(10)
                .measurementTime(TimeValue.seconds(1))
                .forks(1);
    }

    private static ChainedOptionsBuilder options(Subject subject) {
        return new OptionsBuilder()
                .param("files", String.valueOf(subject.files()))
                .param("renames", String.valueOf(subject.renames()))
                .param("later", String.valueOf(subject.later()))
                .param("width", String.valueOf(subject.width()))
                .param("commits", String.valueOf(subject.commits()))
                .jvmArgs("-Xmx1g", "-D" + RevertState.WORK + "=" + RevertState.work())
                .shouldFailOnError(false);
    }
}
