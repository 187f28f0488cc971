package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Adds objects to a store. Nothing has its final name before {@link #flush()}, which syncs everything and then puts it
 * in place: after a crash an object is there whole or not at all. A few small objects become loose ones; many or large
 * ones become one pack. What is there already is not written again, but made young, so that no {@code git gc} takes it
 * before a ref holds it.
 *
 * <p>For one thread at a time. Closing without a flush gives up what was added since the last one.
 */
public final class ObjectWriter extends ObjectSink {
    private static final int MOST_LOOSE = 200;
    private static final long MOST_IN_MEMORY = 4L << 20;
    private static final int LARGE = 1 << 20;
    private static final Duration YOUNG = Duration.ofHours(1);

    private final ObjectStore store;
    private final ObjectStore.Existing existing;
    private final ReadContext context = new ReadContext();
    private final Map<ObjectId, Body> pending = new LinkedHashMap<>();
    private long pendingBytes;
    private @Nullable PackBuilder pack;
    private Optional<String> keepNote = Optional.empty();
    private final Set<Path> keepFiles = new LinkedHashSet<>();

    ObjectWriter(ObjectStore store, ObjectStore.Existing existing) {
        this.store = store;
        this.existing = existing;
    }

    /**
     * From now on everything goes into packs that have a {@code .keep} file, which no gc touches (not even
     * {@code git gc --prune=now}), until {@link #releaseKept()}: for objects that no ref holds yet.
     *
     * @param note the content of the file, which says whose it is
     */
    public ObjectWriter keeping(String note) {
        keepNote = Optional.of(note);
        return this;
    }

    /** Answers the {@code .keep} files that the flushes made. */
    public Set<Path> keepFiles() {
        return Set.copyOf(keepFiles);
    }

    /**
     * Removes the {@code .keep} files that the flushes made: refs hold the objects now, or nobody needs them. When many
     * small packs have come together by then, they become one. For the holder of RR's lock.
     */
    public void releaseKept() throws IOException {
        for (Path file : keepFiles) {
            Files.deleteIfExists(file);
        }
        boolean any = !keepFiles.isEmpty();
        keepFiles.clear();
        if (any) {
            store.rollUpSmallPacks();
        }
    }

    @Override
    public ObjectId insert(int type, byte[] data, int off, int len) throws IOException {
        ObjectId id = idFor(type, data, off, len);
        if (holds(id) || isSafelyStored(id)) {
            return id;
        }
        byte[] bytes = new byte[len];
        System.arraycopy(data, off, bytes, 0, len);
        if (pack == null && len < LARGE) {
            pending.put(id, new Body(type, bytes));
            pendingBytes += len;
            if (pending.size() > MOST_LOOSE || pendingBytes > MOST_IN_MEMORY) {
                packWithPending();
            }
        } else {
            packWithPending().add(id, type, bytes);
        }
        return id;
    }

    @Override
    public ObjectId insert(int objectType, long length, InputStream in) throws IOException {
        if (length >= LARGE) {
            return packWithPending().add(objectType, length, in, this::isSafelyStored);
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("an object ends " + (length - bytes.length) + " bytes before its stated length");
        }
        return insert(objectType, bytes, 0, bytes.length);
    }

    private PackBuilder packWithPending() throws IOException {
        PackBuilder ready = pack;
        if (ready == null) {
            ready = new PackBuilder(store.folder());
            pack = ready;
        }
        for (Map.Entry<ObjectId, Body> one : pending.entrySet()) {
            ready.add(one.getKey(), one.getValue().type(), one.getValue().bytes());
        }
        pending.clear();
        pendingBytes = 0;
        return ready;
    }

    /**
     * Answers whether an object need not be written. A writer that keeps what it writes relies on nothing that is there:
     * an attempt that was refused may have left it where {@code git gc --prune=now} takes it before refs hold it. In a
     * store of RR's own nobody collects garbage but RR.
     */
    private boolean isSafelyStored(ObjectId id) throws IOException {
        return (keepNote.isEmpty() || existing == ObjectStore.Existing.OWN) && isStored(id);
    }

    /** Answers whether the store has an object that will stay, making it young if that is needed. */
    private boolean isStored(ObjectId id) throws IOException {
        if (!store.has(context, id, existing)) {
            return false;
        }
        Optional<Path> file = store.fileOf(id);
        if (file.isEmpty()) {
            return existing == ObjectStore.Existing.ANYWHERE; // a borrowed one is kept young by its owner
        }
        try {
            FileTime now = FileTime.fromMillis(System.currentTimeMillis());
            FileTime time = Files.getLastModifiedTime(file.get());
            if (now.toMillis() - time.toMillis() > YOUNG.toMillis()) {
                Files.setLastModifiedTime(file.get(), now);
            }
            return true;
        } catch (NoSuchFileException taken) {
            return false; // a gc was faster: write it again
        }
    }

    boolean holds(AnyObjectId id) {
        return pending.containsKey(id.toObjectId()) || pack != null && pack.has(id);
    }

    Optional<ObjectLoader> open(AnyObjectId id) throws IOException {
        Body waiting = pending.get(id.toObjectId());
        if (waiting != null) {
            return Optional.of(new ObjectLoader.SmallObject(waiting.type(), waiting.bytes()));
        }
        PackBuilder builder = pack;
        Optional<PackBuilder.Entry> packed = builder == null ? Optional.empty() : builder.find(id);
        if (builder == null || packed.isEmpty()) {
            return Optional.empty();
        }
        PackBuilder.Entry entry = packed.get();
        if (entry.size() > LARGE) {
            return Optional.of(new LargeObject(entry.id(), entry.type(), entry.size(), () -> builder.open(entry)));
        }
        try (InputStream in = builder.open(entry)) {
            return Optional.of(new ObjectLoader.SmallObject(entry.type(), in.readAllBytes()));
        }
    }

    void resolve(Set<ObjectId> matches, AbbreviatedObjectId prefix) {
        pending.keySet().stream().filter(id -> prefix.prefixCompare(id) == 0).forEach(matches::add);
        if (pack != null) {
            pack.resolve(matches, prefix);
        }
    }

    /** Answers a reader that also sees what is not flushed yet. */
    @Override
    public ObjectReader newReader() {
        return new StoreReader(store, this);
    }

    /** Syncs all that was added and puts it in place; the objects are readable by everyone afterwards. */
    @Override
    public void flush() throws IOException {
        if (keepNote.isPresent() && !pending.isEmpty()) {
            packWithPending();
        }
        PackBuilder full = pack;
        if (full != null) {
            packWithPending();
            pack = null;
            try (full) {
                if (!full.isEmpty()) {
                    Path path = full.finish(keepNote);
                    if (keepNote.isPresent()) {
                        String name = String.valueOf(path.getFileName());
                        keepFiles.add(path.resolveSibling(name.replace(".pack", ".keep")));
                    }
                }
            }
            store.refresh();
        } else if (!pending.isEmpty()) {
            flushLoose();
        }
    }

    private void flushLoose() throws IOException {
        Map<ObjectId, Path> written = new LinkedHashMap<>();
        LooseObjects loose = store.ownLoose();
        try {
            Files.createDirectories(store.folder());
            for (Map.Entry<ObjectId, Body> one : pending.entrySet()) {
                Path temporary = store.folder().resolve(Leftovers.TEMPORARY + "obj_" + UUID.randomUUID());
                written.put(one.getKey(), temporary);
                Durable.write(temporary, deflated(one.getValue()));
                FilePermissions.makeReadOnly(temporary);
            }
            Set<Path> folders = new LinkedHashSet<>();
            for (Map.Entry<ObjectId, Path> one : written.entrySet()) {
                if (loose.makeFolderFor(one.getKey())) {
                    folders.add(store.folder());
                }
                Path target = loose.pathOf(one.getKey());
                Files.move(one.getValue(), target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                folders.add(Durable.folderOf(target));
            }
            for (Path folder : folders) {
                Durable.syncFolder(folder);
            }
        } finally {
            for (Path temporary : written.values()) {
                Files.deleteIfExists(temporary);
            }
        }
        pending.clear();
        pendingBytes = 0;
    }

    private static byte[] deflated(Body object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(object.bytes().length / 2 + 64);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(Constants.encodedTypeString(object.type()));
            out.write(' ');
            out.write(Constants.encodeASCII(object.bytes().length));
            out.write(0);
            out.write(object.bytes());
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        context.close();
        pending.clear();
        pendingBytes = 0;
        PackBuilder open = pack;
        pack = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException("cannot remove an unfinished pack", failed);
            }
        }
    }
}
