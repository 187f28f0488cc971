package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.examples.cli.verbs.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks a document against its schema: the part of JSON Schema 2020-12 that the schemas use, and no more. */
final class SchemaCheck {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "required",
            "properties",
            "items",
            "enum",
            "const",
            "pattern",
            "minLength",
            "minimum",
            "maximum",
            "oneOf",
            "anyOf");

    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    static void check(JsonNode document) {
        String name = document.path("schema").asString();
        assertThat(name).matches("rr/[a-z-]+/1");
        String verb = name.substring(3, name.length() - 2);
        JsonNode schema =
                MAPPER.readTree(Schema.read(verb).orElseThrow(() -> new AssertionError("no schema: " + verb)));
        SchemaCheck check = new SchemaCheck(schema);
        // The branch of oneOf is known, and its own problems say more than 'none of two'.
        check.at("", document.has("error") ? def("error", schema) : def("document", schema), document);
        assertThat(check.problems).as(document.toPrettyString()).isEmpty();
    }

    private static JsonNode def(String name, JsonNode root) {
        JsonNode found = root.path("$defs").path(name);
        assertThat(found.isObject()).as("no $defs/" + name).isTrue();
        return found;
    }

    private void at(String place, JsonNode schema, JsonNode value) {
        schema.propertyNames().forEach(word -> assertThat(KNOWN).contains(word));
        if (schema.has("$ref")) {
            at(place, def(schema.path("$ref").asString().substring("#/$defs/".length()), root), value);
        }
        if (schema.has("anyOf")) {
            alternatives(place, schema.path("anyOf"), value);
        }
        if (schema.has("type") && !hasType(schema.path("type"), value)) {
            problems.add(place + ": " + value + " is not " + schema.path("type"));
            return;
        }
        if (schema.has("const") && !schema.path("const").equals(value)) {
            problems.add(place + ": " + value + " is not " + schema.path("const"));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add(place + ": " + value + " is none of " + schema.path("enum"));
        }
        text(place, schema, value);
        if (value.isNumber()
                && (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                        || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY))) {
            problems.add(place + ": " + value + " is out of bounds");
        }
        schema.path("required").forEach(field -> {
            if (!value.has(field.asString())) {
                problems.add(place + ": no " + field.asString());
            }
        });
        schema.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                at(place + "/" + property.getKey(), property.getValue(), value.get(property.getKey()));
            }
        });
        if (schema.has("items") && value.isArray()) {
            value.forEach(item -> at(place + "[]", schema.path("items"), item));
        }
    }

    private void alternatives(String place, JsonNode schemas, JsonNode value) {
        for (JsonNode schema : schemas) {
            SchemaCheck check = new SchemaCheck(root);
            check.at(place, schema, value);
            if (check.problems.isEmpty()) {
                return;
            }
        }
        problems.add(place + ": " + value + " fits none of " + schemas);
    }

    private void text(String place, JsonNode schema, JsonNode value) {
        if (!value.isString()) {
            return;
        }
        String text = value.asString();
        if (schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asString())
                        .matcher(text)
                        .find()) {
            problems.add(place + ": '" + text + "' does not match " + schema.path("pattern"));
        }
        if (text.length() < schema.path("minLength").asInt(0)) {
            problems.add(place + ": '" + text + "' is too short");
        }
    }

    private static boolean contains(JsonNode array, JsonNode value) {
        for (JsonNode item : array) {
            if (item.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (hasType(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asString()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "null" -> value.isNull();
            default -> throw new AssertionError("no such type: " + type);
        };
    }
}
