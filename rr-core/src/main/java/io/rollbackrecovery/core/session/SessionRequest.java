package io.rollbackrecovery.core.session;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Optional;

/** How a session is to begin. Immutable; each method that sets something gives a changed copy. */
public final class SessionRequest {
    private final String name;
    private final Optional<String> agent;
    private final SessionStrategy strategy;
    private final List<RepoPath> scope;

    private SessionRequest(String name, Optional<String> agent, SessionStrategy strategy, List<RepoPath> scope) {
        this.name = name;
        this.agent = agent;
        this.strategy = strategy;
        this.scope = List.copyOf(scope);
    }

    /**
     * Asks for a session on a branch of its own.
     *
     * @param name what it is about, in any words; its letters and digits become part of the id
     * @return the request
     * @throws IllegalArgumentException if the name has no letter or digit of ASCII, or is longer than 200 characters
     */
    public static SessionRequest named(String name) {
        if (name.length() > 200 || name.chars().noneMatch(c -> c < 128 && Character.isLetterOrDigit(c))) {
            throw new IllegalArgumentException(
                    "a session needs a name of at most 200 characters with a letter or digit of ASCII: '" + name + "'");
        }
        return new SessionRequest(name, Optional.empty(), SessionStrategy.BRANCH, List.of());
    }

    /**
     * Names the agent that will work.
     *
     * @param newAgent its name
     * @return the changed request
     */
    public SessionRequest agent(String newAgent) {
        return new SessionRequest(name, Optional.of(newAgent), strategy, scope);
    }

    /**
     * Chooses how the commits are kept apart.
     *
     * @param newStrategy the strategy
     * @return the changed request
     */
    public SessionRequest strategy(SessionStrategy newStrategy) {
        return new SessionRequest(name, agent, newStrategy, scope);
    }

    /**
     * Names the paths that the session means to touch.
     *
     * @param paths files and folders
     * @return the changed request
     */
    public SessionRequest scope(List<RepoPath> paths) {
        return new SessionRequest(name, agent, strategy, paths);
    }

    /**
     * Gives the name.
     *
     * @return what the session is about
     */
    public String name() {
        return name;
    }

    /**
     * Gives the agent.
     *
     * @return its name; empty if none was named
     */
    public Optional<String> agent() {
        return agent;
    }

    /**
     * Gives the strategy.
     *
     * @return how the commits are kept apart
     */
    public SessionStrategy strategy() {
        return strategy;
    }

    /**
     * Gives the paths that the session means to touch.
     *
     * @return files and folders; empty if none were named
     */
    public List<RepoPath> scope() {
        return scope;
    }
}
