package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.examples.cli.output.Answer;
import io.rollbackrecovery.examples.cli.output.Failure;
import io.rollbackrecovery.examples.cli.output.Json;
import io.rollbackrecovery.examples.cli.wire.RevertDoc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Plans reverts for requests on standard input, a line each; a document a line goes out, errors included. */
final class RevertBatch {
    private static final String VERB = "revert";

    private final Call call;
    private final boolean single;
    private final RevertPlans plans;

    RevertBatch(Call call, boolean single, RevertPlans plans) {
        this.call = call;
        this.single = single;
        this.plans = plans;
    }

    Answer run() {
        PrintStream out = call.surroundings().out();
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(call.surroundings().in(), StandardCharsets.UTF_8));
            String line = in.readLine();
            while (line != null) {
                call.run().throwIfCancelled();
                if (!line.isBlank()) {
                    out.print(answer(line.strip()));
                    out.flush();
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            throw Failure.unreadableInput(e);
        }
        return Answer.raw("");
    }

    private String answer(String line) {
        try {
            RevertPlans.Planned planned = plans.plan(request(line.split("\\s+")));
            RevertDoc document = RevertDoc.of(
                    planned.plan(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    planned.references());
            return Json.document(VERB, document, planned.plan().warnings(), true);
        } catch (RrException e) {
            return Json.failure(VERB, Failure.of(e), true);
        } catch (Failure e) {
            return Json.failure(VERB, e, true);
        } catch (RuntimeException e) {
            return Json.failure(VERB, Failure.unforeseen(e), true);
        }
    }

    private RevertRequest request(String[] words) {
        if (words.length != 3) {
            throw Failure.usage("a request has three words", "Write: COMMIT ONTO MAINLINE (0 for none).");
        }
        RevertRequest request =
                RevertRequest.of(List.of(Words.commit(call, words[0]))).onto(Words.commit(call, words[1]));
        int mainline = number(words[2]);
        request = mainline == 0 ? request : request.mainline(mainline);
        return single ? request.asSingleCommit() : request;
    }

    private static int number(String word) {
        if (!word.matches("\\d{1,4}")) {
            throw Failure.usage("'" + word + "' is no mainline", "Write the number of a parent, or 0 for none.");
        }
        return Integer.parseInt(word);
    }
}
