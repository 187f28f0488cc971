package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a killed {@link ObjectWriter} leaves in an objects folder. Only who holds RR's lock may remove it. */
public final class Leftovers {
    /** How the note in a {@code .keep} file of ours begins. */
    public static final String NOTE = "rr ";

    /** How temporary files begin. Not with {@code tmp_}: those git's own prune takes away while they are written. */
    static final String TEMPORARY = "rr_tmp_";

    private Leftovers() {}

    /** Removes temporary files of ours, and {@code .keep} files by which no gc would ever take their packs. */
    public static void remove(Path objects) throws IOException {
        if (!Files.isDirectory(objects)) {
            return;
        }
        delete(objects, TEMPORARY + "*");
        Path packs = objects.resolve("pack");
        if (Files.isDirectory(packs)) {
            delete(packs, TEMPORARY + "*");
            removeKeeps(packs);
        }
    }

    private static void delete(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void removeKeeps(Path packs) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(packs, "*.keep")) {
            for (Path file : files) {
                Optional<byte[]> note = Durable.read(file);
                if (note.isPresent() && new String(note.get(), StandardCharsets.UTF_8).startsWith(NOTE)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
