package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.RevertedTrees;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several commits taken back in one plan: what the steps share must not show. Each step of a plan is compared with the
 * same step made from nothing, and with the real git's.
 */
class PlanOfManyTest {
    private static final int HISTORIES = 24;
    private static final int LENGTH = 16;

    @TempDir
    Path temp;

    @Test
    void stepsThatShareWhatTheyReadEndAsStepsFromNothingAndAsGits() throws IOException {
        MergeOracle oracle = new MergeOracle(temp.resolve("work"));
        MergeSettings settings = oracle.settings();
        List<List<CommitId>> histories = importHistories(oracle.git);
        Random random = new Random(11);
        RecentTrees shared = new RecentTrees(1 << 20);
        int steps = 0;
        int conflicts = 0;
        try (ObjectStore store = ObjectStore.open(oracle.git.path(".git/objects"), List.of());
                ObjectReader reader = store.newReader()) {
            StoreGraph graph = new StoreGraph(store);
            GitTreePlanner planner = new GitTreePlanner(store::newReader, graph, settings, shared);
            for (List<CommitId> history : histories) {
                TreeId onto = graph.commit(history.get(0)).tree();
                List<CommitId> chosen = history.subList(0, LENGTH - 1).stream()
                        .filter(commit -> random.nextInt(3) > 0)
                        .toList();
                GitTreePlanner.Outcome outcome = planner.plan(
                        chosen,
                        commit -> OptionalInt.empty(),
                        onto,
                        Optional.of(history.get(0)),
                        path -> false,
                        List.of(),
                        RunContext.none());
                RevertedTrees trees = outcome.trees();
                MemoryObjects memory = new MemoryObjects(reader);
                for (int i = 0; i < Math.min(chosen.size(), trees.steps().size() + 1); i++) {
                    TreeId base = graph.commit(chosen.get(i)).tree();
                    TreeId parent = graph.commit(
                                    graph.commit(chosen.get(i)).parents().get(0))
                            .tree();
                    TreeId ours = i == 0 ? onto : trees.steps().get(i - 1).result();
                    MergeOutcome alone = TreeMerge.merge(memory, settings, base, ours, parent);
                    Optional<TreeId> inPlan = i < trees.steps().size()
                            ? Optional.of(trees.steps().get(i).result())
                            : Optional.empty();
                    assertThat(inPlan).as("%s, step %d", chosen, i).isEqualTo(alone.tree());
                    if (inPlan.isEmpty()) {
                        conflicts++;
                        assertThat(trees.conflicts())
                                .extracting(conflict -> conflict.path() + " " + conflict.kind())
                                .isEqualTo(alone.conflicts().stream()
                                        .map(conflict -> conflict.path() + " " + conflict.kind())
                                        .toList());
                    }
                    assertThat(git(oracle.git, base, ours, parent))
                            .as("%s, step %d", chosen, i)
                            .isEqualTo(inPlan);
                    steps++;
                }
                if (trees.conflicts().isEmpty()) {
                    assertThat(outcome.changes()).isEqualTo(changes(reader, trees, settings));
                }
            }
        }
        assertThat(steps).isGreaterThan(100);
        assertThat(conflicts).isBetween(4, HISTORIES - 1);
    }

    private static List<PathChange> changes(ObjectReader reader, RevertedTrees trees, MergeSettings settings) {
        ObjectReader layered = new TreeMaterializer(settings)
                .compute(List.<TreeStep>copyOf(trees.steps()), reader)
                .newReader();
        return GitSourceReader.diff(layered, trees.onto(), trees.tree());
    }

    /** What git makes of one step; empty if it is a conflict. */
    private static Optional<TreeId> git(GitFixture git, TreeId base, TreeId ours, TreeId theirs) {
        String start = git.run("commit-tree", "-m", "base", base.hex());
        String one = git.run("commit-tree", "-m", "ours", "-p", start, ours.hex());
        String two = git.run("commit-tree", "-m", "theirs", "-p", start, theirs.hex());
        GitFixture.Result merged = git.tryRun("merge-tree", "--write-tree", "--no-messages", one, two);
        return merged.exit() == 0 ? Optional.of(new TreeId(merged.out().strip())) : Optional.empty();
    }

    /** Gives each history newest first. */
    private static List<List<CommitId>> importHistories(GitFixture git) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        TreeSet<String> names = new TreeSet<>();
        for (int h = 0; h < HISTORIES; h++) {
            String name = "h" + h;
            names.add(name);
            for (Snapshot snapshot : new CaseGenerator(500 + h, true).history(LENGTH)) {
                print(stream, "commit refs/heads/" + name + "\ncommitter Ada <ada@example.org> 1767600000 +0000\n");
                print(stream, "data 0\ndeleteall\n");
                snapshot.files.forEach((path, item) -> {
                    if (item.mode.equals("160000")) {
                        print(stream, "M 160000 " + new String(item.content, StandardCharsets.US_ASCII));
                        print(stream, " " + path + "\n");
                    } else {
                        print(stream, "M " + item.mode + " inline " + path + "\ndata " + item.content.length + "\n");
                        stream.writeBytes(item.content);
                        print(stream, "\n");
                    }
                });
                print(stream, "\n");
            }
        }
        assertThat(git.tryRunWithInput(stream.toByteArray(), "fast-import", "--quiet")
                        .exit())
                .isZero();
        List<List<CommitId>> histories = new ArrayList<>();
        for (String name : names) {
            histories.add(
                    git.lines("rev-list", name).stream().map(CommitId::new).toList());
        }
        return histories;
    }

    private static void print(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
