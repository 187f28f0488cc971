package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The objects folders that a store borrows from: {@code info/alternates}, and theirs. */
final class Alternates {
    private static final int DEEPEST = 5; // git's own bound

    private Alternates() {}

    /** Answers a folder and all that it borrows from, itself first, each once. */
    static List<Path> follow(Path objects, List<Path> more) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        add(objects, 0, found);
        for (Path other : more) {
            if (Files.isDirectory(other)) {
                add(other, 1, found);
            }
        }
        return List.copyOf(found);
    }

    private static void add(Path objects, int depth, Set<Path> found) throws IOException {
        if (depth > DEEPEST || !found.add(Files.exists(objects) ? objects.toRealPath() : objects)) {
            return;
        }
        for (Path other : read(objects)) {
            if (Files.isDirectory(other)) {
                add(other, depth + 1, found);
            }
        }
    }

    private static List<Path> read(Path objects) throws IOException {
        List<Path> named = new ArrayList<>();
        byte[] content =
                Durable.read(objects.resolve("info").resolve("alternates")).orElse(new byte[0]);
        for (String line : FileNames.decode(content).split("\n", -1)) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                named.add(objects.resolve(line).normalize());
            } catch (InvalidPathException unreadable) {
                throw new IOException("cannot read a name in " + objects + "/info/alternates", unreadable);
            }
        }
        return named;
    }
}
