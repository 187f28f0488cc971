package io.rollbackrecovery.git.internal.objects;

import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.IoProblem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;

/** The loose objects of one objects folder: a zlib stream of type, size and bytes in a file each. Thread-safe. */
final class LooseObjects {
    private static final int LONGEST_HEADER = 32;
    private static final int HEX_AFTER_FOLDER = Constants.OBJECT_ID_STRING_LENGTH - 2;

    private final Path folder;

    LooseObjects(Path folder) {
        this.folder = folder;
    }

    /** What stands before an object's bytes in its stream. */
    private record Header(int type, long size) {}

    Path pathOf(AnyObjectId id) {
        String name = id.name();
        return folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
    }

    boolean has(AnyObjectId id) {
        return Files.isRegularFile(pathOf(id));
    }

    Optional<ObjectLoader> open(ReadContext context, AnyObjectId id, int streamThreshold) throws IOException {
        Path file = pathOf(id);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = new InflaterInputStream(raw, context.inflater(), 1 << 13)) {
            Header header = readHeader(in, id);
            if (header.size() > streamThreshold) {
                return Optional.of(new LargeObject(id.copy(), header.type(), header.size(), () -> stream(file, id)));
            }
            byte[] bytes = in.readNBytes((int) header.size());
            if (bytes.length != header.size() || in.read() >= 0) {
                throw new CorruptObjectException(id, "its length is not the one that it states");
            }
            return Optional.of(new ObjectLoader.SmallObject(header.type(), bytes));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        } catch (ZipException | EOFException broken) {
            throw damaged(id, broken);
        } catch (IOException failed) {
            throw IoProblem.at(pathOf(id), failed);
        }
    }

    Optional<Long> size(ReadContext context, AnyObjectId id) throws IOException {
        try (InputStream raw = Files.newInputStream(pathOf(id));
                InputStream in = new InflaterInputStream(raw, context.inflater(), 512)) {
            return Optional.of(readHeader(in, id).size());
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        } catch (ZipException | EOFException broken) {
            throw damaged(id, broken);
        } catch (IOException failed) {
            throw IoProblem.at(pathOf(id), failed);
        }
    }

    void resolve(Set<ObjectId> matches, AbbreviatedObjectId prefix, int limit) throws IOException {
        String name = prefix.name();
        Path sub = folder.resolve(name.substring(0, 2));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(sub)) {
            for (Path file : files) {
                String hex = String.valueOf(file.getFileName());
                if (hex.length() == HEX_AFTER_FOLDER && ObjectId.isId(name.substring(0, 2) + hex)) {
                    ObjectId id = ObjectId.fromString(name.substring(0, 2) + hex);
                    if (prefix.prefixCompare(id) == 0 && matches.size() <= limit) {
                        matches.add(id);
                    }
                }
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return; // no object begins so
        }
    }

    private static InputStream stream(Path file, AnyObjectId id) throws IOException {
        InputStream in = new InflaterInputStream(Files.newInputStream(file));
        readHeader(in, id);
        return in;
    }

    private static Header readHeader(InputStream in, AnyObjectId id) throws IOException {
        StringBuilder text = new StringBuilder(LONGEST_HEADER);
        for (int c = in.read(); c != 0; c = in.read()) {
            if (c < 0 || text.length() == LONGEST_HEADER) {
                throw new CorruptObjectException(id, "it has no header");
            }
            text.append((char) c);
        }
        int space = text.indexOf(" ");
        String size = space < 0 ? "" : text.substring(space + 1);
        if (!size.matches("\\d{1,18}")) {
            throw new CorruptObjectException(id, "its header is not one");
        }
        byte[] type = text.substring(0, space + 1).getBytes(StandardCharsets.ISO_8859_1);
        return new Header(
                Constants.decodeTypeString(id, type, (byte) ' ', new org.eclipse.jgit.util.MutableInteger()),
                Long.parseLong(size));
    }

    private static CorruptObjectException damaged(AnyObjectId id, IOException cause) {
        CorruptObjectException exception = new CorruptObjectException(id, "its stream is broken");
        exception.initCause(cause);
        return exception;
    }

    /** Makes the folder of an object's file and answers whether it was not there. */
    boolean makeFolderFor(AnyObjectId id) throws IOException {
        Path sub = Durable.folderOf(pathOf(id));
        if (Files.isDirectory(sub)) {
            return false;
        }
        Files.createDirectories(sub);
        return true;
    }
}
