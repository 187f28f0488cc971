package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.examples.cli.output.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rr schema}. */
@Command(name = "schema", description = "Print the JSON Schema of a verb's document.")
public final class Schema implements Verb {
    @Parameters(arity = "1..*", paramLabel = "VERB", description = "revert, session begin, or session-begin.")
    private List<String> words = List.of();

    @Override
    public Answer run(Call call) {
        String verb = String.join("-", words);
        return Answer.raw(read(verb)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_NAME, "there is no document of a verb '" + verb + "'", "See: rr --help")));
    }

    /** Gives the schema of a verb; empty if there is none. */
    public static Optional<String> read(String verb) {
        if (!verb.matches("[a-z]+(-[a-z]+)*")) {
            return Optional.empty();
        }
        try (InputStream in = Schema.class.getResourceAsStream("/schemas/" + verb + ".json")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
