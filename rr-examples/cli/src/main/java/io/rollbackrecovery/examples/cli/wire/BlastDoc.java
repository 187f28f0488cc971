package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A blast radius. */
public record BlastDoc(
        CommitId on,
        List<CommitId> commits,
        List<ChangedDoc> changed,
        List<DependentDoc> dependents,
        List<FileDoc> mustRevert,
        List<BreakDoc> willBreak,
        List<StepDoc> order,
        List<TestDoc> tests,
        List<EntryDoc> entryPoints,
        List<UnreadDoc> unread,
        String certainty,
        List<CauseDoc> causes,
        Optional<PlanDoc> plan) {
    /** A file that the commits changed. */
    public record ChangedDoc(RepoPath path, String kind, Optional<RepoPath> from, List<CommitId> commits) {}

    /** A file that depends on a changed one, and the edges by which it does. */
    public record DependentDoc(RepoPath path, int distance, boolean changedToo, List<EdgeDoc> via) {}

    /** A file that has to be taken back too, and the commits that changed it. */
    public record FileDoc(RepoPath path, List<CommitId> commits, String reason) {}

    /** A reference that would dangle. */
    public record BreakDoc(RepoPath path, int line, String symbol, RepoPath target, boolean certain) {}

    /** A step of the leaf-first order; several paths are a cycle. */
    public record StepDoc(int step, List<RepoPath> paths, List<CommitId> commits) {}

    /** A test that reaches what changed. */
    public record TestDoc(RepoPath path, int distance, String reason) {}

    /** A file through which the code is entered, and the changed files that it reaches. */
    public record EntryDoc(RepoPath path, String kind, int distance, List<RepoPath> reaches) {}

    /** The revert of the commits. */
    public record PlanDoc(boolean clean, @Nullable TreeId tree) {}

    /** Writes a blast radius. */
    public static BlastDoc of(BlastRadius radius, Optional<PlanDoc> plan) {
        return new BlastDoc(
                radius.on(),
                radius.commits(),
                radius.changed().stream()
                        .map(file -> new ChangedDoc(file.path(), file.kind().word(), file.from(), file.commits()))
                        .toList(),
                radius.dependents().stream()
                        .map(file -> new DependentDoc(
                                file.path(), file.distance(), file.changedToo(), EdgeDoc.of(file.via())))
                        .toList(),
                radius.mustRevert().stream()
                        .map(file -> new FileDoc(file.path(), file.commits(), file.reason()))
                        .toList(),
                radius.willBreak().stream()
                        .map(broken -> new BreakDoc(
                                broken.path(), broken.line(), broken.symbol(), broken.target(), broken.certain()))
                        .toList(),
                radius.order().stream()
                        .map(step -> new StepDoc(step.step(), step.paths(), step.commits()))
                        .toList(),
                radius.tests().stream()
                        .map(test -> new TestDoc(test.path(), test.distance(), test.reason()))
                        .toList(),
                radius.entryPoints().stream()
                        .map(entry ->
                                new EntryDoc(entry.path(), entry.kind().word(), entry.distance(), entry.reaches()))
                        .toList(),
                UnreadDoc.of(radius.unread()),
                radius.certainty().word(),
                CauseDoc.of(radius.causes()),
                plan);
    }
}
