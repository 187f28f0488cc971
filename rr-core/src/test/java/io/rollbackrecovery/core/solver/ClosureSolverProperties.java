package io.rollbackrecovery.core.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.solver.Closure.Because;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClosureSolverProperties {
    private static final int SIZE = 12;

    @Provide
    Arbitrary<Set<Integer>> nodes() {
        return Arbitraries.integers().between(0, SIZE - 1).set().ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<Integer, List<Integer>>> needs() {
        return Arbitraries.maps(
                Arbitraries.integers().between(0, SIZE - 1),
                Arbitraries.integers().between(0, SIZE - 1).list().ofMaxSize(4));
    }

    private static Requirements<Integer, String> requirements(Map<Integer, List<Integer>> needs) {
        return node -> needs.getOrDefault(node, List.of()).stream()
                .map(other -> new Requirement<>(other, node + " needs " + other))
                .toList();
    }

    private static Closure<Integer, String> closure(Set<Integer> asked, Map<Integer, List<Integer>> needs) {
        return ClosureSolver.closure(asked, requirements(needs));
    }

    private static Set<Integer> naive(Set<Integer> asked, Map<Integer, List<Integer>> needs) {
        Set<Integer> all = new HashSet<>(asked);
        int before;
        do {
            before = all.size();
            for (int node : List.copyOf(all)) {
                all.addAll(needs.getOrDefault(node, List.of()));
            }
        } while (all.size() > before);
        return all;
    }

    @Property(seed = "42")
    void isTheLeastClosedSet(@ForAll("nodes") Set<Integer> asked, @ForAll("needs") Map<Integer, List<Integer>> needs) {
        Closure<Integer, String> closure = closure(asked, needs);
        assertThat(closure.members()).isEqualTo(naive(asked, needs));
        assertThat(closure.asked()).isEqualTo(asked);
        assertThat(closure(closure.members(), needs).members()).isEqualTo(closure.members());
        assertThat(closure).isEqualTo(closure(asked, needs)).hasSameHashCodeAs(closure(asked, needs));
    }

    @Property(seed = "42")
    void growsWithWhatIsAskedAndWithWhatIsNeeded(
            @ForAll("nodes") Set<Integer> asked,
            @ForAll("nodes") Set<Integer> more,
            @ForAll("needs") Map<Integer, List<Integer>> needs) {
        Set<Integer> both = new HashSet<>(asked);
        both.addAll(more);
        Set<Integer> union = new HashSet<>(closure(asked, needs).members());
        union.addAll(closure(more, needs).members());
        // Needs are implications with one thing on the left, so the closure of a union is the union of the closures.
        assertThat(closure(both, needs).members()).isEqualTo(union);
    }

    @Property(seed = "42")
    void everyMemberHasAChainOfRealReasons(
            @ForAll("nodes") Set<Integer> asked, @ForAll("needs") Map<Integer, List<Integer>> needs) {
        Closure<Integer, String> closure = closure(asked, needs);
        for (int member : closure.members()) {
            List<Because<Integer, String>> chain = closure.chain(member);
            assertThat(chain.isEmpty()).isEqualTo(asked.contains(member));
            assertThat(closure.because(member).isEmpty()).isEqualTo(asked.contains(member));
            List<Integer> nodes =
                    new ArrayList<>(chain.stream().map(Because::dependent).toList());
            nodes.add(member);
            assertThat(asked).contains(nodes.get(0));
            for (int i = 0; i < chain.size(); i++) {
                assertThat(needs.get(nodes.get(i))).contains(nodes.get(i + 1));
                assertThat(chain.get(i).reason()).isEqualTo(nodes.get(i) + " needs " + nodes.get(i + 1));
            }
        }
    }

    @Property(seed = "42")
    void shrinksToAOneMinimalSetThatTheJudgeAccepts(
            @ForAll("nodes") Set<Integer> asked,
            @ForAll("needs") Map<Integer, List<Integer>> needs,
            @ForAll("needs") Map<Integer, List<Integer>> truth) {
        Closure<Integer, String> closure = closure(asked, needs);
        // Not monotone: a member may be held by any one of several providers.
        Judge<Integer> judge = members -> members.stream()
                .allMatch(node -> truth.getOrDefault(node, List.of()).isEmpty()
                        || truth.get(node).stream().anyMatch(members::contains));
        Shrunk<Integer> shrunk = ClosureSolver.shrink(closure, Comparator.reverseOrder(), judge);

        assertThat(shrunk.accepted()).isEqualTo(judge.accepts(closure.members()));
        assertThat(shrunk.kept()).containsAll(asked);
        Set<Integer> all = new HashSet<>(shrunk.kept());
        all.addAll(shrunk.dropped());
        assertThat(all).isEqualTo(closure.members());
        int free = closure.members().size() - asked.size();
        assertThat(shrunk.judged()).isBetween(1, 1 + free * (free + 1) / 2);
        if (shrunk.accepted()) {
            assertThat(judge.accepts(shrunk.kept())).isTrue();
            for (int member : shrunk.kept()) {
                Set<Integer> smaller = new HashSet<>(shrunk.kept());
                smaller.remove(member);
                assertThat(asked.contains(member) || !judge.accepts(smaller)).isTrue();
            }
        } else {
            assertThat(shrunk.dropped()).isEmpty();
        }
    }

    @Example
    void dropsTheFirstOfThePreferenceFirst() {
        Closure<Integer, String> closure = closure(Set.of(1), Map.of(1, List.of(2, 3)));
        Judge<Integer> oneOfTwo = members -> members.contains(2) || members.contains(3);

        assertThat(ClosureSolver.shrink(closure, Comparator.reverseOrder(), oneOfTwo)
                        .kept())
                .containsExactly(1, 2);
        assertThat(ClosureSolver.shrink(closure, Comparator.naturalOrder(), oneOfTwo)
                        .kept())
                .containsExactly(1, 3);
    }
}
