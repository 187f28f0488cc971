package io.rollbackrecovery.examples.cli;

import io.rollbackrecovery.core.run.Cancellation;
import io.rollbackrecovery.examples.cli.verbs.Call;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process: streams in UTF-8 whatever the locale, the user's environment, Ctrl-C, the exit code. */
public final class Main {
    private static final long PATIENCE_SECONDS = 30;
    /** Where the launcher keeps the user's LC_ALL when it replaces it, so that Java can name files. */
    private static final String KEPT_LOCALE = "RR_LC_ALL";

    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Cancellation cancellation = new Cancellation();
        CountDownLatch ended = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> cancelAndWait(cancellation, ended), "rr-cancel");
        Runtime.getRuntime().addShutdownHook(onSignal);
        int exit;
        try {
            exit = run(cancellation, arguments);
        } finally {
            ended.countDown();
        }
        if (!cancellation.isCancelled()) {
            System.exit(exit);
        }
    }

    private static int run(Cancellation cancellation, String... arguments) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        String locale = variables.remove(KEPT_LOCALE);
        if (locale != null) {
            variables.remove("LC_ALL");
            if (!locale.isEmpty()) {
                variables.put("LC_ALL", locale);
            }
        }
        // Only the shell can tell: from JDK 22 on there is a console where there is no terminal.
        boolean coloured = Boolean.getBoolean("rr.terminal")
                && variables.getOrDefault("NO_COLOR", "").isEmpty();
        try (PrintStream out = stream(FileDescriptor.out);
                PrintStream err = stream(FileDescriptor.err)) {
            String home = variables.getOrDefault("HOME", System.getProperty("user.home", ""));
            GitEnvironment environment = GitEnvironment.ofUser(
                    variables, home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home)), ZoneId.systemDefault());
            Call.Surroundings surroundings = new Call.Surroundings(
                    Path.of("").toAbsolutePath(), environment, System.in, out, err, coloured, cancellation);
            return new Cli(surroundings).run(arguments);
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16), false, StandardCharsets.UTF_8);
    }

    /** A signal ends the JVM when this returns: what is under way is told to stop, and gets time to do so. */
    private static void cancelAndWait(Cancellation cancellation, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        cancellation.cancel();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("rr: still busy after " + PATIENCE_SECONDS + " s; ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
