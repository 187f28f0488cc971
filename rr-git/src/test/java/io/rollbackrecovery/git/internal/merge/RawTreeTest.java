package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;

/** Trees compared and changed as bytes, against the same done entry by entry. */
class RawTreeTest {
    /** Names whose order depends on whether they are folders. */
    private static final List<String> NAMES =
            List.of("a", "a.b", "a-", "a0", "ab", "b", "b.c", "b0", "c", "\u00e9", "z", "zz", ".x", ".gitattributes");

    private static final List<Integer> MODES = List.of(0100644, 0100755, 0120000, 0160000, Version.TREE);

    private final Random random = new Random(5);

    private SortedMap<RepoPath, Version> someEntries() {
        SortedMap<RepoPath, Version> entries = new TreeMap<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                entries.put(RepoPath.of(name), someVersion());
            }
        }
        return entries;
    }

    private Version someVersion() {
        return new Version(
                MODES.get(random.nextInt(MODES.size())),
                ObjectId.fromString(Integer.toHexString(1 + random.nextInt(3)).repeat(40)));
    }

    private static RawTree tree(SortedMap<RepoPath, Version> entries) {
        byte[] bytes = bytes(entries);
        return new RawTree(ObjectSink.idFor(Constants.OBJ_TREE, bytes), bytes);
    }

    private static byte[] bytes(SortedMap<RepoPath, Version> entries) {
        List<Map.Entry<RepoPath, Version>> ordered = new ArrayList<>(entries.entrySet());
        ordered.sort(TreeEntries::compare);
        TreeFormatter formatter = new TreeFormatter();
        ordered.forEach(entry -> formatter.append(
                entry.getKey().bytes(),
                FileMode.fromBits(entry.getValue().mode()),
                entry.getValue().id()));
        return formatter.toByteArray();
    }

    private SortedMap<RepoPath, Version> changed(SortedMap<RepoPath, Version> entries) {
        SortedMap<RepoPath, Version> changed = new TreeMap<>(entries);
        for (int i = random.nextInt(4); i > 0; i--) {
            RepoPath name = RepoPath.of(NAMES.get(random.nextInt(NAMES.size())));
            if (random.nextBoolean()) {
                changed.put(name, someVersion());
            } else {
                changed.remove(name);
            }
        }
        return changed;
    }

    @Test
    void whatDiffersIsWhatDiffersEntryByEntry() {
        for (int i = 0; i < 3000; i++) {
            SortedMap<RepoPath, Version> base = someEntries();
            SortedMap<RepoPath, Version> ours = changed(base);
            SortedMap<RepoPath, Version> theirs = changed(base);
            SortedMap<RepoPath, Map<Side, Version>> expected = new TreeMap<>();
            for (String name : NAMES) {
                RepoPath path = RepoPath.of(name);
                Map<Side, Version> found = new EnumMap<>(Side.class);
                Optional.ofNullable(base.get(path)).ifPresent(version -> found.put(Side.BASE, version));
                Optional.ofNullable(ours.get(path)).ifPresent(version -> found.put(Side.OURS, version));
                Optional.ofNullable(theirs.get(path)).ifPresent(version -> found.put(Side.THEIRS, version));
                boolean same =
                        found.size() == 3 && found.values().stream().distinct().count() == 1;
                if (!found.isEmpty() && !same) {
                    expected.put(path, found);
                }
            }
            assertThat(RawTree.differing(tree(base), tree(ours), tree(theirs))).isEqualTo(expected);
        }
    }

    @Test
    void changedBytesAreThoseOfTheTreeWrittenAnew() {
        for (int i = 0; i < 3000; i++) {
            SortedMap<RepoPath, Version> before = someEntries();
            SortedMap<RepoPath, Version> after = changed(changed(before));
            SortedMap<RepoPath, Optional<Version>> changes = new TreeMap<>();
            for (String name : NAMES) {
                RepoPath path = RepoPath.of(name);
                Optional<Version> now = Optional.ofNullable(after.get(path));
                if (!now.equals(Optional.ofNullable(before.get(path))) || random.nextInt(8) == 0) {
                    changes.put(path, now);
                }
            }
            assertThat(tree(before).with(changes)).isEqualTo(bytes(after));
        }
    }

    @Test
    void entriesAreFoundByName() {
        for (int i = 0; i < 500; i++) {
            SortedMap<RepoPath, Version> entries = someEntries();
            RawTree tree = tree(entries);
            assertThat(tree.isPlain()).isTrue();
            for (String name : NAMES) {
                byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
                assertThat(tree.find(bytes, 0, bytes.length))
                        .isEqualTo(Optional.ofNullable(entries.get(RepoPath.of(name))));
            }
        }
    }

    @Test
    void treesThatGitWouldNotWriteAreNotPlain() {
        byte[] two = concat(entry("100644", "b"), entry("100644", "a"));
        assertThat(new RawTree(ObjectId.zeroId(), two).isPlain()).isFalse();
        assertThat(new RawTree(ObjectId.zeroId(), concat(entry("100644", "a"), entry("100644", "a"))).isPlain())
                .isFalse();
        for (String mode : List.of("100664", "040000", "0100644", "100600", "777")) {
            assertThat(new RawTree(ObjectId.zeroId(), entry(mode, "a")).isPlain())
                    .as(mode)
                    .isFalse();
        }
        assertThat(new RawTree(ObjectId.zeroId(), entry("40000", "a")).isPlain())
                .isTrue();
        byte[] whole = entry("100644", "a");
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new RawTree(ObjectId.zeroId(), cut)).isInstanceOf(RrException.class);
        }
    }

    private static byte[] entry(String mode, String name) {
        byte[] head = (mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(head, head.length + 20);
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
