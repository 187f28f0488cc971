package io.rollbackrecovery.examples.benchmarks.graph;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.openjdk.jol.info.GraphLayout;

/**
 * What a graph keeps of the heap once the garbage is gone: in a JVM of its own, the heap used after collections with the
 * graph, less the heap used before it; and, where walking all objects is bearable, the sum of its objects' sizes.
 */
final class GraphMemory {
    private static final int WALKED_EDGES = 1_500_000;
    private static final int COLLECTIONS = 4;

    /**
     * Bytes that a graph keeps.
     *
     * @param retained by the difference of the heap's use
     * @param walked by walking its objects; negative if they were not walked
     */
    record Bytes(long retained, long walked) {}

    private GraphMemory() {}

    /** Measures in a new JVM. */
    static Bytes measure(String library, String input, String heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-Djol.magicFieldOffset=true",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        GraphMemory.class.getName(),
                        library,
                        input))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            return new Bytes(-1, -1);
        }
        String[] words =
                out.strip().lines().reduce((first, last) -> last).orElse("").split(" ", -1);
        return new Bytes(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    /** The JVM that measures: prints the two numbers. */
    public static void main(String[] arguments) throws InterruptedException {
        Subject.of(arguments[0]).build(EdgeList.of("code-1000")); // what its classes keep is no part of the graph
        EdgeList edges = EdgeList.of(arguments[1]);
        try {
            long before = used();
            Object graph = Subject.of(arguments[0]).build(edges);
            try {
                long retained = used() - before;
                long walked = edges.from().length <= WALKED_EDGES
                        ? GraphLayout.parseInstance(graph).totalSize()
                        : -1;
                System.out.println(String.format(Locale.ROOT, "%d %d", retained, walked));
            } finally {
                Reference.reachabilityFence(graph);
            }
        } finally {
            Reference.reachabilityFence(edges);
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
