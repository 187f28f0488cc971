package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCacheTest {
    private static final long ROOM = 1L << 26;

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void folder() {
        folder = temp.resolve("cache/of rr");
    }

    private DiskCache open(long bytes) {
        return DiskCache.open(folder, bytes, InstantSource.system());
    }

    private static byte[] value(int i) {
        byte[] value = new byte[20 + i % 400];
        new Random(i).nextBytes(value);
        return value;
    }

    private void fill(int from, int to) {
        try (DiskCache cache = open(ROOM)) {
            for (int i = from; i < to; i++) {
                cache.put("key " + i, value(i));
            }
        }
    }

    private int found(int from, int to) {
        int found = 0;
        try (DiskCache cache = open(ROOM)) {
            for (int i = from; i < to; i++) {
                if (cache.get("key " + i).isPresent()) {
                    assertThat(cache.get("key " + i).orElseThrow()).isEqualTo(value(i));
                    found++;
                }
            }
        }
        return found;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void keepsWhatIsPutForTheNextProcess() throws IOException {
        fill(0, 1000);
        assertThat(found(0, 1000)).isEqualTo(1000);
        assertThat(found(1000, 1010)).isZero();
        assertThat(files()).hasSize(1);
    }

    @Test
    void findsWhatItWasGivenItself() {
        try (DiskCache cache = open(ROOM)) {
            cache.put("key 1", value(1));
            assertThat(cache.get("key 1").orElseThrow()).isEqualTo(value(1));
            cache.flush();
            assertThat(cache.get("key 1").orElseThrow()).isEqualTo(value(1));
            assertThat(cache.get("key 2")).isEmpty();
            assertThat(cache.statistics()).isEqualTo(new DiskCache.Statistics(2, 1, 1, 0, 0));
        }
    }

    @Test
    void writesNothingWhereNothingIsPut() {
        try (DiskCache cache = open(ROOM)) {
            assertThat(cache.get("key 1")).isEmpty();
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        fill(0, 1);
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
    }

    @Test
    void aDamagedByteCostsOneEntryAtMost() throws IOException {
        fill(0, 60);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(42);
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.clone();
            int at = i < 16 ? i : i < 32 ? whole.length - 1 - i + 16 : random.nextInt(whole.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertThat(found(0, 60)).as("byte " + at).isGreaterThanOrEqualTo(59);
        }
    }

    @Test
    void anythingInThePlaceOfAFileIsNoFailure() throws IOException {
        fill(0, 60);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] other = random.nextBoolean()
                    ? Arrays.copyOf(whole, random.nextInt(whole.length))
                    : new byte[random.nextInt(2000)];
            if (other.length > 60 && random.nextBoolean()) {
                random.nextBytes(other);
                System.arraycopy(whole, 0, other, 0, random.nextInt(60));
            }
            Files.write(file, other);
            assertThat(found(0, 60)).isLessThanOrEqualTo(60);
        }
    }

    @Test
    void manySmallFilesBecomeFewAndLoseNothing() throws IOException {
        for (int i = 0; i < 60; i++) {
            fill(10 * i, 10 * i + 10);
        }
        assertThat(files()).hasSizeLessThan(24);
        assertThat(found(0, 600)).isEqualTo(600);
    }

    @Test
    void staysWithinItsBounds() throws IOException {
        long bound = 200_000;
        for (int i = 0; i < 50; i++) {
            try (DiskCache cache = open(bound)) {
                for (int j = 0; j < 50; j++) {
                    cache.put("key " + (50 * i + j), new byte[1000]);
                }
            }
        }
        long size = 0;
        for (Path file : files()) {
            size += Files.size(file);
        }
        assertThat(size).isLessThanOrEqualTo(bound).isGreaterThan(bound / 2);
    }

    @Test
    void whatIsOfUseStays() throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(3)));
        for (int i = 0; i < 3; i++) {
            try (DiskCache cache = open(ROOM)) {
                cache.put("key " + i, new byte[10_000 << i]);
            }
            for (Path file : files()) {
                Files.setLastModifiedTime(file, old);
            }
        }
        try (DiskCache cache = open(60_000)) {
            assertThat(cache.get("key 0")).isPresent();
        }
        try (DiskCache cache = open(60_000)) {
            cache.put("key 3", new byte[100]);
        }
        try (DiskCache cache = open(60_000)) {
            assertThat(cache.get("key 0")).isPresent();
            assertThat(cache.get("key 3")).isPresent();
            assertThat(cache.get("key 1").isPresent() && cache.get("key 2").isPresent())
                    .isFalse();
        }
    }

    @Test
    void removesWhatKilledWritersLeft() throws IOException {
        fill(0, 1);
        Path left = Files.write(folder.resolve("1-x-1.rrtmp"), new byte[10]);
        Path fresh = Files.write(folder.resolve("1-x-2.rrtmp"), new byte[10]);
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        fill(1, 2);
        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void aFolderThatCannotBeUsedIsNoFailure() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.write(folder, "a file".getBytes(StandardCharsets.UTF_8));
        try (DiskCache cache = open(ROOM)) {
            assertThat(cache.get("key 1")).isEmpty();
            cache.put("key 1", value(1));
            cache.flush();
            assertThat(cache.get("key 1")).isEmpty();
            assertThat(cache.statistics().failures()).isPositive();
        }
    }

    @Test
    void manyWritersAndReadersAtOnceLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int first = i;
                all.add(threads.submit(() -> {
                    for (int round = 0; round < 10; round++) {
                        // Each has a cache of its own on the folder, as another process would.
                        fill(1000 * first + 20 * round, 1000 * first + 20 * round + 20);
                        assertThat(found(1000 * first, 1000 * first + 20 * round + 20))
                                .isEqualTo(20 * round + 20);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        for (int i = 0; i < 6; i++) {
            assertThat(found(1000 * i, 1000 * i + 200)).isEqualTo(200);
        }
    }

    @Test
    void refusesANegativeBound() {
        assertThatThrownBy(() -> open(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
