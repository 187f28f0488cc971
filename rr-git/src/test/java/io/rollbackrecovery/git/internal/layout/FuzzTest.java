package io.rollbackrecovery.git.internal.layout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the fuzzer calls, with seeded random pieces of configuration. */
class FuzzTest {
    private static final List<String> PIECES = List.of(
            "[core]\n",
            "[a \"b\"]\n",
            "[include]\n",
            "path = x\n",
            "[includeIf \"gitdir:/\"]\n",
            "a = b\n",
            "a\n",
            "\\\n",
            "\"",
            "\\",
            "#",
            ";",
            "]",
            "[",
            "\t",
            "\r\n",
            "=",
            "\ufeff",
            "\0");

    @Test
    void anyConfigurationIsReadOrRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            int count = random.nextInt(20);
            for (int j = 0; j < count; j++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            FuzzConfig.fuzzerTestOneInput(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
