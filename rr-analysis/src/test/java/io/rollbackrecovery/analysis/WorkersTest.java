package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.source.ContentCache;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final int MANY = 5_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static AtomicIntegerArray counted(Workers workers) {
        AtomicIntegerArray counts = new AtomicIntegerArray(MANY);
        workers.each(MANY, (from, to) -> {
            for (int i = from; i < to; i++) {
                counts.incrementAndGet(i);
            }
        });
        return counts;
    }

    @Test
    void everythingIsDoneOnce() {
        for (Workers workers : new Workers[] {
            Workers.alone(),
            new Workers(Optional.of(threads), 4),
            new Workers(Optional.of(Runnable::run), 4),
            new Workers(
                    Optional.of(task -> {
                        throw new RejectedExecutionException("busy");
                    }),
                    4),
            // takes the work and never does it
            new Workers(Optional.of(task -> {}), 4)
        }) {
            AtomicIntegerArray counts = counted(workers);
            for (int i = 0; i < MANY; i++) {
                assertThat(counts.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void aFailureOfAnyThreadIsTheCallers() {
        for (int bad : new int[] {0, MANY / 2, MANY - 1}) {
            assertThatThrownBy(() -> new Workers(Optional.of(threads), 4).each(MANY, (from, to) -> {
                        if (from <= bad && bad < to) {
                            throw new IllegalStateException("at " + bad);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("at " + bad);
        }
    }

    @Test
    void manyThreadsAndACacheGiveTheGraphOfOne() {
        MemoryRepository repository = new MemoryRepository();
        new RandomProject(7, 400).files().forEach(repository::file);
        for (int i = 0; i < 500; i++) {
            repository.file("many/m" + i + ".py", "from many.m" + i / 2 + " import f" + i);
        }
        CommitId commit = repository.commit("all");
        Map<String, byte[]> kept = new ConcurrentHashMap<>();
        ContentCache cache = new ContentCache() {
            @Override
            public Optional<byte[]> get(String key) {
                return Optional.ofNullable(kept.get(key));
            }

            @Override
            public void put(String key, byte[] value) {
                kept.put(key, value);
            }
        };
        SourceGraph alone = new BlastRadiusAnalyzer(repository, repository).graph(commit);
        AnalysisOptions options =
                AnalysisOptions.defaults().withExecutor(threads, 4).withCache(cache);
        SourceGraph cold = new BlastRadiusAnalyzer(repository, repository, options).graph(commit);
        int reads = repository.reads();
        SourceGraph warm = new BlastRadiusAnalyzer(repository, repository, options).graph(commit);

        assertThat(cold.graph()).isEqualTo(alone.graph());
        assertThat(warm.graph()).isEqualTo(alone.graph());
        assertThat(warm.causes()).isEqualTo(alone.causes());
        assertThat(warm.unread()).isEqualTo(alone.unread());
        assertThat(repository.reads()).as("nothing is read that is kept").isEqualTo(reads);
    }
}
