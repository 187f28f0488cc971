package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.Coverage;
import io.rollbackrecovery.core.checkpoint.Skipped;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.SessionId;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checkpoints as JSON: the document {@code rr/checkpoint-record/1} that a repository keeps. */
public final class CheckpointJson {
    private static final String SCHEMA = "rr/checkpoint-record/1";

    private CheckpointJson() {}

    /**
     * Writes a checkpoint.
     *
     * @param checkpoint the checkpoint
     * @return a JSON document, several lines, the last one ended
     */
    public static String write(Checkpoint checkpoint) {
        ObjectNode node = Fields.object();
        node.put("schema", SCHEMA);
        node.put("name", checkpoint.name().value());
        node.put("tag", checkpoint.tag().value());
        node.put("commit", checkpoint.commit().hex());
        Fields.put(node, "branch", checkpoint.branch());
        node.put("time", checkpoint.time().toString());
        Fields.put(node, "session", checkpoint.session());
        Fields.put(node, "capture", checkpoint.capture());
        Fields.texts(
                node, "covers", checkpoint.covers().stream().map(Coverage::word).toList());
        Fields.list(node, "skipped", checkpoint.skipped(), (item, skipped) -> {
            Fields.path(item, "path", skipped.path());
            item.put("reason", skipped.reason());
        });
        return Fields.print(node);
    }

    /**
     * Reads a checkpoint.
     *
     * @param json what {@link #write} gave
     * @return the checkpoint
     * @throws io.rollbackrecovery.core.error.RrException {@code CORRUPT} if it is not such a document;
     *     {@code UNSUPPORTED_FORMAT} if it is of another version
     */
    public static Checkpoint read(String json) {
        return Fields.parse("a checkpoint record", SCHEMA, json, CheckpointJson::read);
    }

    private static Checkpoint read(JsonNode node) {
        return new Checkpoint(
                new CheckpointName(Fields.text(node, "name")),
                new RefName(Fields.text(node, "tag")),
                new CommitId(Fields.text(node, "commit")),
                Fields.optional(node, "branch", RefName::new),
                Fields.time(node, "time"),
                Fields.optional(node, "session", SessionId::new),
                Fields.optional(node, "capture", CommitId::new),
                Fields.texts(node, "covers", word -> Coverage.valueOf(word.toUpperCase(Locale.ROOT))),
                Fields.list(
                        node, "skipped", item -> new Skipped(Fields.path(item, "path"), Fields.text(item, "reason"))));
    }
}
