package io.rollbackrecovery.git.internal.dependents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.json.PlanJson;
import io.rollbackrecovery.core.plan.Alternative;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.CommitDependencies;
import io.rollbackrecovery.core.plan.GeneratedPaths;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.run.Cancellation;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.GitRepository;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which later commits come along, and why: each kind of thing that one commit can do to what another made. */
class DependentsTest {
    @TempDir
    Path folder;

    GitFixture git;
    GitRepository repository;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write("d/a.txt", text("a"))
                .write("d/b.txt", text("b"))
                .write("f.txt", text("f"))
                .commit("base");
        repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated());
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private static String text(String name) {
        return IntStream.rangeClosed(1, 12).mapToObj(i -> name + i + "\n").collect(Collectors.joining());
    }

    private CommitId edit(String path, String from, String to) {
        return new CommitId(
                git.write(path, git.read(path).replace(from, to)).commit("edit " + path + " " + from.strip()));
    }

    private CommitId commit(String message) {
        git.run("add", "-A");
        git.run("commit", "-q", "-m", message);
        return new CommitId(git.revParse("HEAD"));
    }

    private Plan plan(CommitId... commits) {
        return repository.reverts().plan(RevertRequest.of(List.of(commits)).withDependents());
    }

    /** Checks that exactly some commits come along, and that git ends in the same tree. */
    private Plan assertComesAlong(CommitId asked, CommitId... expected) {
        Plan plan = plan(asked);
        assertThat(plan.isClean()).as(plan.describe()).isTrue();
        assertThat(plan.reverted()).filteredOn(id -> !id.equals(asked)).containsExactlyInAnyOrder(expected);
        assertThat(plan.reasons()).extracting(Reason::commit).contains(expected);
        String head = git.revParse("HEAD");
        git.run("checkout", "-q", "--detach");
        for (CommitId id : plan.reverted()) {
            boolean merge = repository.commits().commit(id).parents().size() > 1;
            git.run(
                    merge
                            ? new String[] {"revert", "--no-edit", "-m", "1", id.hex()}
                            : new String[] {"revert", "--no-edit", id.hex()});
        }
        assertThat(git.tree("HEAD")).isEqualTo(plan.tree().orElseThrow().hex());
        git.run("checkout", "-q", "main");
        assertThat(git.revParse("HEAD")).isEqualTo(head);
        return plan;
    }

    @Test
    void linesThatWereWrittenAndThoseBesideThem() {
        CommitId asked = edit("f.txt", "f5\nf6\n", "x5\nx6\n");
        edit("f.txt", "f1\n", "y1\n");
        CommitId beside = edit("f.txt", "f7\n", "y7\n");
        edit("f.txt", "f9\n", "y9\n");
        CommitId within = edit("f.txt", "x5\n", "z5\n");
        CommitId onWithin = edit("f.txt", "z5\n", "w5\n");

        Plan plan = assertComesAlong(asked, beside, within, onWithin);

        assertThat(plan.reasons())
                .contains(
                        new Reason(
                                beside,
                                asked,
                                Optional.of(RepoPath.of("f.txt")),
                                Optional.of(new LineRange(6, 6)),
                                Reason.Kind.BESIDE),
                        new Reason(
                                within,
                                asked,
                                Optional.of(RepoPath.of("f.txt")),
                                Optional.of(new LineRange(5, 5)),
                                Reason.Kind.LINES),
                        new Reason(
                                onWithin,
                                within,
                                Optional.of(RepoPath.of("f.txt")),
                                Optional.of(new LineRange(5, 5)),
                                Reason.Kind.LINES));
        assertThat(plan.describe())
                .contains(within.abbreviated() + " changed line 5 of f.txt, which " + asked.abbreviated() + " wrote");
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        ApplyOutcome outcome = repository.apply(plan);
        assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.tree("HEAD")).isEqualTo(plan.tree().orElseThrow().hex());
    }

    @Test
    void whatIsCleanBringsNothingAlong() {
        CommitId asked = edit("f.txt", "f5\n", "x5\n");
        edit("f.txt", "f9\n", "y9\n");
        // Each touches the lines, and together they come to nothing.
        edit("f.txt", "x5\n", "x5\nmore\n");
        edit("f.txt", "more\n", "");
        Plan plan = assertComesAlong(asked);
        assertThat(plan.reasons()).isEmpty();
        assertThat(plan.alternatives()).isEmpty();
    }

    @Test
    void aRenameIsFollowed() {
        CommitId asked = edit("d/a.txt", "a5\n", "x5\n");
        git.run("mv", "d/a.txt", "moved.txt");
        commit("rename");
        edit("moved.txt", "a1\n", "y1\n");
        CommitId onTop = edit("moved.txt", "x5\n", "z5\n");
        Plan plan = assertComesAlong(asked, onTop);
        assertThat(plan.reasons().get(0).path()).contains(RepoPath.of("moved.txt"));
    }

    @Test
    void anAddedFileGoesWithAllThatChangedIt() {
        git.write("new.txt", text("n"));
        CommitId asked = commit("add");
        CommitId edit = edit("new.txt", "n3\n", "x3\n");
        git.run("mv", "new.txt", "d/new.txt");
        CommitId rename = commit("rename");
        edit("f.txt", "f3\n", "x3\n");
        CommitId again = edit("d/new.txt", "n9\n", "x9\n");
        assertComesAlong(asked, edit, rename, again);
    }

    @Test
    void aRenamedFileGoesWithWhatRenamedOrRemovedItButNotWithEdits() {
        git.run("mv", "f.txt", "g.txt");
        CommitId asked = commit("rename");
        edit("g.txt", "f3\n", "x3\n");
        git.run("mv", "g.txt", "h.txt");
        CommitId again = commit("rename again");
        assertComesAlong(asked, again);
        git.write("f.txt", "something else\n");
        CommitId taken = commit("take the old name");
        assertComesAlong(asked, again, taken);
    }

    @Test
    void aRemovedPathGoesWithWhatCameInItsPlace() {
        git.delete("f.txt");
        CommitId asked = commit("remove");
        git.write("f.txt", "another\n");
        CommitId again = commit("re-create");
        assertComesAlong(asked, again);
        git.run("rm", "-q", "f.txt");
        CommitId gone = commit("remove again");
        git.write("f.txt/inside.txt", "a folder\n");
        CommitId asFolder = commit("a folder of its name");
        Plan plan = assertComesAlong(asked, asFolder);
        assertThat(plan.reasons()).extracting(Reason::commit).doesNotContain(gone, again);
    }

    @Test
    void aFileThatWasRemovedLaterComesBackFirst() {
        CommitId asked = edit("f.txt", "f3\n", "x3\n");
        git.delete("f.txt");
        CommitId removed = commit("remove");
        assertComesAlong(asked, removed);
    }

    @Test
    void aMovedFolderGoesWithWhatWasPutIntoIt() {
        git.run("mv", "d", "e");
        CommitId asked = commit("move the folder");
        edit("e/a.txt", "a3\n", "x3\n");
        git.write("e/later.txt", "later\n");
        CommitId into = commit("add to the moved folder");
        assertComesAlong(asked, into);
    }

    @Test
    void aFileTakenOutOfAFolderThatMovedLater() {
        git.delete("d/a.txt");
        CommitId asked = commit("remove a file");
        git.run("mv", "d", "e");
        CommitId moved = commit("move the folder");
        assertComesAlong(asked, moved);
    }

    @Test
    void aMergeComesAlongAsAWhole() {
        CommitId asked = edit("f.txt", "f5\n", "x5\n");
        git.run("checkout", "-q", "-b", "side");
        edit("f.txt", "x5\n", "y5\n");
        edit("d/a.txt", "a5\n", "y5\n");
        git.run("checkout", "-q", "main");
        edit("d/b.txt", "b5\n", "y5\n");
        git.run("merge", "-q", "--no-ff", "--no-edit", "side");
        CommitId merge = new CommitId(git.revParse("HEAD"));
        edit("d/b.txt", "b9\n", "y9\n");
        assertComesAlong(asked, merge);
    }

    @Test
    void aCommitThatCameInByAMergeIsFollowedFromItsBranch() {
        git.run("checkout", "-q", "-b", "side");
        CommitId asked = edit("f.txt", "f5\n", "x5\n");
        CommitId beside = edit("f.txt", "x5\n", "y5\n");
        git.run("checkout", "-q", "main");
        edit("d/b.txt", "b5\n", "y5\n");
        git.run("merge", "-q", "--no-ff", "--no-edit", "side");
        CommitId after = edit("f.txt", "y5\n", "z5\n");
        assertComesAlong(asked, beside, after);
        assertThatThrownBy(() -> plan(new CommitId(git.revParse("HEAD~1"))))
                .isInstanceOf(RrException.class)
                .hasMessageContaining("merge");
    }

    @Test
    void aRunThatIsCleanAsOneMergeIsOfferedSo() {
        CommitId one = edit("f.txt", "f5\n", "x5\n");
        CommitId two = edit("f.txt", "x5\n", "f5\n");
        CommitId three = edit("f.txt", "f5\n", "f5\nnew\n");
        edit("f.txt", "f6\n", "z6\n");
        Plan plan = plan(one, two);
        assertThat(plan.isClean()).isTrue();
        assertThat(plan.reverted()).contains(three);
        assertThat(plan.alternatives())
                .filteredOn(other -> other.kind() == Alternative.Kind.ONE_MERGE)
                .singleElement()
                .satisfies(other -> {
                    assertThat(other.reverted()).containsExactly(two, one);
                    assertThat(other.tree().hex()).isEqualTo(git.tree("HEAD"));
                });
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        assertThat(plan.describe()).contains("in one merge");
    }

    @Test
    void aRunIsTakenBackInOneMerge() {
        CommitId before = new CommitId(git.revParse("HEAD"));
        git.write("f.txt", text("f").replace("f5\n", "x5\n").replace("f10\n", "x10\n"));
        CommitId one = commit("one");
        CommitId two = edit("f.txt", "x5\n", "f5\n");
        CommitId three = edit("f.txt", "f5\n", "f5\nnew\n");
        assertThat(repository
                        .reverts()
                        .plan(RevertRequest.of(List.of(one, two)))
                        .isClean())
                .isFalse();
        RevertRequest request = RevertRequest.of(List.of(one, two)).asOneMerge();
        Plan plan = repository.reverts().plan(request);
        // what git's own merge says of the same three trees
        String base = git.run("commit-tree", "-m", "base", two.hex() + "^{tree}");
        String ours = git.run("commit-tree", "-m", "ours", "-p", base, "HEAD^{tree}");
        String theirs = git.run("commit-tree", "-m", "theirs", "-p", base, before.hex() + "^{tree}");
        assertThat(plan.tree().orElseThrow().hex()).isEqualTo(git.run("merge-tree", "--write-tree", ours, theirs));
        assertThat(plan.reverted()).containsExactly(two, one);
        assertThat(plan.summary()).endsWith("in one merge");
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.run("rev-list", "--count", three.hex() + "..HEAD")).isEqualTo("1");
        assertThat(git.run("log", "-1", "--format=%B"))
                .startsWith("Revert 2 commits")
                .contains("This reverts commit " + one.hex() + ".", "This reverts commit " + two.hex() + ".");
        assertThat(git.read("f.txt")).isEqualTo(text("f").replace("f5\n", "f5\nnew\n"));
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void oneMergeIsForRuns() {
        CommitId one = edit("f.txt", "f5\n", "x5\n");
        edit("d/a.txt", "a5\n", "x5\n");
        CommitId three = edit("f.txt", "x5\n", "y5\n");
        RevertRequest gap = RevertRequest.of(List.of(one, three)).asOneMerge();
        assertThatThrownBy(() -> repository.reverts().plan(gap))
                .isInstanceOf(RrException.class)
                .hasMessageContaining("no run");
        RevertRequest both = RevertRequest.of(List.of(one)).asOneMerge().withDependents();
        assertThatThrownBy(() -> repository.reverts().plan(both))
                .isInstanceOf(RrException.class)
                .hasMessageContaining("commit by commit");
        edit("f.txt", "y5\n", "z5\n");
        Plan conflict =
                repository.reverts().plan(RevertRequest.of(List.of(three)).asOneMerge());
        assertThat(conflict.conflicts())
                .singleElement()
                .satisfies(found -> assertThat(found.blockedBy()).containsExactly(new CommitId(git.revParse("HEAD"))));
        CommitId empty = new CommitId(git.run("commit-tree", "-p", "HEAD", "-m", "empty", "HEAD^{tree}"));
        assertThat(repository
                        .reverts()
                        .plan(RevertRequest.of(List.of(empty)).asOneMerge())
                        .isNoEffect())
                .isTrue();
    }

    @Test
    void aSearchTellsItsProgressAndCanBeCancelled() {
        CommitId asked = edit("f.txt", "f5\n", "x5\n");
        edit("f.txt", "x5\n", "y5\n");
        edit("f.txt", "y5\n", "z5\n");
        RevertRequest request = RevertRequest.of(List.of(asked)).withDependents();
        List<String> heard = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        RunContext context =
                RunContext.none().withCancellation(cancellation).withListener(progress -> heard.add(progress.task()));
        assertThat(repository.reverts().plan(request, context))
                .isEqualTo(repository.reverts().plan(request));
        assertThat(heard).contains("looking for what must come along", "taking commits back");
        RunContext stopping = context.withListener(progress -> cancellation.cancel());
        assertThatThrownBy(() -> repository.reverts().plan(request, stopping))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void generatedFilesAreLeftToBeMadeAnew() {
        git.write("package-lock.json", text("lock")).write("f.txt", text("f").replace("f5\n", "x5\n"));
        CommitId asked = commit("add a dependency");
        edit("package-lock.json", "lock3\n", "newer3\n");
        edit("package-lock.json", "newer3\n", "newest3\n");
        Plan plan = plan(asked);
        assertThat(plan.isClean()).isTrue();
        assertThat(plan.reverted()).containsExactly(asked);
        assertThat(plan.warnings())
                .filteredOn(warning -> warning.code().equals("regenerate-after"))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .contains("package-lock.json");
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        String lock = git.read("package-lock.json");
        assertThat(repository.apply(plan).kind()).isEqualTo(ApplyOutcome.Kind.APPLIED);
        assertThat(git.read("package-lock.json")).isEqualTo(lock);
        assertThat(git.read("f.txt")).isEqualTo(text("f"));
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void anEmbedderSaysWhatIsGenerated() {
        git.write("package-lock.json", text("lock"));
        CommitId asked = commit("add a dependency");
        CommitId edit = edit("package-lock.json", "lock3\n", "newer3\n");
        Plan plan = repository
                .reverts()
                .plan(RevertRequest.of(List.of(asked)).withDependents().regenerating(GeneratedPaths.none()));
        assertThat(plan.reverted()).containsExactly(edit, asked);
        assertThat(plan.warnings()).isEmpty();
        Plan plain = repository.reverts().plan(RevertRequest.of(List.of(asked)).regenerating(GeneratedPaths.usual()));
        assertThat(plain.isClean()).isFalse();
    }

    @Test
    void binaryFilesAndLinksGoAsAWhole() throws Exception {
        git.write("x.bin", new byte[] {0, 1, 2, 3});
        Files.createSymbolicLink(git.path("link"), Path.of("f.txt"));
        commit("binary");
        git.write("x.bin", new byte[] {0, 1, 2, 4});
        CommitId asked = commit("change it");
        git.write("x.bin", new byte[] {0, 1, 2, 5});
        CommitId again = commit("change it again");
        assertComesAlong(asked, again);
        Files.delete(git.path("link"));
        Files.createSymbolicLink(git.path("link"), Path.of("d"));
        CommitId link = commit("change the link");
        Files.delete(git.path("link"));
        Files.createSymbolicLink(git.path("link"), Path.of("d/a.txt"));
        CommitId linkAgain = commit("change the link again");
        assertComesAlong(link, linkAgain);
    }

    @Test
    void aCommitThatIsNoAncestorHasNoDependents() {
        CommitId base = new CommitId(git.revParse("HEAD"));
        git.run("checkout", "-q", "-b", "other");
        CommitId asked = edit("f.txt", "f5\n", "x5\n");
        git.run("checkout", "-q", "main");
        CommitId own = edit("f.txt", "f5\n", "y5\n");
        Plan plan = plan(asked);
        assertThat(plan.isClean()).isFalse();
        assertThat(plan.conflicts()).hasSize(1);
        assertThat(plan.warnings()).extracting(Warning::code).contains("dependents-not-enough");
        assertThat(repository.headCommit()).contains(own).isNotEqualTo(Optional.of(base));
    }

    @Test
    void theGraphOfSomeCommits() {
        CommitId one = edit("f.txt", "f5\n", "x5\n");
        CommitId two = edit("d/a.txt", "a5\n", "x5\n");
        CommitId three = edit("f.txt", "x5\n", "y5\n");
        CommitId four = edit("f.txt", "y5\n", "z5\n");
        CommitDependencies dependencies = repository.dependencies(List.of(four, three, two, one), four);
        assertThat(dependencies.alone()).containsExactly(four, two);
        assertThat(dependencies.together(List.of(one))).containsExactly(four, three, one);
        assertThat(dependencies.together(List.of(two))).containsExactly(two);
        assertThat(dependencies.firstReasons())
                .extracting(Reason::commit, Reason::because)
                .contains(tuple(three, one), tuple(four, three));
    }
}
