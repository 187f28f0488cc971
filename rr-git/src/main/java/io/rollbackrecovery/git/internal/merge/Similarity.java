package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How alike two files are, as git measures it for renames: both are cut into chunks at line feeds or after 64 bytes; the
 * bytes of chunks that both have, over the size of the larger file. Not thread-safe.
 */
final class Similarity {
    /** The score of equal files. */
    static final int MAX = 60_000;

    private static final int CHUNK = 64;
    private static final int BUCKETS = 107_927;
    private static final int LOOKED_AT = 8000;
    private static final int KEPT_BYTES = 24 << 20;

    private final ObjectSource source;
    private final boolean countsUnfinishedLine;
    private final RecentBytes<Content> contents = new RecentBytes<>(KEPT_BYTES, Content::keptBytes);

    Similarity(ObjectSource source, boolean countsUnfinishedLine) {
        this.source = source;
        this.countsUnfinishedLine = countsUnfinishedLine;
    }

    /** The bytes of a file by chunk hash, in order of the hashes. */
    private static final class Chunks {
        final int[] hashes;
        final int[] bytes;

        /** Each chunk is its hash in the upper half and its length in the lower. */
        Chunks(long[] all) {
            Arrays.sort(all);
            int[] sums = new int[all.length];
            int[] distinct = new int[all.length];
            int count = 0;
            for (long chunk : all) {
                int hash = (int) (chunk >>> 32);
                if (count == 0 || distinct[count - 1] != hash) {
                    distinct[count++] = hash;
                }
                sums[count - 1] += (int) chunk;
            }
            hashes = Arrays.copyOf(distinct, count);
            bytes = Arrays.copyOf(sums, count);
        }
    }

    /** A file, of which no more is read than is asked for. */
    final class Content {
        private final Version version;
        private final RepoPath path;
        private long size = -1;
        private @Nullable Chunks chunks;
        private int keptBytes = 64;

        private Content(Version version, RepoPath path) {
            this.version = version;
            this.path = path;
        }

        private long size() {
            if (size < 0) {
                size = ObjectSource.forPath(path, () -> source.size(version.id()));
            }
            return size;
        }

        private Chunks chunks() {
            Chunks known = chunks;
            if (known == null) {
                known = new Chunks(cut(ObjectSource.forPath(path, () -> source.blob(version.id()))));
                chunks = known;
                keptBytes = 64 + 8 * known.hashes.length;
                contents.put(version.id(), this);
            }
            return known;
        }

        int keptBytes() {
            return keptBytes;
        }
    }

    /** Gives a file to compare with many; equal files share what was read. */
    Content content(Version version, RepoPath path) {
        Content known = version.isFile() ? contents.get(version.id()) : null;
        if (known == null) {
            known = new Content(version, path);
            if (version.isFile()) {
                contents.put(version.id(), known);
            }
        }
        return known;
    }

    /**
     * Compares two files.
     *
     * @param from the older one
     * @param to the newer one
     * @param least the least score that is of use
     * @return from 0 to {@link #MAX}; 0 as well where a look at the sizes shows that {@code least} cannot be reached,
     *     and for what is not a regular file
     */
    int score(Content from, Content to, int least) {
        if (!from.version.isFile() || !to.version.isFile()) {
            return 0;
        }
        long larger = Math.max(from.size(), to.size());
        long difference = larger - Math.min(from.size(), to.size());
        if (to.size() == 0 || larger * (MAX - least) < difference * MAX || larger > ObjectSource.MAX_TEXT) {
            return 0;
        }
        return (int) (common(from.chunks(), to.chunks()) * MAX / larger);
    }

    private static long common(Chunks one, Chunks two) {
        long common = 0;
        int i = 0;
        int j = 0;
        while (i < one.hashes.length && j < two.hashes.length) {
            if (one.hashes[i] < two.hashes[j]) {
                i++;
            } else if (one.hashes[i] > two.hashes[j]) {
                j++;
            } else {
                common += Math.min(one.bytes[i++], two.bytes[j++]);
            }
        }
        return common;
    }

    private long[] cut(byte[] content) {
        boolean text = isText(content);
        long[] cut = new long[16];
        int count = 0;
        int high = 0;
        int low = 0;
        int length = 0;
        for (int i = 0; i < content.length; i++) {
            byte b = content[i];
            // The line ends of Windows count as those of Unix.
            if (text && b == '\r' && i + 1 < content.length && content[i + 1] == '\n') {
                continue;
            }
            int before = high;
            high = ((high << 7) ^ (low >>> 25)) + (b & 0xff);
            low = (low << 7) ^ (before >>> 25);
            length++;
            if (length == CHUNK || b == '\n') {
                cut = count == cut.length ? Arrays.copyOf(cut, count * 2) : cut;
                cut[count++] = chunk(high, low, length);
                high = 0;
                low = 0;
                length = 0;
            }
        }
        if (length > 0 && countsUnfinishedLine) {
            cut = count == cut.length ? Arrays.copyOf(cut, count + 1) : cut;
            cut[count++] = chunk(high, low, length);
        }
        return Arrays.copyOf(cut, count);
    }

    private static long chunk(int high, int low, int length) {
        return (long) Integer.remainderUnsigned(high + low * 0x61, BUCKETS) << 32 | length;
    }

    private static boolean isText(byte[] content) {
        for (int i = 0; i < Math.min(content.length, LOOKED_AT); i++) {
            if (content[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
