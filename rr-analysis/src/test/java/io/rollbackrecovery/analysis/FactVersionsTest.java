package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.internal.facts.FactCodec;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Facts are kept beyond the process by the version of their language, so what reads the same bytes otherwise needs
 * another version.
 */
class FactVersionsTest {
    /** Language, version of the form and of the language, digest. */
    private static final String KNOWN = """
            c 1/1 65fa8a4f13fe
            config 1/1 13b59a7d000e
            csharp 1/1 0c8bacf18d29
            css 1/1 e71ea01f6563
            go 1/1 cf6c58cf55a2
            html 1/1 bf77a93286b2
            java 1/1 030e66f1b92f
            javascript 1/1 c01cfb125772
            kotlin 1/1 15816ec1c920
            php 1/1 9fdf2d810dba
            proto 1/1 83df3f1a6e5c
            python 1/1 4ae1a29ba2d8
            ruby 1/1 8e05556585b8
            rust 1/1 19966f450d6c
            shell 1/1 3170ef97d19f
            """;

    @Test
    void otherFactsHaveAnotherVersion() throws Exception {
        SortedMap<String, MessageDigest> digests = new TreeMap<>();
        FactCodec codec = new FactCodec();
        for (Map.Entry<String, String> file :
                new RandomProject(42, 2_000).files().entrySet()) {
            RepoPath path = RepoPath.of(file.getKey());
            Optional<FactExtractor> language = BlastRadiusAnalyzer.builtInLanguages().stream()
                    .filter(one -> one.handles(path))
                    .findFirst();
            if (language.isPresent()) {
                FactExtractor reads = language.get();
                String name = reads.language() + " " + FactCodec.VERSION + "/" + reads.version();
                MessageDigest digest = digests.get(name);
                if (digest == null) {
                    digest = MessageDigest.getInstance("SHA-256");
                    digests.put(name, digest);
                }
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                digest.update(codec.facts(reads.extract(bytes, reads.dialect(path))));
            }
        }
        StringBuilder now = new StringBuilder();
        digests.forEach((name, digest) -> now.append(name)
                .append(' ')
                .append(HexFormat.of().formatHex(digest.digest()), 0, 12)
                .append('\n'));
        assertThat(now.toString())
                .as(
                        "Where facts of a language are other than they were, raise its version(), then note the digest here."
                                + " Where only the generated project is another, note the digests.")
                .isEqualTo(KNOWN);
    }
}
