package io.rollbackrecovery.core.session;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A session of work, as it stood when it was read. Immutable and thread-safe; equal if all parts are.
 */
public final class Session {
    private final SessionId id;
    private final String name;
    private final SessionState state;
    private final SessionStrategy strategy;
    private final Optional<String> agent;
    private final Optional<RefName> baseRef;
    private final CommitId base;
    private final CommitId head;
    private final Optional<RefName> branch;
    private final Optional<CheckpointName> checkpoint;
    private final Instant began;
    private final Optional<Instant> ended;
    private final Optional<CommitId> result;
    private final List<RepoPath> scope;
    private final boolean inferred;

    private Session(Builder builder) {
        this.id = builder.id;
        this.name = builder.name;
        this.state = builder.state;
        this.strategy = builder.strategy;
        this.agent = builder.agent;
        this.baseRef = builder.baseRef;
        this.base = builder.base;
        this.head = builder.head;
        this.branch = builder.branch;
        this.checkpoint = builder.checkpoint;
        this.began = builder.began;
        this.ended = builder.ended;
        this.result = builder.result;
        this.scope = List.copyOf(builder.scope);
        this.inferred = builder.inferred;
    }

    /**
     * Begins a session value. For those who read sessions from a store; users get theirs from the session manager.
     *
     * @param id the id
     * @param name what it is about
     * @param base the commit that it began at
     * @param began when it began
     * @return a builder of an open session without commits
     */
    public static Builder builder(SessionId id, String name, CommitId base, Instant began) {
        return new Builder(id, name, base, began);
    }

    /**
     * Begins a changed copy.
     *
     * @return a builder that holds all parts of this session
     */
    public Builder toBuilder() {
        Builder copy = new Builder(id, name, base, began);
        copy.state = state;
        copy.strategy = strategy;
        copy.agent = agent;
        copy.baseRef = baseRef;
        copy.head = head;
        copy.branch = branch;
        copy.checkpoint = checkpoint;
        copy.ended = ended;
        copy.result = result;
        copy.scope = scope;
        copy.inferred = inferred;
        return copy;
    }

    /**
     * Gives the id.
     *
     * @return the id
     */
    public SessionId id() {
        return id;
    }

    /**
     * Gives the name.
     *
     * @return what it is about, for people
     */
    public String name() {
        return name;
    }

    /**
     * Gives the state.
     *
     * @return where it is in its life
     */
    public SessionState state() {
        return state;
    }

    /**
     * Gives the strategy.
     *
     * @return how its commits are kept apart
     */
    public SessionStrategy strategy() {
        return strategy;
    }

    /**
     * Gives the agent.
     *
     * @return the agent's name; empty if it is not known
     */
    public Optional<String> agent() {
        return agent;
    }

    /**
     * Gives the branch that it began from.
     *
     * @return the branch; empty if HEAD was detached, or for an inferred session whose branch is not known
     */
    public Optional<RefName> baseRef() {
        return baseRef;
    }

    /**
     * Gives the commit that it began at.
     *
     * @return the last commit before the session
     */
    public CommitId base() {
        return base;
    }

    /**
     * Gives its newest commit: the tip of its branch while it is open, the kept originals afterwards.
     *
     * @return the commit; {@link #base()} if it has none of its own
     */
    public CommitId head() {
        return head;
    }

    /**
     * Gives the branch of its own.
     *
     * @return the branch; empty if it works on its base branch
     */
    public Optional<RefName> branch() {
        return branch;
    }

    /**
     * Gives the checkpoint that was made when it began.
     *
     * @return the checkpoint; empty for an inferred session, or if it was pruned
     */
    public Optional<CheckpointName> checkpoint() {
        return checkpoint;
    }

    /**
     * Gives when it began.
     *
     * @return the moment; for an inferred session that of its first commit
     */
    public Instant began() {
        return began;
    }

    /**
     * Gives when it ended.
     *
     * @return the moment; empty while it is open
     */
    public Optional<Instant> ended() {
        return ended;
    }

    /**
     * Gives the commit that it ended in.
     *
     * @return the squash or merge commit, or the tip that was taken over; empty unless it is finished or reverted
     */
    public Optional<CommitId> result() {
        return result;
    }

    /**
     * Gives the paths that it meant to touch.
     *
     * @return files and folders; empty if none were named
     */
    public List<RepoPath> scope() {
        return scope;
    }

    /**
     * Tells whether RR saw it begin.
     *
     * @return true if the session was inferred from history
     */
    public boolean inferred() {
        return inferred;
    }

    private List<Object> parts() {
        return List.of(
                id,
                name,
                state,
                strategy,
                agent,
                baseRef,
                base,
                head,
                branch,
                checkpoint,
                began,
                ended,
                result,
                scope,
                inferred);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Session that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return id + " (" + state.word() + ")";
    }

    /** Collects the parts of a session. Not thread-safe. */
    public static final class Builder {
        private SessionId id;
        private final String name;
        private final CommitId base;
        private final Instant began;
        private SessionState state = SessionState.OPEN;
        private SessionStrategy strategy = SessionStrategy.BRANCH;
        private Optional<String> agent = Optional.empty();
        private Optional<RefName> baseRef = Optional.empty();
        private CommitId head;
        private Optional<RefName> branch = Optional.empty();
        private Optional<CheckpointName> checkpoint = Optional.empty();
        private Optional<Instant> ended = Optional.empty();
        private Optional<CommitId> result = Optional.empty();
        private List<RepoPath> scope = List.of();
        private boolean inferred;

        private Builder(SessionId id, String name, CommitId base, Instant began) {
            this.id = Objects.requireNonNull(id);
            this.name = Objects.requireNonNull(name);
            this.base = Objects.requireNonNull(base);
            this.began = Objects.requireNonNull(began);
            this.head = base;
        }

        /**
         * Sets the id.
         *
         * @param value the id
         * @return this builder
         */
        public Builder id(SessionId value) {
            this.id = value;
            return this;
        }

        /**
         * Sets the state.
         *
         * @param value where it is in its life
         * @return this builder
         */
        public Builder state(SessionState value) {
            this.state = value;
            return this;
        }

        /**
         * Sets the strategy.
         *
         * @param value how its commits are kept apart
         * @return this builder
         */
        public Builder strategy(SessionStrategy value) {
            this.strategy = value;
            return this;
        }

        /**
         * Sets the agent.
         *
         * @param value the agent's name, if known
         * @return this builder
         */
        public Builder agent(Optional<String> value) {
            this.agent = value;
            return this;
        }

        /**
         * Sets the branch that it began from.
         *
         * @param value the branch, if there is one
         * @return this builder
         */
        public Builder baseRef(Optional<RefName> value) {
            this.baseRef = value;
            return this;
        }

        /**
         * Sets its newest commit.
         *
         * @param value the commit
         * @return this builder
         */
        public Builder head(CommitId value) {
            this.head = value;
            return this;
        }

        /**
         * Sets the branch of its own.
         *
         * @param value the branch, if there is one
         * @return this builder
         */
        public Builder branch(Optional<RefName> value) {
            this.branch = value;
            return this;
        }

        /**
         * Sets the checkpoint.
         *
         * @param value the checkpoint, if there is one
         * @return this builder
         */
        public Builder checkpoint(Optional<CheckpointName> value) {
            this.checkpoint = value;
            return this;
        }

        /**
         * Sets when it ended.
         *
         * @param value the moment, if it has ended
         * @return this builder
         */
        public Builder ended(Optional<Instant> value) {
            this.ended = value;
            return this;
        }

        /**
         * Sets the commit that it ended in.
         *
         * @param value the commit, if it was taken over
         * @return this builder
         */
        public Builder result(Optional<CommitId> value) {
            this.result = value;
            return this;
        }

        /**
         * Sets the paths that it meant to touch.
         *
         * @param value files and folders
         * @return this builder
         */
        public Builder scope(List<RepoPath> value) {
            this.scope = value;
            return this;
        }

        /**
         * Marks a session that RR did not see begin.
         *
         * @param value true if it was inferred from history
         * @return this builder
         */
        public Builder inferred(boolean value) {
            this.inferred = value;
            return this;
        }

        /**
         * Makes the session.
         *
         * @return the session
         */
        public Session build() {
            return new Session(this);
        }
    }
}
