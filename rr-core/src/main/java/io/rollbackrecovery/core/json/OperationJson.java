package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.id.OperationId;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.core.plan.OperationKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Operations of the journal as JSON: the document {@code rr/operation/1}. */
public final class OperationJson {
    private static final String SCHEMA = "rr/operation/1";

    private OperationJson() {}

    /**
     * Writes an operation.
     *
     * @param operation the operation
     * @return a JSON document, several lines, the last one ended
     */
    public static String write(Operation operation) {
        ObjectNode node = Fields.object();
        node.put("schema", SCHEMA);
        node.put("id", operation.id().value());
        node.put("kind", operation.kind().word());
        node.put("summary", operation.summary());
        node.put("time", operation.time().toString());
        Fields.signature(node.putObject("who"), operation.who());
        Fields.put(node, "session", operation.session());
        Fields.list(node, "refs", operation.refMoves(), Fields::move);
        operation.headMove().ifPresent(move -> Fields.head(node.putObject("head"), move));
        operation.treeMove().ifPresent(move -> Fields.trees(node.putObject("workTree"), move));
        operation.captureMove().ifPresent(move -> Fields.captures(node.putObject("uncommitted"), move));
        Fields.put(node, "undoes", operation.undoes());
        return Fields.print(node);
    }

    /**
     * Reads an operation.
     *
     * @param json what {@link #write} gave
     * @return the operation
     * @throws io.rollbackrecovery.core.error.RrException {@code CORRUPT} if it is not such a document;
     *     {@code UNSUPPORTED_FORMAT} if it is of another version
     */
    public static Operation read(String json) {
        return Fields.parse("an operation", SCHEMA, json, OperationJson::read);
    }

    private static Operation read(JsonNode node) {
        return new Operation(
                new OperationId(Fields.text(node, "id")),
                OperationKind.ofWord(Fields.text(node, "kind")),
                Fields.text(node, "summary"),
                Fields.time(node, "time"),
                Fields.signature(Fields.require(node, "who")),
                Fields.optional(node, "session", SessionId::new),
                Fields.list(node, "refs", Fields::move),
                Fields.optionalObject(node, "head", Fields::head),
                Fields.optionalObject(node, "workTree", Fields::trees),
                Fields.optionalObject(node, "uncommitted", Fields::captures),
                Fields.optional(node, "undoes", OperationId::new));
    }
}
