package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TagId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.json.text.JsonText;
import io.rollbackrecovery.core.plan.CaptureMove;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.HeadMove;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.TreeMove;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.SourceFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The values that plans and operations share, to JSON and back. */
final class Fields {
    private Fields() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String print(ObjectNode node) {
        return JsonText.print(node) + "\n";
    }

    /** Parses a document of a schema; whatever is wrong with it ends as CORRUPT, naming what it should have been. */
    static <T> T parse(String what, String schema, String json, Function<JsonNode, T> reader) {
        try {
            JsonNode node = JsonText.parse(json);
            String found = node.path("schema").asString("");
            if (!found.equals(schema)) {
                throw new RrException(
                        ErrorCode.UNSUPPORTED_FORMAT,
                        "not " + what + " that this version of RR reads: schema '" + found + "', expected '" + schema
                                + "'",
                        "Use the version of RR that wrote it.");
            }
            return reader.apply(node);
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new RrException(ErrorCode.CORRUPT, "not " + what + ": " + e.getMessage(), "", e);
        }
    }

    static JsonNode require(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("no '" + field + "'");
        }
        return value;
    }

    static String text(JsonNode node, String field) {
        return require(node, field).asString();
    }

    static <T> Optional<T> optional(JsonNode node, String field, Function<String, T> reader) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(reader.apply(value.asString()));
    }

    static <T> Optional<T> optionalObject(JsonNode node, String field, Function<JsonNode, T> reader) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(reader.apply(value));
    }

    static void put(ObjectNode node, String field, Optional<?> value) {
        value.ifPresent(present -> node.put(field, present.toString()));
    }

    static <T> void list(ObjectNode node, String field, List<T> values, BiConsumer<ObjectNode, T> writer) {
        var array = node.putArray(field);
        values.forEach(value -> writer.accept(array.addObject(), value));
    }

    static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> reader) {
        List<T> values = new ArrayList<>();
        require(node, field).forEach(value -> values.add(reader.apply(value)));
        return List.copyOf(values);
    }

    static void texts(ObjectNode node, String field, List<?> values) {
        var array = node.putArray(field);
        values.forEach(value -> array.add(value.toString()));
    }

    static <T> List<T> texts(JsonNode node, String field, Function<String, T> reader) {
        return list(node, field, value -> reader.apply(value.asString()));
    }

    static Instant time(JsonNode node, String field) {
        return Instant.parse(text(node, field));
    }

    /** A path, with its bytes beside where it is not UTF-8. */
    static void path(ObjectNode node, String field, RepoPath path) {
        node.put(field, path.toString());
        if (!path.isUtf8()) {
            node.put(field + "Bytes", Base64.getEncoder().encodeToString(path.bytes()));
        }
    }

    static RepoPath path(JsonNode node, String field) {
        return optional(
                        node,
                        field + "Bytes",
                        base64 -> RepoPath.ofBytes(Base64.getDecoder().decode(base64)))
                .orElseGet(() -> RepoPath.of(text(node, field)));
    }

    static void signature(ObjectNode node, Signature signature) {
        node.put("name", signature.name());
        node.put("email", signature.email());
        node.put("time", signature.time().toString());
        node.put("offset", signature.offset().getId());
    }

    static Signature signature(JsonNode node) {
        return new Signature(
                text(node, "name"), text(node, "email"), time(node, "time"), ZoneOffset.of(text(node, "offset")));
    }

    static void move(ObjectNode node, RefMove move) {
        node.put("ref", move.ref().value());
        move.from().ifPresent(id -> node.put("from", typed(id)));
        move.to().ifPresent(id -> node.put("to", typed(id)));
    }

    static RefMove move(JsonNode node) {
        return new RefMove(
                new RefName(text(node, "ref")), optional(node, "from", Fields::id), optional(node, "to", Fields::id));
    }

    /** Object ids carry their type, since a tag and a commit are written alike. */
    private static String typed(GitId id) {
        return id.getClass().getSimpleName().replace("Id", "").toLowerCase(Locale.ROOT) + ":" + id.hex();
    }

    private static GitId id(String typed) {
        int colon = typed.indexOf(':');
        String hex = typed.substring(colon + 1);
        return switch (typed.substring(0, Math.max(colon, 0))) {
            case "commit" -> new CommitId(hex);
            case "tag" -> new TagId(hex);
            case "tree" -> new TreeId(hex);
            case "blob" -> new BlobId(hex);
            default -> throw new IllegalArgumentException("not an id with its type: " + typed);
        };
    }

    static void head(ObjectNode node, HeadMove move) {
        node.put("from", head(move.from()));
        node.put("to", head(move.to()));
    }

    static HeadMove head(JsonNode node) {
        return new HeadMove(head(text(node, "from")), head(text(node, "to")));
    }

    private static String head(Head head) {
        return head instanceof Head.OnBranch on
                ? on.branch().value()
                : ((Head.Detached) head).commit().hex();
    }

    private static Head head(String value) {
        return value.startsWith("refs/")
                ? new Head.OnBranch(new RefName(value))
                : new Head.Detached(new CommitId(value));
    }

    static void trees(ObjectNode node, TreeMove move) {
        node.put("from", move.from().hex());
        node.put("to", move.to().hex());
    }

    static TreeMove trees(JsonNode node) {
        return new TreeMove(new TreeId(text(node, "from")), new TreeId(text(node, "to")));
    }

    static void captures(ObjectNode node, CaptureMove move) {
        put(node, "from", move.from());
        put(node, "to", move.to());
        if (!move.only().isEmpty()) {
            list(node, "only", move.only(), (item, path) -> path(item, "path", path));
        }
    }

    static CaptureMove captures(JsonNode node) {
        return new CaptureMove(
                optional(node, "from", CommitId::new),
                optional(node, "to", CommitId::new),
                node.has("only") ? list(node, "only", item -> path(item, "path")) : List.of());
    }

    static void file(ObjectNode node, SourceFile file) {
        path(node, "path", file.path());
        node.put("mode", file.mode().toString());
        node.put("blob", file.blob().hex());
    }

    static SourceFile file(JsonNode node) {
        return new SourceFile(path(node, "path"), mode(node), new BlobId(text(node, "blob")));
    }

    static FileMode mode(JsonNode node) {
        return FileMode.of(Integer.parseInt(text(node, "mode"), 8));
    }
}
