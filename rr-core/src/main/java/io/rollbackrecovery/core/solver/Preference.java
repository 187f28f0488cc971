package io.rollbackrecovery.core.solver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Which of several consistent sets is the better one, and which members are the first that one would like to keep out.
 * For commits the order of RR is: fewer of a person's commits, fewer commits, fewer files, then id:
 *
 * <pre>{@code
 * Preference.dropping(newestFirst)
 *         .fewest(commits -> commits.stream().filter(byPerson).count())
 *         .fewest(Set::size)
 *         .fewest(commits -> filesOf(commits).size())
 *         .thenBy(byId);
 * }</pre>
 *
 * <p>Immutable, safe for any number of threads when what it was given is.
 *
 * @param <N> files, symbols or commits
 */
public final class Preference<N> {
    private final Comparator<? super N> dropFirst;
    private final List<ToLongFunction<? super Set<N>>> measures;
    private final Comparator<? super N> tie;

    private Preference(
            Comparator<? super N> dropFirst, List<ToLongFunction<? super Set<N>>> measures, Comparator<? super N> tie) {
        this.dropFirst = dropFirst;
        this.measures = measures;
        this.tie = tie;
    }

    /**
     * Starts with the order in which members are tried to be left out.
     *
     * @param <N> files, symbols or commits
     * @param dropFirst which members to try first; members that it holds equal are tried in the closure's order. It
     *     also decides between sets that no measure tells apart, until {@link #thenBy} is called
     * @return a preference without a measure
     */
    public static <N> Preference<N> dropping(Comparator<? super N> dropFirst) {
        return new Preference<>(dropFirst, List.of(), dropFirst);
    }

    /**
     * Adds a measure that counts where all measures before it are equal.
     *
     * @param measure how dear a set is; the smaller the better; the same for equal sets each time
     * @return a preference with it
     */
    public Preference<N> fewest(ToLongFunction<? super Set<N>> measure) {
        List<ToLongFunction<? super Set<N>>> more = new ArrayList<>(measures);
        more.add(measure);
        return new Preference<>(dropFirst, List.copyOf(more), tie);
    }

    /**
     * Says what decides between sets that all measures hold equal: both are sorted, and the first difference counts.
     *
     * @param newTie a total order of the members
     * @return a preference with it
     */
    public Preference<N> thenBy(Comparator<? super N> newTie) {
        return new Preference<>(dropFirst, measures, newTie);
    }

    /**
     * Gives the order in which members are tried to be left out.
     *
     * @return the comparator it was made with
     */
    public Comparator<? super N> dropFirst() {
        return dropFirst;
    }

    /**
     * Gives the order of sets.
     *
     * @return a comparator that puts the better set first
     */
    public Comparator<Set<N>> better() {
        return (a, b) -> {
            for (ToLongFunction<? super Set<N>> measure : measures) {
                int order = Long.compare(measure.applyAsLong(a), measure.applyAsLong(b));
                if (order != 0) {
                    return order;
                }
            }
            return compareMembers(a, b);
        };
    }

    private int compareMembers(Set<N> a, Set<N> b) {
        Iterator<N> left = a.stream().sorted(tie).iterator();
        Iterator<N> right = b.stream().sorted(tie).iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = tie.compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }
}
