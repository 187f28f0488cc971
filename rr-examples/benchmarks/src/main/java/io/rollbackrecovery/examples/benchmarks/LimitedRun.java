package io.rollbackrecovery.examples.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One run of the command line with a bounded heap.
 *
 * @param exit how it ended
 * @param seconds how long it took
 * @param mebibytes the most that it had in memory, heap and all else, as Linux counts it; 0 elsewhere
 * @param errors what it said on its second stream
 */
public record LimitedRun(int exit, double seconds, long mebibytes, String errors) {
    /** The bound. */
    public static final String HEAP = "-Xmx512m";

    /**
     * Runs a verb and throws its answer away.
     *
     * @param rr the launcher
     * @param repository where
     * @param verb the verb and its options
     * @param minutes after how many it is ended
     * @return the run
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    public static LimitedRun of(Path rr, Path repository, List<String> verb, long minutes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(rr.toString(), "--repo", repository.toString()));
        command.addAll(verb);
        Path errors = Files.createTempFile("rr-bench", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("JAVA_TOOL_OPTIONS", HEAP);
        long start = System.nanoTime();
        Process process = builder.start();
        long most = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, residentKilobytes(process.pid()));
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(minutes)) {
                process.destroyForcibly();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String said = Files.readString(errors, StandardCharsets.UTF_8);
        Files.delete(errors);
        return new LimitedRun(process.exitValue(), seconds, most / 1024, said);
    }

    /** Gives the seconds for a table. */
    public String time() {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }

    private static long residentKilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0L);
        } catch (IOException ended) {
            return 0;
        }
    }
}
