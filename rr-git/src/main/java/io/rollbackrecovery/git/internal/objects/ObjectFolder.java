package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.FileStamp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One objects folder, the store's own or a borrowed one: its packs, newest first, and its loose objects. */
final class ObjectFolder {
    private final Path folder;
    private final Path packFolder;
    private final LooseObjects loose;
    private final PageCache cache;
    private final OpenFiles openFiles;
    private volatile Scan scan = new Scan(List.of(), Optional.empty(), 0);

    /** The packs that were there at one time. */
    private record Scan(List<Pack> packs, Optional<FileStamp> stamp, long at) {}

    ObjectFolder(Path folder, PageCache cache, OpenFiles openFiles) throws IOException {
        this.folder = folder;
        this.packFolder = folder.resolve("pack");
        this.loose = new LooseObjects(folder);
        this.cache = cache;
        this.openFiles = openFiles;
        refresh(true);
    }

    Path folder() {
        return folder;
    }

    LooseObjects loose() {
        return loose;
    }

    List<Pack> packs() {
        return scan.packs();
    }

    /** Looks for packs that came or went, and answers whether any did. Listing is spared where nothing changed. */
    synchronized boolean refresh(boolean force) throws IOException {
        Scan before = scan;
        long now = System.currentTimeMillis();
        Optional<FileStamp> stamp = FileStamp.of(packFolder);
        boolean unchanged = stamp.equals(before.stamp())
                && stamp.map(found -> !found.isTooYoung(before.at())).orElse(true);
        if (unchanged && !force) {
            return false;
        }
        List<Pack> packs = list(before.packs());
        scan = new Scan(packs, stamp, now);
        Set<Pack> gone = new HashSet<>(before.packs());
        packs.forEach(gone::remove);
        for (Pack pack : gone) {
            pack.close();
        }
        return !packs.equals(before.packs());
    }

    private List<Pack> list(List<Pack> known) throws IOException {
        Map<Path, Pack> byPath = new HashMap<>();
        known.forEach(pack -> byPath.put(pack.path(), pack));
        List<Pack> packs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(packFolder, "pack-*.idx")) {
            for (Path indexPath : files) {
                String name = String.valueOf(indexPath.getFileName());
                Path path = packFolder.resolve(name.substring(0, name.length() - ".idx".length()) + ".pack");
                Optional<FileStamp> index = FileStamp.of(indexPath);
                Optional<FileStamp> stamp = FileStamp.of(path);
                if (index.isEmpty() || stamp.isEmpty()) {
                    continue; // an index without its pack: one of them is just coming or going
                }
                Pack before = byPath.get(path);
                packs.add(
                        before != null && before.stamp().isSameFile(stamp.get())
                                ? before
                                : new Pack(
                                        new PagedFile(path, stamp.get().size(), cache, openFiles),
                                        new PagedFile(indexPath, index.get().size(), cache, openFiles),
                                        stamp.get()));
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        }
        packs.sort(Comparator.comparing((Pack pack) -> pack.stamp().time())
                .reversed()
                .thenComparing(Pack::path));
        return List.copyOf(packs);
    }

    synchronized void close() throws IOException {
        for (Pack pack : scan.packs()) {
            pack.close();
        }
        scan = new Scan(List.of(), Optional.empty(), 0);
    }
}
