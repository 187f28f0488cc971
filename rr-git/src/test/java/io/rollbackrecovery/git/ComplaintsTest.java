package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of other tools lost, and do not lose here. The table is in docs/safety.md. */
@FsckAfterEach
class ComplaintsTest {
    private static final CheckpointName NAME = new CheckpointName("safe");

    @TempDir
    Path folder;

    GitFixture git;
    GitRepository repository;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "a\n").write("b.txt", "b\n").commit("first");
        repository = CrashScene.open(git.folder());
    }

    @AfterEach
    void close() {
        repository.close();
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
    }

    @Test
    void aRestoreThatTakesIgnoreRulesAwayDeletesNothing() {
        repository.checkpoints().create(NAME);
        git.write(".gitignore", "*.secret\n")
                .write("key.secret", "the only copy\n")
                .write("a.txt", "later\n");
        git.commit("ignore secrets");

        assertThat(repository
                        .apply(repository.checkpoints().planRestore(NAME, CheckpointService.RestoreMode.NEW_COMMIT))
                        .isApplied())
                .isTrue();

        assertThat(git.read("key.secret")).isEqualTo("the only copy\n");
        assertThat(git.path(".gitignore")).doesNotExist();
    }

    @Test
    void aRestoreKeepsTheCommitsThatCameAfter() {
        repository.checkpoints().create(NAME);
        String later = git.write("a.txt", "later\n").commit("later");

        repository.apply(repository.checkpoints().planRestore(NAME, CheckpointService.RestoreMode.NEW_COMMIT));

        assertThat(git.run("rev-list", "HEAD")).contains(later);
        assertThat(git.read("a.txt")).isEqualTo("a\n");
    }

    /** Whatever a checkpoint, a session or a restore has captured, and a staged blob that is in no commit. */
    @Test
    void aPushOfEverythingCarriesNoCapture() {
        git.write("a.txt", "edited\n").write(".env", "SECRET=1\n").write("staged.txt", "staged\n");
        git.run("add", "staged.txt");
        repository.checkpoints().create(NAME);
        repository.sessions().begin(SessionRequest.named("captured"));
        git.write("a.txt", "in the way\n").write(".env", "SECRET=2\n");
        assertThat(repository
                        .apply(
                                repository.checkpoints().planRestore(NAME, CheckpointService.RestoreMode.NEW_COMMIT),
                                ApplyOptions.safe().capturingWhatIsInTheWay(),
                                RunContext.none())
                        .isApplied())
                .isTrue();
        GitFixture store = GitFixture.in(git.path(".git/rr/store.git"));
        List<String> captured =
                new ArrayList<>(store.lines("cat-file", "--batch-all-objects", "--batch-check=%(objectname)"));
        // what is committed too, as it was staged when it was captured
        captured.removeIf(id -> git.run("rev-list", "--objects", "--all").contains(id));
        assertThat(store.run("cat-file", "--batch-all-objects", "--batch-check=%(objecttype)"))
                .contains("blob", "commit");

        GitFixture mirror = GitFixture.initBare(folder.resolve("mirror.git"));
        git.run("push", "-q", "--mirror", mirror.folder().toString());
        GitFixture clone = GitFixture.in(folder);
        clone.run("clone", "-q", "--mirror", "--no-local", git.folder().toString(), "clone.git");

        for (GitFixture other : List.of(mirror, GitFixture.in(folder.resolve("clone.git")))) {
            assertThat(other.run("for-each-ref", "--format=%(refname)"))
                    .contains("refs/tags/checkpoint/safe", "refs/rr/journal");
            assertThat(other.lines("cat-file", "--batch-all-objects", "--batch-check=%(objectname)"))
                    .doesNotContainAnyElementsOf(captured);
            assertThat(other.run("fsck", "--strict", "--no-dangling")).isEmpty();
        }
    }

    @Test
    void undoOfASessionLeavesTheOthersAlone() {
        git.write("a.txt", "A\n").commit("second");
        git.write("b.txt", "B\n").commit("third");
        SessionId mine = new SessionId("20260301-0900-mine");
        SessionId theirs = new SessionId("20260301-0901-theirs");
        repository.apply(repository.reverts().plan(revert("HEAD~1", mine)));
        repository.apply(repository.reverts().plan(revert("HEAD~1", theirs)));
        String state = git.revParse("HEAD");

        Plan undo = repository.journal().planUndoLastOf(mine).orElseThrow();
        ApplyOutcome outcome = repository.apply(undo, ApplyOptions.safe().capturingWhatIsInTheWay(), RunContext.none());

        assertThat(undo.session()).contains(mine);
        assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.MOVED_ON);
        assertThat(outcome.hint()).isNotBlank();
        assertThat(git.revParse("HEAD")).isEqualTo(state);
    }

    private RevertRequest revert(String revision, SessionId session) {
        return RevertRequest.of(List.of(repository.require(revision))).inSession(session);
    }

    @Test
    void whatRrWritesSetsNoCollectionOff() {
        String before = looseObjects();
        for (int i = 0; i < 5; i++) {
            repository.checkpoints().create(new CheckpointName("c" + i));
            git.write("a.txt", "edit " + i + "\n");
        }
        assertThat(looseObjects()).isEqualTo(before);
        for (String ref : git.lines("for-each-ref", "--format=%(objecttype)", "refs/rr/")) {
            assertThat(ref).isEqualTo("commit");
        }
    }

    /** Elsewhere: git refused the snapshot's commit for want of an identity, and the restore wiped the files. */
    @Test
    void aCheckpointWithoutAnIdentityHoldsTheWork() {
        assertThat(git.run("config", "--get-regexp", "^(user|author|committer)[.]|^core.bare"))
                .isEqualTo("core.bare false");
        git.write("a.txt", "edited\n").write("new.txt", "new\n");
        assertThat(repository.checkpoints().create(NAME).dirty()).isTrue();
        git.write("a.txt", "a\n").delete("new.txt");

        ApplyOutcome outcome =
                repository.apply(repository.checkpoints().planRestore(NAME, CheckpointService.RestoreMode.NEW_COMMIT));

        assertThat(outcome.paths())
                .extracting(path -> path.path() + " " + path.state())
                .containsExactly("a.txt WRITTEN", "new.txt WRITTEN");
        assertThat(git.read("a.txt")).isEqualTo("edited\n");
        assertThat(git.read("new.txt")).isEqualTo("new\n");
    }

    /** Elsewhere: hundreds of gigabytes, of the tool's own files among others. */
    @Test
    void whatRrKeepsIsNotCaptured() {
        for (int i = 0; i < 3; i++) {
            git.write("new.txt", "new " + i + "\n");
            repository.checkpoints().create(new CheckpointName("c" + i));
        }
        GitFixture store = GitFixture.in(git.path(".git/rr/store.git"));
        for (String capture : store.lines("for-each-ref", "--format=%(objectname)")) {
            assertThat(store.run("show", capture + ":manifest.json"))
                    .contains("\"new.txt\"")
                    .doesNotContain(".git");
        }
    }

    /** Elsewhere: a restore deleted nearly all files, unasked. Here the plan says each, and it deletes no other. */
    @Test
    void aRestoreSaysBeforehandWhatItDeletes() {
        repository.checkpoints().create(NAME);
        git.write("dir/c.txt", "c\n").write("a.txt", "A\n").commit("second");
        git.write("mine.txt", "mine\n");

        Plan plan = repository.checkpoints().planRestore(NAME, CheckpointService.RestoreMode.RESET);
        assertThat(plan.changes())
                .extracting(change -> change.kind() + " " + change.path())
                .containsExactly("MODIFY a.txt", "DELETE dir/c.txt");
        assertThat(git.path("dir/c.txt")).exists();

        ApplyOutcome outcome = repository.apply(plan);
        assertThat(outcome.paths())
                .extracting(path -> path.state() + " " + path.path())
                .containsExactly("WRITTEN a.txt", "REMOVED dir/c.txt");
        assertThat(git.read("mine.txt")).isEqualTo("mine\n");
    }

    /** Elsewhere: nobody was told what an undo had taken back. */
    @Test
    void anUndoSaysWhatItTakesBack() {
        git.write("a.txt", "A\n").commit("second");
        Plan revert = repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD"))));
        String reverted = revert.summary();
        assertThat(reverted).contains("\"second\"");
        repository.apply(revert);

        Plan undo = repository.journal().planUndo().orElseThrow();

        assertThat(undo.summary()).isEqualTo("undo 000001: " + reverted);
        assertThat(undo.changes())
                .extracting(change -> change.path().toString())
                .containsExactly("a.txt");
    }

    /** Elsewhere: an editor signed what people had typed, with a stranger's address. */
    @Test
    void nothingIsSignedInAnybodysName() {
        git.write("a.txt", "A\n").commit("second");
        repository.checkpoints().create(NAME);
        repository.apply(repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD")))));
        git.write("b.txt", "B\n").commit("third");
        repository.apply(repository.checkpoints().planRestore(NAME, CheckpointService.RestoreMode.NEW_COMMIT));

        assertThat(git.run("log", "--format=%an %ae %cn %ce%n%B"))
                .doesNotContainIgnoringCase("co-authored-by")
                .doesNotContainIgnoringCase("signed-off-by");
        assertThat(git.run("log", "-1", "--format=%an <%ae>")).isEqualTo(git.run("log", "-1", "--format=%cn <%ce>"));
    }

    /** Elsewhere: only the first trailer was read, and marks were lost on the way. */
    @Test
    void signsSurviveAmendAndRebase() {
        git.write("a.txt", "A\n")
                .commit("second\n\nReviewed-by: Bob <bob@example.org>\n"
                        + "Co-authored-by: Bob <bob@example.org>\nCo-authored-by: Claude <noreply@anthropic.com>");
        git.write("b.txt", "B\n").commit(Person.AGENT, "third");
        List<String> before = attributionsOfTwo();
        assertThat(before).containsExactly("AGENT", "MIXED");

        git.run("commit", "-q", "--amend", "--no-edit");
        assertThat(attributionsOfTwo()).isEqualTo(before);

        git.run("checkout", "-q", "-b", "other", "HEAD~2");
        git.write("c.txt", "c\n").commit("aside");
        git.run("checkout", "-q", "main");
        git.run("rebase", "-q", "other");
        assertThat(attributionsOfTwo()).isEqualTo(before);
    }

    private List<String> attributionsOfTwo() {
        List<CommitId> two =
                repository.commits().range(List.of(repository.require("HEAD~2")), repository.require("HEAD"));
        return repository.sessions().attribute(two).stream()
                .map(commit -> commit.attribution().name())
                .toList();
    }

    private String looseObjects() {
        return git.lines("count-objects", "-v").get(0);
    }
}
