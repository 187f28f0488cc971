package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a loose ref's file says: an id, or another ref's name. Broken content is neither.
 *
 * @param id the object's id
 * @param target the name of the ref that a symbolic ref names
 */
record LooseRef(Optional<ObjectId> id, Optional<String> target) {
    private static final String SYMBOLIC = "ref:";
    private static final int LONGEST = 1 << 16;

    boolean isBroken() {
        return id.isEmpty() && target.isEmpty();
    }

    /** Reads a file; empty if there is none or if it is a folder. */
    static Optional<LooseRef> read(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return readLink(file);
        }
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > LONGEST) {
                return Optional.of(new LooseRef(Optional.empty(), Optional.empty()));
            }
            return Durable.read(file).map(LooseRef::parse);
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Optional.empty();
        }
    }

    private static Optional<LooseRef> readLink(Path file) throws IOException {
        try {
            String target = Files.readSymbolicLink(file).toString();
            // a link is an old form of symbolic ref; what it points to outside of the refs is not read
            return Optional.of(
                    new LooseRef(Optional.empty(), Optional.of(target).filter(t -> t.startsWith("refs/"))));
        } catch (NoSuchFileException | NotLinkException changed) {
            return Optional.empty();
        } catch (FileSystemException changed) {
            if (Files.isSymbolicLink(file)) {
                throw changed;
            }
            return Optional.empty();
        }
    }

    static LooseRef parse(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.startsWith(SYMBOLIC)) {
            String target = text.substring(SYMBOLIC.length()).strip();
            return new LooseRef(Optional.empty(), Optional.of(target).filter(name -> !name.isEmpty()));
        }
        // after the id there may be anything that begins with white space, as in FETCH_HEAD
        boolean isId = text.length() >= 40
                && ObjectId.isId(text.substring(0, 40))
                && (text.length() == 40 || Character.isWhitespace(text.charAt(40)));
        return new LooseRef(
                isId ? Optional.of(ObjectId.fromString(text.substring(0, 40))) : Optional.empty(), Optional.empty());
    }
}
