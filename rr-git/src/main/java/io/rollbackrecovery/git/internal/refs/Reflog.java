package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.files.Uninterrupted;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.layout.RepositoryConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * The reflogs of a repository, as seen from one work tree: a line for each move of a branch and of HEAD. They are a help
 * for people, not a part of what RR promises to restore.
 */
public final class Reflog {
    private static final List<String> LOGGED_BY_DEFAULT = List.of("refs/heads/", "refs/remotes/", "refs/notes/");
    private static final int LINES_COMPARED = 20;

    private final GitLayout layout;
    private final String policy;

    private Reflog(GitLayout layout, String policy) {
        this.layout = layout;
        this.policy = policy;
    }

    /** Opens the reflogs; {@code core.logAllRefUpdates} says which refs have one. */
    public static Reflog open(GitLayout layout, RepositoryConfig config) {
        String configured = config.text("core", "logAllRefUpdates").orElse(layout.isBare() ? "false" : "true");
        return new Reflog(layout, configured.toLowerCase(Locale.ROOT));
    }

    /** Answers the file of a ref's log, whether or not it exists. */
    public static Path fileOf(GitLayout layout, String name) {
        Path base = RefStore.isPrivate(name) ? layout.gitDir() : layout.commonDir();
        return FileNames.resolve(base.resolve("logs"), name);
    }

    /**
     * Appends a line for a move, if the repository's configuration wants one. Appending the very same line again
     * changes nothing, so that a recovery may repeat it. The caller holds the ref's lock, so that git writes no line at
     * the same time.
     *
     * @param name the ref that moved, or {@code HEAD}
     * @param from where it pointed; empty if it did not exist
     * @param to where it points
     * @param who by whom and when
     * @param message why, one line
     */
    public void append(String name, Optional<ObjectId> from, ObjectId to, PersonIdent who, String message)
            throws IOException {
        Path file = fileOf(layout, name);
        if (!isLogged(name) && !Files.isRegularFile(file)) {
            return;
        }
        if (!hasRoomFor(file)) {
            return; // the log of another branch that is gone lies in the way; git would refuse the whole move
        }
        byte[] line = line(from.orElse(ObjectId.zeroId()), to, who, message);
        byte[] before = Durable.read(file).orElse(new byte[0]);
        if (hasLately(before, line)) {
            return;
        }
        Files.createDirectories(Durable.folderOf(file));
        boolean torn = before.length > 0 && before[before.length - 1] != '\n';
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(line.length + 1);
        if (torn) {
            bytes.write('\n');
        }
        bytes.writeBytes(line);
        appendOnce(file, before.length, bytes.toByteArray());
    }

    private boolean hasRoomFor(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !deleteEmptyFolders(file)) {
            return false;
        }
        Path root = layout.commonDir().resolve("logs");
        for (Path at = Durable.folderOf(file); at.startsWith(root); at = Durable.folderOf(at)) {
            if (Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return true;
    }

    private static boolean deleteEmptyFolders(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            if (deepestFirst.stream().anyMatch(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
                return false;
            }
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
            return true;
        } catch (UncheckedIOException unreadable) {
            throw IoProblem.in(unreadable);
        }
    }

    private static void appendOnce(Path file, long end, byte[] bytes) throws IOException {
        Uninterrupted.run(file, () -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // at a fixed place and not 'at the end', so that a repeated attempt writes no second line
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer, end + buffer.position());
                }
                channel.force(true);
            }
        });
    }

    private boolean isLogged(String name) {
        return switch (policy) {
            case "always" -> true;
            case "true", "yes", "on", "1", "" ->
                name.equals("HEAD") || LOGGED_BY_DEFAULT.stream().anyMatch(name::startsWith);
            default -> false;
        };
    }

    private static byte[] line(ObjectId from, ObjectId to, PersonIdent who, String message) {
        String text = message.replaceAll("\\s+", " ").strip();
        String line = from.name() + " " + to.name() + " " + who.toExternalString() + (text.isEmpty() ? "" : "\t" + text)
                + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasLately(byte[] log, byte[] line) {
        int end = log.length;
        for (int i = 0; i < LINES_COMPARED && end > 0; i++) {
            int start = end - 1;
            while (start > 0 && log[start - 1] != '\n') {
                start--;
            }
            if (Arrays.equals(log, start, end, line, 0, line.length)) {
                return true;
            }
            end = start;
        }
        return false;
    }

    /**
     * Brings the logs up to date with refs that moved: appends a line for each that is logged, and removes the log of each
     * that was deleted (where it stayed, git could not make a branch such as {@code a} after {@code a/b}). Repeating it
     * changes nothing. HEAD's own line is a matter of its own: {@link #append}.
     */
    public void record(Collection<RefChange> moved, PersonIdent who, String message) throws IOException {
        for (RefChange change : moved) {
            if (change.to().isEmpty()) {
                delete(change.name());
            }
        }
        for (RefChange change : moved) {
            if (change.to().isPresent()) {
                append(change.name(), change.from(), change.to().get(), who, message);
            }
        }
    }

    /** Removes the log of a ref that was deleted, as git does, and folders that are empty then. */
    public void delete(String name) throws IOException {
        Path file = fileOf(layout, name);
        Files.deleteIfExists(file);
        Path root = layout.commonDir().resolve("logs").resolve("refs");
        for (Path at = Durable.folderOf(file);
                at.startsWith(root) && at.getNameCount() > root.getNameCount() + 1;
                at = Durable.folderOf(at)) {
            try {
                Files.deleteIfExists(at);
            } catch (java.nio.file.DirectoryNotEmptyException inUse) {
                return;
            }
        }
    }
}
