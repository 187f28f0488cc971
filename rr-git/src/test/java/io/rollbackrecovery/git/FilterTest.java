package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.CheckpointService.RestoreMode;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.env.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Filters of a trusted configuration are run as git runs them: what git would check out lies on the disk, and
 * {@code git status}, which cleans every file anew, finds nothing. Without trust such paths are refused by name.
 */
@FsckAfterEach
class FilterTest {
    private static final CheckpointName KEPT = new CheckpointName("kept");

    @TempDir
    Path temp;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(temp.resolve("work"));
    }

    private GitRepository open() {
        return GitRepository.open(git.folder(), GitEnvironment.isolated().withTrust(Trust.TRUSTED));
    }

    private void configure(String filter, String clean, String smudge) {
        git.run("config", "filter." + filter + ".clean", clean);
        git.run("config", "filter." + filter + ".smudge", smudge);
    }

    /** What lies on the disk is what git would check out, and git finds nothing that differs from the index. */
    private void assertAsGitWouldHaveIt(String... paths) throws IOException {
        Path copy = temp.resolve("copy");
        CrashScene.copy(git.folder(), copy);
        // Other inodes and times: git has to clean every file anew.
        assertThat(GitFixture.in(copy).run("status", "--porcelain")).isEmpty();
        CrashScene.delete(copy);
        assertThat(git.run("status", "--porcelain")).isEmpty();
        for (String path : paths) {
            byte[] ours = Files.readAllBytes(git.path(path));
            Files.delete(git.path(path));
            git.run("checkout", "--", path);
            assertThat(ours).as(path).isEqualTo(Files.readAllBytes(git.path(path)));
        }
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
    }

    private static ApplyOutcome revertLast(GitRepository repository) {
        return repository.apply(repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD")))));
    }

    private static void assertApplied(ApplyOutcome outcome) {
        assertThat(outcome.isApplied()).as(outcome.message()).isTrue();
    }

    @Test
    void aFilterOfOnesOwnIsRunBothWays() throws Exception {
        Tools.require("git", "tr");
        configure("rot", "tr a-z n-za-m", "tr n-za-m a-z; printf %s %f >/dev/null");
        git.run("config", "filter.rot.required", "true");
        git.write(".gitattributes", "*.rot filter=rot\n")
                .write("it's a.rot", "hello\n")
                .write("b.rot", "two\n");
        git.commit("first");
        git.write("it's a.rot", "changed\n")
                .delete("b.rot")
                .write("c.rot", "new\n")
                .commit("second");
        assertThat(git.run("show", "HEAD:c.rot")).isEqualTo("arj");
        try (GitRepository repository = open()) {
            assertApplied(revertLast(repository));
            assertThat(git.read("it's a.rot")).isEqualTo("hello\n");
            assertThat(git.read("b.rot")).isEqualTo("two\n");
            assertThat(git.path("c.rot")).doesNotExist();
            assertAsGitWouldHaveIt("it's a.rot", "b.rot");

            assertApplied(repository.apply(repository.journal().planUndo().orElseThrow()));
            assertThat(git.read("it's a.rot")).isEqualTo("changed\n");
            assertAsGitWouldHaveIt("it's a.rot", "c.rot");
        }
        assertThat(git.path(".git/rr/filtered").toFile().list()).isEmpty();
    }

    @Test
    void aProgramForManyFilesIsStartedOnce() throws Exception {
        Path log = reversing("");
        git.write(".gitattributes", "*.rev filter=rev\n");
        byte[] large = new byte[200_000];
        new Random(7).nextBytes(large);
        git.write("large.rev", large)
                .write("small.rev", "one\n")
                .write("plain.txt", "p\n")
                .commit("first");
        git.write("large.rev", "short\n").write("small.rev", "two\n").commit("second");
        Files.writeString(log, "");
        try (GitRepository repository = open()) {
            assertApplied(revertLast(repository));
        }
        assertThat(Files.readAllLines(log))
                .filteredOn("started"::equals)
                .as("one program for one operation")
                .hasSize(1);
        assertThat(Files.readAllLines(log)).contains("smudge large.rev", "smudge small.rev");
        assertThat(Files.readAllBytes(git.path("large.rev"))).isEqualTo(large);
        assertAsGitWouldHaveIt("large.rev", "small.rev");
    }

    /** Configures the filter {@code rev}, and answers the file in which it notes what it did. */
    private Path reversing(String more) throws IOException {
        Tools.require("git", "python3");
        Path script = temp.resolve("reversing-filter.py");
        try (InputStream in = FilterTest.class.getResourceAsStream("reversing-filter.py")) {
            Files.copy(in, script);
        }
        Path log = temp.resolve("filter.log");
        git.run("config", "filter.rev.process", "python3 '" + script + "' '" + log + "' " + more);
        git.run("config", "filter.rev.required", "true");
        return log;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeFilesOfGitLfsComeBack(boolean oneProgram) throws Exception {
        Tools.require("git", "git-lfs");
        configure("lfs", "git-lfs clean -- %f", "git-lfs smudge -- %f");
        git.run("config", "filter.lfs.required", "true");
        if (oneProgram) {
            git.run("config", "filter.lfs.process", "git-lfs filter-process");
        }
        byte[] first = new byte[300_000];
        new Random(1).nextBytes(first);
        byte[] second = new byte[100_000];
        new Random(2).nextBytes(second);
        git.write(".gitattributes", "*.bin filter=lfs diff=lfs merge=lfs -text\n");
        git.write("data.bin", first)
                .write("gone.bin", first)
                .write("notes.txt", "n\n")
                .commit("first");
        git.write("data.bin", second).delete("gone.bin").commit("second");
        assertThat(git.run("show", "HEAD:data.bin")).startsWith("version https://git-lfs.github.com/spec/v1");
        try (GitRepository repository = open()) {
            assertApplied(revertLast(repository));
            assertThat(Files.readAllBytes(git.path("data.bin"))).isEqualTo(first);
            assertAsGitWouldHaveIt("data.bin", "gone.bin");

            Files.write(git.path("data.bin"), new byte[] {1, 2, 3});
            repository.checkpoints().create(KEPT);
            git.run("checkout", "--", "data.bin");
            assertApplied(repository.apply(repository.journal().planUndo().orElseThrow()));
            assertApplied(repository.apply(repository.journal().planUndo().orElseThrow()));
            assertThat(Files.readAllBytes(git.path("data.bin"))).isEqualTo(second);
            assertAsGitWouldHaveIt("data.bin");
        }
    }

    @Test
    void aCheckpointTakesFilteredFilesByTheirRawBytesAndCleanOnesNotAtAll() throws Exception {
        configure("rot", "tr a-z n-za-m", "tr n-za-m a-z");
        git.write(".gitattributes", "*.rot filter=rot\n")
                .write("a.rot", "abc\n")
                .write("b.rot", "def\n")
                .commit("first");
        git.write("a.rot", "edited\n");
        // touched, and the same to git
        git.write("b.rot", "def\n");
        try (GitRepository repository = open()) {
            assertThat(repository.checkpoints().create(KEPT).dirty()).isTrue();
            git.write("a.rot", "later\n").run("commit", "-q", "-a", "-m", "second");
            assertApplied(repository.apply(repository.checkpoints().planRestore(KEPT, RestoreMode.NEW_COMMIT)));
            assertThat(git.read("a.rot")).isEqualTo("edited\n");
            assertThat(git.run("status", "--porcelain")).isEqualTo(" M a.rot");
            git.run("checkout", "--", "a.rot");
            assertThat(git.read("a.rot")).isEqualTo("abc\n");
            assertThat(repository
                            .checkpoints()
                            .create(new CheckpointName("clean"))
                            .dirty())
                    .as("b.rot is clean to the filter")
                    .isFalse();
        }
    }

    @Test
    void localEditsOfAFilteredFileAreInTheWay() throws Exception {
        configure("rot", "tr a-z n-za-m", "tr n-za-m a-z");
        git.write(".gitattributes", "*.rot filter=rot\n")
                .write("a.rot", "abc\n")
                .commit("first");
        git.write("a.rot", "xyz\n").commit("second");
        git.write("a.rot", "mine\n");
        try (GitRepository repository = open()) {
            assertThat(revertLast(repository).kind()).isEqualTo(ApplyOutcome.Kind.IN_THE_WAY);
            assertThat(git.read("a.rot")).isEqualTo("mine\n");
            assertApplied(repository.apply(
                    repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD")))),
                    ApplyOptions.safe().capturingWhatIsInTheWay(),
                    RunContext.none()));
            assertThat(git.read("a.rot")).isEqualTo("abc\n");
            assertApplied(repository.apply(repository.journal().planUndo().orElseThrow()));
            assertThat(git.read("a.rot")).isEqualTo("mine\n");
        }
    }

    @Test
    void aRequiredFilterThatFailsRefusesBeforeAnythingMoves() throws Exception {
        git.write(".gitattributes", "*.rot filter=rot\n")
                .write("a.rot", "abc\n")
                .commit("first");
        git.write("a.rot", "xyz\n").commit("second");
        configure("rot", "cat", "echo sorry >&2; false");
        git.run("config", "filter.rot.required", "true");
        String head = git.revParse("HEAD");
        try (GitRepository repository = open()) {
            assertThatThrownBy(() -> revertLast(repository)).isInstanceOfSatisfying(RrException.class, failed -> {
                assertThat(failed.code()).isEqualTo(ErrorCode.IO);
                assertThat(failed).hasMessageContainingAll("'rot'", "a.rot", "sorry");
                assertThat(failed.hint()).contains("Nothing has been changed");
            });
            assertThat(git.revParse("HEAD")).isEqualTo(head);
            assertThat(git.run("status", "--porcelain")).isEmpty();
            assertThat(CrashScene.leftovers(git.folder())).isEmpty();

            git.run("config", "filter.rot.required", "false");
        }
        try (GitRepository repository = open()) {
            assertApplied(revertLast(repository));
        }
        assertAsGitWouldHaveIt("a.rot");
    }

    @Test
    void aFileThatTheProgramRefusesStopsTheOperation() throws Exception {
        git.write(".gitattributes", "*.rev filter=rev\n")
                .write("bad.rev", "1\n")
                .write("good.rev", "1\n")
                .commit("first");
        git.write("bad.rev", "2\n").write("good.rev", "2\n").commit("second");
        reversing("error bad.rev");
        try (GitRepository repository = open()) {
            assertThatThrownBy(() -> revertLast(repository)).hasMessageContaining("bad.rev");
        }
        assertThat(git.read("good.rev")).isEqualTo("2\n");
        assertThat(CrashScene.leftovers(git.folder())).isEmpty();
    }

    @Test
    void withoutTrustNothingIsRunAndThePathIsNamed() throws Exception {
        configure("rot", "touch ran; cat", "touch ran; cat");
        git.run("config", "filter.rot.required", "true");
        git.write("a.rot", "abc\n").commit("first");
        git.write("a.rot", "xyz\n").commit("second");
        git.write(".gitattributes", "*.rot filter=rot\n").run("add", ".gitattributes");
        git.run("commit", "-q", "-m", "third");
        git.tryRun("status");
        Files.deleteIfExists(git.path("ran"));
        try (GitRepository repository = GitRepository.open(git.folder(), GitEnvironment.isolated())) {
            ApplyOutcome outcome = repository.apply(
                    repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD~1")))));
            assertThat(outcome.kind()).isEqualTo(ApplyOutcome.Kind.NOT_TRUSTED);
            assertThat(outcome.paths())
                    .extracting(path -> path.path().toString())
                    .containsExactly("a.rot");
            git.write("a.rot", "edited\n");
            assertThat(repository.checkpoints().create(KEPT).dirty()).isTrue();
        }
        assertThat(git.path("ran")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ident",
                "ident text eol=crlf",
                "text working-tree-encoding=UTF-16",
                "text working-tree-encoding=UTF-16LE-BOM eol=crlf",
                "text working-tree-encoding=utf16be",
                "text working-tree-encoding=UTF-32",
                "text working-tree-encoding=latin-1",
                "text working-tree-encoding=SHIFT-JIS",
                "working-tree-encoding=UTF-8",
                "ident filter=rot eol=crlf working-tree-encoding=UTF-16"
            })
    void whatAttributesMakeOfAFileIsWhatGitMakesOfIt(String attributes) throws Exception {
        configure("rot", "tr a-z n-za-m", "tr n-za-m a-z");
        String text = "$Id$ one\n$Id: of another$\n$Id:\n$ $Id$\n$Id: unterminated\n"
                + (attributes.contains("SHIFT")
                        ? "\u3042\u30a2\n"
                        : attributes.contains("UTF") ? "\u00e9\u20ac\ud83d\ude00\n" : "\u00e9\n")
                + "$Id: 0123456789012345678901234567890123456789 $\n$I";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        git.write("a.txt", bytes)
                .write("empty.txt", "")
                .write("fits-not.txt", "\u20ac \ud83d\ude00\n")
                .commit("first");
        for (String name : List.of("a.txt", "empty.txt", "fits-not.txt")) {
            git.delete(name);
        }
        git.commit("gone");
        git.write(".gitattributes", "*.txt " + attributes + "\n").commit("attributes");
        try (GitRepository repository = open()) {
            CommitId gone = repository.require("HEAD~1");
            assertApplied(repository.apply(repository.reverts().plan(RevertRequest.of(List.of(gone)))));
            for (String name : List.of("a.txt", "empty.txt", "fits-not.txt")) {
                byte[] ours = Files.readAllBytes(git.path(name));
                Files.delete(git.path(name));
                git.tryRun("checkout", "--", name);
                assertThat(new String(ours, StandardCharsets.ISO_8859_1))
                        .as(name)
                        .isEqualTo(new String(Files.readAllBytes(git.path(name)), StandardCharsets.ISO_8859_1));
            }
        }
    }
}
