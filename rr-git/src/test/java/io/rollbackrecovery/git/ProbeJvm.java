package io.rollbackrecovery.git;

import io.rollbackrecovery.fixtures.Tools;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Runs {@link CrashProbe} in a JVM of its own, under strace. A JVM for each kill is what a sweep costs, so they start
 * from one jar and one archive of loaded classes, made once.
 */
final class ProbeJvm {
    private static final int LIMIT_SECONDS = 120;
    /** Without the container's limits: the JVM looks them up when it likes, and then counts of calls differ. */
    private static final List<String> OPTIONS = List.of(
            "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-XX:-UseContainerSupport");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path jar;
    private final Path archive;

    /** How a probe ended, and what it said. */
    record Ended(int exit, String output) {}

    private ProbeJvm(Path jar, Path archive) {
        this.jar = jar;
        this.archive = archive;
    }

    /**
     * Makes jar and archive.
     *
     * @param folder where to
     * @param training an operation on a repository that may be thrown away
     */
    static ProbeJvm in(Path folder, Path repository, String training) throws Exception {
        Tools.require("git", "strace");
        Files.createDirectories(folder);
        ProbeJvm probe = new ProbeJvm(folder.resolve("probe.jar"), folder.resolve("probe.jsa"));
        probe.writeJar();
        List<String> command = probe.java(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + probe.archive));
        command.addAll(List.of(repository.toString(), training));
        Ended ended = end(new ProcessBuilder(command), folder.resolve("training.txt"));
        if (ended.exit() != 0) {
            throw new IllegalStateException(ended.output());
        }
        return probe;
    }

    /** Puts all classes into one unsigned jar: only from such a one are they archived. */
    private void writeJar() throws IOException {
        Set<String> names = new HashSet<>();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(1);
            for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                Path path = Path.of(part);
                if (!part.isEmpty() && Files.isDirectory(path)) {
                    addFolder(path, out, names);
                } else if (Files.isRegularFile(path) && isNeeded(path)) {
                    addJar(path, out, names);
                }
            }
        }
    }

    private static boolean isNeeded(Path jar) {
        String name = jar.getFileName().toString().toLowerCase(Locale.ROOT);
        return Stream.of("junit", "jqwik", "assertj", "byte-buddy", "opentest4j", "surefire", "apiguardian")
                .noneMatch(name::startsWith);
    }

    private static void addFolder(Path folder, JarOutputStream out, Set<String> names) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                try (InputStream in = Files.newInputStream(file)) {
                    add(name, in, out, names);
                }
            }
        }
    }

    private static void addJar(Path path, JarOutputStream out, Set<String> names) throws IOException {
        try (JarFile from = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                boolean isAboutTheJar = entry.getName().startsWith("META-INF/")
                        && !entry.getName().startsWith("META-INF/services/");
                if (!entry.isDirectory() && !isAboutTheJar) {
                    try (InputStream in = from.getInputStream(entry)) {
                        add(entry.getName(), in, out, names);
                    }
                }
            }
        }
    }

    private static void add(String name, InputStream in, JarOutputStream out, Set<String> names) throws IOException {
        if (!name.equals("module-info.class") && names.add(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo((OutputStream) out);
            out.closeEntry();
        }
    }

    private List<String> java(List<String> more) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(OPTIONS);
        command.addAll(more);
        command.addAll(List.of("-cp", jar.toString(), CrashProbe.class.getName()));
        return command;
    }

    /** The command that runs the probe, without strace. */
    List<String> command(Path repository, String operation) {
        List<String> command = java(List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto"));
        command.addAll(List.of(repository.toString(), operation));
        return command;
    }

    /**
     * Runs the probe under strace.
     *
     * @param repository where
     * @param operation what
     * @param expressions options of strace; each call is stopped at, so never with {@code --seccomp-bpf}, which switches
     *     injection off without a word
     * @param log strace's own output; nothing: thrown away
     */
    Ended strace(Path repository, String operation, List<String> expressions, Optional<Path> log) throws Exception {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-y"));
        command.addAll(List.of("-o", log.map(Path::toString).orElse("/dev/null")));
        command.addAll(expressions);
        command.addAll(command(repository, operation));
        return end(new ProcessBuilder(command), jar.resolveSibling("output.txt"));
    }

    /** Runs the probe without strace, and kills it after some time if it has not ended by then. */
    Ended killAfter(Path repository, String operation, long millis) throws Exception {
        Path output = jar.resolveSibling("output.txt");
        Process process = new ProcessBuilder(command(repository, operation))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(Math.min(millis, TimeUnit.SECONDS.toMillis(LIMIT_SECONDS)), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return new Ended(process.waitFor(), Files.readString(output));
    }

    private static Ended end(ProcessBuilder builder, Path output) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return new Ended(-1, "did not end within " + LIMIT_SECONDS + " s: " + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
