package io.rollbackrecovery.git.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCacheTest {
    private static final long MOST_BYTES = 1 << 20;

    @TempDir
    Path folder;

    /** A folder that other processes merge while it is listed. */
    private final class Merged extends SegmentFolder {
        private final List<List<Listed>> seen;

        Merged(List<List<Listed>> seen) {
            super(folder, MOST_BYTES, InstantSource.system());
            this.seen = new ArrayList<>(seen);
        }

        @Override
        List<Listed> list() throws IOException {
            return seen.isEmpty() ? super.list() : seen.remove(0);
        }
    }

    private void put(String key) {
        SegmentCache writer = new SegmentCache(folder, MOST_BYTES, InstantSource.system());
        writer.put(key, key.getBytes(StandardCharsets.UTF_8));
        writer.close();
    }

    private boolean finds(SegmentCache cache, String key) {
        return cache.get(key).isPresent();
    }

    /** The system may show a folder without the new file and without those that are gone already. */
    @Test
    void aListingBesideAMergeMayShowNeitherTheNewFileNorTheOldOnes() {
        put("merged");

        SegmentCache cache = new SegmentCache(new Merged(List.of(List.of())), MOST_BYTES, InstantSource.system());

        assertThat(finds(cache, "merged")).isTrue();
        cache.close();
    }

    /** A file that is listed and gone was merged: what it held is in one that came later. */
    @Test
    void aListedFileThatIsGoneIsLookedForInALaterOne() throws IOException {
        put("kept");
        SegmentFolder.Listed gone = new SegmentFolder(folder, MOST_BYTES, InstantSource.system())
                .list()
                .get(0);
        SegmentFolder.Listed missing =
                new SegmentFolder.Listed(folder.resolve("gone.rrcache"), gone.size(), gone.lastUsed());

        SegmentCache cache =
                new SegmentCache(new Merged(List.of(List.of(missing))), MOST_BYTES, InstantSource.system());

        assertThat(finds(cache, "kept")).isTrue();
        assertThat(cache.counts().failures()).isZero();
        cache.close();
    }
}
