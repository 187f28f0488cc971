package io.rollbackrecovery.core.json.text;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON trees. Jackson's {@code ObjectMapper} does the same; but it loads some 400 classes first, of
 * which a tree needs none, and the first checkpoint of a process would wait for them. Thread-safe.
 */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonText() {}

    /**
     * Parses a document.
     *
     * @param json the document; of a name that comes twice the last value counts
     * @return its tree; a missing node if there is nothing but white space
     * @throws tools.jackson.core.JacksonException if it is not JSON, or nested deeper than Jackson reads
     * @throws IllegalArgumentException if something follows the document
     */
    public static JsonNode parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return NODES.missingNode();
            }
            JsonNode node = value(parser, first);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the document");
            }
            return node;
        }
    }

    private static JsonNode value(JsonParser parser, JsonToken token) {
        switch (token) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    object.set(name, value(parser, parser.nextToken()));
                }
                return object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    array.add(value(parser, item));
                }
                return array;
            }
            case VALUE_STRING -> {
                return NODES.stringNode(parser.getString());
            }
            case VALUE_NUMBER_INT -> {
                return switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            }
            case VALUE_NUMBER_FLOAT -> {
                return NODES.numberNode(parser.getDoubleValue());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            }
            case VALUE_NULL -> {
                return NODES.nullNode();
            }
            default -> throw new IllegalArgumentException("no value: " + token);
        }
    }

    /**
     * Prints a tree.
     *
     * @param node the tree
     * @return the document, a line for each property of an object, arrays on one line
     */
    public static String print(JsonNode node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(new Layout(), text)) {
            print(json, node);
        }
        return text.toString();
    }

    private static void print(JsonGenerator json, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                node.forEachEntry((name, value) -> {
                    json.writeName(name);
                    print(json, value);
                });
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                node.forEach(item -> print(json, item));
                json.writeEndArray();
            }
            case STRING -> json.writeString(node.asString());
            case BOOLEAN -> json.writeBoolean(node.asBoolean());
            case NULL -> json.writeNull();
            case NUMBER -> {
                if (!node.isIntegralNumber()) {
                    json.writeNumber(node.doubleValue());
                } else if (node.canConvertToLong()) {
                    json.writeNumber(node.longValue());
                } else {
                    json.writeNumber(node.bigIntegerValue());
                }
            }
            default -> throw new IllegalArgumentException("no JSON for " + node.getNodeType());
        }
    }

    private static final class Layout extends ObjectWriteContext.Base {
        private final PrettyPrinter printer = new DefaultPrettyPrinter();

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }
    }
}
