package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

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

    /** Writes an index in one step. The caller holds {@code index.lock}. */
    public static void write(Path file, Path temporary, Index index) throws IOException {
        Durable.replace(file, temporary, IndexFormat.write(index));
    }

    private static String checksum(byte[] file) {
        StringBuilder hex = new StringBuilder(40);
        for (int i = Math.max(0, file.length - 20); i < file.length; i++) {
            hex.append(Character.forDigit((file[i] >> 4) & 0xf, 16)).append(Character.forDigit(file[i] & 0xf, 16));
        }
        return hex.toString();
    }
}
