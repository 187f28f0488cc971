package io.rollbackrecovery.analysis.risk;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/**
 * A change to a sensitive place. Secrets in its texts are masked.
 *
 * @param rule the stable name of the rule that found it
 * @param level how much it asks for a look
 * @param path the file, as it is named after the change; for a deleted one as it was
 * @param line the line after the change, from 1; of what is gone the line that it had; 0 if it is about the whole file
 * @param what one sentence for people
 * @param before what stood there, on one line; empty if nothing did
 * @param after what stands there now, on one line; empty if nothing does
 * @param commits those of the commits that made the change, newest first; empty if two trees were compared
 * @param entryPoints the files through which the program is entered and that reach this file, the nearest first, at most
 *     {@value #MOST_ENTRY_POINTS}
 */
public record Risk(
        String rule,
        RiskLevel level,
        RepoPath path,
        int line,
        String what,
        String before,
        String after,
        List<CommitId> commits,
        List<RepoPath> entryPoints) {
    /** How many entry points are listed at most. */
    public static final int MOST_ENTRY_POINTS = 10;

    /** Copies the lists, so that the value is immutable. */
    public Risk {
        commits = List.copyOf(commits);
        entryPoints = List.copyOf(entryPoints);
    }
}
