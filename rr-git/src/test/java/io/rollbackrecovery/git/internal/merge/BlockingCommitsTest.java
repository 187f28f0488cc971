package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.core.plan.RevertedTrees;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which later commits are in the way of a revert. */
class BlockingCommitsTest {
    @TempDir
    Path temp;

    private GitFixture git;

    @BeforeEach
    void init() {
        git = GitFixture.init(temp.resolve("work"));
    }

    /** Twelve lines, some of them changed. */
    private static String text(String... changes) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 12; i++) {
            String line = "line " + i;
            for (String change : changes) {
                String[] parts = change.split("=", 2);
                line = parts[0].equals(String.valueOf(i)) ? parts[1] : line;
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private Conflict conflict(String... commits) throws IOException {
        try (ObjectStore store = ObjectStore.open(git.path(".git/objects"), List.of())) {
            GitTreePlanner planner =
                    new GitTreePlanner(store::newReader, new StoreGraph(store), MergeSettings.defaults());
            RevertedTrees trees = planner.revert(
                    Arrays.stream(commits).map(CommitId::new).toList(),
                    OptionalInt.empty(),
                    new TreeId(git.tree("HEAD")),
                    Optional.of(new CommitId(git.revParse("HEAD"))));
            assertThat(trees.conflicts()).hasSize(1);
            return trees.conflicts().get(0);
        }
    }

    private static List<CommitId> ids(String... commits) {
        return Arrays.stream(commits).map(CommitId::new).toList();
    }

    @Test
    void onlyCommitsThatTouchedTheLinesInConflictAreNamed() throws IOException {
        git.write("f", text()).commit("Start");
        String target = git.write("f", text("6=x")).commit("Target");
        git.write("f", text("6=x", "1=far")).commit("Far above");
        String first = git.write("f", text("6=y", "1=far")).commit("Same line");
        git.write("f", "new\n" + text("6=y", "1=far")).commit("Moves the lines down");
        String second = git.write("f", "new\n" + text("6=z", "1=far")).commit("Same line again");
        git.write("f", "new\n" + text("6=z", "1=far", "12=far")).commit("Far below");
        git.write("other", "1\n").commit("Other file");
        Conflict conflict = conflict(target);
        assertThat(conflict.hunks().get(0).ours()).hasToString("7");
        assertThat(conflict.blockedBy()).isEqualTo(ids(second, first));
    }

    @Test
    void linesAreFollowedThroughRenamesAndMerges() throws IOException {
        git.write("f", text()).commit("Start");
        String target = git.write("f", text("6=x")).commit("Target");
        git.run("checkout", "--quiet", "-b", "side");
        String aside = git.write("f", text("6=y")).commit("Same line, aside");
        git.run("checkout", "--quiet", "main");
        git.write("f", text("6=x", "11=far")).commit("Far, on main");
        git.run("merge", "--quiet", "--no-ff", "--message", "Merge side", "side");
        git.run("mv", "f", "g");
        git.write("g", text("6=y", "11=far", "1=renamed too")).commit("Rename");
        String last = git.write("g", text("6=z", "11=far", "1=renamed too")).commit("Same line, renamed");
        Conflict conflict = conflict(target);
        assertThat(conflict.ours().orElseThrow().path()).hasToString("g");
        assertThat(conflict.blockedBy()).isEqualTo(ids(last, aside));
    }

    @Test
    void whereItIsNotAboutLinesThePathCounts() throws IOException {
        git.write("keep", "1\n").commit("Start");
        String target = git.write("f", text()).commit("Target adds it");
        git.write("keep", "2\n").commit("Other");
        String first = git.write("f", text("1=x")).commit("Changed");
        String second = git.write("f", text("1=x", "9=y")).commit("Changed again");
        Conflict conflict = conflict(target);
        assertThat(conflict.kind()).isEqualTo(ConflictKind.MODIFY_DELETE);
        assertThat(conflict.blockedBy()).isEqualTo(ids(second, first));
    }

    @Test
    void aDeletedFileIsBlockedByItsDeletion() throws IOException {
        git.write("f", text()).commit("Start");
        String target = git.write("f", text("6=x")).commit("Target");
        String gone = git.delete("f").write("keep", "1\n").commit("Delete it");
        git.write("keep", "2\n").commit("Other");
        Conflict conflict = conflict(target);
        assertThat(conflict.kind()).isEqualTo(ConflictKind.MODIFY_DELETE);
        assertThat(conflict.blockedBy()).isEqualTo(ids(gone));
    }

    @Test
    void commitsThatAreTakenBackAlreadyAreNotInTheWay() throws IOException {
        git.write("f", text()).commit("Start");
        String target = git.write("f", text("6=x")).commit("Target");
        String blocking = git.write("f", text("6=y")).commit("Same line");
        String back = git.write("f", text("6=y", "7=z")).commit("Next line");
        assertThat(conflict(target).blockedBy()).isEqualTo(ids(back, blocking));
        assertThat(conflict(back, target).blockedBy()).isEqualTo(ids(blocking));
    }
}
