package io.rollbackrecovery.examples.benchmarks.graph;

import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the graph benchmarks and prints a table for each operation: medians, and how many times RR's time a peer takes. */
public final class GraphReport {
    private static final List<String> INPUTS = List.of("code-1000", "code-10000", "code-100000", "code-1000000");
    private static final int LARGE = 1_000_000;
    private static final String HEAP = "6g";
    private static final Pattern SIZE = Pattern.compile("[a-z]+-(\\d+)");

    private GraphReport() {}

    /**
     * Measures the time of build, reachability, components and leaf-first order.
     *
     * @param inputs the graphs, see {@link EdgeList#of}; empty for code-1000 to code-1000000
     * @return the tables
     * @throws RunnerException if JMH cannot run
     * @throws IOException if a file cannot be read
     */
    public static String times(List<String> inputs) throws RunnerException, IOException {
        List<String> all = inputs.isEmpty() ? INPUTS : inputs;
        List<RunResult> results = new ArrayList<>();
        List<String> small = all.stream().filter(input -> !isLarge(input)).toList();
        List<String> large = all.stream().filter(GraphReport::isLarge).toList();
        if (!small.isEmpty()) {
            results.addAll(new Runner(options(small)
                            .mode(Mode.AverageTime)
                            .warmupIterations(3)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(5)
                            .measurementTime(TimeValue.seconds(1))
                            .forks(1)
                            .build())
                    .run());
        }
        if (!large.isEmpty()) {
            // one call takes seconds: calls are measured one by one
            results.addAll(new Runner(options(large)
                            .mode(Mode.SingleShotTime)
                            .shouldDoGC(true)
                            .warmupIterations(1)
                            .measurementIterations(3)
                            .forks(1)
                            .build())
                    .run());
        }
        return heading("-Xms" + HEAP + " -Xmx" + HEAP + ", parallel collector") + tables(all, results);
    }

    /**
     * Measures what the graphs keep of the heap.
     *
     * @param inputs the graphs, see {@link EdgeList#of}; empty for code-1000 to code-1000000
     * @return the table
     * @throws IOException if a JVM cannot be started
     * @throws InterruptedException if interrupted while waiting for one
     */
    public static String memory(List<String> inputs) throws IOException, InterruptedException {
        Table table =
                new Table(List.of("input", "library", "retained, MB", "bytes an edge", "x RR", "walked by JOL, MB"));
        for (String input : inputs.isEmpty() ? INPUTS : inputs) {
            int edges = EdgeList.of(input).from().length;
            double own = 0;
            for (String library : Subject.ALL) {
                GraphMemory.Bytes bytes = GraphMemory.measure(library, input, HEAP);
                // where the objects can be walked that is exact; used heap is off by a megabyte or two
                double kept = bytes.walked() < 0 ? bytes.retained() : bytes.walked();
                own = library.equals(Subject.RR) ? kept : own;
                table.row(List.of(
                        name(input),
                        library,
                        megabytes(bytes.retained()),
                        Table.number(kept / edges),
                        Table.number(kept / own),
                        bytes.walked() < 0 ? "" : megabytes(bytes.walked())));
            }
        }
        return heading("-Xmx" + HEAP + ", serial collector") + table;
    }

    private static ChainedOptionsBuilder options(List<String> inputs) {
        return new OptionsBuilder()
                .include(GraphBuild.class.getName())
                .include(GraphReach.class.getName())
                .include(GraphOrder.class.getName())
                .param("input", inputs.toArray(String[]::new))
                .jvmArgs("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+UseParallelGC")
                .shouldFailOnError(false);
    }

    private static boolean isLarge(String input) {
        Matcher size = SIZE.matcher(input);
        return size.matches() && Integer.parseInt(size.group(1)) >= LARGE;
    }

    private static String heading(String heap) throws IOException {
        return Machine.describe() + "; " + heap + "\n\n";
    }

    private static String tables(List<String> inputs, Collection<RunResult> results) {
        Map<String, Map<String, Map<String, Double>>> medians = new LinkedHashMap<>();
        for (RunResult result : results) {
            String label = result.getPrimaryResult().getLabel();
            String input = result.getParams().getParam("input");
            String library = result.getParams().getParam("library");
            medians.computeIfAbsent(label, key -> new LinkedHashMap<>())
                    .computeIfAbsent(input, key -> new LinkedHashMap<>())
                    .put(library, result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        StringBuilder text = new StringBuilder();
        medians.forEach((operation, byInput) -> {
            Table table = new Table(
                    List.of(operation, "edges", "rr, ms", "rr, ns an edge", "jgrapht-sparse", "jgrapht", "guava"));
            for (String input : inputs) {
                Map<String, Double> row = byInput.getOrDefault(input, Map.of());
                int edges = EdgeList.of(input).from().length;
                Optional<Double> own = Optional.ofNullable(row.get(Subject.RR));
                table.row(List.of(
                        name(input),
                        String.format(Locale.ROOT, "%,d", edges),
                        own.map(Table::number).orElse(""),
                        own.map(ms -> Table.number(ms * 1e6 / edges)).orElse(""),
                        peer(row, Subject.SPARSE),
                        peer(row, Subject.JGRAPHT),
                        peer(row, Subject.GUAVA)));
            }
            text.append(table).append('\n');
        });
        return text.toString();
    }

    private static String peer(Map<String, Double> row, String library) {
        Double time = row.get(library);
        Double own = row.get(Subject.RR);
        if (time == null || own == null) {
            return "";
        }
        return Table.number(time) + " ms = " + Table.number(time / own) + " x";
    }

    private static String name(String input) {
        return SIZE.matcher(input).matches()
                ? input
                : String.valueOf(Path.of(input).getFileName());
    }

    private static String megabytes(long bytes) {
        return Table.number(bytes / 1e6);
    }
}
