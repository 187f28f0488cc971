package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one repository, and of those it borrows from: packs and loose objects, for JGit's walks. Reading
 * writes nothing and runs nothing, and copes with a {@code git gc} or {@code git repack} at the same time: where an
 * object is not found, packs are looked for again.
 *
 * <p>Thread-safe; a {@link #newReader() reader} or {@link #newWriter(Existing) writer} belongs to one thread at a time.
 * Memory: a page cache of a sixteenth of the heap at most, and 16 MiB of delta bases a reader. {@link #close()} gives
 * up all file handles; a store may be used again after it.
 */
public final class ObjectStore extends ObjectDatabase {
    private static final int MOST_OPEN_FILES = 128;
    private static final int MOST_MATCHES = 256;
    private static final int MOST_RETRIES = 5;
    private static final long LARGEST_CACHE = 64L << 20;

    private final Path objects;
    private final Path shallowFile;
    private final OpenFiles openFiles = new OpenFiles(MOST_OPEN_FILES);
    private final PageCache cache;
    private final List<ObjectFolder> folders;

    /** Which objects a writer need not write again because they are there. */
    public enum Existing {
        /** Those of the store and of the stores it borrows from. */
        ANYWHERE,
        /** Those of the store itself: nothing new may depend on what another repository's gc can take. */
        OWN
    }

    private ObjectStore(Path objects, Path shallowFile, List<Path> borrowed) throws IOException {
        this.objects = objects;
        this.shallowFile = shallowFile;
        this.cache = new PageCache(Math.min(LARGEST_CACHE, Runtime.getRuntime().maxMemory() / 16));
        List<ObjectFolder> found = new ArrayList<>();
        for (Path folder : Alternates.follow(objects, borrowed)) {
            found.add(new ObjectFolder(folder, cache, openFiles));
        }
        this.folders = List.copyOf(found);
    }

    /** Opens a repository's objects, and those it borrows from. */
    public static ObjectStore open(GitLayout layout) throws IOException {
        return new ObjectStore(layout.objectDir(), layout.commonDir().resolve("shallow"), List.of());
    }

    /**
     * Opens an objects folder.
     *
     * @param objects the folder, with or without {@code info/alternates}
     * @param borrowed more objects folders to read from, without a note of it on the disk
     */
    public static ObjectStore open(Path objects, List<Path> borrowed) throws IOException {
        return new ObjectStore(objects, objects.resolveSibling("shallow"), borrowed);
    }

    /** Answers the folder that new objects are written to. */
    public Path folder() {
        return objects;
    }

    /** Answers a reader of its own for the calling thread. */
    @Override
    public StoreReader newReader() {
        return new StoreReader(this, null);
    }

    /** Not for RR: see {@link ObjectSink}. */
    @Override
    public ObjectInserter newInserter() {
        throw new IllegalStateException("objects are written by newWriter(), not by JGit's inserter");
    }

    /** As {@link #newWriter(Existing)}, with {@link Existing#ANYWHERE}. */
    public ObjectWriter newWriter() {
        return newWriter(Existing.ANYWHERE);
    }

    /** Answers a writer: what it is given reaches the disk, synced, when it is flushed. */
    public ObjectWriter newWriter(Existing existing) {
        return new ObjectWriter(this, existing);
    }

    /** Answers the commits whose parents a shallow clone does not have. */
    @Override
    public Set<ObjectId> getShallowCommits() throws IOException {
        Set<ObjectId> shallow = new HashSet<>();
        String text = new String(Durable.read(shallowFile).orElse(new byte[0]), StandardCharsets.US_ASCII);
        for (String line : text.split("\n", -1)) {
            if (ObjectId.isId(line.strip())) {
                shallow.add(ObjectId.fromString(line.strip()));
            }
        }
        return shallow;
    }

    /** Not offered: what is cut off is git's to say. */
    @Override
    public void setShallowCommits(Set<ObjectId> shallowCommits) {
        throw new UnsupportedOperationException("RR does not change a shallow clone");
    }

    /** Answers about how many objects are in packs. */
    @Override
    public long getApproximateObjectCount() {
        long count = 0;
        for (ObjectFolder folder : folders) {
            for (Pack pack : folder.packs()) {
                count += pack.stamp().size() / 100;
            }
        }
        return count;
    }

    @Override
    public void close() {
        cache.clear();
        for (ObjectFolder folder : folders) {
            try {
                folder.close();
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException("cannot close " + folder.folder(), failed);
            }
        }
    }

    /** Answers how many file handles the store holds now. */
    public int openFiles() {
        return openFiles.size();
    }

    /**
     * Makes one pack of the many small ones that single operations leave, once there are enough of them: a store of a
     * thousand packs is slow for everybody. Every object stays readable all the time, also for others. Packs that
     * somebody keeps, large ones and borrowed ones are left alone. The caller is the only one who does this now.
     */
    void rollUpSmallPacks() throws IOException {
        new PackRollUp(this, folders.get(0)).run();
    }

    /**
     * Tells how many bytes of the disk the store's own objects take, without some. Reads only.
     *
     * @param kept the objects that do not count
     */
    public long sizeWithout(Set<ObjectId> kept) throws IOException {
        refresh(false);
        return new Retention(folders.get(0)).sizeWithout(kept);
    }

    /**
     * Removes all objects of the store itself but some. Those are readable all the time. The caller is the only one who
     * writes now.
     *
     * @param kept the objects that stay
     */
    public void retain(Set<ObjectId> kept) throws IOException {
        refresh(false);
        new Retention(folders.get(0)).retain(kept);
        refresh();
    }

    /** Looks for packs that came or went since, whether or not an object was missed. */
    public void refresh() throws IOException {
        refresh(true);
    }

    private boolean refresh(boolean force) throws IOException {
        boolean changed = false;
        for (ObjectFolder folder : folders) {
            changed |= folder.refresh(force);
        }
        return changed;
    }

    /** What is done with an object where it is found; empty if this place has none. */
    private interface InPack<T> {
        T apply(Pack pack, long offset) throws IOException;
    }

    private interface InLoose<T> {
        Optional<T> apply(LooseObjects loose) throws IOException;
    }

    Optional<ObjectLoader> open(ReadContext context, AnyObjectId id, int streamThreshold) throws IOException {
        return find(
                context,
                id,
                folders,
                (pack, offset) -> pack.open(context, id, offset, streamThreshold),
                loose -> loose.open(context, id, streamThreshold));
    }

    Optional<Long> size(ReadContext context, AnyObjectId id) throws IOException {
        return find(
                context, id, folders, (pack, offset) -> pack.size(context, offset), loose -> loose.size(context, id));
    }

    boolean has(ReadContext context, AnyObjectId id, Existing where) throws IOException {
        List<ObjectFolder> searched = where == Existing.OWN ? folders.subList(0, 1) : folders;
        return find(
                        context,
                        id,
                        searched,
                        (pack, offset) -> true,
                        loose -> loose.has(id) ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    /** Answers the file that holds an object of the store itself, so that it can be made young again. */
    Optional<Path> fileOf(AnyObjectId id) throws IOException {
        ObjectFolder own = folders.get(0);
        for (Pack pack : own.packs()) {
            if (pack.index().has(id)) {
                return Optional.of(pack.path());
            }
        }
        return own.loose().has(id) ? Optional.of(own.loose().pathOf(id)) : Optional.empty();
    }

    LooseObjects ownLoose() {
        return folders.get(0).loose();
    }

    Set<ObjectId> resolve(AbbreviatedObjectId prefix) throws IOException {
        Set<ObjectId> matches = new HashSet<>();
        for (int attempt = 0; attempt <= MOST_RETRIES; attempt++) {
            boolean gone = false;
            for (ObjectFolder folder : folders) {
                for (Pack pack : folder.packs()) {
                    try {
                        pack.index().resolve(matches, prefix, MOST_MATCHES);
                    } catch (NoSuchFileException removed) {
                        gone = true;
                    }
                }
                folder.loose().resolve(matches, prefix, MOST_MATCHES);
            }
            if (!gone && !matches.isEmpty() || !refresh(gone)) {
                break;
            }
        }
        return matches;
    }

    private <T> Optional<T> find(
            ReadContext context, AnyObjectId id, List<ObjectFolder> searched, InPack<T> inPack, InLoose<T> inLoose)
            throws IOException {
        for (int attempt = 0; ; attempt++) {
            boolean gone = false;
            @Nullable IOException damage = null;
            Pack last = context.lastPack();
            for (ObjectFolder folder : searched) {
                List<Pack> packs = folder.packs();
                int first = last == null ? -1 : packs.indexOf(last);
                for (int i = first < 0 ? 0 : -1; i < packs.size(); i++) {
                    if (i >= 0 && i == first) {
                        continue; // was tried before the others
                    }
                    Pack pack = packs.get(i < 0 ? first : i);
                    try {
                        long offset = pack.index().offsetOf(id);
                        if (offset >= 0) {
                            T found = inPack.apply(pack, offset);
                            context.foundIn(pack);
                            return Optional.of(found);
                        }
                    } catch (NoSuchFileException removed) {
                        gone = true;
                    } catch (IOException broken) {
                        damage = broken; // another copy may be whole
                    }
                }
                try {
                    Optional<T> found = inLoose.apply(folder.loose());
                    if (found.isPresent()) {
                        return found;
                    }
                } catch (IOException broken) {
                    damage = broken;
                }
            }
            boolean again = attempt < MOST_RETRIES && refresh(gone);
            if (!again && damage != null) {
                throw damage;
            }
            if (!again && !gone) {
                return Optional.empty();
            }
            if (attempt >= MOST_RETRIES) {
                throw new IOException("the packs of " + objects + " change faster than they can be read");
            }
        }
    }
}
