package io.rollbackrecovery.git.internal.merge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the fuzzer calls, with seeded random lines. */
class FuzzTest {
    private static final int INPUTS = 1_500;
    private static final List<String> LINES =
            List.of("a\n", "b\n", "b", "\n", "a\r\n", "\0", "\u00e9\n", "}\n", "  x\n");
    private static final List<String> ENTRIES = List.of(
            "\0\0a\n", "\0\1a\n", "\0\2b\n", "\3\0d\n", "\4\3m\n", "\2\1l\n", "!\0x\n", "\0\0a/b\n", "\0\0..\n", "\0");

    @Test
    void anyThreeTextsAreMerged() {
        Random random = new Random(7);
        for (int i = 0; i < INPUTS; i++) {
            FuzzMerge.fuzzerTestOneInput(some(LINES, random));
        }
    }

    @Test
    void anyThreeTreesAreMergedOrRefused() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < INPUTS; i++) {
            FuzzTreeMerge.fuzzerTestOneInput(some(ENTRIES, random));
        }
    }

    private static byte[] some(List<String> pieces, Random random) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            text.append(
                    random.nextInt(30) == 0
                            ? String.valueOf((char) random.nextInt(256))
                            : pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
