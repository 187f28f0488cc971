package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An index as it was read from a file.
 *
 * @param index its entries
 * @param written when the file was written; by this a file is told that changed in the same moment
 * @param checksum the checksum at its end, by which another index is told; empty if there was no file
 */
public record IndexFile(Index index, Instant written, Optional<String> checksum) {
    /** Reads an index; a missing file is an index without entries. */
    public static IndexFile read(Path file) throws IOException {
        while (true) {
            try {
                Instant before = Files.getLastModifiedTime(file).toInstant();
                Optional<byte[]> bytes = Durable.read(file);
                // Git replaces the file as a whole; if that happened in between, read the new one.
                if (bytes.isPresent()
                        && before.equals(Files.getLastModifiedTime(file).toInstant())) {
                    return new IndexFile(IndexFormat.parse(bytes.get()), before, Optional.of(checksum(bytes.get())));
                }
            } catch (NoSuchFileException absent) {
                return new IndexFile(Index.empty(), Instant.EPOCH, Optional.empty());
            }
        }
    }

    /**
     * Writes an index in one step. The caller holds {@code index.lock}.
     *
     * <p>An entry taken over from the index that is replaced, whose file changed in the moment when that one was written,
     * is marked so that git reads the file again. By the time of the old index git knows that it must not trust such an
     * entry; by that of the new one it would take a changed file for unchanged.
     */
    public static void write(Path file, Path temporary, Index index) throws IOException {
        Durable.replace(file, temporary, IndexFormat.write(distrustRacy(index, read(file))));
    }

    private static Index distrustRacy(Index index, IndexFile replaced) {
        if (index.entries().stream().noneMatch(entry -> entry.stat().isRacy(replaced.written()))) {
            return index;
        }
        Set<IndexEntry> racy = replaced.index().entries().stream()
                .filter(entry -> entry.stat().isRacy(replaced.written()))
                .collect(Collectors.toSet());
        return new Index(
                index.entries().stream()
                        .map(entry -> racy.contains(entry)
                                ? entry.withStat(entry.stat().distrusted())
                                : entry)
                        .toList(),
                index.resolveUndo(),
                Optional.empty());
    }

    /** Gives the bytes of an index file, for one that nobody else looks at and that need not outlive a crash. */
    public static byte[] encode(Index index) {
        return IndexFormat.write(index);
    }

    private static String checksum(byte[] file) {
        StringBuilder hex = new StringBuilder(40);
        for (int i = Math.max(0, file.length - 20); i < file.length; i++) {
            hex.append(Character.forDigit((file[i] >> 4) & 0xf, 16)).append(Character.forDigit(file[i] & 0xf, 16));
        }
        return hex.toString();
    }
}
