package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.solver.Judge;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.merge.MergeContext;
import io.rollbackrecovery.git.internal.merge.MergeOutcome;
import io.rollbackrecovery.git.internal.merge.MergeSettings;
import io.rollbackrecovery.git.internal.merge.TreeMerge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Judges a set of commits by really taking them back, newest first, in memory. Sets that begin with the same commits
 * share the work for these. Not thread-safe; the reader is borrowed.
 */
final class SetJudge implements Judge<CommitId> {
    /** After so many merges what they made is forgotten, so that memory stays bounded. */
    private static final int MOST_KEPT = 2000;

    private final History history;
    private final Rules rules;
    private final MergeSettings settings;
    private final ObjectReader reader;
    private final TreeId onto;
    private final Function<Collection<CommitId>, List<CommitId>> newestFirst;

    private final Map<CommitId, Integer> places = new HashMap<>();
    private final Map<Link, MergeOutcome> known = new HashMap<>();
    private final RunContext run;
    private MergeContext context;
    private long merged;

    private record Link(TreeId ours, CommitId commit) {}

    /**
     * How far taking a set back went.
     *
     * @param tree the tree that it ended in
     * @param stoppedAt the commit that cannot be taken back; empty if all could
     * @param conflicts why it cannot
     */
    record Outcome(TreeId tree, Optional<CommitId> stoppedAt, List<Conflict> conflicts) {
        boolean isClean() {
            return stoppedAt.isEmpty();
        }
    }

    /**
     * Makes a judge.
     *
     * @param history the commits
     * @param rules how commits are taken back
     * @param settings what merges depend on
     * @param reader the repository's objects; borrowed
     * @param onto the tree to begin with
     * @param newestFirst orders commits
     * @param run who hears of progress, and what cancels
     */
    SetJudge(
            History history,
            Rules rules,
            MergeSettings settings,
            ObjectReader reader,
            TreeId onto,
            Function<Collection<CommitId>, List<CommitId>> newestFirst,
            RunContext run) {
        this.run = run;
        this.history = history;
        this.rules = rules;
        this.settings = settings;
        this.reader = reader;
        this.onto = onto;
        this.newestFirst = newestFirst;
        this.context = new MergeContext(reader, settings);
    }

    @Override
    public boolean accepts(Set<CommitId> members) {
        return run(members).isClean();
    }

    /** Takes commits back, newest first, until one conflicts. */
    Outcome run(Collection<CommitId> members) {
        if (known.size() > MOST_KEPT) {
            known.clear();
            context = new MergeContext(reader, settings);
        }
        TreeId tree = onto;
        for (CommitId commit : ordered(members)) {
            MergeOutcome outcome = revert(tree, commit);
            if (outcome.tree().isEmpty()) {
                return new Outcome(tree, Optional.of(commit), outcome.conflicts());
            }
            tree = outcome.tree().get();
        }
        return new Outcome(tree, Optional.empty(), List.of());
    }

    /** Takes a run of commits back in one merge: from the tree of the newest to the one before the oldest. */
    MergeOutcome runAsOne(CommitId newest, CommitId oldest) {
        return TreeMerge.merge(
                context, history.commit(newest).tree(), onto, before(oldest), rules.leave(), rules.only());
    }

    /** The tree that taking a commit back goes back to. */
    TreeId before(CommitId commit) {
        return parent(commit).map(parent -> history.commit(parent).tree()).orElse(GitSourceReader.EMPTY_TREE);
    }

    /** The commit that taking a commit back goes back to; empty for a root commit. */
    Optional<CommitId> parent(CommitId commit) {
        return rules.parent(history.commit(commit));
    }

    private MergeOutcome revert(TreeId ours, CommitId commit) {
        Link link = new Link(ours, commit);
        MergeOutcome outcome = known.get(link);
        if (outcome == null) {
            run.throwIfCancelled();
            run.report("looking for what must come along", ++merged, 0);
            outcome = TreeMerge.merge(
                    context, history.commit(commit).tree(), ours, before(commit), rules.leave(), rules.only());
            known.put(link, outcome);
        }
        return outcome;
    }

    /** Orders commits, newest first; the order of any two is the same whatever else is there. */
    List<CommitId> ordered(Collection<CommitId> members) {
        if (!places.keySet().containsAll(members)) {
            Set<CommitId> all = new LinkedHashSet<>(places.keySet());
            all.addAll(members);
            List<CommitId> order = newestFirst.apply(all);
            for (int i = 0; i < order.size(); i++) {
                places.put(order.get(i), i);
            }
        }
        List<CommitId> ordered = new ArrayList<>(new LinkedHashSet<>(members));
        ordered.sort((one, other) -> Integer.compare(place(one), place(other)));
        return ordered;
    }

    /** The place of a commit that was ordered, newest first. */
    int place(CommitId commit) {
        return places.getOrDefault(commit, Integer.MAX_VALUE);
    }
}
