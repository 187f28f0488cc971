package io.rollbackrecovery.git.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes that the real git wrote are read and written again, and the real git sees no difference. */
class IndexFileTest {
    @TempDir
    Path folder;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void gitSeesTheSameAfterARoundTrip(int version) throws Exception {
        for (int i = 0; i < 40; i++) {
            git.write("src/some/folder/with a longer name/file" + i + ".txt", "content " + i + "\n");
        }
        git.write("a".repeat(120) + "/" + "b".repeat(120) + ".txt", "deep\n");
        git.write("skipped.txt", "not wanted here\n").write("assumed.txt", "never changes\n");
        git.commit("first");
        git.run("update-index", "--index-version", Integer.toString(version));
        git.run("update-index", "--skip-worktree", "skipped.txt");
        git.run("update-index", "--assume-unchanged", "assumed.txt");
        git.write("intended.txt", "later\n").run("add", "-N", "intended.txt");
        String before = git.run("ls-files", "--stage", "--debug", "-v");

        Path file = folder.resolve(".git/index");
        IndexFile read = IndexFile.read(file);
        IndexFile.write(file, folder.resolve(".git/index.test"), read.index());

        assertThat(git.run("ls-files", "--stage", "--debug", "-v")).isEqualTo(before);
        assertThat(IndexFile.read(file).index().entries())
                .isEqualTo(read.index().entries());
        assertThat(git.run("status", "--porcelain")).isEqualTo(" A intended.txt");
        git.run("fsck", "--strict");
    }

    @Test
    void keepsTheThreeSidesOfAConflict() throws Exception {
        git.write("a.txt", "one\n").commit("base");
        git.run("checkout", "-q", "-b", "other");
        git.write("a.txt", "other\n").commit("other");
        git.run("checkout", "-q", "-");
        git.write("a.txt", "mine\n").commit("mine");
        git.tryRun("merge", "other");
        String before = git.run("ls-files", "--stage");
        Path file = folder.resolve(".git/index");

        IndexFile read = IndexFile.read(file);
        IndexFile.write(file, folder.resolve(".git/index.test"), read.index());

        assertThat(read.index().byPath().get(RepoPath.of("a.txt")))
                .extracting(IndexEntry::stage)
                .containsExactly(1, 2, 3);
        assertThat(git.run("ls-files", "--stage")).isEqualTo(before);
    }

    @Test
    void replacesEntriesOfSomePathsOnly() throws Exception {
        git.write("a.txt", "a\n").write("b.txt", "b\n").commit("first");
        Path file = folder.resolve(".git/index");
        Index index = IndexFile.read(file).index();
        ObjectId other = ObjectId.fromString(git.revParse("HEAD:b.txt"));

        Index changed = index.with(Map.of(
                RepoPath.of("a.txt"), List.of(IndexEntry.of(RepoPath.of("a.txt"), 0100644, other, FileStat.UNKNOWN)),
                RepoPath.of("b.txt"), List.of()));
        IndexFile.write(file, folder.resolve(".git/index.test"), changed);

        assertThat(git.lines("ls-files", "--stage")).containsExactly("100644 " + other.name() + " 0\ta.txt");
    }

    @Test
    void looksLikeWhatGitRemembers() throws Exception {
        git.write("a.txt", "a\n").commit("first");
        IndexEntry entry =
                IndexFile.read(folder.resolve(".git/index")).index().entries().get(0);

        assertThat(entry.stat().looksLike(FileStat.of(folder.resolve("a.txt")))).isTrue();
        git.write("a.txt", "longer than before\n");
        assertThat(entry.stat().looksLike(FileStat.of(folder.resolve("a.txt")))).isFalse();
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        git.write("a.txt", "a\n").commit("first");
        Path file = folder.resolve(".git/index");
        byte[] good = Files.readAllBytes(file);

        byte[] damaged = good.clone();
        damaged[20] ^= 1;
        Files.write(file, damaged);
        assertThatThrownBy(() -> IndexFile.read(file))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));

        Files.write(file, good);
        git.run("update-index", "--split-index");
        assertThatThrownBy(() -> IndexFile.read(file))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_REPOSITORY));
    }

    @Test
    void aMissingFileIsAnEmptyIndex() throws Exception {
        assertThat(IndexFile.read(folder.resolve(".git/index")).index().entries())
                .isEmpty();
    }

    @Test
    void aFileThatChangedWithTheIndexStaysChangedAfterARewrite() throws Exception {
        // the same length, and the index as old as the file: only reading the file tells
        FileTime time = FileTime.fromMillis(1_700_000_000_000L);
        Path index = folder.resolve(".git/index");
        git.write("a.txt", "one\n").commit("first");
        Files.setLastModifiedTime(git.path("a.txt"), time);
        git.run("update-index", "--refresh");
        Files.setLastModifiedTime(index, time);
        git.write("a.txt", "two\n");
        Files.setLastModifiedTime(git.path("a.txt"), time);

        IndexFile.write(
                index, folder.resolve(".git/index.test"), IndexFile.read(index).index());

        assertThat(git.lines("status", "--porcelain")).containsExactly(" M a.txt");
    }

    @Test
    void aSparseIndexIsRefusedByName() throws Exception {
        git.write("in/a.txt", "a\n")
                .write("out/b.txt", "b\n")
                .write("out/deep/c.txt", "c\n")
                .commit("first");
        git.run("sparse-checkout", "init", "--cone", "--sparse-index");
        git.run("sparse-checkout", "set", "in");
        Path index = folder.resolve(".git/index");
        assertThatThrownBy(() -> IndexFile.read(index)).isInstanceOfSatisfying(RrException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_REPOSITORY);
            assertThat(e.hint()).contains("--no-sparse-index");
        });
        git.run("sparse-checkout", "reapply", "--no-sparse-index");
        assertThat(IndexFile.read(index).index().entries()).hasSize(3);
    }

    @Test
    void anyBytesGiveAnIndexOrAClearError() throws Exception {
        for (int i = 0; i < 20; i++) {
            git.write("dir" + i % 3 + "/file" + i, "x");
        }
        git.commit("first");
        Path index = folder.resolve(".git/index");
        for (int version : new int[] {2, 4}) {
            git.run("update-index", "--index-version", Integer.toString(version));
            byte[] whole = Files.readAllBytes(index);
            Random random = new Random(version);
            for (int round = 0; round < 1000; round++) {
                byte[] broken = Arrays.copyOf(whole, round % 3 == 0 ? random.nextInt(whole.length) : whole.length);
                for (int i = 0; i < 1 + random.nextInt(3) && broken.length > 0; i++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                // no checksum, so that the damage is met by the reading itself
                Arrays.fill(broken, Math.max(0, broken.length - 20), broken.length, (byte) 0);
                try {
                    IndexFormat.parse(broken);
                } catch (RrException expected) {
                    assertThat(expected.code()).isIn(ErrorCode.CORRUPT, ErrorCode.UNSUPPORTED_REPOSITORY);
                }
            }
        }
    }
}
