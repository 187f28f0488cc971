package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The bytes of a tree. Most trees are as git writes them: entries in order, modes of the five kinds. Such trees are
 * compared and changed as bytes, which looks at each entry once and makes nothing of it; others are read entry by entry.
 * Immutable, as long as nobody changes the bytes.
 */
final class RawTree {
    /** The tree without entries. */
    static final RawTree EMPTY = new RawTree(Trees.EMPTY, new byte[0]);

    private static final int WINDOW = 4096;
    private static final int LONGEST_BESIDE_NAME = 8 + 20;

    final ObjectId id;
    final byte[] bytes;
    private final boolean plain;

    /**
     * Takes a tree.
     *
     * @throws io.rollbackrecovery.core.error.RrException {@code CORRUPT} if the bytes are not a tree, or a name is one
     *     that no path can have
     */
    RawTree(ObjectId id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
        this.plain = isPlain(id, bytes);
    }

    private static boolean isPlain(ObjectId id, byte[] bytes) {
        TreeCursor before = new TreeCursor(id, bytes);
        TreeCursor cursor = new TreeCursor(id, bytes);
        boolean plain = true;
        boolean first = true;
        while (cursor.next()) {
            plain = plain && cursor.isModeCanonical();
            if (!first && plain) {
                before.next();
                plain = before.compareTo(cursor) < 0;
            }
            first = false;
        }
        return plain;
    }

    /** Whether it is as git writes trees: in order, with the modes that git has. */
    boolean isPlain() {
        return plain;
    }

    TreeCursor cursor() {
        return new TreeCursor(id, bytes);
    }

    /** Finds one entry, whose name is part of an array. */
    Optional<Version> find(byte[] path, int from, int to) {
        TreeCursor cursor = cursor();
        while (cursor.next()) {
            if (cursor.isNamed(path, from, to)) {
                return Optional.of(cursor.version());
            }
            if (plain && cursor.compareTo(path, from, to, true) > 0) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Changes a plain tree: the bytes of other entries are copied as they are.
     *
     * @param changes by name, what is to be there; nothing for what is to be removed
     * @return the bytes of the changed tree
     */
    byte[] with(SortedMap<RepoPath, Optional<Version>> changes) {
        byte[][] names = new byte[changes.size()][];
        List<Map.Entry<RepoPath, Version>> put = new ArrayList<>();
        int size = bytes.length;
        int count = 0;
        for (Map.Entry<RepoPath, Optional<Version>> change : changes.entrySet()) {
            names[count++] = change.getKey().bytes();
            if (change.getValue().isPresent()) {
                put.add(Map.entry(change.getKey(), change.getValue().get()));
                size += names[count - 1].length + LONGEST_BESIDE_NAME;
            }
        }
        put.sort(TreeEntries::compare);
        ByteBuffer out = ByteBuffer.allocate(size);
        TreeCursor cursor = cursor();
        int copied = 0;
        int next = 0;
        while (cursor.next()) {
            while (next < put.size() && isBehind(cursor, put.get(next))) {
                out.put(bytes, copied, cursor.start - copied);
                copied = cursor.start;
                append(out, put.get(next++));
            }
            if (isNamedByAny(cursor, names)) {
                out.put(bytes, copied, cursor.start - copied);
                copied = cursor.end();
            }
        }
        out.put(bytes, copied, bytes.length - copied);
        while (next < put.size()) {
            append(out, put.get(next++));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static boolean isBehind(TreeCursor cursor, Map.Entry<RepoPath, Version> entry) {
        byte[] name = entry.getKey().bytes();
        return cursor.compareTo(name, 0, name.length, entry.getValue().isTree()) > 0;
    }

    private static void append(ByteBuffer out, Map.Entry<RepoPath, Version> entry) {
        Version version = entry.getValue();
        out.put(Integer.toOctalString(version.mode()).getBytes(StandardCharsets.US_ASCII));
        out.put((byte) ' ').put(entry.getKey().bytes()).put((byte) 0);
        version.id().copyRawTo(out);
    }

    /** Looks the entry's name up among names in order. */
    private static boolean isNamedByAny(TreeCursor cursor, byte[][] names) {
        int low = 0;
        int high = names.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(
                    cursor.raw, cursor.nameStart, cursor.nameEnd, names[middle], 0, names[middle].length);
            if (order == 0) {
                return true;
            }
            low = order > 0 ? middle + 1 : low;
            high = order < 0 ? middle - 1 : high;
        }
        return false;
    }

    /** The names that are not the same in all three trees, which are plain, with what each has there. */
    static SortedMap<RepoPath, Map<Side, Version>> differing(RawTree base, RawTree ours, RawTree theirs) {
        SortedMap<RepoPath, Map<Side, Version>> differing = new TreeMap<>();
        TreeCursor one = base.cursor();
        TreeCursor two = ours.cursor();
        TreeCursor three = theirs.cursor();
        one.next();
        two.next();
        three.next();
        while (one.isValid() || two.isValid() || three.isValid()) {
            skipSame(one, two, three);
            TreeCursor first = least(least(one, two), three);
            if (!first.isValid()) {
                break;
            }
            boolean inOne = isAt(one, first);
            boolean inTwo = isAt(two, first);
            boolean inThree = isAt(three, first);
            if (!(inOne && inTwo && inThree && one.isSame(two) && one.isSame(three))) {
                Map<Side, Version> found = differing.computeIfAbsent(first.name(), absent -> new EnumMap<>(Side.class));
                add(found, Side.BASE, one, inOne);
                add(found, Side.OURS, two, inTwo);
                add(found, Side.THEIRS, three, inThree);
            }
            step(one, inOne);
            step(two, inTwo);
            step(three, inThree);
        }
        return differing;
    }

    /** Passes over what the three have in common from here on. */
    private static void skipSame(TreeCursor one, TreeCursor two, TreeCursor three) {
        if (!one.isValid() || !two.isValid() || !three.isValid()) {
            return;
        }
        int same = one.sameBytes(three, one.sameBytes(two, WINDOW));
        int from = one.start;
        while (one.isValid() && one.end() - from <= same) {
            one.next();
        }
        int passed = (one.isValid() ? one.start : one.raw.length) - from;
        if (passed > 0) {
            two.skip(passed);
            three.skip(passed);
        }
    }

    private static TreeCursor least(TreeCursor one, TreeCursor two) {
        return !two.isValid() || one.isValid() && one.compareTo(two) <= 0 ? one : two;
    }

    private static boolean isAt(TreeCursor cursor, TreeCursor first) {
        return cursor.isValid() && (cursor == first || cursor.compareTo(first) == 0);
    }

    private static void add(Map<Side, Version> found, Side side, TreeCursor cursor, boolean there) {
        if (there) {
            found.put(side, cursor.version());
        }
    }

    private static void step(TreeCursor cursor, boolean there) {
        if (there) {
            cursor.next();
        }
    }
}
