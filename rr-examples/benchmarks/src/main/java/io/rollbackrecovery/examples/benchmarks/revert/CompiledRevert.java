package io.rollbackrecovery.examples.benchmarks.revert;

import java.util.List;

/**
 * What became of one revert that is clean as text.
 *
 * @param repository the repository's name
 * @param commit what is taken back
 * @param onto the commit that it is taken back on
 * @param later how many commits of the mainline lie in between
 * @param cause why it does not compile: javac's word for the first error; empty if it compiles
 * @param errors the errors that come with it
 * @param foreseen whether references were seen to dangle
 * @param size how many commits the consistent plan takes back
 * @param mended whether the consistent plan compiles
 * @param extra members of the plan without which it is clean and compiles as well
 * @param checked whether that was looked at
 * @param note what else there is to say
 */
record CompiledRevert(
        String repository,
        String commit,
        String onto,
        int later,
        String cause,
        int errors,
        boolean foreseen,
        int size,
        boolean mended,
        List<String> extra,
        boolean checked,
        String note) {
    CompiledRevert {
        extra = List.copyOf(extra);
    }

    boolean broken() {
        return !cause.isEmpty();
    }

    /** Whether a revert that compiles brings other commits along. */
    boolean widened() {
        return !broken() && size > 1;
    }

    boolean minimal() {
        return checked && extra.isEmpty();
    }

    /** Names it in a list of cases. */
    String key() {
        return repository + " " + commit + " " + onto;
    }

    String line() {
        return "| " + repository + " | `" + commit.substring(0, 10) + "` | `" + onto.substring(0, 10) + "` | " + later
                + " | " + cause + " (" + errors + ") | " + (foreseen ? "yes" : "no") + " | " + size + " | "
                + (mended ? "compiles" : "no") + " | "
                + (!checked ? "" : extra.isEmpty() ? "yes" : "no: " + String.join(" ", extra)) + " | " + note + " |";
    }
}
