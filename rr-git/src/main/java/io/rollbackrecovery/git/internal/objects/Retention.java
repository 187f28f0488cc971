package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;

/** Gives the disk back what objects take that nobody needs any more, in a store that only RR writes. */
final class Retention {
    private static final int TRAILER = 20;
    private static final int STREAMED = 1 << 20;
    private static final List<String> PARTS = List.of(".idx", ".rev", ".pack");

    private final ObjectFolder folder;

    Retention(ObjectFolder folder) {
        this.folder = folder;
    }

    private record Placed(ObjectId id, long offset) {}

    long sizeWithout(Set<ObjectId> kept) throws IOException {
        long size = 0;
        for (Pack pack : folder.packs()) {
            List<Placed> placed = new ArrayList<>();
            for (ObjectId id : pack.index().ids()) {
                placed.add(new Placed(id, pack.index().offsetOf(id)));
            }
            placed.sort(Comparator.comparingLong(Placed::offset));
            for (int i = 0; i < placed.size(); i++) {
                long end = i + 1 < placed.size() ? placed.get(i + 1).offset() : Files.size(pack.path()) - TRAILER;
                size += kept.contains(placed.get(i).id())
                        ? 0
                        : end - placed.get(i).offset();
            }
        }
        for (Path file : loose()) {
            size += kept.contains(idOf(file)) ? 0 : Files.size(file);
        }
        return size;
    }

    void retain(Set<ObjectId> kept) throws IOException {
        List<Pack> shrunk = new ArrayList<>();
        for (Pack pack : folder.packs()) {
            if (!kept.containsAll(pack.index().ids())) {
                shrunk.add(pack);
            }
        }
        Optional<Path> rest = copy(shrunk, kept);
        for (Pack pack : shrunk) {
            if (!Optional.of(pack.path()).equals(rest)) {
                for (String end : PARTS) { // the index first: without it nobody looks at the pack
                    Files.deleteIfExists(part(pack.path(), end));
                }
                pack.close();
            }
        }
        for (Path file : loose()) {
            if (!kept.contains(idOf(file))) {
                Files.deleteIfExists(file);
            }
        }
        if (!shrunk.isEmpty()) {
            Durable.syncFolder(folder.folder().resolve("pack"));
        }
    }

    /** Writes what is kept of some packs into a new one. */
    private Optional<Path> copy(List<Pack> packs, Set<ObjectId> kept) throws IOException {
        try (ReadContext context = new ReadContext();
                PackBuilder builder = new PackBuilder(folder.folder())) {
            for (Pack pack : packs) {
                for (ObjectId id : pack.index().ids()) {
                    if (kept.contains(id) && !builder.has(id)) {
                        ObjectLoader object =
                                pack.open(context, id, pack.index().offsetOf(id), STREAMED);
                        try (InputStream in = object.openStream()) {
                            builder.add(object.getType(), object.getSize(), in, stored -> false);
                        }
                    }
                }
            }
            return builder.isEmpty() ? Optional.empty() : Optional.of(builder.finish(Optional.empty()));
        }
    }

    private List<Path> loose() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder.folder(), "[0-9a-f][0-9a-f]")) {
            for (Path one : folders) {
                try (DirectoryStream<Path> inside = Files.newDirectoryStream(one)) {
                    for (Path file : inside) {
                        if (ObjectId.isId(nameOf(file))) {
                            files.add(file);
                        }
                    }
                }
            }
        }
        return files;
    }

    private static ObjectId idOf(Path file) {
        return ObjectId.fromString(nameOf(file));
    }

    private static String nameOf(Path file) {
        int count = file.getNameCount();
        return count < 2 ? "" : file.getName(count - 2).toString() + file.getName(count - 1);
    }

    private static Path part(Path pack, String end) {
        String name = String.valueOf(pack.getFileName());
        return pack.resolveSibling(name.substring(0, name.length() - ".pack".length()) + end);
    }
}
