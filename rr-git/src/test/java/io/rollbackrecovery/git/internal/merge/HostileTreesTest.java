package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that no honest git writes, and repositories that lack objects. */
class HostileTreesTest {
    @TempDir
    Path temp;

    private ObjectStore store;
    private ObjectReader reader;
    private MemoryObjects memory;

    @BeforeEach
    void init() throws IOException {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        store = ObjectStore.open(git.path(".git/objects"), List.of());
        reader = store.newReader();
        memory = new MemoryObjects(reader);
    }

    @AfterEach
    void close() {
        reader.close();
        store.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Version file(String content) throws IOException {
        return new Version(0100644, memory.insert(Constants.OBJ_BLOB, bytes(content)));
    }

    /** A tree of files, written as it is: path, content, path, content ... */
    private TreeId tree(String... pathsAndContents) throws IOException {
        TreeMap<RepoPath, Optional<Version>> edits = new TreeMap<>();
        for (int i = 0; i < pathsAndContents.length; i += 2) {
            edits.put(RepoPath.of(pathsAndContents[i]), Optional.of(file(pathsAndContents[i + 1])));
        }
        ObjectId id = Trees.edit(new ObjectSource(memory.newReader()), memory, Trees.EMPTY, edits);
        return new TreeId(id.name());
    }

    private MergeOutcome merge(TreeId base, TreeId ours, TreeId theirs) {
        return TreeMerge.merge(memory, MergeSettings.defaults(), base, ours, theirs);
    }

    @Test
    void namesThatMustNeverReachADiskAreMergedInMemory() throws IOException {
        TreeId base = tree("../x", "1\n", ".git/config", "1\n", "con", "1\n");
        TreeId ours = tree("../x", "2\n", ".git/config", "1\n", "con", "1\n");
        TreeId theirs = tree("../x", "1\n", ".git/config", "2\n", "con", "1\n");
        assertThat(merge(base, ours, theirs).tree()).contains(tree("../x", "2\n", ".git/config", "2\n", "con", "1\n"));
    }

    @Test
    void foldersNestedToTheLimitAreMergedAndDeeperOnesRefused() throws IOException {
        String deep = "a/".repeat(950);
        TreeId base = tree(deep + "f", "1\n", deep + "g", "1\n");
        TreeId ours = tree(deep + "f", "2\n", deep + "g", "1\n");
        TreeId theirs = tree(deep + "f", "1\n", deep + "g", "2\n");
        assertThat(merge(base, ours, theirs).tree()).contains(tree(deep + "f", "2\n", deep + "g", "2\n"));
        assertThatThrownBy(() -> tree("a/".repeat(1100) + "f", "1\n"))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT));
        TreeId[] deeper = {base, ours, theirs};
        for (int i = 0; i < 3; i++) {
            Version inside = new Version(Version.TREE, ObjectId.fromString(deeper[i].hex()));
            TreeMap<RepoPath, Optional<Version>> edits = new TreeMap<>();
            edits.put(RepoPath.of("a/".repeat(99) + "a"), Optional.of(inside));
            ObjectId id = Trees.edit(new ObjectSource(memory.newReader()), memory, Trees.EMPTY, edits);
            deeper[i] = new TreeId(id.name());
        }
        assertThatThrownBy(() -> merge(deeper[0], deeper[1], deeper[2]))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT));
    }

    @Test
    void filesThatRenormalizingCouldChangeAreLeftToGit() throws IOException {
        MergeSettings settings = MergeSettings.defaults().withRenormalize(true);
        TreeId base = tree("f", "1\n2\n3\n4\n5\n", "g", "1\n2\n3\n4\n5\n");
        TreeId ours = tree("f", "1\n2\n3\n4\n5\n", "g", "one\n2\n3\n4\n5\n");
        TreeId theirs = tree("f", "1\n2\n3\n4\n5\n", "g", "1\n2\n3\n4\nfive\n");
        assertThat(TreeMerge.merge(memory, settings, base, ours, theirs).tree()).isPresent();
        TreeId windows = tree("f", "1\n2\n3\n4\n5\n", "g", "1\r\n2\r\n3\r\n4\r\n5\r\n");
        MergeOutcome outcome = TreeMerge.merge(memory, settings, base, windows, theirs);
        assertThat(outcome.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.path()).hasToString("g");
            assertThat(conflict.kind()).isEqualTo(ConflictKind.DRIVER);
        });
    }

    @Test
    void aDamagedTreeIsNamed() throws IOException {
        TreeId base = tree("f", "1\n");
        TreeId ours = tree("f", "2\n");
        for (byte[] damaged : List.of(
                bytes("100644 f\0short"),
                bytes("10x644 f\0" + "a".repeat(20)),
                bytes("100644 a/b\0" + "a".repeat(20)),
                bytes("100644 \0" + "a".repeat(20)),
                bytes("100644"))) {
            ObjectId id = memory.insert(Constants.OBJ_TREE, damaged);
            assertThatThrownBy(() -> merge(base, ours, new TreeId(id.name())))
                    .isInstanceOfSatisfying(RrException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT);
                        assertThat(e).hasMessageContaining(id.name());
                    });
        }
    }

    @Test
    void aMissingObjectIsNamedAndOneThatIsNotNeededIsNotRead() throws IOException {
        ObjectId missing = ObjectId.fromString("1".repeat(40));
        TreeMap<RepoPath, Optional<Version>> edit = new TreeMap<>();
        edit.put(RepoPath.of("f"), Optional.of(new Version(0100644, missing)));
        TreeId base = tree("f", "1\n2\n3\n", "g", "1\n");
        TreeId ours = tree("f", "1\n2\n4\n", "g", "1\n");
        ObjectSource source = new ObjectSource(memory.newReader());
        TreeId lacking = new TreeId(Trees.edit(source, memory, ObjectId.fromString(base.hex()), edit)
                .name());
        assertThatThrownBy(() -> merge(base, ours, lacking)).isInstanceOfSatisfying(RrException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MISSING_OBJECT);
            assertThat(e).hasMessageContaining(missing.name());
        });
        TreeId elsewhere = tree("f", "1\n2\n3\n", "g", "2\n");
        TreeId merged = merge(base, elsewhere, lacking).tree().orElseThrow();
        assertThat(source.find(ObjectId.fromString(merged.hex()), RepoPath.of("f"))
                        .orElseThrow()
                        .id())
                .isEqualTo(missing);
    }
}
