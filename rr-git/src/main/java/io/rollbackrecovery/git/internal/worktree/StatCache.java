package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.index.Index;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The ids of files' raw bytes, so that a file that neither the index nor a change vouches for is read once and not at
 * every checkpoint: untracked and edited files, and clean ones that were touched. It has the format of an index and its
 * rule: a file is taken for unchanged if times, size and inode are as they were and it did not change in the moment when
 * the cache was written. Losing it costs time only. Not thread-safe.
 */
public final class StatCache {
    /** What changed this little before it was read may change again and leave no trace in its times. */
    private static final Duration TOO_YOUNG = Duration.ofSeconds(2);

    private final Optional<Path> file;
    private final Map<RepoPath, IndexEntry> known = new HashMap<>();
    private final Map<RepoPath, IndexEntry> used = new HashMap<>();
    private final Instant written;
    private boolean changed;

    private StatCache(Optional<Path> file, IndexFile stored) {
        this.file = file;
        this.written = stored.written();
        stored.index().entries().forEach(entry -> known.put(entry.path(), entry));
    }

    /** Gives a cache that knows nothing and is kept nowhere. */
    public static StatCache none() {
        return new StatCache(Optional.empty(), new IndexFile(Index.empty(), Instant.EPOCH, Optional.empty()));
    }

    /** Reads a cache; a damaged one is as if there were none. */
    public static StatCache load(Path file) throws IOException {
        IndexFile stored;
        try {
            stored = IndexFile.read(file);
        } catch (RrException damaged) {
            // It is not synced when it is written: after a power loss it may be anything.
            stored = new IndexFile(Index.empty(), Instant.EPOCH, Optional.empty());
        }
        return new StatCache(Optional.of(file), stored);
    }

    /** Gives the id of a file's bytes if it is known without reading them. */
    public Optional<ObjectId> idOf(RepoPath path, DiskFile disk) {
        IndexEntry entry = known.get(path);
        if (disk.kind() != DiskFile.Kind.FILE
                || entry == null
                || !entry.stat().looksLike(disk.stat())
                || entry.stat().isRacy(written)) {
            return Optional.empty();
        }
        used.put(path, entry);
        return Optional.of(entry.id());
    }

    /** Remembers the id of bytes that were read after a look at the file. */
    public void put(RepoPath path, DiskFile disk, ObjectId id) {
        Instant changedAt =
                Instant.ofEpochSecond(Integer.toUnsignedLong(disk.stat().mtimeSeconds()));
        if (disk.kind() == DiskFile.Kind.FILE
                && changedAt.plus(TOO_YOUNG).isBefore(Instant.ofEpochMilli(System.currentTimeMillis()))) {
            used.put(path, IndexEntry.of(path, 0100644, id, disk.stat()));
            changed = true;
        }
    }

    /** Keeps what was asked for or put since it was read, and nothing else. */
    public void save() throws IOException {
        if (file.isEmpty() || (!changed && used.size() == known.size())) {
            return;
        }
        Path target = file.get();
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        Files.write(temporary, IndexFile.encode(Index.of(used.values())));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
