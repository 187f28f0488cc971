package io.rollbackrecovery.analysis.bisect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.analysis.BisectProbe;
import io.rollbackrecovery.analysis.BisectRequest;
import io.rollbackrecovery.analysis.BisectResult;
import io.rollbackrecovery.analysis.BisectRunner;
import io.rollbackrecovery.core.check.Check;
import io.rollbackrecovery.core.check.CheckRun;
import io.rollbackrecovery.core.check.CheckRunner;
import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.run.Cancellation;
import io.rollbackrecovery.core.run.Progress;
import io.rollbackrecovery.core.run.RunContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class BisectRunnerTest {
    private static final Check CHECK = Check.command("check");

    private final MapGraph graph = new MapGraph();
    private final Map<CommitId, Integer> exits = new HashMap<>();
    private final CheckRunner checks = (target, check, context) -> {
        int exit = exits.getOrDefault(((CheckTarget.OfCommit) target).commit(), 0);
        return new CheckRun(Verdict.ofExitCode(exit), OptionalInt.of(exit), Duration.ofMillis(5), "log", false);
    };

    /** Makes a line of commits, of which those from a number on give an exit code. */
    private List<CommitId> line(int size, int firstBad, int exit) {
        List<CommitId> commits = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            commits.add(graph.add(i * 60L, i == 0 ? List.of() : List.of(commits.get(i - 1))));
            exits.put(commits.get(i), i < firstBad ? 0 : exit);
        }
        return commits;
    }

    private BisectResult search(BisectRequest request) {
        return new BisectRunner(graph, checks).run(request, RunContext.none());
    }

    @Test
    void findsTheCulpritWithinTheLogarithm() {
        List<CommitId> commits = line(41, 17, 1);
        BisectResult result = search(BisectRequest.of(commits.get(0), commits.get(40), CHECK));
        assertThat(result.kind()).isEqualTo(BisectResult.Kind.FOUND);
        assertThat(result.culprit()).contains(commits.get(17));
        assertThat(result.candidates()).containsExactly(commits.get(17));
        assertThat(result.probes()).isBetween(5, 6).isEqualTo(result.log().size());
        assertThat(result.confidence()).isEqualTo(1);
        assertThat(result.warnings()).isEmpty();
        assertThat(result.message()).contains(commits.get(17).abbreviated());
        BisectProbe first = result.log().get(0);
        assertThat(first.n()).isEqualTo(1);
        assertThat(first.commit()).isEqualTo(commits.get(20));
        assertThat(first.tree()).isEqualTo(graph.commit(commits.get(20)).tree());
        assertThat(first.verdict()).isEqualTo(Verdict.BAD);
        assertThat(first.run().log()).isEqualTo("log");
        assertThat(first.reused()).isFalse();
    }

    @Test
    void namesTheCandidatesWhereOnlySkippedOnesAreLeft() {
        List<CommitId> commits = line(8, 5, 1);
        exits.put(commits.get(4), 125);
        BisectResult result = search(BisectRequest.of(commits.get(0), commits.get(7), CHECK));
        assertThat(result.kind()).isEqualTo(BisectResult.Kind.ONLY_SKIPPED_LEFT);
        assertThat(result.culprit()).isEmpty();
        assertThat(result.candidates()).containsExactly(commits.get(4), commits.get(5));
    }

    @Test
    void stopsAtABrokenCheck() {
        List<CommitId> commits = line(8, 3, 137);
        BisectResult result = search(BisectRequest.of(commits.get(0), commits.get(7), CHECK));
        assertThat(result.kind()).isEqualTo(BisectResult.Kind.ABORTED);
        assertThat(result.candidates()).contains(commits.get(3)).doesNotContain(commits.get(0));
        assertThat(result.message()).contains("137");
        assertThat(result.log()).hasSize(1);
    }

    @Test
    void doubtsACommandThatCannotBeFound() {
        List<CommitId> commits = line(8, 0, 127);
        BisectResult result = search(BisectRequest.of(commits.get(0), commits.get(7), CHECK));
        assertThat(result.kind()).isEqualTo(BisectResult.Kind.ABORTED);
        assertThat(result.log())
                .extracting(BisectProbe::commit)
                .endsWith(commits.get(0))
                .hasSize(2);
        exits.put(commits.get(0), 0);
        assertThat(search(BisectRequest.of(commits.get(0), commits.get(7), CHECK))
                        .culprit())
                .contains(commits.get(1));
    }

    @Test
    void saysWhyThereIsNothingToSearch() {
        List<CommitId> commits = line(8, 3, 1);
        BisectResult result = search(BisectRequest.of(commits.get(7), commits.get(0), CHECK));
        assertThat(result.kind()).isEqualTo(BisectResult.Kind.NOT_BISECTABLE);
        assertThat(result.log()).isEmpty();
        assertThat(result.candidates()).isEmpty();
        assertThat(result.confidence()).isZero();
        assertThat(result.message()).contains(commits.get(0).abbreviated());
        assertThat(result.hint()).isNotEmpty();
        assertThatThrownBy(() -> BisectRequest.of(List.of(), commits.get(0), CHECK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void testsTheMergeBaseFirst() {
        CommitId base = graph.add(0, List.of());
        CommitId good = graph.add(60, List.of(base));
        CommitId bad = graph.add(120, List.of(base));
        exits.put(base, 1);
        BisectResult result = search(BisectRequest.of(good, bad, CHECK));
        assertThat(result.kind()).isEqualTo(BisectResult.Kind.NOT_BISECTABLE);
        assertThat(result.log()).extracting(BisectProbe::commit).containsExactly(base);
        assertThat(result.message()).contains("merge base");
        exits.put(base, 125);
        exits.put(bad, 1);
        BisectResult skipped = search(BisectRequest.of(good, bad, CHECK));
        assertThat(skipped.culprit()).contains(bad);
        assertThat(skipped.warnings()).hasSize(1);
    }

    @Test
    void followsFirstParentsOnly() {
        List<CommitId> main = line(2, 2, 1);
        CommitId side = graph.add(130, List.of(main.get(1)));
        CommitId merge = graph.add(190, List.of(main.get(1), side));
        exits.put(side, 1);
        exits.put(merge, 1);
        BisectRequest request = BisectRequest.of(main.get(0), merge, CHECK);
        assertThat(search(request).culprit()).contains(side);
        assertThat(search(request.alongFirstParents()).culprit()).contains(merge);
    }

    @Test
    void reportsAndCanBeCancelled() {
        List<CommitId> commits = line(41, 17, 1);
        BisectRequest request = BisectRequest.of(commits.get(0), commits.get(40), CHECK);
        List<Progress> heard = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        RunContext context = RunContext.none().withCancellation(cancellation).withListener(progress -> {
            heard.add(progress);
            if (progress.done() == 2) {
                cancellation.cancel();
            }
        });
        assertThatThrownBy(() -> new BisectRunner(graph, checks).run(request, context))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(heard).extracting(Progress::done).containsExactly(0L, 1L, 2L);
        assertThat(heard.get(0).total()).isBetween(5L, 6L);
    }

    @Test
    void leavesSkippedOnesUntested() {
        List<CommitId> commits = line(41, 17, 1);
        List<CommitId> skip = List.of(commits.get(20), commits.get(10));
        BisectResult result =
                search(BisectRequest.of(commits.get(0), commits.get(40), CHECK).skipping(skip));
        assertThat(result.culprit()).contains(commits.get(17));
        assertThat(result.log()).extracting(BisectProbe::commit).doesNotContainAnyElementsOf(skip);
    }

    @Test
    void copesWithALargeHistory() {
        List<CommitId> commits = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            List<CommitId> parents = i == 0
                    ? List.of()
                    : i % 3 == 0 && i > 5
                            ? List.of(commits.get(i - 1), commits.get(i - 5))
                            : List.of(commits.get(i - 1));
            commits.add(graph.add(i * 60L, parents));
            exits.put(commits.get(i), i < 12_345 ? 0 : 1);
        }
        BisectResult result = search(BisectRequest.of(commits.get(0), commits.get(29_999), CHECK));
        assertThat(result.culprit()).contains(commits.get(12_345));
        assertThat(result.probes()).isLessThan(18);
        // skips need the weights of all commits
        List<CommitId> skip = commits.subList(14_000, 16_000);
        assertThat(search(BisectRequest.of(commits.get(0), commits.get(29_999), CHECK)
                                .skipping(skip))
                        .culprit())
                .contains(commits.get(12_345));
    }
}
