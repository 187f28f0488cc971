package io.rollbackrecovery.core.error;

/**
 * The stable name of what went wrong. Names are kept for ever; new ones may be added, so a {@code switch} over codes
 * needs a default branch.
 *
 * <p>Expected outcomes of an operation (a conflict, a stale plan, a dirty work tree) are not errors: they are read from
 * the operation's outcome.
 */
public enum ErrorCode {
    /** The caller passed a value that makes no sense, or two that contradict each other. */
    BAD_REQUEST(Category.USAGE),
    /** There is no Git repository at the given place. */
    NOT_A_REPOSITORY(Category.USAGE),
    /** A revision, range, branch or tag does not name anything in this repository. */
    UNKNOWN_REVISION(Category.USAGE),
    /** An abbreviated id names more than one object. */
    AMBIGUOUS_REVISION(Category.USAGE),
    /** There is no session, checkpoint, operation or case of that name. */
    UNKNOWN_NAME(Category.USAGE),
    /** A session, checkpoint or branch of that name exists already. */
    NAME_TAKEN(Category.USAGE),
    /** HEAD points to a branch that has no commit yet, and the request needs one. */
    UNBORN_BRANCH(Category.USAGE),
    /** The request needs a work tree, and the repository is bare. */
    BARE_REPOSITORY(Category.USAGE),
    /** The session or case is in a state that does not allow the request. */
    WRONG_STATE(Category.USAGE),
    /** A merge commit needs a mainline parent, or a mainline was given for a commit that has no such parent. */
    MAINLINE(Category.USAGE),
    /** A description that people write (an architecture block, a policy) does not parse. */
    SYNTAX(Category.USAGE),

    /** Someone else holds a lock that is needed; trying again later may help. */
    LOCKED(Category.REFUSED),
    /** What the request was computed from has changed since. */
    STALE(Category.REFUSED),
    /** Local files or index entries would be overwritten. */
    IN_THE_WAY(Category.REFUSED),
    /** The operation would drop commits that a remote-tracking ref contains. */
    PUBLISHED(Category.REFUSED),
    /** Others have moved on since the operation that is to be undone. */
    MOVED_ON(Category.REFUSED),
    /** A merge, rebase, cherry-pick, revert or bisect of Git's own is in progress. */
    OPERATION_IN_PROGRESS(Category.REFUSED),
    /** A path must not be written: it leaves the work tree, names {@code .git}, or is not a name on this machine. */
    UNSAFE_PATH(Category.REFUSED),
    /** A path needs a filter, driver or signing command that this environment does not trust. */
    NOT_TRUSTED(Category.REFUSED),
    /** The repository uses a format or extension that RR does not write. */
    UNSUPPORTED_REPOSITORY(Category.ENVIRONMENT),
    /** The repository holds RR data of a newer format than this version knows. */
    UNSUPPORTED_FORMAT(Category.ENVIRONMENT),

    /** An object that is needed is not in the repository: shallow or partial clone, or damage. */
    MISSING_OBJECT(Category.ENVIRONMENT),
    /** An object, index, ref or RR record cannot be parsed. */
    CORRUPT(Category.ENVIRONMENT),
    /** The operating system denied access to a file. */
    PERMISSION_DENIED(Category.ENVIRONMENT),
    /** Any other failure of reading or writing. */
    IO(Category.ENVIRONMENT),
    /** A bound on time, size or number was exceeded. */
    LIMIT(Category.ENVIRONMENT),
    /** A defect in RR; the message says where. */
    INTERNAL(Category.ENVIRONMENT),

    /** The caller cancelled, or the deadline passed; nothing was changed. */
    CANCELLED(Category.CANCELLED);

    private final Category category;

    ErrorCode(Category category) {
        this.category = category;
    }

    /**
     * Gives whose turn it is.
     *
     * @return the category of this code
     */
    public Category category() {
        return category;
    }

    /** Who can do something about an error. */
    public enum Category {
        /** The caller: the request was wrong. */
        USAGE,
        /** The caller, after looking: going on would not be safe now. */
        REFUSED,
        /** Whoever keeps the machine or the repository; or RR, if it is a defect. */
        ENVIRONMENT,
        /** Nobody: it was asked for. */
        CANCELLED
    }
}
