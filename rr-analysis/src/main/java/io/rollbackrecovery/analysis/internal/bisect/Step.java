package io.rollbackrecovery.analysis.internal.bisect;

import io.rollbackrecovery.core.id.CommitId;
import java.util.List;

/** What a search does next. */
public sealed interface Step {
    /**
     * A commit is to be tested.
     *
     * @param commit the commit
     * @param stepsLeft about how many more tests follow
     */
    record Test(CommitId commit, int stepsLeft) implements Step {}

    /**
     * The search has ended.
     *
     * @param culprit the first bad commit
     */
    record Found(CommitId culprit) implements Step {}

    /**
     * Nothing that could be tested is left.
     *
     * @param candidates one of them is the first bad commit
     */
    record OnlySkipped(List<CommitId> candidates) implements Step {}

    /**
     * There is nothing to search.
     *
     * @param message why
     * @param hint what the reader can do
     */
    record Impossible(String message, String hint) implements Step {}
}
