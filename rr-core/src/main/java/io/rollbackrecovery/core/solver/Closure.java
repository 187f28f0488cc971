package io.rollbackrecovery.core.solver;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The least set that contains what was asked for and, with each member, everything that the member needs. Immutable,
 * safe for any number of threads when its members are. Two closures are equal when they have the same members, were
 * asked for the same and tell the same reasons.
 *
 * @param <N> files, symbols or commits
 * @param <R> how reasons are told
 */
public final class Closure<N, R> {
    private final Set<N> asked;
    private final Map<N, Optional<Because<N, R>>> members;

    Closure(Set<N> asked, Map<N, Optional<Because<N, R>>> members) {
        this.asked = Collections.unmodifiableSet(asked);
        this.members = Collections.unmodifiableMap(members);
    }

    /**
     * Why a member is in a closure that was not asked for.
     *
     * @param <N> files, symbols or commits
     * @param <R> how reasons are told
     * @param dependent the member that needs it
     * @param reason why
     */
    public record Because<N, R>(N dependent, R reason) {}

    /**
     * Gives what was asked for.
     *
     * @return a part of the members, in the order in which it was given; unmodifiable
     */
    public Set<N> asked() {
        return asked;
    }

    /**
     * Gives all members.
     *
     * @return what was asked for first, then what fewer steps lead to first; unmodifiable
     */
    public Set<N> members() {
        return members.keySet();
    }

    /**
     * Tells why something is a member.
     *
     * @param member a member
     * @return the requirement that brought it in; empty when it was asked for
     * @throws IllegalArgumentException when it is not a member
     */
    public Optional<Because<N, R>> because(N member) {
        Optional<Because<N, R>> because = members.get(member);
        if (because == null) {
            throw new IllegalArgumentException("Not a member of the closure: " + member);
        }
        return because;
    }

    /**
     * Gives the whole chain of reasons, one of the shortest.
     *
     * @param member a member
     * @return requirements that lead from something asked for to the member; empty when it was asked for itself
     * @throws IllegalArgumentException when it is not a member
     */
    public List<Because<N, R>> chain(N member) {
        Deque<Because<N, R>> chain = new ArrayDeque<>();
        Optional<Because<N, R>> because = because(member);
        while (because.isPresent()) {
            chain.addFirst(because.get());
            because = because(because.get().dependent());
        }
        return List.copyOf(chain);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Closure<?, ?> that && asked.equals(that.asked) && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(asked, members);
    }

    @Override
    public String toString() {
        Set<N> added = new LinkedHashSet<>(members.keySet());
        added.removeAll(asked);
        return "Closure[asked " + asked + ", needs " + added + "]";
    }
}
