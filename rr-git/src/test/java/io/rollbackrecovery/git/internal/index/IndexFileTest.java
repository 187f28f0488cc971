package io.rollbackrecovery.git.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against the real git: what it lists is what is read, and what is written it takes for its own. */
class IndexFileTest {
    @TempDir
    Path temp;

    private GitFixture git;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(temp.resolve("work"));
        git.run("config", "core.filemode", "true");
    }

    private IndexFile file() {
        return IndexFile.of(GitLayout.find(git.folder(), GitEnvironment.isolated()));
    }

    private void write(Index index) throws IOException {
        IndexFile file = file();
        Path tokens = git.path(".git/rr/locks");
        try (HeldLocks locks = HeldLocks.acquire(tokens, "op", List.of(file.lock()), Duration.ofSeconds(5))
                .orThrow()) {
            file.write(index, locks, "op");
        }
    }

    /** An index with every kind of entry: modes, flags, stages, odd names. */
    private void fill() throws IOException {
        for (int i = 0; i < 30; i++) {
            git.write("dir" + i % 3 + "/file-" + i + ".txt", "content " + i + "\n");
        }
        git.write("ünïcode name", "x").write("a.b", "x").write("a", "y").write("a-", "z");
        git.write("long/" + "n".repeat(200) + "/" + "m".repeat(200), "long");
        Files.createSymbolicLink(git.path("link"), Path.of("a"));
        git.write("run.sh", "#!/bin/sh\n");
        git.run("add", "--all");
        git.run("update-index", "--chmod=+x", "run.sh");
        git.commit("All");
        git.run("update-index", "--assume-unchanged", "dir0/file-0.txt");
        git.run("update-index", "--skip-worktree", "dir1/file-1.txt");
        git.write("intent", "later").run("add", "--intent-to-add", "intent");
        git.run("checkout", "--quiet", "-b", "side");
    }

    private void conflict() {
        git.run("checkout", "--quiet", "-b", "left", "HEAD");
        git.write("a", "left\n").run("commit", "--quiet", "-am", "Left");
        git.run("checkout", "--quiet", "-b", "right", "HEAD~1");
        git.write("a", "right\n").run("commit", "--quiet", "-am", "Right");
        git.tryRun("merge", "left");
    }

    private List<String> listed() {
        return git.lines("-c", "core.quotePath=false", "ls-files", "--stage", "--debug");
    }

    private static List<String> asGitLists(Index index) {
        List<String> lines = new ArrayList<>();
        for (IndexEntry entry : index.entries()) {
            StatData s = entry.stat();
            lines.add(Integer.toOctalString(entry.mode()) + " " + entry.id().name() + " " + entry.stage() + "\t"
                    + new String(entry.path().bytes(), StandardCharsets.UTF_8));
            lines.add("  ctime: " + Integer.toUnsignedString(s.ctimeSeconds()) + ":" + s.ctimeNanos());
            lines.add("  mtime: " + Integer.toUnsignedString(s.mtimeSeconds()) + ":" + s.mtimeNanos());
            lines.add(
                    "  dev: " + Integer.toUnsignedString(s.device()) + "\tino: " + Integer.toUnsignedString(s.inode()));
            lines.add("  uid: " + s.user() + "\tgid: " + s.group());
            long flags = (entry.isAssumeValid() ? 0x8000L : 0)
                    | (entry.isSkipWorktree() ? 1L << 30 : 0)
                    | (entry.isIntentToAdd() ? 1L << 29 : 0)
                    | (entry.isSkipWorktree() || entry.isIntentToAdd() ? 0x4000L : 0)
                    | (long) entry.stage() << 12;
            lines.add("  size: " + Integer.toUnsignedString(s.size()) + "\tflags: " + Long.toHexString(flags));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void readsWhatGitLists(int version) throws IOException {
        fill();
        git.run("update-index", "--index-version=" + version);
        assertThat(asGitLists(file().read())).containsExactlyElementsOf(listed());
        conflict();
        Index index = file().read();
        assertThat(asGitLists(index)).containsExactlyElementsOf(listed());
        assertThat(index.hasConflicts()).isTrue();
        assertThat(index.stages(RepoPath.of("a"))).extracting(IndexEntry::stage).containsExactly(1, 2, 3);
        assertThat(index.find(RepoPath.of("a"))).isEmpty();
        assertThat(index.find(RepoPath.of("a.b"))).isPresent();
        assertThat(index.find(RepoPath.of("none"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void whatIsWrittenIsWhatGitHad(int version) throws IOException {
        fill();
        git.run("update-index", "--index-version=" + version);
        Index before = file().read();
        String status = git.run("status", "--porcelain=v2", "--untracked-files=all");
        List<String> entries = git.lines("ls-files", "--stage", "-t", "-v");
        write(before);
        assertThat(git.lines("ls-files", "--stage", "-t", "-v")).isEqualTo(entries);
        assertThat(git.run("status", "--porcelain=v2", "--untracked-files=all")).isEqualTo(status);
        assertThat(git.run("fsck", "--strict")).doesNotContain("error");
        assertThat(git.run("write-tree")).hasSize(40);
        assertThat(file().read()).isEqualTo(before);
        assertThat(git.path(".git/index.lock")).doesNotExist();
    }

    @Test
    void aChangedIndexDropsWhatDescribedTheOldOne() throws IOException {
        fill();
        git.run("-c", "core.untrackedCache=true", "status");
        ObjectId blob = ObjectId.fromString(git.revParse("HEAD:a"));
        Index changed = file().read()
                .with(
                        List.of(RepoPath.of("run.sh")),
                        List.of(
                                IndexEntry.of(RepoPath.of("a"), 0100755, blob, StatData.UNKNOWN),
                                IndexEntry.of(RepoPath.of("new/file"), 0100644, blob, StatData.UNKNOWN)));
        write(changed);
        assertThat(git.lines("diff", "--cached", "--name-status"))
                .containsExactlyInAnyOrder("M\ta", "D\trun.sh", "A\tnew/file");
        assertThat(git.lines("ls-files", "--stage", "new/file").get(0)).contains(blob.name());
        assertThat(changed.extensions()).extracting(IndexExtension::name).doesNotContain("TREE", "UNTR");
    }

    @Test
    void statDataIsGitsOwn() throws IOException {
        git.write("a", "content").commit("First");
        IndexEntry entry = file().read().entries().get(0);
        assertThat(StatData.of(git.path("a"))).isEqualTo(entry.stat());
        assertThat(entry.withStat(StatData.of(git.path("a"))).isRacy()).isFalse();
    }

    @Test
    void aFileChangedInTheSameTickAsTheIndexStaysDirtyAfterARewrite() throws IOException {
        git.write("a", "one\n").commit("First");
        // the same length, and the index as old as the file: only reading the file tells
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        git.write("a", "one\n");
        Files.setLastModifiedTime(git.path("a"), time);
        git.run("update-index", "--refresh");
        Files.setLastModifiedTime(git.path(".git/index"), time);
        git.write("a", "two\n");
        Files.setLastModifiedTime(git.path("a"), time);
        Index index = file().read();
        assertThat(index.entries().get(0).isRacy()).isTrue();
        write(index);
        assertThat(git.lines("status", "--porcelain")).containsExactly(" M a");
    }

    @Test
    void anAbsentIndexIsEmpty() throws IOException {
        assertThat(file().read()).isEqualTo(Index.empty());
        write(Index.empty());
        assertThat(git.lines("ls-files")).isEmpty();
    }

    @Test
    void aSplitOrSparseIndexIsRefusedByName() throws IOException {
        fill();
        git.run("update-index", "--split-index");
        assertUnsupported("split");
        git.run("update-index", "--no-split-index");
        git.run("update-index", "--no-skip-worktree", "dir1/file-1.txt");
        git.run("reset", "--quiet", "--hard");
        git.run("sparse-checkout", "init", "--cone", "--sparse-index");
        git.run("sparse-checkout", "set", "dir0");
        assertUnsupported("sparse");
        git.run("sparse-checkout", "reapply", "--no-sparse-index");
        assertThat(asGitLists(file().read())).containsExactlyElementsOf(listed());
    }

    private void assertUnsupported(String word) {
        assertThatThrownBy(() -> file().read()).isInstanceOfSatisfying(RrException.class, thrown -> {
            assertThat(thrown.code()).isEqualTo(ErrorCode.UNSUPPORTED_REPOSITORY);
            assertThat(thrown).hasMessageContaining(word);
        });
    }

    @Test
    void anyBytesGiveAnIndexOrAClearError() throws IOException {
        fill();
        for (int version : new int[] {2, 4}) {
            git.run("update-index", "--index-version=" + version);
            byte[] whole = Files.readAllBytes(git.path(".git/index"));
            Random random = new Random(version);
            for (int round = 0; round < 400; round++) {
                byte[] broken = Arrays.copyOf(whole, round % 3 == 0 ? random.nextInt(whole.length) : whole.length);
                for (int i = 0; i < 1 + random.nextInt(3) && broken.length > 12; i++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                if (broken.length > 20) {
                    Arrays.fill(broken, broken.length - 20, broken.length, (byte) 0); // no checksum saves it
                }
                try {
                    new IndexFormat("test").parse(broken, FileTime.fromMillis(0));
                } catch (RrException expected) {
                    assertThat(expected.code()).isIn(ErrorCode.CORRUPT, ErrorCode.UNSUPPORTED_REPOSITORY);
                }
            }
        }
    }
}
