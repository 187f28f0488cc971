package io.rollbackrecovery.git.internal.layout;

import io.rollbackrecovery.core.error.RrException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Any text is a configuration file: it is read, or refused with an error of RR's. */
public final class FuzzConfig {
    private FuzzConfig() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        String expanded = ConfigText.expand(text, (condition, path) -> "[a]\n\tb = c\n");
        try {
            ConfigText.parse(expanded, Path.of("config"));
        } catch (RrException refused) {
            if (refused.getMessage().isEmpty()) {
                throw new IllegalStateException("refused without a reason", refused);
            }
        }
    }
}
