package io.rollbackrecovery.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trailers are those that {@code git interpret-trailers} finds. */
class TrailerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject\n\nCo-authored-by: Claude <noreply@anthropic.com>\n",
                "subject\n\nbody\n\nCo-Authored-By: A <a@b.c>\nSigned-off-by: B <b@b.c>\n",
                "subject\n\nbody\nnot a trailer\nSigned-off-by: B <b@b.c>\n",
                "subject\n\none line\nanother: line\nthird line\nfourth line\nfifth\n",
                "Fix: a subject that looks like a trailer\n",
                "subject\n\nKey: value\n  folded on\nOther: x\n",
                "subject\n\nSee: https://example.org/x\nCloses #12\n",
                "subject\n\n(cherry picked from commit 1234567890123456789012345678901234567890)\n",
                "subject\n\nKey:value\nKey : value\n",
                "subject\n\nA-B: 1\n\n",
                "\n\nsubject\n\nKey: 1\n",
                "subject\n\nbody\n\nnothing here\n"
            })
    void trailersAreGits(String message, @TempDir Path folder) {
        Tools.require("git");
        GitFixture git = GitFixture.init(folder);
        String expected = git.tryRunWithInput(message.getBytes(StandardCharsets.UTF_8), "interpret-trailers", "--parse")
                .out();

        String ours = Trailer.parse(message).stream()
                .map(trailer -> trailer.key() + ": " + trailer.value())
                .collect(Collectors.joining("\n"));

        // Git prints the line of a cherry-pick too, which has no key.
        assertThat(ours.strip())
                .isEqualTo(expected.replaceAll("(?m)^\\(cherry picked.*\n?", "").strip());
    }
}
