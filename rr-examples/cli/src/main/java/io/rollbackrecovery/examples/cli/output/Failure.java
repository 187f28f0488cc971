package io.rollbackrecovery.examples.cli.output;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What ends a verb without an answer: exit codes 2, 3, 4 and 130. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;
    private final String code;
    private final String hint;
    private final transient List<RepoPath> paths;

    private Failure(int exit, String code, String message, String hint, List<RepoPath> paths, Throwable cause) {
        super(message, cause);
        this.exit = exit;
        this.code = code;
        this.hint = hint;
        this.paths = List.copyOf(paths);
    }

    private Failure(int exit, String code, String message, String hint, List<RepoPath> paths) {
        super(message);
        this.exit = exit;
        this.code = code;
        this.hint = hint;
        this.paths = List.copyOf(paths);
    }

    /** Wrong usage or bad input. */
    public static Failure usage(String message, String hint) {
        return new Failure(ExitCodes.USAGE, "BAD_REQUEST", message, hint, List.of());
    }

    /** A part of the contract that is not built. */
    public static Failure notYet(String what) {
        return new Failure(
                ExitCodes.USAGE, "NOT_YET", what + " is not built yet", "Leave it out; see --help.", List.of());
    }

    /** What the library threw. */
    public static Failure of(RrException e) {
        return new Failure(ExitCodes.of(e.code()), e.code().name(), e.getMessage(), e.hint(), List.of(), e);
    }

    /** A plan that was refused. */
    public static Failure of(ApplyOutcome outcome) {
        List<RepoPath> paths =
                outcome.paths().stream().map(result -> result.path()).toList();
        return new Failure(
                ExitCodes.of(outcome.kind()), outcome.kind().name(), outcome.message(), outcome.hint(), paths);
    }

    /** Standard input cannot be read. */
    public static Failure unreadableInput(IOException e) {
        return new Failure(
                ExitCodes.FAILED, "IO", "standard input cannot be read: " + e.getMessage(), "", List.of(), e);
    }

    /** A defect, or a failure that nobody foresaw. */
    public static Failure unforeseen(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String where = trace.length == 0 ? "" : String.format(Locale.ROOT, " (at %s)", trace[0]);
        return new Failure(
                ExitCodes.FAILED,
                "INTERNAL",
                "a defect in RR: " + e + where,
                "Please report it with the command line that led here.",
                List.of(),
                e);
    }

    /** Gives the exit code. */
    public int exit() {
        return exit;
    }

    /** Gives the stable code. */
    public String code() {
        return code;
    }

    /** Gives the advice; empty if there is none. */
    public String hint() {
        return hint;
    }

    /** Gives the paths that it is about. */
    public List<RepoPath> paths() {
        return paths;
    }

    /** Gives message and advice on one line. */
    public String line() {
        String message = String.valueOf(getMessage());
        return (hint.isEmpty() ? message : message + " (" + hint + ")")
                .replaceAll("\\s*[\\r\\n]+\\s*", " ")
                .replaceAll("\\p{Cntrl}", "?");
    }
}
