package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.ChangedSymbol;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.MergePreview;
import io.rollbackrecovery.playbook.MergeCheck;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A blast radius. */
public record BlastDoc(
        CommitId on,
        List<CommitId> commits,
        List<ChangedDoc> changed,
        List<SymbolDoc> symbols,
        List<DependentDoc> dependents,
        List<FileDoc> mustRevert,
        List<BreakDoc> willBreak,
        List<StepDoc> order,
        List<TestDoc> tests,
        List<EntryDoc> entryPoints,
        List<UnreadDoc> unread,
        String certainty,
        List<CauseDoc> causes,
        Optional<PlanDoc> plan,
        Optional<AgainstDoc> against) {
    /** A file that the commits changed. */
    public record ChangedDoc(RepoPath path, String kind, Optional<RepoPath> from, List<CommitId> commits) {}

    /** A declaration that the commits changed, and who is known to refer to it. */
    public record SymbolDoc(RepoPath path, String name, String kind, String change, int line, List<UseDoc> uses) {
        static SymbolDoc of(ChangedSymbol symbol) {
            return new SymbolDoc(
                    symbol.path(),
                    symbol.name(),
                    symbol.kind().name().toLowerCase(Locale.ROOT),
                    symbol.change().word(),
                    symbol.line(),
                    symbol.uses().stream()
                            .map(use -> new UseDoc(use.path(), use.line(), use.later()))
                            .toList());
        }
    }

    /** A reference to a changed declaration. */
    public record UseDoc(RepoPath path, int line, boolean later) {}

    /** A file that depends on a changed one, and the edges by which it does. */
    public record DependentDoc(RepoPath path, int distance, boolean changedToo, boolean later, List<EdgeDoc> via) {}

    /** A file that has to be taken back too, and the commits that changed it. */
    public record FileDoc(RepoPath path, List<CommitId> commits, String reason) {}

    /** A reference that would dangle; before a merge, whether it dangles on neither side alone. */
    public record BreakDoc(
            RepoPath path, int line, String symbol, RepoPath target, boolean certain, Optional<Boolean> onlyTogether) {}

    /** A test that reaches what changed. */
    public record TestDoc(RepoPath path, int distance, boolean selfConfirming, String reason) {}

    /** A file through which the code is entered, and the changed files that it reaches. */
    public record EntryDoc(RepoPath path, String kind, int distance, List<RepoPath> reaches) {}

    /** A merge that was looked at: into what, of what, and how it comes out as text. */
    public record AgainstDoc(
            CommitId into,
            CommitId tip,
            CommitId base,
            boolean clean,
            @Nullable TreeId tree,
            List<ConflictDoc> conflicts) {}

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
                radius.symbols().stream().map(SymbolDoc::of).toList(),
                radius.dependents().stream()
                        .map(file -> new DependentDoc(
                                file.path(), file.distance(), file.changedToo(), file.later(), EdgeDoc.of(file.via())))
                        .toList(),
                radius.mustRevert().stream()
                        .map(file -> new FileDoc(file.path(), file.commits(), file.reason()))
                        .toList(),
                radius.willBreak().stream()
                        .map(broken -> new BreakDoc(
                                broken.path(),
                                broken.line(),
                                broken.symbol(),
                                broken.target(),
                                broken.certain(),
                                Optional.empty()))
                        .toList(),
                StepDoc.of(radius.order()),
                radius.tests().stream()
                        .map(test -> new TestDoc(test.path(), test.distance(), test.selfConfirming(), test.reason()))
                        .toList(),
                radius.entryPoints().stream()
                        .map(entry ->
                                new EntryDoc(entry.path(), entry.kind().word(), entry.distance(), entry.reaches()))
                        .toList(),
                UnreadDoc.of(radius.unread()),
                radius.certainty().word(),
                CauseDoc.of(radius.causes()),
                plan,
                Optional.empty());
    }

    /** Writes what a merge would do: nothing is reverted, and what breaks is what the merge breaks. */
    public static BlastDoc of(MergeCheck check) {
        BlastDoc radius = of(check.radius(), Optional.empty());
        MergePreview merge = check.preview();
        return new BlastDoc(
                radius.on(),
                radius.commits(),
                radius.changed(),
                radius.symbols(),
                radius.dependents(),
                List.of(),
                check.broken().stream()
                        .map(broken -> new BreakDoc(
                                broken.reference().path(),
                                broken.reference().line(),
                                broken.reference().symbol(),
                                broken.reference().target(),
                                true,
                                Optional.of(broken.onlyTogether())))
                        .toList(),
                List.of(),
                radius.tests(),
                radius.entryPoints(),
                radius.unread(),
                radius.certainty(),
                radius.causes(),
                Optional.empty(),
                Optional.of(new AgainstDoc(
                        merge.ours(),
                        merge.theirs(),
                        merge.base(),
                        merge.isClean(),
                        merge.tree().orElse(null),
                        ConflictDoc.of(merge.conflicts()))));
    }
}
