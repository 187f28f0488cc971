package io.rollbackrecovery.git.internal.objects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.MutableObjectId;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The index of a pack, versions 1 and 2 (gitformat-pack(5)), read in place: ids are evenly spread, so interpolation
 * finds one in two or three steps and memory stays bounded whatever the pack's size. Thread-safe.
 */
final class PackIndex {
    private static final int HEADER_V2 = 0xff744f63; // "\377tOc"
    private static final int FANOUT = 256;

    private final PagedFile file;
    private final boolean version2;
    private final int[] fanout = new int[FANOUT];
    private final long namesAt;
    private final int nameStep;

    PackIndex(PagedFile file) throws IOException {
        this.file = file;
        version2 = file.readInt(0) == HEADER_V2;
        if (version2 && file.readInt(4) != 2) {
            throw new IOException("unknown version " + file.readInt(4) + " of pack index " + file.path());
        }
        long fanoutAt = version2 ? 8 : 0;
        int before = 0;
        for (int i = 0; i < FANOUT; i++) {
            fanout[i] = file.readInt(fanoutAt + 4L * i);
            if (fanout[i] < before) {
                throw new IOException("damaged pack index " + file.path());
            }
            before = fanout[i];
        }
        namesAt = fanoutAt + 4L * FANOUT + (version2 ? 0 : 4);
        nameStep = version2 ? Constants.OBJECT_ID_LENGTH : 4 + Constants.OBJECT_ID_LENGTH;
        long least = fanoutAt + 4L * FANOUT + count() * (version2 ? 28L : 24L) + 40;
        if (file.size() < least) {
            throw new IOException("pack index " + file.path() + " is too short");
        }
    }

    long count() {
        return fanout[FANOUT - 1];
    }

    PagedFile file() {
        return file;
    }

    /** Answers where in the pack an object begins, or -1. */
    long offsetOf(AnyObjectId id) throws IOException {
        int position = find(id);
        return position < 0 ? -1 : offsetAt(position);
    }

    /** Answers whether the pack holds an object. */
    boolean has(AnyObjectId id) throws IOException {
        return find(id) >= 0;
    }

    /** Adds the ids that begin as an abbreviation, until there are more than a limit. */
    void resolve(Set<ObjectId> matches, AbbreviatedObjectId prefix, int limit) throws IOException {
        int bucket = prefix.getFirstByte();
        int low = bucket == 0 ? 0 : fanout[bucket - 1];
        int high = fanout[bucket];
        MutableObjectId at = new MutableObjectId();
        while (low < high) {
            int middle = low + high >>> 1;
            load(middle, at);
            if (prefix.prefixCompare(at) > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < fanout[bucket] && matches.size() <= limit; i++) {
            load(i, at);
            if (prefix.prefixCompare(at) != 0) {
                return;
            }
            matches.add(at.copy());
        }
    }

    /** Answers the ids of all objects in the pack, ordered. */
    List<ObjectId> ids() throws IOException {
        List<ObjectId> ids = new ArrayList<>((int) count());
        MutableObjectId at = new MutableObjectId();
        for (int i = 0; i < count(); i++) {
            load(i, at);
            ids.add(at.copy());
        }
        return ids;
    }

    private int find(AnyObjectId id) throws IOException {
        int bucket = id.getFirstByte();
        int low = bucket == 0 ? 0 : fanout[bucket - 1];
        int high = fanout[bucket];
        MutableObjectId at = new MutableObjectId();
        long wanted = valueOf(id);
        long lowValue = 0;
        long highValue = 1L << 32;
        for (int step = 0; low < high; step++) {
            int middle = step < 4 && highValue > lowValue
                    ? low + (int) Math.min(high - low - 1L, (wanted - lowValue) * (high - low) / (highValue - lowValue))
                    : low + high >>> 1;
            load(middle, at);
            int order = id.compareTo(at);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                high = middle;
                highValue = valueOf(at);
            } else {
                low = middle + 1;
                lowValue = valueOf(at);
            }
        }
        return -1;
    }

    /** The four bytes after the first, which the fan-out has decided already. */
    private static long valueOf(AnyObjectId id) {
        return (id.getByte(1) & 0xffL) << 24
                | (id.getByte(2) & 0xffL) << 16
                | (id.getByte(3) & 0xffL) << 8
                | id.getByte(4) & 0xffL;
    }

    private void load(int position, MutableObjectId into) throws IOException {
        long at = namesAt + (long) position * nameStep;
        int start = (int) (at % PageCache.PAGE_SIZE);
        byte[] page = file.pageAt(at).bytes();
        if (start + Constants.OBJECT_ID_LENGTH <= page.length) {
            into.fromRaw(page, start);
        } else {
            byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
            file.read(at, raw, 0, raw.length);
            into.fromRaw(raw, 0);
        }
    }

    private long offsetAt(int position) throws IOException {
        if (!version2) {
            return file.readInt(namesAt + (long) position * nameStep - 4) & 0xffffffffL;
        }
        long offsetsAt = namesAt + count() * 24L;
        int offset = file.readInt(offsetsAt + 4L * position);
        if (offset >= 0) {
            return offset;
        }
        long largeAt = offsetsAt + count() * 4L + 8L * (offset & 0x7fffffff);
        return (long) file.readInt(largeAt) << 32 | file.readInt(largeAt + 4) & 0xffffffffL;
    }
}
