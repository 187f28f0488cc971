package io.rollbackrecovery.examples.benchmarks.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands in a folder, cut off from the configuration of whoever runs the benchmark. */
final class Processes {
    private static final Map<String, String> VARIABLES = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "LC_ALL", "C.UTF-8");

    private Processes() {}

    /**
     * How a command ended.
     *
     * @param exit its exit code
     * @param millis how long it took
     * @param err what it said
     */
    record Result(int exit, double millis, String err) {}

    /** Runs a command, which must end with 0. */
    static void run(Path folder, String... command) throws IOException, InterruptedException {
        Result result = time(folder, List.of(command));
        if (result.exit() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + result.exit() + ": " + result.err());
        }
    }

    /** Runs a command with a file as its input; it must end with 0. */
    static void feed(Path folder, Path input, String... command) throws IOException, InterruptedException {
        Process process = builder(folder, List.of(command))
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " refused " + input);
        }
    }

    /** Runs a command from its start to its end, and throws away what it prints. */
    static Result time(Path folder, List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = builder(folder, command).start();
        process.getOutputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return new Result(exit, (System.nanoTime() - start) / 1e6, err);
    }

    private static ProcessBuilder builder(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("RR_"));
        builder.environment().putAll(VARIABLES);
        return builder;
    }
}
