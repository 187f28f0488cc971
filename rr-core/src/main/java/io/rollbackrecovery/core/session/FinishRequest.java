package io.rollbackrecovery.core.session;

import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.SessionId;
import java.util.Optional;

/** How a session is to be finished. Immutable; each method that sets something gives a changed copy. */
public final class FinishRequest {
    private final SessionId session;
    private final MergeMode mode;
    private final Optional<String> message;
    private final Optional<RefName> into;

    private FinishRequest(SessionId session, MergeMode mode, Optional<String> message, Optional<RefName> into) {
        this.session = session;
        this.mode = mode;
        this.message = message;
        this.into = into;
    }

    /**
     * Asks for a session to be squashed into its base branch.
     *
     * @param session the session
     * @return the request
     */
    public static FinishRequest of(SessionId session) {
        return new FinishRequest(session, MergeMode.SQUASH, Optional.empty(), Optional.empty());
    }

    /**
     * Chooses how its commits come into the base branch.
     *
     * @param newMode the mode
     * @return the changed request
     */
    public FinishRequest mode(MergeMode newMode) {
        return new FinishRequest(session, newMode, message, into);
    }

    /**
     * Sets the message of the commit that is made.
     *
     * @param newMessage the whole message, without RR's trailers
     * @return the changed request
     */
    public FinishRequest message(String newMessage) {
        return new FinishRequest(session, mode, Optional.of(newMessage), into);
    }

    /**
     * Chooses another branch than the base branch.
     *
     * @param branch the branch
     * @return the changed request
     */
    public FinishRequest into(RefName branch) {
        return new FinishRequest(session, mode, message, Optional.of(branch));
    }

    /**
     * Gives the session.
     *
     * @return its id
     */
    public SessionId session() {
        return session;
    }

    /**
     * Gives the mode.
     *
     * @return how its commits come into the branch
     */
    public MergeMode mode() {
        return mode;
    }

    /**
     * Gives the message.
     *
     * @return the message; empty for one that lists the commits
     */
    public Optional<String> message() {
        return message;
    }

    /**
     * Gives the branch.
     *
     * @return the branch; empty for the base branch
     */
    public Optional<RefName> into() {
        return into;
    }
}
