package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.layout.RepositoryConfig;
import io.rollbackrecovery.git.internal.refs.RefSnapshot;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * Writes the git directory of a scratch work tree. It has objects, refs and HEAD of its own and borrows what it reads
 * from the user's repository through {@code objects/info/alternates}; branches and tags are copied, for commands like
 * {@code git describe}. It has no remote, no hook and no filter: git commands inside work and reach nothing outside.
 */
final class GitFolder {
    private static final String CONFIG = """
            [core]
            \trepositoryformatversion = 0
            \tbare = false
            \tlogallrefupdates = false
            \thooksPath = /dev/null
            \tfsmonitor = false
            \tuntrackedCache = false
            [gc]
            \tauto = 0
            [maintenance]
            \tauto = false
            [advice]
            \tdetachedHead = false
            """;
    private static final List<String> LINE_ENDS = List.of("autocrlf", "eol", "safecrlf");

    private GitFolder() {}

    /**
     * Writes it.
     *
     * @param gitDir where; it does not exist
     * @param repository the user's repository
     * @param borrowed objects folders to read from
     * @param head the commit that HEAD names
     */
    static void write(Path gitDir, RepositoryAccess repository, List<Path> borrowed, ObjectId head) throws IOException {
        Files.createDirectories(gitDir.resolve("objects").resolve("info"));
        Files.createDirectories(gitDir.resolve("objects").resolve("pack"));
        Files.createDirectories(gitDir.resolve("refs").resolve("heads"));
        Files.createDirectories(gitDir.resolve("refs").resolve("tags"));
        Files.createDirectories(gitDir.resolve("info"));
        Files.write(gitDir.resolve("objects").resolve("info").resolve("alternates"), alternates(borrowed));
        Files.writeString(gitDir.resolve("config"), CONFIG + lineEnds(repository.config()));
        Files.write(
                gitDir.resolve("packed-refs"), packedRefs(repository.refStore().snapshot()));
        copy(repository, gitDir, "shallow");
        copy(repository, gitDir, "info/attributes");
        Files.writeString(gitDir.resolve("HEAD"), head.name() + "\n");
    }

    private static void copy(RepositoryAccess repository, Path gitDir, String name) throws IOException {
        Path original = repository.layout().commonDir().resolve(name);
        if (Files.isRegularFile(original)) {
            Files.copy(original, gitDir.resolve(name));
        }
    }

    /** Line ends were written by the repository's configuration, so git must look at them by the same. */
    private static String lineEnds(RepositoryConfig config) {
        StringBuilder text = new StringBuilder("[core]\n");
        for (String name : LINE_ENDS) {
            config.text("core", name)
                    .filter(value -> value.matches("[A-Za-z0-9]+"))
                    .ifPresent(value -> text.append('\t')
                            .append(name)
                            .append(" = ")
                            .append(value)
                            .append('\n'));
        }
        return text.toString();
    }

    private static byte[] packedRefs(RefSnapshot snapshot) {
        Map<String, Ref> refs = new TreeMap<>();
        refs.putAll(snapshot.refs("refs/heads/"));
        refs.putAll(snapshot.refs("refs/tags/"));
        StringBuilder lines = new StringBuilder();
        refs.forEach((name, ref) -> {
            ObjectId id = ref.getObjectId();
            if (id != null) {
                lines.append(id.name()).append(' ').append(name).append('\n');
            }
        });
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] alternates(List<Path> folders) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Path folder : folders) {
            byte[] name = bytesOf(folder);
            // a line is a path, or a C string if it begins with a quote; what holds a line end must be one
            lines.writeBytes(folder.toString().indexOf('\n') < 0 ? name : quoted(name));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private static byte[] bytesOf(Path folder) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        Path root = folder.getRoot();
        String separator = folder.getFileSystem().getSeparator();
        name.writeBytes(FileNames.encode(root == null || root.toString().equals("/") ? "" : root.toString()));
        Path path = root == null ? folder : root;
        for (Path part : folder) {
            path = path.resolve(part);
            name.writeBytes(FileNames.encode(separator));
            name.writeBytes(FileNames.bytesOf(path));
        }
        return name.toByteArray();
    }

    private static byte[] quoted(byte[] name) {
        String text = new String(name, StandardCharsets.ISO_8859_1);
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return ("\"" + escaped + "\"").getBytes(StandardCharsets.ISO_8859_1);
    }
}
