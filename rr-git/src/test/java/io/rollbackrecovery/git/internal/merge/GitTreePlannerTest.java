package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.history.Trailer;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.RevertedTrees;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.TempRepository;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reverts as plans against {@code git revert} itself, on generated histories. */
class GitTreePlannerTest {
    private static final RevertPlanning.Signed SIGNED = new RevertPlanning.Signed(who("Ada"), who("Bob"), List.of());

    @TempDir
    Path temp;

    private Optional<ObjectStore> store = Optional.empty();

    private static Signature who(String name) {
        return new Signature(name, name + "@example.org", Instant.ofEpochSecond(1767600000L), ZoneOffset.UTC);
    }

    @AfterEach
    void close() {
        store.ifPresent(ObjectStore::close);
    }

    private ObjectStore open(GitFixture git) throws IOException {
        store = Optional.of(ObjectStore.open(git.path(".git/objects"), List.of()));
        return store.get();
    }

    private static GitTreePlanner planner(ObjectStore store) {
        return new GitTreePlanner(store::newReader, new StoreGraph(store), MergeSettings.defaults());
    }

    private static RevertPlanning planning(ObjectStore store) {
        return new RevertPlanning(planner(store), new StoreGraph(store));
    }

    private static TreeId tree(GitFixture git, String revision) {
        return new TreeId(git.tree(revision));
    }

    @Test
    void revertsEndAsGitsDo() throws IOException {
        TempRepository history = TempRepository.seeded(7).files(8).commits(60).into(temp.resolve("work"));
        GitFixture git = history.git();
        ObjectStore objects = open(git);
        List<String> commits = git.lines("rev-list", "--no-merges", "HEAD");
        Random random = new Random(3);
        int clean = 0;
        for (int i = 0; i < 25; i++) {
            String commit = commits.get(random.nextInt(commits.size() - 1));
            RevertedTrees rr =
                    planner(objects).revert(List.of(new CommitId(commit)), OptionalInt.empty(), tree(git, "main"));
            boolean gitClean = git.tryRun("revert", "--no-commit", commit).exit() == 0;
            assertThat(rr.conflicts().isEmpty()).as(commit).isEqualTo(gitClean);
            if (gitClean) {
                clean++;
                assertThat(rr.tree().hex()).as(commit).isEqualTo(git.run("write-tree"));
            }
            git.run("reset", "--quiet", "--hard", "main");
        }
        assertThat(clean).isBetween(5, 24);
    }

    @Test
    void severalCommitsAreTakenBackOneAfterTheOther() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("a", "1\n2\n3\n").write("b", "1\n").commit("Start");
        String first = git.write("a", "1\nx\n3\n").commit("First");
        String keep = git.write("b", "2\n").commit("Keep");
        String second = git.write("a", "1\ny\n3\n").commit("Second");
        ObjectStore objects = open(git);
        RevertRequest request = RevertRequest.of(List.of(new CommitId(second), new CommitId(first)));
        RevertPlanning.Result result = planning(objects)
                .plan(
                        request,
                        request.commits(),
                        new StoreGraph(objects).commit(new CommitId(second)),
                        SIGNED,
                        RunContext.none());
        git.run("revert", "--no-edit", second, first);
        assertThat(result.tree()).isEqualTo(tree(git, "HEAD"));
        assertThat(result.commits())
                .extracting(PlannedCommit::tree)
                .containsExactly(tree(git, "HEAD~1"), tree(git, "HEAD"));
        assertThat(result.commits())
                .extracting(PlannedCommit::message)
                .containsExactly(
                        git.run("log", "-1", "--format=%B", "HEAD~1") + "\n",
                        git.run("log", "-1", "--format=%B") + "\n");
        assertThat(result.commits().get(1).parents())
                .containsExactly(result.commits().get(0).id());
        assertThat(git.run("log", "-1", "--format=%s", keep)).isEqualTo("Keep");
    }

    @Test
    void plannedCommitsBecomeRealWithTheSameIds() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("a/b", "1\n2\n3\n4\n5\n").commit("Start");
        String first = git.write("a/b", "x\n2\n3\n4\n5\n").commit("First");
        String last = git.write("a/b", "x\n2\n3\n4\ny\n").commit("Last");
        ObjectStore objects = open(git);
        RevertRequest request = RevertRequest.of(List.of(new CommitId(first))).asSingleCommit();
        RevertPlanning.Signed signed = new RevertPlanning.Signed(
                SIGNED.author(), SIGNED.committer(), List.of(new Trailer("Reverted-by", "RR")));
        RevertPlanning.Result result = planning(objects)
                .plan(
                        request,
                        request.commits(),
                        new StoreGraph(objects).commit(new CommitId(last)),
                        signed,
                        RunContext.none());
        PlannedCommit planned = result.commits().get(0);
        assertThat(git.tryRun("cat-file", "-e", planned.id().hex()).exit()).isNotZero();
        try (ObjectReader reader = objects.newReader();
                ObjectSink inserter = objects.newWriter()) {
            new TreeMaterializer(MergeSettings.defaults()).write(result.steps(), reader, inserter);
            CommitObjects.write(planned, inserter);
            inserter.flush();
        }
        git.run("fsck", "--strict");
        assertThat(git.run("show", planned.id().hex() + ":a/b")).isEqualTo("1\n2\n3\n4\ny");
        assertThat(git.run(
                        "log",
                        "-1",
                        "--format=%(trailers:key=Reverted-by,valueonly)",
                        planned.id().hex()))
                .isEqualTo("RR");
    }

    @Test
    void commitsWithoutEffectAreNamedAndSkipped() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("a", "1\n").commit("Start");
        String change = git.write("a", "2\n").commit("Change");
        String back = git.write("a", "1\n").commit("Back by hand");
        ObjectStore objects = open(git);
        RevertRequest request = RevertRequest.of(List.of(new CommitId(change)));
        RevertPlanning.Result result = planning(objects)
                .plan(
                        request,
                        request.commits(),
                        new StoreGraph(objects).commit(new CommitId(back)),
                        SIGNED,
                        RunContext.none());
        assertThat(result.commits()).isEmpty();
        assertThat(result.steps()).isEmpty();
        assertThat(result.withoutEffect()).containsExactly(new CommitId(change));
        assertThat(result.tree()).isEqualTo(tree(git, "HEAD"));
    }

    @Test
    void itStopsAtTheFirstConflictAndSaysWhere() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        git.write("a", "1\n2\n3\n").write("b", "1\n").commit("Start");
        String first = git.write("a", "1\nx\n3\n").commit("First");
        String other = git.write("b", "2\n").commit("Other");
        String second = git.write("a", "1\ny\n3\n").commit("Second");
        ObjectStore objects = open(git);
        RevertRequest request = RevertRequest.of(List.of(new CommitId(other), new CommitId(first)));
        RevertPlanning.Result result = planning(objects)
                .plan(
                        request,
                        request.commits(),
                        new StoreGraph(objects).commit(new CommitId(second)),
                        SIGNED,
                        RunContext.none());
        assertThat(result.stoppedAt()).contains(new CommitId(first));
        assertThat(result.reverted()).containsExactly(new CommitId(other));
        Conflict conflict = result.conflicts().get(0);
        assertThat(conflict.path()).hasToString("a");
        assertThat(conflict.hunks().get(0).ours()).hasToString("2");
    }

    @Test
    void mergesNeedAMainlineAndRootsGoToNothing() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        String root = git.write("a", "1\n").commit("Start");
        git.run("checkout", "--quiet", "-b", "side");
        git.write("b", "1\n").commit("Aside");
        git.run("checkout", "--quiet", "main");
        git.write("c", "1\n").commit("Main");
        git.run("merge", "--quiet", "--no-ff", "--message", "Merge it", "side");
        CommitId merge = new CommitId(git.revParse("HEAD"));
        ObjectStore objects = open(git);
        GitTreePlanner planner = planner(objects);
        TreeId head = tree(git, "HEAD");
        assertThatThrownBy(() -> planner.revert(List.of(merge), OptionalInt.empty(), head))
                .isInstanceOfSatisfying(RrException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MAINLINE);
                    assertThat(e).hasMessageContaining(git.revParse("HEAD^1").substring(0, 10));
                    assertThat(e).hasMessageContaining(git.revParse("HEAD^2").substring(0, 10));
                    assertThat(e.hint()).contains("mainline");
                });
        assertThatThrownBy(() -> planner.revert(List.of(merge), OptionalInt.of(3), head))
                .isInstanceOf(RrException.class);
        for (int parent = 1; parent <= 2; parent++) {
            RevertedTrees trees = planner.revert(List.of(merge), OptionalInt.of(parent), head);
            assertThat(trees.tree()).isEqualTo(tree(git, "HEAD^" + parent));
        }
        List<CommitId> all = new ArrayList<>(List.of(merge));
        all.add(new CommitId(git.revParse("HEAD^1")));
        all.add(new CommitId(root));
        assertThat(planner.revert(all, OptionalInt.of(1), head).tree().hex()).isEqualTo(Trees.EMPTY.name());
    }
}
