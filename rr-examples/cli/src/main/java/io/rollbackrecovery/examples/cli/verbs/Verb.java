package io.rollbackrecovery.examples.cli.verbs;

import io.rollbackrecovery.examples.cli.output.Answer;
import java.util.List;

/** A verb of the command line. Its options are filled in by picocli; it runs once. */
public interface Verb {
    /**
     * Runs it.
     *
     * @param call the repository, the streams, and who can cancel
     * @return the answer
     * @throws io.rollbackrecovery.core.error.RrException what the library throws
     * @throws io.rollbackrecovery.examples.cli.output.Failure for wrong usage, and for plans that were refused
     */
    Answer run(Call call);

    /**
     * Names the options of the contract that are not built yet: they are refused, never ignored.
     *
     * @return the options, for example {@code --jobs}
     */
    default List<String> notYet() {
        return List.of();
    }
}
