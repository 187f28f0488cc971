package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.core.session.SessionStrategy;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions as JSON: the document {@code rr/session-record/1} that a repository keeps. */
public final class SessionJson {
    private static final String SCHEMA = "rr/session-record/1";

    private SessionJson() {}

    /**
     * Writes a session.
     *
     * @param session a session that RR saw begin
     * @return a JSON document, several lines, the last one ended
     */
    public static String write(Session session) {
        ObjectNode node = Fields.object();
        node.put("schema", SCHEMA);
        node.put("id", session.id().value());
        node.put("name", session.name());
        node.put("state", session.state().word());
        node.put("strategy", session.strategy().word());
        Fields.put(node, "agent", session.agent());
        Fields.put(node, "baseRef", session.baseRef());
        node.put("base", session.base().hex());
        node.put("head", session.head().hex());
        Fields.put(node, "branch", session.branch());
        Fields.put(node, "checkpoint", session.checkpoint());
        node.put("began", session.began().toString());
        Fields.put(node, "ended", session.ended());
        Fields.put(node, "result", session.result());
        Fields.list(node, "scope", session.scope(), (item, path) -> Fields.path(item, "path", path));
        return Fields.print(node);
    }

    /**
     * Reads a session.
     *
     * @param json what {@link #write} gave
     * @return the session
     * @throws io.rollbackrecovery.core.error.RrException {@code CORRUPT} if it is not such a document;
     *     {@code UNSUPPORTED_FORMAT} if it is of another version
     */
    public static Session read(String json) {
        return Fields.parse("a session record", SCHEMA, json, SessionJson::read);
    }

    private static Session read(JsonNode node) {
        return Session.builder(
                        new SessionId(Fields.text(node, "id")),
                        Fields.text(node, "name"),
                        new CommitId(Fields.text(node, "base")),
                        Fields.time(node, "began"))
                .state(SessionState.valueOf(Fields.text(node, "state").toUpperCase(Locale.ROOT)))
                .strategy(SessionStrategy.valueOf(Fields.text(node, "strategy").toUpperCase(Locale.ROOT)))
                .agent(Fields.optional(node, "agent", agent -> agent))
                .baseRef(Fields.optional(node, "baseRef", RefName::new))
                .head(new CommitId(Fields.text(node, "head")))
                .branch(Fields.optional(node, "branch", RefName::new))
                .checkpoint(Fields.optional(node, "checkpoint", CheckpointName::new))
                .ended(Fields.optional(node, "ended", Instant::parse))
                .result(Fields.optional(node, "result", CommitId::new))
                .scope(Fields.list(node, "scope", item -> Fields.path(item, "path")))
                .build();
    }
}
