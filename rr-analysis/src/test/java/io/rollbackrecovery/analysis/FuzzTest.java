package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the fuzzer calls, with seeded random words and with every input that once went wrong. */
class FuzzTest {
    private static final int INPUTS = 400;

    private static final Map<String, Consumer<byte[]>> TARGETS = Map.of(
            "FuzzScanner", FuzzScanner::fuzzerTestOneInput,
            "FuzzLinker", FuzzLinker::fuzzerTestOneInput,
            "FuzzRisk", FuzzRisk::fuzzerTestOneInput,
            "FuzzFacts", FuzzFacts::fuzzerTestOneInput);

    @TestFactory
    List<DynamicTest> anyWordsAndBytes() {
        return TARGETS.entrySet().stream()
                .map(target -> DynamicTest.dynamicTest(target.getKey(), () -> {
                    Random random = new Random(7);
                    for (int i = 0; i < INPUTS; i++) {
                        target.getValue().accept(FuzzWords.input(random));
                    }
                    target.getValue().accept(new byte[0]);
                }))
                .toList();
    }

    /** Lines of a target and an input in Base64. */
    @Test
    void whatOnceWentWrong() throws IOException {
        try (InputStream in = FuzzTest.class.getResourceAsStream("fuzz-findings.txt")) {
            assertThat(in).isNotNull();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    List<String> words = Arrays.asList(line.split(" ", -1));
                    TARGETS.get(words.get(0)).accept(Base64.getDecoder().decode(words.get(1)));
                }
            }
        }
    }
}
