package io.rollbackrecovery.analysis.internal.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.id.BlobId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactCacheTest {
    private static BlobId blob(int number) {
        return new BlobId(String.format("%040x", number));
    }

    private static FileFacts facts(String name) {
        return FileFacts.builder().names(List.of(new Mention(name, 1))).build();
    }

    @Test
    void keepsFactsByBlobAndLanguage() {
        FactCache cache = new FactCache(1 << 20);
        cache.put(blob(1), "java", facts("a"));
        cache.put(blob(1), "python", facts("b"));

        assertThat(cache.get(blob(1), "java")).contains(facts("a"));
        assertThat(cache.get(blob(1), "python")).contains(facts("b"));
        assertThat(cache.get(blob(2), "java")).isEmpty();
    }

    @Test
    void dropsTheLeastRecentlyUsed() {
        FactCache cache = new FactCache(2_000);
        for (int i = 0; i < 100; i++) {
            cache.put(blob(i), "java", facts("a"));
            assertThat(cache.get(blob(0), "java")).isPresent();
            assertThat(cache.weight()).isLessThanOrEqualTo(2_000);
        }
        assertThat(cache.get(blob(1), "java")).isEmpty();
        assertThat(cache.get(blob(99), "java")).isPresent();
        cache.put(blob(99), "java", facts("a"));
        assertThat(cache.weight()).isLessThanOrEqualTo(2_000);
    }
}
