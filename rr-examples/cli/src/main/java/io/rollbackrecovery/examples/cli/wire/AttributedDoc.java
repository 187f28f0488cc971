package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.session.AttributedCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit and who made it. */
public record AttributedDoc(
        CommitId id,
        String subject,
        Instant time,
        String author,
        String attribution,
        @Nullable String agent,
        List<EvidenceDoc> evidence) {
    /** Why it is attributed so: the rule, and what it saw. */
    public record EvidenceDoc(String rule, String text) {}

    /** Writes commits. */
    public static List<AttributedDoc> of(List<AttributedCommit> commits) {
        return commits.stream().map(AttributedDoc::of).toList();
    }

    private static AttributedDoc of(AttributedCommit made) {
        return new AttributedDoc(
                made.commit().id(),
                made.commit().subject(),
                made.commit().committer().time(),
                made.commit().author().toString(),
                made.attribution().word(),
                made.agent().orElse(null),
                made.evidence().stream()
                        .map(evidence -> new EvidenceDoc(evidence.rule(), evidence.text()))
                        .toList());
    }
}
