package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.OpenOptions;
import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.run.Cancellation;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Text;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of the command line: where it stands, its streams, the repository once it is asked for. */
public final class Call implements AutoCloseable {
    private static final String CACHE_VARIABLE = "RR_CACHE";

    private final Surroundings surroundings;
    private final Optional<String> place;
    private final Optional<String> cache;
    private final boolean json;
    private @Nullable RollbackRecovery opened;

    /**
     * What the process gives to the command line.
     *
     * @param folder the current folder
     * @param environment what git would know
     * @param in standard input
     * @param out standard output, in UTF-8
     * @param err standard error, in UTF-8
     * @param coloured whether people see colours
     * @param cancellation who can cancel
     */
    public record Surroundings(
            Path folder,
            GitEnvironment environment,
            InputStream in,
            PrintStream out,
            PrintStream err,
            boolean coloured,
            Cancellation cancellation) {}

    /** Begins a call; {@code place} is what {@code --repo} names, {@code cache} what {@code --cache} does. */
    public Call(Surroundings surroundings, Optional<String> place, Optional<String> cache, boolean json) {
        this.surroundings = surroundings;
        this.place = place;
        this.cache = cache;
        this.json = json;
    }

    /** Gives RR over the repository; it is opened at the first call. */
    public RollbackRecovery rr() {
        if (opened == null) {
            opened = open();
        }
        return opened;
    }

    private RollbackRecovery open() {
        if (place.isEmpty()) {
            return RollbackRecovery.open(surroundings.folder(), surroundings.environment(), options());
        }
        Path folder = folder(place.get(), "Name a folder with --repo.");
        if (!Files.exists(folder)) {
            throw new RrException(
                    ErrorCode.NOT_A_REPOSITORY, "there is no folder " + folder, "Name a repository with --repo.");
        }
        // Who names a repository means that one, not the one that GIT_DIR of a surrounding hook points at.
        return RollbackRecovery.open(folder, surroundings.environment().withoutRepositoryVariables(), options());
    }

    private Path folder(String name, String hint) {
        try {
            return surroundings.folder().resolve(name);
        } catch (InvalidPathException e) {
            throw Failure.usage("'" + name + "' is no path on this machine", hint);
        }
    }

    private OpenOptions options() {
        int threads = Runtime.getRuntime().availableProcessors();
        OpenOptions options = OpenOptions.defaults().withExecutor(Call::help, threads);
        return cache.or(() -> surroundings.environment().variable(CACHE_VARIABLE))
                .map(name -> options.withCache(folder(name, "Name a folder with --cache or " + CACHE_VARIABLE + ".")))
                .orElse(options);
    }

    /** The process ends when the answer is there, so nobody need wait for its helpers. */
    private static void help(Runnable task) {
        Thread helper = new Thread(task, "rr-helper");
        helper.setDaemon(true);
        helper.start();
    }

    /** Gives the run context, which Ctrl-C cancels. */
    public RunContext run() {
        return RunContext.none().withCancellation(surroundings.cancellation());
    }

    /** Gives the surroundings. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** Tells whether JSON is wanted. */
    public boolean json() {
        return json;
    }

    /** Begins a text for people. */
    public Text text() {
        return new Text(surroundings.coloured());
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
