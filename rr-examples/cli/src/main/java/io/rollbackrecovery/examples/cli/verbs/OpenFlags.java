package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.playbook.CaseRequest;
import io.rollbackrecovery.playbook.Symptom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a case is opened with. */
public final class OpenFlags {
    private static final int LONGEST_EVIDENCE = 1 << 20;

    @Parameters(
            arity = "0..1",
            paramLabel = "REV|RANGE|SESSION",
            description = "What it is about; by default what happened last.")
    private Optional<String> target = Optional.empty();

    @Option(names = "--symptom", paramLabel = "S", description = "ci (default), production, review or security.")
    private String symptom = "ci";

    @Option(names = "--what", paramLabel = "TEXT", description = "What is wrong, in one line.")
    private Optional<String> what = Optional.empty();

    @Option(names = "--evidence", paramLabel = "FILE", description = "What shows it, such as the log of a check.")
    private Optional<String> evidence = Optional.empty();

    CaseRequest request(Call call) {
        Symptom seen = Words.word(Symptom.class, "--symptom", symptom);
        CaseRequest request;
        try {
            request = CaseRequest.of(seen, what.orElse("something is wrong, seen by " + seen.source()));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "");
        }
        if (target.isPresent()) {
            request = request.about(target.get());
        }
        return evidence.isPresent() ? request.evidence(read(call, evidence.get())) : request;
    }

    private static String read(Call call, String name) {
        try (InputStream in = Files.newInputStream(call.surroundings().folder().resolve(name))) {
            byte[] bytes = in.readNBytes(LONGEST_EVIDENCE + 1);
            if (bytes.length > LONGEST_EVIDENCE) {
                throw new RrException(
                        ErrorCode.LIMIT, name + " has more than 1 MiB", "Keep the part that shows what is wrong.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw Failure.usage("the evidence " + name + " cannot be read", "Name a file with --evidence.");
        }
    }
}
