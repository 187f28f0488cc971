package io.rollbackrecovery.git.internal.filters;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.attributes.FilterDriver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs filters as git's {@code convert.c} does: by {@code sh -c}, in the top folder of the work tree, {@code %f} as the
 * quoted path; a program that filters many files is started once. What goes in and comes out, and the time, are bounded.
 * A filter that fails is a failure only if it is required; else the file is taken as it is. For one thread at a time.
 */
public final class Filters implements AutoCloseable {
    /** How long a program may take for one file. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);
    private static final int MOST_CLEANED = 1 << 30;
    private static final long MOST_SMUDGED = 64L << 30;

    private final Path workTree;
    private final Map<String, String> variables;
    private final int mostCleaned;
    private final Map<String, FilterProcess> processes = new HashMap<>();

    /**
     * Runs filters in a work tree.
     *
     * @param workTree its top folder
     * @param variables all variables that the programs see
     */
    public Filters(Path workTree, Map<String, String> variables) {
        this(workTree, variables, MOST_CLEANED);
    }

    Filters(Path workTree, Map<String, String> variables, int mostCleaned) {
        this.mostCleaned = mostCleaned;
        this.workTree = workTree;
        this.variables = Map.copyOf(variables);
    }

    /** Gives filters that are never asked for anything, for a work tree without programs. */
    public static Filters none(Path workTree) {
        return new Filters(workTree, Map.of());
    }

    /** Opens the bytes that go into a filter; more than once if need be. */
    @FunctionalInterface
    public interface Source {
        /** Opens them; the filter closes them. */
        InputStream open() throws IOException;
    }

    /**
     * Cleans: makes the repository's bytes of a file's.
     *
     * @param driver the filter
     * @param path the file
     * @param source its bytes
     * @return what comes out; the bytes as they are where the filter does not do it and need not
     * @throws FilterException if a required filter failed
     * @throws IOException if the bytes cannot be read, or there are too many
     */
    public byte[] clean(FilterDriver driver, RepoPath path, Source source) throws IOException {
        ByteArrayOutputStream cleaned = new ByteArrayOutputStream();
        if (run(driver, "clean", driver.clean(), path, source, new Bounded(cleaned, mostCleaned))) {
            return cleaned.toByteArray();
        }
        try (InputStream in = source.open()) {
            byte[] whole = in.readNBytes(mostCleaned);
            if (in.read() >= 0) {
                throw new IOException(path + " has more than " + mostCleaned + " bytes");
            }
            return whole;
        }
    }

    /**
     * Smudges: makes a file's bytes of the repository's.
     *
     * @param driver the filter
     * @param path the file
     * @param content the repository's bytes, converted as far as that comes before the filter
     * @param out takes what comes out
     * @return whether the filter did it; else what was written to {@code out} is to be thrown away, and the file takes
     *     {@code content} as it is
     * @throws FilterException if a required filter failed
     */
    public boolean smudge(FilterDriver driver, RepoPath path, byte[] content, OutputStream out) throws IOException {
        return run(
                driver,
                "smudge",
                driver.smudge(),
                path,
                () -> new ByteArrayInputStream(content),
                new Bounded(out, MOST_SMUDGED));
    }

    private boolean run(
            FilterDriver driver, String what, Optional<String> single, RepoPath path, Source source, Bounded out)
            throws IOException {
        Optional<String> failure;
        if (driver.process().isPresent()) {
            failure = byProcess(driver.process().get(), what, path, source, out);
        } else {
            failure = byCommand(single.orElse(""), path, source, out);
        }
        if (failure.isPresent() && driver.required()) {
            throw new FilterException("the required filter '" + driver.name() + "' does not " + what + " " + path
                    + (failure.get().isEmpty() ? "" : ": " + failure.get()));
        }
        return failure.isEmpty();
    }

    private Optional<String> byProcess(String command, String what, RepoPath path, Source source, Bounded out)
            throws IOException {
        if (command.isEmpty()) {
            return Optional.of("no program is named");
        }
        FilterProcess process = processes.get(command);
        if (process == null) {
            try {
                process = FilterProcess.greet(start(command));
            } catch (IOException failed) {
                return Optional.of("'" + command + "' cannot be used: " + failed.getMessage());
            }
            processes.put(command, process);
        }
        try (InputStream in = source.open()) {
            return process.filter(what, path.bytes(), in, out) == FilterProcess.Answer.DONE
                    ? Optional.empty()
                    : Optional.of(process.complaints());
        } catch (IOException failed) {
            processes.remove(command);
            process.close();
            out.throwIfFailed();
            return Optional.of(failed.getMessage() + " " + process.complaints());
        }
    }

    private Optional<String> byCommand(String template, RepoPath path, Source source, Bounded out) throws IOException {
        if (template.isEmpty()) {
            return Optional.of("no program is named");
        }
        Process process;
        try {
            process = start(expand(template, path));
        } catch (IOException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
        Complaints complaints = Complaints.of(process);
        try (Alarm alarm = Alarm.set(process, LIMIT)) {
            AtomicReference<IOException> unread = feed(process, source);
            try (InputStream result = process.getInputStream()) {
                result.transferTo(out);
            } catch (IOException failed) {
                out.throwIfFailed();
                return Optional.of("its output cannot be read: " + failed.getMessage());
            }
            int exit = waitFor(process);
            IOException failed = unread.get();
            if (failed != null) {
                throw failed;
            }
            if (alarm.rang()) {
                return Optional.of("it took longer than " + LIMIT.toSeconds() + " s");
            }
            return exit == 0 ? Optional.empty() : Optional.of("exit " + exit + " " + complaints.text());
        } finally {
            Alarm.kill(process);
        }
    }

    /** Feeds a program by a thread of its own, since it may answer before it has read all. */
    private static AtomicReference<IOException> feed(Process process, Source source) throws IOException {
        AtomicReference<IOException> unread = new AtomicReference<>();
        InputStream in = source.open();
        Thread feeder = new Thread(
                () -> {
                    try (in;
                            OutputStream out = process.getOutputStream()) {
                        byte[] chunk = new byte[1 << 16];
                        while (true) {
                            int count = read(in, chunk, unread);
                            if (count < 0) {
                                return;
                            }
                            out.write(chunk, 0, count);
                        }
                    } catch (IOException closed) {
                        // as git: a filter need not read all; whether it is content says its exit code
                        return;
                    }
                },
                "rr-filter-input");
        feeder.setDaemon(true);
        feeder.start();
        return unread;
    }

    private static int read(InputStream in, byte[] chunk, AtomicReference<IOException> unread) throws IOException {
        try {
            return in.read(chunk);
        } catch (IOException failed) {
            unread.set(failed);
            throw failed;
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the thread was interrupted while a filter ran", interrupted);
        }
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(workTree.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(variables);
        environment.put("PWD", workTree.toString());
        environment.remove("OLDPWD");
        return builder.start();
    }

    /** Puts the quoted path for every {@code %f}, and a per cent sign for every {@code %%}. */
    private static String expand(String template, RepoPath path) {
        StringBuilder command = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            char next = i + 1 < template.length() ? template.charAt(i + 1) : ' ';
            if (c == '%' && (next == '%' || next == 'f')) {
                command.append(next == '%' ? "%" : quoted(path));
                i++;
            } else {
                command.append(c);
            }
        }
        return command.toString();
    }

    /** For the shell, byte for byte whatever the encoding of this machine's names. */
    private static String quoted(RepoPath path) {
        byte[] bytes = path.bytes();
        StringBuilder quoted = new StringBuilder();
        boolean isPlain = true;
        for (byte b : bytes) {
            isPlain &= b >= ' ';
            quoted.append(String.format(Locale.ROOT, "\\%03o", b & 0xff));
        }
        return isPlain ? "'" + path.toString().replace("'", "'\\''") + "'" : "\"$(printf '" + quoted + "')\"";
    }

    static void end(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // then it does not wait for more
            Alarm.kill(process);
        }
        try {
            if (!process.waitFor(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                Alarm.kill(process);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Alarm.kill(process);
        }
    }

    /** Lets the programs end. */
    @Override
    public void close() {
        processes.values().forEach(FilterProcess::close);
        processes.clear();
    }

    /** Takes so many bytes and no more, and remembers if the place where they go has failed. */
    private static final class Bounded extends FilterOutputStream {
        private long left;
        private Optional<IOException> failure = Optional.empty();

        Bounded(OutputStream out, long most) {
            super(out);
            this.left = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            left -= count;
            if (left < 0) {
                throw new IOException("a filter gives too much");
            }
            try {
                out.write(bytes, from, count);
            } catch (IOException failed) {
                failure = Optional.of(failed);
                throw failed;
            }
        }

        void throwIfFailed() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }
}
