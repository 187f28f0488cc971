package io.rollbackrecovery.examples.cli.verbs;

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
    private final Surroundings surroundings;
    private final Optional<String> place;
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

    /** Begins a call; {@code place} is what {@code --repo} names. */
    public Call(Surroundings surroundings, Optional<String> place, boolean json) {
        this.surroundings = surroundings;
        this.place = place;
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
            return RollbackRecovery.open(surroundings.folder(), surroundings.environment());
        }
        Path folder;
        try {
            folder = surroundings.folder().resolve(place.get());
        } catch (InvalidPathException e) {
            throw Failure.usage("'" + place.get() + "' is no path on this machine", "Name a folder with --repo.");
        }
        if (!Files.exists(folder)) {
            throw new RrException(
                    ErrorCode.NOT_A_REPOSITORY, "there is no folder " + folder, "Name a repository with --repo.");
        }
        // Who names a repository means that one, not the one that GIT_DIR of a surrounding hook points at.
        return RollbackRecovery.open(folder, surroundings.environment().withoutRepositoryVariables());
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
