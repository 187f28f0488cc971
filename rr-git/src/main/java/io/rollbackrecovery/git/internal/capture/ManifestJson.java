package io.rollbackrecovery.git.internal.capture;

import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.json.text.JsonText;
import io.rollbackrecovery.git.internal.index.FileStat;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.worktree.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Manifests as JSON: the document {@code rr/capture/1}. */
final class ManifestJson {
    private static final String SCHEMA = "rr/capture/1";

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("schema", SCHEMA);
        ArrayNode paths = node.putArray("paths");
        for (CapturedPath path : manifest.paths()) {
            ObjectNode item = paths.addObject();
            put(item, path.path());
            disk(item.putObject("disk"), path.disk());
            ArrayNode index = item.putArray("index");
            path.index().forEach(entry -> entry(index.addObject(), entry));
        }
        ArrayNode skipped = node.putArray("skipped");
        for (Skipped path : manifest.skipped()) {
            ObjectNode item = skipped.addObject();
            put(item, path.path());
            item.put("reason", path.reason());
        }
        return JsonText.print(node).getBytes(StandardCharsets.UTF_8);
    }

    private static void disk(ObjectNode node, Content content) {
        if (content instanceof Content.CapturedFile file) {
            node.put("kind", "file");
            node.put("permissions", Integer.toOctalString(file.permissions()));
            node.put("size", file.size());
            node.put("blob", file.id().name());
        } else if (content instanceof Content.CapturedLink link) {
            node.put("kind", "link");
            node.put("blob", link.id().name());
        } else if (content instanceof Content.Absent) {
            node.put("kind", "absent");
        } else {
            throw new IllegalArgumentException("a capture holds raw bytes only: " + content);
        }
    }

    private static void entry(ObjectNode node, IndexEntry entry) {
        node.put("stage", entry.stage());
        node.put("mode", Integer.toOctalString(entry.mode()));
        node.put("id", entry.id().name());
        flag(node, "assumeValid", entry.assumeValid());
        flag(node, "skipWorktree", entry.skipWorktree());
        flag(node, "intentToAdd", entry.intentToAdd());
    }

    private static void flag(ObjectNode node, String name, boolean value) {
        if (value) {
            node.put(name, true);
        }
    }

    private static void put(ObjectNode node, RepoPath path) {
        node.put("path", path.toString());
        if (!path.isUtf8()) {
            node.put("pathBytes", Base64.getEncoder().encodeToString(path.bytes()));
        }
    }

    static Manifest read(byte[] json) {
        try {
            JsonNode node = JsonText.parse(new String(json, StandardCharsets.UTF_8));
            if (!node.path("schema").asString("").equals(SCHEMA)) {
                throw new RrException(
                        ErrorCode.UNSUPPORTED_FORMAT,
                        "the capture is of schema '" + node.path("schema").asString("") + "', expected " + SCHEMA,
                        "Use the version of RR that wrote it.");
            }
            List<CapturedPath> paths = new ArrayList<>();
            node.path("paths").forEach(item -> paths.add(path(item)));
            List<Skipped> skipped = new ArrayList<>();
            node.path("skipped")
                    .forEach(item -> skipped.add(
                            new Skipped(name(item), item.path("reason").asString())));
            return new Manifest(paths, skipped);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new RrException(ErrorCode.CORRUPT, "a capture's manifest cannot be read: " + e.getMessage(), "", e);
        }
    }

    private static CapturedPath path(JsonNode item) {
        RepoPath path = name(item);
        List<IndexEntry> index = new ArrayList<>();
        item.path("index")
                .forEach(entry -> index.add(new IndexEntry(
                        path,
                        entry.path("stage").asInt(),
                        Integer.parseInt(entry.path("mode").asString(), 8),
                        ObjectId.fromString(entry.path("id").asString()),
                        entry.path("assumeValid").asBoolean(false),
                        entry.path("skipWorktree").asBoolean(false),
                        entry.path("intentToAdd").asBoolean(false),
                        FileStat.UNKNOWN)));
        return new CapturedPath(path, disk(item.path("disk")), index);
    }

    private static Content disk(JsonNode node) {
        return switch (node.path("kind").asString("")) {
            case "absent" -> Content.absent();
            case "file" ->
                new Content.CapturedFile(
                        Integer.parseInt(node.path("permissions").asString(), 8),
                        node.path("size").asLong(),
                        ObjectId.fromString(node.path("blob").asString()));
            case "link" ->
                new Content.CapturedLink(ObjectId.fromString(node.path("blob").asString()));
            default -> throw new IllegalArgumentException("no kind of file: " + node);
        };
    }

    private static RepoPath name(JsonNode item) {
        return item.has("pathBytes")
                ? RepoPath.ofBytes(
                        Base64.getDecoder().decode(item.path("pathBytes").asString()))
                : RepoPath.of(item.path("path").asString());
    }
}
