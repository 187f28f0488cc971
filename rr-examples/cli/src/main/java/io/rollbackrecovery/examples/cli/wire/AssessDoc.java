package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.playbook.Assessment;
import io.rollbackrecovery.playbook.StrategyPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A first look. The blast radius is null if there is nothing that it could be of. */
public record AssessDoc(
        TargetDoc target,
        List<SessionDoc> sessions,
        List<AttributedDoc> commits,
        @Nullable BlastDoc blast,
        List<PlanDoc> plans,
        Optional<List<RiskDoc>> risks,
        Optional<CommitId> lastVerified) {
    /** What is assessed: a session, a commit, a range, or nothing. */
    public record TargetDoc(String kind, String name) {}

    /** A way to take it back. */
    public record PlanDoc(
            String strategy,
            boolean clean,
            @Nullable TreeId tree,
            String effect,
            StakeDoc keeps,
            StakeDoc loses,
            List<ConflictDoc> conflicts,
            List<CommitId> reverted,
            Optional<List<DanglingDoc>> willBreak) {
        static PlanDoc of(StrategyPlan way) {
            return new PlanDoc(
                    way.strategy().word(),
                    way.plan().isClean(),
                    way.plan().tree().orElse(null),
                    Effect.of(way.plan()),
                    StakeDoc.of(way.plan().keeps()),
                    StakeDoc.of(way.plan().loses()),
                    ConflictDoc.of(way.plan().conflicts()),
                    way.plan().reverted(),
                    way.willBreak().map(DanglingDoc::of));
        }
    }

    /** A change of a sensitive place; the line is 0 if it is about the whole file. */
    public record RiskDoc(
            String rule,
            String level,
            RepoPath path,
            int line,
            String what,
            String before,
            String after,
            List<CommitId> commits,
            List<RepoPath> entryPoints) {
        static RiskDoc of(Risk risk) {
            return new RiskDoc(
                    risk.rule(),
                    risk.level().word(),
                    risk.path(),
                    risk.line(),
                    risk.what(),
                    risk.before(),
                    risk.after(),
                    risk.commits(),
                    risk.entryPoints());
        }
    }

    /** Writes an assessment. */
    public static AssessDoc of(Assessment assessment) {
        return new AssessDoc(
                new TargetDoc(
                        assessment.target().kind().name().toLowerCase(Locale.ROOT),
                        assessment.target().name()),
                assessment.sessions().stream()
                        .map(session -> SessionDoc.of(session, Optional.empty()))
                        .toList(),
                AttributedDoc.of(assessment.commits()),
                assessment
                        .blast()
                        .map(radius -> BlastDoc.of(radius, Optional.empty()))
                        .orElse(null),
                assessment.plans().stream().map(PlanDoc::of).toList(),
                assessment.risks().map(risks -> risks.stream().map(RiskDoc::of).toList()),
                assessment.lastVerified());
    }
}
