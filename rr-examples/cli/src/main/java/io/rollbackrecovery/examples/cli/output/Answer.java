package io.rollbackrecovery.examples.cli.output;

import io.rollbackrecovery.core.plan.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verb answers, before it is printed. Immutable.
 *
 * @param exit 0 for done, 1 for a negative answer
 * @param document a record of the wire package; empty if the text is all there is
 * @param warnings what the reader should know
 * @param text the same for people, each line ended
 */
public record Answer(int exit, Optional<Record> document, List<Warning> warnings, String text) {
    /** Copies the list, so that the value is immutable. */
    public Answer {
        warnings = List.copyOf(warnings);
    }

    /** Answers with a document, and the same for people. */
    public static Answer of(Record document, String text) {
        return new Answer(ExitCodes.DONE, Optional.of(document), List.of(), text);
    }

    /** Answers with text that is printed as it is, with and without {@code --json}. */
    public static Answer raw(String text) {
        return new Answer(ExitCodes.DONE, Optional.empty(), List.of(), text);
    }

    /** Makes it a negative answer. */
    public Answer negative() {
        return new Answer(ExitCodes.NEGATIVE, document, warnings, text);
    }

    /** Makes it a negative answer if that is so. */
    public Answer negativeIf(boolean isNegative) {
        return isNegative ? negative() : this;
    }

    /** Adds warnings to the document; the text is left as it is. */
    public Answer warning(List<Warning> more) {
        List<Warning> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new Answer(exit, document, all, text);
    }
}
