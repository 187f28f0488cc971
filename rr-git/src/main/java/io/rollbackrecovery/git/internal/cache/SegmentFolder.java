package io.rollbackrecovery.git.internal.cache;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one cache: which there are, new ones, fewer and larger ones, and not too many. */
class SegmentFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentFolder.class);
    private static final String ENDING = ".rrcache";
    private static final String TEMPORARY = ".rrtmp";
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final int MANY = 8;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path folder;
    private final long mostBytes;
    private final InstantSource clock;

    /** A file as the folder lists it. */
    record Listed(Path path, long size, Instant lastUsed) {}

    SegmentFolder(Path folder, long mostBytes, InstantSource clock) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /** The files, newest first. There need be no folder. */
    List<Listed> list() throws IOException {
        List<Listed> found = new ArrayList<>();
        for (Path path : paths(ENDING)) {
            attributes(path)
                    .ifPresent(of -> found.add(
                            new Listed(path, of.size(), of.lastModifiedTime().toInstant())));
        }
        found.sort(Comparator.comparing(Listed::lastUsed)
                .reversed()
                .thenComparing(one -> one.path().toString()));
        return found;
    }

    private List<Path> paths(String ending) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ending)) {
            files.forEach(paths::add);
        } catch (NoSuchFileException | NotDirectoryException nothingYet) {
            return List.of();
        }
        return paths;
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            BasicFileAttributes of = Files.readAttributes(path, BasicFileAttributes.class);
            return of.isRegularFile() ? Optional.of(of) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Writes a new file. */
    void write(List<byte[]> entries) throws IOException {
        create();
        // The process, the time and a number: nobody else has that name, in this process or another.
        String name = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36) + "-"
                + NUMBER.incrementAndGet();
        SegmentWriter.write(folder.resolve(name + TEMPORARY), folder.resolve(name + ENDING), entries);
    }

    /** What is cached tells about code: nobody else need see it. */
    private void create() throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Notes that a file is of use, for who looks for the least recently used. */
    void touch(Path path) throws IOException {
        try {
            Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
        } catch (NoSuchFileException gone) {
            LOG.debug("Gone from the cache: {}", path);
        }
    }

    /**
     * Makes one file of many small ones, then deletes the least recently used ones until the rest is within bounds, and
     * what writers that were killed have left.
     */
    void tidy() throws IOException {
        merge();
        List<Listed> left = list();
        long all = left.stream().mapToLong(Listed::size).sum();
        for (int i = left.size() - 1; i >= 0 && all > mostBytes; i--) {
            Files.deleteIfExists(left.get(i).path());
            all -= left.get(i).size();
        }
        Instant old = clock.instant().minus(ABANDONED);
        for (Path path : paths(TEMPORARY)) {
            Optional<BasicFileAttributes> of = attributes(path);
            if (of.isPresent() && of.get().lastModifiedTime().toInstant().isBefore(old)) {
                Files.deleteIfExists(path);
            }
        }
    }

    /**
     * As many small files as there are of about one size become one of the next, so that an entry is written a few
     * times in its life at most, and the number of files grows with the logarithm of what they hold.
     */
    private void merge() throws IOException {
        List<Listed> smallFirst = list();
        smallFirst.sort(Comparator.comparingLong(Listed::size));
        long largest = Math.min(mostBytes / 8, Integer.MAX_VALUE / 4);
        List<Listed> small = new ArrayList<>();
        long sum = 0;
        for (Listed one : smallFirst) {
            boolean alike = small.isEmpty() || one.size() <= 2 * sum;
            if (!alike || sum + one.size() > largest) {
                break;
            }
            small.add(one);
            sum += one.size();
        }
        if (small.size() < MANY) {
            return;
        }
        List<byte[]> entries = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Listed one : small) {
            add(one.path(), entries, keys);
        }
        if (!entries.isEmpty()) {
            write(entries);
        }
        for (Listed one : small) {
            Files.deleteIfExists(one.path());
        }
    }

    private static void add(Path path, List<byte[]> entries, Set<String> keys) throws IOException {
        try (Segment segment = Segment.open(path)) {
            for (int row = 0; row < segment.count(); row++) {
                Optional<byte[]> entry = segment.entry(row);
                if (entry.isPresent() && keys.add(SegmentFormat.keyOf(entry.get()))) {
                    entries.add(entry.get());
                }
            }
        } catch (IOException unreadable) {
            // Gone, or of no use to anybody: it is deleted with the others.
            LOG.debug("Left out of the cache: {}", path, unreadable);
        }
    }
}
