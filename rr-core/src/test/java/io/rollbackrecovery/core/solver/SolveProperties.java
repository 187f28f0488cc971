package io.rollbackrecovery.core.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.run.Cancellation;
import io.rollbackrecovery.core.run.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SolveProperties {
    /** At most 64 sets contain one that was asked for, so that no search is cut off. */
    private static final int SIZE = 7;

    /** Fewer odd members, fewer members, then the smaller numbers; the largest are dropped first. */
    private static Preference<Integer> preference() {
        return Preference.<Integer>dropping(Comparator.reverseOrder())
                .fewest(members -> members.stream().filter(n -> n % 2 == 1).count())
                .fewest(Set::size)
                .thenBy(Comparator.naturalOrder());
    }

    @Provide
    Arbitrary<Set<Integer>> nodes() {
        return Arbitraries.integers().between(0, SIZE - 1).set().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<Map<Integer, List<Integer>>> needs() {
        return Arbitraries.maps(
                Arbitraries.integers().between(0, SIZE - 1),
                Arbitraries.integers().between(0, SIZE - 1).list().ofMaxSize(4));
    }

    /** Sets of providers: of each that the closure can satisfy, one member at least must be there. */
    @Provide
    Arbitrary<List<Set<Integer>>> clauses() {
        return Arbitraries.integers()
                .between(0, SIZE - 1)
                .set()
                .ofMinSize(1)
                .ofMaxSize(4)
                .list()
                .ofMaxSize(5);
    }

    private static Requirements<Integer, String> requirements(Map<Integer, List<Integer>> needs) {
        return node -> needs.getOrDefault(node, List.of()).stream()
                .map(other -> new Requirement<>(other, node + " needs " + other))
                .toList();
    }

    private static Solution<Integer, String> solve(
            Iterable<Integer> asked, Map<Integer, List<Integer>> needs, Judge<Integer> judge) {
        List<Integer> list = new ArrayList<>();
        asked.forEach(list::add);
        return ClosureSolver.solve(list, requirements(needs), judge, preference(), RunContext.none());
    }

    private static List<Set<Integer>> all(Solution<Integer, String> solution) {
        List<Set<Integer>> all = new ArrayList<>();
        all.add(solution.members());
        all.addAll(solution.alternatives());
        return all;
    }

    private static boolean isOneMinimal(Set<Integer> members, Set<Integer> asked, Judge<Integer> judge) {
        return judge.accepts(members)
                && members.stream().filter(member -> !asked.contains(member)).noneMatch(member -> {
                    Set<Integer> smaller = new HashSet<>(members);
                    smaller.remove(member);
                    return judge.accepts(smaller);
                });
    }

    @Property(seed = "42")
    void givesTheBestOfAllOneMinimalSetsWhereTheJudgeIsMonotone(
            @ForAll("nodes") Set<Integer> asked,
            @ForAll("needs") Map<Integer, List<Integer>> needs,
            @ForAll("clauses") List<Set<Integer>> clauses) {
        Set<Integer> closure = ClosureSolver.closure(asked, requirements(needs)).members();
        Judge<Integer> judge = members -> clauses.stream()
                .filter(clause -> clause.stream().anyMatch(closure::contains))
                .allMatch(clause -> clause.stream().anyMatch(members::contains));
        Solution<Integer, String> solution = solve(asked, needs, judge);

        List<Set<Integer>> minimal = new ArrayList<>();
        List<Integer> free = new ArrayList<>(closure);
        free.removeAll(asked);
        for (int bits = 0; bits < 1 << free.size(); bits++) {
            Set<Integer> members = new HashSet<>(asked);
            for (int i = 0; i < free.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    members.add(free.get(i));
                }
            }
            if (isOneMinimal(members, asked, judge)) {
                minimal.add(members);
            }
        }
        minimal.sort(preference().better());
        assertThat(solution.certified()).isTrue();
        assertThat(solution.exhausted()).isTrue();
        assertThat(all(solution)).isEqualTo(minimal.subList(0, Math.min(4, minimal.size())));
    }

    /** {0, 1, 4} is found only by going on from a set that was found before: {0, 3}, which is what leaving 2 out gives. */
    @Example
    void aSetThatIsKnownIsSearchedFurther() {
        List<Set<Integer>> enough = List.of(Set.of(1, 2), Set.of(3), Set.of(1, 4));
        Judge<Integer> judge = members -> enough.stream().anyMatch(members::containsAll);
        Solution<Integer, String> solution = solve(Set.of(0), Map.of(0, List.of(1, 2, 3, 4)), judge);
        assertThat(all(solution)).containsExactlyInAnyOrder(Set.of(0, 1, 2), Set.of(0, 3), Set.of(0, 1, 4));
    }

    @Property(seed = "42")
    void everySetIsCertifiedAndOneMinimalWhateverTheJudge(
            @ForAll("nodes") Set<Integer> asked,
            @ForAll("needs") Map<Integer, List<Integer>> needs,
            @ForAll("needs") Map<Integer, List<Integer>> truth) {
        Judge<Integer> judge = providers(truth);
        Solution<Integer, String> solution = solve(asked, needs, judge);

        if (!solution.certified()) {
            assertThat(judge.accepts(asked)).isFalse();
            assertThat(judge.accepts(solution.members())).isFalse();
            assertThat(solution.members())
                    .isEqualTo(solution.closure().orElseThrow().members());
            assertThat(solution.alternatives()).isEmpty();
            return;
        }
        for (Set<Integer> members : all(solution)) {
            assertThat(members).containsAll(asked);
            assertThat(isOneMinimal(members, asked, judge)).isTrue();
        }
        assertThat(all(solution))
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(preference().better());
        assertThat(solution.closure().isEmpty()).isEqualTo(judge.accepts(asked));
    }

    @Property(seed = "42")
    void equalInputsInAnotherOrderGiveEqualAnswers(
            @ForAll("nodes") Set<Integer> asked,
            @ForAll("needs") Map<Integer, List<Integer>> needs,
            @ForAll("needs") Map<Integer, List<Integer>> truth) {
        Solution<Integer, String> forward = solve(new TreeSet<>(asked), needs, providers(truth));
        Solution<Integer, String> backward = solve(new TreeSet<>(asked).descendingSet(), needs, providers(truth));

        assertThat(all(backward)).isEqualTo(all(forward));
        assertThat(backward.certified()).isEqualTo(forward.certified());
        assertThat(backward.judged()).isEqualTo(forward.judged());
    }

    @Example
    void takesWhatWasAskedForWhenTheJudgeAcceptsItAndNeverAsksForRequirements() {
        Solution<Integer, String> solution = ClosureSolver.solve(
                List.of(3, 1),
                node -> {
                    throw new AssertionError("asked for " + node);
                },
                members -> true,
                preference(),
                RunContext.none());

        assertThat(solution.members()).containsExactly(3, 1);
        assertThat(solution.closure()).isEmpty();
        assertThat(solution.alternatives()).isEmpty();
        assertThat(solution.judged()).isEqualTo(1);
        assertThat(solution).hasToString("Solution[certified, [3, 1], 0 alternatives, judged 1]");
    }

    @Example
    void asksTheJudgeAboutEachSetOnce() {
        Set<Set<Integer>> judged = new HashSet<>();
        AtomicInteger calls = new AtomicInteger();
        Solution<Integer, String> solution = solve(List.of(0), Map.of(0, List.of(1, 2, 3, 4)), members -> {
            calls.incrementAndGet();
            judged.add(Set.copyOf(members));
            return members.size() >= 3;
        });

        assertThat(calls.get()).isEqualTo(judged.size()).isEqualTo(solution.judged());
        assertThat(all(solution)).containsExactly(Set.of(0, 2, 4), Set.of(0, 1, 2), Set.of(0, 1, 4), Set.of(0, 2, 3));
    }

    @Example
    void saysWhenTheSearchForOthersWasCutOff() {
        List<Integer> many = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            many.add(i);
        }
        Solution<Integer, String> solution = solve(List.of(0), Map.of(0, many), members -> members.size() >= 12);

        assertThat(solution.certified()).isTrue();
        assertThat(solution.exhausted()).isFalse();
        assertThat(solution.alternatives()).hasSize(ClosureSolver.MAX_ALTERNATIVES);
    }

    @Example
    void stopsWhenCancelled() {
        Cancellation cancellation = new Cancellation();
        AtomicInteger calls = new AtomicInteger();
        RunContext context = RunContext.none().withCancellation(cancellation);
        Judge<Integer> judge = members -> {
            if (calls.incrementAndGet() == 4) {
                cancellation.cancel();
            }
            return members.size() > 2;
        };

        assertThatThrownBy(() -> ClosureSolver.solve(
                        List.of(0), requirements(Map.of(0, List.of(1, 2, 3, 4, 5))), judge, preference(), context))
                .isInstanceOf(RrException.class)
                .hasMessageContaining("cancelled");
        assertThat(calls).hasValue(4);
        assertThatThrownBy(() -> ClosureSolver.closure(List.of(0), requirements(Map.of()), context))
                .isInstanceOf(RrException.class);
    }

    @Example
    void tellsProgress() {
        List<String> tasks = new ArrayList<>();
        RunContext context =
                RunContext.none().withListener(progress -> tasks.add(progress.task() + " " + progress.done()));
        ClosureSolver.solve(
                List.of(0), requirements(Map.of(0, List.of(1))), members -> members.size() > 1, preference(), context);

        assertThat(tasks)
                .containsExactly(
                        "judging sets 0",
                        "closing over requirements 0",
                        "closing over requirements 1",
                        "judging sets 1");
    }

    @Example
    void ordersSetsByMeasuresThenByMembers() {
        Comparator<Set<Integer>> better = preference().better();
        assertThat(better.compare(Set.of(2, 4, 6), Set.of(1))).isNegative();
        assertThat(better.compare(Set.of(2), Set.of(2, 4))).isNegative();
        assertThat(better.compare(Set.of(2, 6), Set.of(2, 4))).isPositive();
        assertThat(better.compare(Set.of(2, 4), Set.of(4, 2))).isZero();
        assertThat(preference().dropFirst().compare(1, 2)).isPositive();
        Comparator<Set<Integer>> plain =
                Preference.<Integer>dropping(Comparator.reverseOrder()).better();
        assertThat(plain.compare(Set.of(2), Set.of(2, 1))).isNegative();
        assertThat(plain.compare(Set.of(2, 1), Set.of(2))).isPositive();
        assertThat(plain.compare(Set.of(3), Set.of(2, 1))).isNegative();
    }

    private static Judge<Integer> providers(Map<Integer, List<Integer>> truth) {
        // Not monotone: a member may be held by any one of several providers.
        return members -> new LinkedHashSet<>(members)
                .stream()
                        .allMatch(node -> truth.getOrDefault(node, List.of()).isEmpty()
                                || truth.get(node).stream().anyMatch(members::contains));
    }
}
