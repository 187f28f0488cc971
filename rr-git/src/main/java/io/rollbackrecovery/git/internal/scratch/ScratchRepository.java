package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.git.internal.files.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Writes the git directory of a scratch work tree. It has objects, refs and HEAD of its own and borrows what it reads
 * from the user's repository through {@code objects/info/alternates}; it has no remote, no hook and no filter, so git
 * commands inside work and reach nothing outside.
 */
final class ScratchRepository {
    private static final String CONFIG = """
            [core]
            \trepositoryformatversion = 0
            \tbare = false
            \tlogallrefupdates = false
            \tautocrlf = false
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

    private ScratchRepository() {}

    /**
     * Writes it.
     *
     * @param gitDir where; it does not exist
     * @param lender whose objects and refs are borrowed
     * @param borrowed objects folders to read from
     * @param head the commit that HEAD names
     */
    static void write(Path gitDir, Lender lender, List<Path> borrowed, ObjectId head) throws IOException {
        Files.createDirectories(gitDir.resolve("objects").resolve("info"));
        Files.createDirectories(gitDir.resolve("objects").resolve("pack"));
        Files.createDirectories(gitDir.resolve("refs").resolve("heads"));
        Files.createDirectories(gitDir.resolve("refs").resolve("tags"));
        Files.write(gitDir.resolve("objects").resolve("info").resolve("alternates"), alternates(borrowed));
        Files.writeString(gitDir.resolve("config"), CONFIG);
        StringBuilder packed = new StringBuilder("# pack-refs with: sorted \n");
        for (Map.Entry<String, ObjectId> ref : lender.refs().get().entrySet()) {
            packed.append(ref.getValue().name())
                    .append(' ')
                    .append(ref.getKey())
                    .append('\n');
        }
        Files.write(gitDir.resolve("packed-refs"), packed.toString().getBytes(StandardCharsets.UTF_8));
        Path shallow = lender.layout().commonDir().resolve("shallow");
        if (Files.exists(shallow)) {
            Files.copy(shallow, gitDir.resolve("shallow"));
        }
        Files.writeString(gitDir.resolve("HEAD"), head.name() + "\n");
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
