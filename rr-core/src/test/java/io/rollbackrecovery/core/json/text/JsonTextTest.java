package io.rollbackrecovery.core.json.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The same text and the same trees as Jackson's data binding gives, which is the oracle. */
class JsonTextTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(seed = "42", tries = 500)
    void printsAndParsesAsDataBindingDoes(@ForAll("trees") JsonNode tree) {
        String printed = JsonText.print(tree);
        assertThat(printed).isEqualTo(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree));
        assertThat(JsonText.parse(printed)).isEqualTo(MAPPER.readTree(printed)).isEqualTo(tree);
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        return trees(3);
    }

    private static Arbitrary<JsonNode> trees(int depth) {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.strings().map(NODES::stringNode),
                Arbitraries.integers().map(NODES::numberNode),
                Arbitraries.longs().greaterOrEqual(1L << 40).map(NODES::numberNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<JsonNode> inner = Arbitraries.lazy(() -> trees(depth - 1));
        Arbitrary<JsonNode> arrays = inner.list().ofMaxSize(4).map(items -> {
            ArrayNode array = NODES.arrayNode();
            items.forEach(array::add);
            return array;
        });
        Arbitrary<JsonNode> objects = Arbitraries.maps(Arbitraries.strings(), inner)
                .ofMaxSize(4)
                .map(properties -> {
                    ObjectNode object = NODES.objectNode();
                    properties.forEach(object::set);
                    return object;
                });
        return Arbitraries.oneOf(leaves, arrays, objects);
    }

    @Test
    void numbersKeepTheirValue() {
        String big = "123456789012345678901234567890";
        assertThat(JsonText.parse(big).bigIntegerValue()).isEqualTo(new BigInteger(big));
        assertThat(JsonText.print(JsonText.parse(big))).isEqualTo(big);
        assertThat(JsonText.print(JsonText.parse("[1.5,-0.25]"))).isEqualTo("[ 1.5, -0.25 ]");
    }

    @Test
    void nothingIsAMissingNode() {
        assertThat(JsonText.parse(" \n").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,", "{\"a\"}", "{\"a\":}", "nul", "\"", "[1]]", "{} x"})
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(JacksonException.class);
    }

    @Test
    void whatFollowsTheDocumentIsRefused() {
        assertThatThrownBy(() -> JsonText.parse("{} {}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeepDocumentIsRefusedAndNeedsNoDeepStack() {
        assertThatThrownBy(() -> JsonText.parse("[".repeat(1_000_000))).isInstanceOf(JacksonException.class);
    }
}
