package io.rollbackrecovery.examples.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where the figures were taken. */
public final class Machine {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /**
     * Says it in one line.
     *
     * @return processor, cores, system, JDK
     * @throws IOException if the system's description of its processors cannot be read
     */
    public static String describe() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s %s, JDK %s (%s)",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name", "unknown system"),
                System.getProperty("os.version", ""),
                System.getProperty("java.version", "unknown"),
                System.getProperty("java.vendor", "unknown"));
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return System.getProperty("os.arch", "unknown processor");
        }
        return Files.readAllLines(CPUS, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseGet(() -> System.getProperty("os.arch", "unknown processor"));
    }
}
