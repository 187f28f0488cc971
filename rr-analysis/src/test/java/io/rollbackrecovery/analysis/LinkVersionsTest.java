package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.TreeId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Links are kept beyond the process, so what links the same facts otherwise needs another version. */
class LinkVersionsTest {
    /** Version, digest. */
    private static final String KNOWN = "2 3f6481785a86";

    @Test
    void otherLinksHaveAnotherVersion() throws Exception {
        MemoryRepository repository = new MemoryRepository();
        new RandomProject(42, 2_000).files().forEach(repository::file);
        TreeId tree = repository.tree();
        LinkedRevision linked =
                LinkedRevision.of(new RevisionReader(repository, AnalysisOptions.defaults()).read(tree));
        StringBuilder text = new StringBuilder();
        linked.eachLink(link -> text.append(link).append('\n'));
        linked.unresolved().forEach((path, of) -> text.append(path).append(of).append('\n'));
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(KeptRevisions.VERSION + " " + HexFormat.of().formatHex(digest, 0, 6))
                .as("raise KeptRevisions.VERSION, and write down the new digest")
                .isEqualTo(KNOWN);
    }
}
