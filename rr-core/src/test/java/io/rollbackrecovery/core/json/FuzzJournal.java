package io.rollbackrecovery.core.json;

import io.rollbackrecovery.core.architecture.ArchitectureParser;
import io.rollbackrecovery.core.error.RrException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Any bytes are an operation of the journal, or another document that RR reads: it is read, and then the same after it
 * was written, or refused with an error of RR's. They are an architecture, too.
 */
public final class FuzzJournal {
    /** A kind of document: its schema, and how it is read and written. */
    private record Document(String schema, Function<String, Object> read, Function<Object, String> write) {}

    private FuzzJournal() {}

    private static <T> Document document(String schema, Function<String, T> read, Function<T, String> write) {
        @SuppressWarnings("unchecked")
        Function<Object, String> writeAny = (Function<Object, String>) (Function<?, String>) write;
        return new Document(schema, read::apply, writeAny);
    }

    private static final List<Document> DOCUMENTS = List.of(
            document("operation", OperationJson::read, OperationJson::write),
            document("session", SessionJson::read, SessionJson::write),
            document("checkpoint", CheckpointJson::read, CheckpointJson::write),
            document("plan", PlanJson::read, PlanJson::write),
            document("graph", GraphJson::read, GraphJson::write));

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (Document document : DOCUMENTS) {
            check(document, text);
        }
        ArchitectureParser.parse(text);
    }

    private static void check(Document document, String text) {
        Object value;
        try {
            value = document.read().apply(text);
        } catch (RrException refused) {
            if (refused.getMessage().isEmpty()) {
                throw new IllegalStateException("refused without a reason", refused);
            }
            return;
        }
        String written = document.write().apply(value);
        if (!document.write().apply(document.read().apply(written)).equals(written)) {
            throw new IllegalStateException(document.schema() + " is another one after it was written and read");
        }
    }
}
