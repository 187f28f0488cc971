package io.rollbackrecovery.git.internal.journal;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.json.OperationJson;
import io.rollbackrecovery.core.json.text.JsonText;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.git.internal.files.Durable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation that is under way: the file {@code <commonDir>/rr/pending/<operation>.json}, written and synced before
 * anything of the user's moves, deleted when all is done. Whoever holds RR's lock and finds one knows that its process
 * died, and what to do from it alone.
 *
 * @param operation the operation as the journal records it, or would
 * @param commit the commit that the journal points to once the operation has happened
 * @param token what is in the lock files that are ours
 * @param gitDir the git directory of the work tree that it was applied from
 * @param locks the lock files that were to be taken
 */
public record Pending(Operation operation, CommitId commit, String token, Path gitDir, List<Path> locks) {
    private static final String SCHEMA = "rr/pending/1";

    /** Copies the list, so that the value is immutable. */
    public Pending {
        locks = List.copyOf(locks);
    }

    /** Writes the file for good. */
    public void write(Path rrDir) throws IOException {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("schema", SCHEMA);
        node.put("operation", OperationJson.write(operation));
        node.put("commit", commit.hex());
        node.put("token", token);
        node.put("gitDir", gitDir.toUri().toString());
        ArrayNode paths = node.putArray("locks");
        locks.forEach(lock -> paths.add(lock.toUri().toString()));
        Path file = file(rrDir);
        Files.createDirectories(Durable.folderOf(file));
        Durable.replace(
                file,
                file.resolveSibling(operation.id() + ".new"),
                JsonText.print(node).getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes the file for good: the operation is done, or was taken back. */
    public void delete(Path rrDir) throws IOException {
        Durable.delete(file(rrDir));
    }

    /** The file's place. */
    public Path file(Path rrDir) {
        return rrDir.resolve("pending").resolve(operation.id() + ".json");
    }

    /** Finds what is under way; nothing, unless a process died or is at work now. */
    public static Optional<Pending> find(Path rrDir) throws IOException {
        Path folder = rrDir.resolve("pending");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                Optional<byte[]> content = Durable.read(file);
                if (content.isPresent()) {
                    return Optional.of(read(file, new String(content.get(), StandardCharsets.UTF_8)));
                }
            }
        }
        return Optional.empty();
    }

    /** Removes files that were not written to the end: their operation had not begun. The caller holds RR's lock. */
    public static void removeUnfinished(Path rrDir) throws IOException {
        Path folder = rrDir.resolve("pending");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.new")) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Pending read(Path file, String json) {
        try {
            JsonNode node = JsonText.parse(json);
            if (!node.path("schema").asString("").equals(SCHEMA)) {
                throw new RrException(
                        ErrorCode.UNSUPPORTED_FORMAT,
                        file + " is of schema '" + node.path("schema").asString("") + "', expected " + SCHEMA,
                        "Use the version of RR that wrote it.");
            }
            List<Path> locks = new ArrayList<>();
            node.path("locks").forEach(lock -> locks.add(Path.of(URI.create(lock.asString()))));
            return new Pending(
                    OperationJson.read(node.path("operation").asString()),
                    new CommitId(node.path("commit").asString()),
                    node.path("token").asString(),
                    Path.of(URI.create(node.path("gitDir").asString())),
                    locks);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new RrException(
                    ErrorCode.CORRUPT,
                    file + " cannot be read: " + e.getMessage(),
                    "It says what an interrupted operation was about to do; keep it and report this.",
                    e);
        }
    }
}
