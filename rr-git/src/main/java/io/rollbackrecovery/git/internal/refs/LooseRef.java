package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
    private static final int LONGEST_NAME = 200;

    boolean isBroken() {
        return id.isEmpty() && target.isEmpty();
    }

    /** Reads a file; empty if there is none or if it is a folder. */
    static Optional<LooseRef> read(Path file) throws IOException {
        Optional<BasicFileAttributes> attributes = attributes(file);
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        if (attributes.get().isSymbolicLink()) {
            return readLink(file);
        }
        if (!attributes.get().isRegularFile()) {
            return Optional.empty();
        }
        if (attributes.get().size() > LONGEST) {
            return Optional.of(new LooseRef(Optional.empty(), Optional.empty()));
        }
        // It may have gone since: then reading finds nothing either.
        return Durable.read(file).map(LooseRef::parse);
    }

    /** Looks at a file. One that cannot be looked at is not the same as none: a branch would seem to have no commit. */
    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (FileSystemException e) {
            // Another ref's file stands where the folder of this one would be, or no file can have such a name.
            if (String.valueOf(file.getFileName()).length() < LONGEST_NAME
                    && Files.isDirectory(Durable.folderOf(file))) {
                throw e;
            }
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
