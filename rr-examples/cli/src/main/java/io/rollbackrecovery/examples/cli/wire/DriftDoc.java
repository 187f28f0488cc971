package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.Drift;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What moved away from the architecture. The commit before is null if all of a revision was looked at. */
public record DriftDoc(
        boolean declared,
        @Nullable CommitId before,
        CommitId commit,
        List<ViolationDoc> violations,
        List<CauseDoc> causes) {
    /** One dependency that should not be; the commit that brought it is null if it is not known. */
    public record ViolationDoc(
            String rule,
            String level,
            RepoPath path,
            int line,
            RepoPath target,
            String what,
            String fix,
            @Nullable CommitId commit) {}

    /** Writes what was found between two commits. */
    public static DriftDoc of(@Nullable CommitId before, CommitId commit, Drift drift) {
        return new DriftDoc(
                drift.declared(),
                before,
                commit,
                drift.violations().stream().map(DriftDoc::of).toList(),
                CauseDoc.of(drift.causes()));
    }

    private static ViolationDoc of(Drift.Violation violation) {
        return new ViolationDoc(
                word(violation.rule()),
                level(violation.rule()),
                violation.from(),
                violation.line(),
                violation.to(),
                violation.what(),
                fix(violation),
                violation.commit().orElse(null));
    }

    /** The word of a rule. */
    public static String word(Drift.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String level(Drift.Rule rule) {
        return switch (rule) {
            case FORBIDDEN_DEPENDENCY -> "error";
            case NEW_CYCLE -> "warn";
            default -> "note";
        };
    }

    private static String fix(Drift.Violation violation) {
        return switch (violation.rule()) {
            case FORBIDDEN_DEPENDENCY ->
                "Take the reference to " + violation.to() + " out, or allow it in the rr-architecture block.";
            case NEW_CYCLE -> "Take one dependency of the circle out: that on " + violation.to() + " is new.";
            default -> "If it is meant, declare it in an rr-architecture block.";
        };
    }
}
