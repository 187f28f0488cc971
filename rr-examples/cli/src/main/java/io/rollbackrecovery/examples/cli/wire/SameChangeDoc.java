package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.SameChange;
import java.util.List;

/** A commit on other branches that makes the same change as {@code change}, or is that commit. */
public record SameChangeDoc(CommitId change, CommitId commit, List<String> branches) {
    /** Writes what was found. */
    public static List<SameChangeDoc> of(List<SameChange> found) {
        return found.stream()
                .map(same -> new SameChangeDoc(
                        same.change(),
                        same.commit(),
                        same.branches().stream().map(RefName::value).toList()))
                .toList();
    }
}
