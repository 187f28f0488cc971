package io.rollbackrecovery.examples.cli.output;

import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.examples.cli.wire.ErrorDoc;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Writes records as JSON objects, component by component. An empty {@code Optional} is left out, null is written; a path
 * that is not UTF-8 gets a field {@code <name>Bytes} beside it. Jackson's data binding would do it too, for a tenth of a
 * second more at every start. Thread-safe.
 */
public final class Json {
    // What is written to is not ours to close.
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final Map<Class<?>, List<Part>> PARTS = new ConcurrentHashMap<>();

    private record Part(String name, Method accessor) {}

    private Json() {}

    /** Gives a verb's document: its schema, its fields, the warnings. On one line or on several, ended. */
    public static String document(String verb, Record document, List<Warning> warnings, boolean compact) {
        StringWriter text = new StringWriter();
        write(verb, document, warnings, compact, text);
        return text.toString();
    }

    /**
     * Writes a verb's document, as {@link #document} gives it, while it is made: it may be larger than the memory. What
     * was written before a failure stays written, so whoever makes the document finds out first whether it can be made.
     */
    public static void write(String verb, Record document, List<Warning> warnings, boolean compact, Writer to) {
        try (JsonGenerator json = FACTORY.createGenerator(new Layout(compact), to)) {
            json.writeStartObject();
            json.writeStringProperty("schema", "rr/" + verb + "/1");
            fields(json, document);
            json.writeArrayPropertyStart("warnings");
            for (Warning warning : warnings) {
                json.writeStartObject();
                json.writeStringProperty("code", warning.code());
                json.writeStringProperty("message", warning.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** Gives the document of a failure. */
    public static String failure(String verb, Failure failure, boolean compact) {
        return document(
                verb,
                ErrorDoc.of(failure.code(), String.valueOf(failure.getMessage()), failure.hint(), failure.paths()),
                List.of(),
                compact);
    }

    private static void fields(JsonGenerator json, Record document) {
        for (Part part : PARTS.computeIfAbsent(document.getClass(), Json::partsOf)) {
            Object value = valueOf(part.accessor(), document);
            if (value instanceof Optional<?> optional) {
                if (optional.isEmpty()) {
                    continue;
                }
                value = optional.get();
            }
            json.writeName(part.name());
            value(json, value);
            bytes(json, part.name(), value);
        }
    }

    private static void value(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof GitId id) {
            json.writeString(id.hex());
        } else if (value instanceof String || value instanceof RepoPath || value instanceof Instant) {
            json.writeString(value.toString());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(item -> value(json, item));
            json.writeEndArray();
        } else if (value instanceof Record document) {
            json.writeStartObject();
            fields(json, document);
            json.writeEndObject();
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void bytes(JsonGenerator json, String name, @Nullable Object value) {
        if (value instanceof RepoPath path && !path.isUtf8()) {
            json.writeStringProperty(name + "Bytes", base64(path));
        } else if (value instanceof List<?> list
                && list.stream().anyMatch(item -> item instanceof RepoPath path && !path.isUtf8())) {
            json.writeArrayPropertyStart(name + "Bytes");
            list.forEach(item -> json.writeString(base64((RepoPath) item)));
            json.writeEndArray();
        }
    }

    private static String base64(RepoPath path) {
        return Base64.getEncoder().encodeToString(path.bytes());
    }

    private static List<Part> partsOf(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map((RecordComponent component) -> new Part(nameOf(component), component.getAccessor()))
                .toList();
    }

    /** A word of Java, such as case, ends in an underscore where it names a component. */
    private static String nameOf(RecordComponent component) {
        String name = component.getName();
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }

    private static @Nullable Object valueOf(Method accessor, Record document) {
        try {
            return accessor.invoke(document);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }

    /** Tells the generator whether to break lines. */
    private static final class Layout extends ObjectWriteContext.Base {
        private final boolean compact;

        Layout(boolean compact) {
            this.compact = compact;
        }

        @Override
        public @Nullable PrettyPrinter getPrettyPrinter() {
            return compact ? null : new DefaultPrettyPrinter();
        }
    }
}
