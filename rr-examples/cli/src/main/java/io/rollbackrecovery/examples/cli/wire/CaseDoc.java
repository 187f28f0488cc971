package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.playbook.Case;
import io.rollbackrecovery.playbook.CaseStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A recovery case. The first component is a word of Java, and is written without its underscore. */
public record CaseDoc(
        String case_,
        String step,
        List<String> next,
        @Nullable String strategy,
        List<VerificationDoc> verification,
        @Nullable String end,
        String symptom,
        String what,
        @Nullable String target,
        @Nullable String session,
        List<CommitId> commits,
        List<RepoPath> changed,
        Optional<List<RepoPath>> dependents,
        String reason,
        @Nullable CommitId culprit,
        Optional<Integer> probes,
        List<ReasonDoc> cascade,
        Optional<PlanDoc> plan,
        List<TimeDoc> times,
        Optional<Long> timeToRecoveryMs,
        String prevention,
        Optional<String> postMortem,
        Optional<String> operation,
        Optional<List<PathResultDoc>> paths) {
    /** What was verified, and what came of it. */
    public record VerificationDoc(String name, String result, String detail) {}

    /** When a step was done last. */
    public record TimeDoc(String step, Instant time) {}

    /** The plan that was chosen. */
    public record PlanDoc(
            boolean clean,
            @Nullable TreeId tree,
            String effect,
            List<ConflictDoc> conflicts,
            List<CommitId> reverted,
            List<ChangeDoc> changes,
            List<RefMoveDoc> refs,
            StakeDoc keeps,
            StakeDoc loses) {
        static PlanDoc of(Plan plan) {
            return new PlanDoc(
                    plan.isClean(),
                    plan.tree().orElse(null),
                    Effect.of(plan),
                    ConflictDoc.of(plan.conflicts()),
                    plan.reverted(),
                    ChangeDoc.of(plan.changes()),
                    RefMoveDoc.of(plan.refMoves()),
                    StakeDoc.of(plan.keeps()),
                    StakeDoc.of(plan.loses()));
        }
    }

    /** Writes a case; the post-mortem once there is one, the paths of an operation that was just applied. */
    public static CaseDoc of(
            Case value, Optional<String> postMortem, Optional<String> operation, Optional<List<PathResultDoc>> paths) {
        return new CaseDoc(
                value.id().value(),
                value.step().word(),
                value.next().stream().map(CaseStep::word).toList(),
                value.strategy().map(strategy -> strategy.word()).orElse(null),
                value.verifications().stream()
                        .map(each ->
                                new VerificationDoc(each.name(), each.result().word(), each.detail()))
                        .toList(),
                value.end().map(end -> end.word()).orElse(null),
                value.symptom().word(),
                value.what(),
                value.target().orElse(null),
                value.session().map(id -> id.value()).orElse(null),
                value.commits(),
                value.changed(),
                value.dependents(),
                value.reason(),
                value.culprit().orElse(null),
                value.probes().isPresent() ? Optional.of(value.probes().getAsInt()) : Optional.empty(),
                ReasonDoc.of(value.cascade()),
                value.plan().map(PlanDoc::of),
                value.times().entrySet().stream()
                        .map(entry -> new TimeDoc(entry.getKey().word(), entry.getValue()))
                        .toList(),
                value.timeToRecovery().map(Duration::toMillis),
                value.prevention(),
                postMortem,
                operation,
                paths);
    }
}
