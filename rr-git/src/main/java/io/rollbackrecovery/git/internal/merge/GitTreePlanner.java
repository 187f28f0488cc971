package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.RevertedTrees;
import io.rollbackrecovery.core.plan.TreePlanner;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.PathChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Takes commits back on trees, in memory, with the verdict of {@code git revert}. Thread-safe if the graph is and the
 * supplier gives each call a reader of its own. Reads the repository and writes nothing.
 */
public final class GitTreePlanner implements TreePlanner {
    private static final int KEPT_TREE_BYTES = 8 << 20;

    private final Supplier<ObjectReader> readers;
    private final CommitGraph graph;
    private final MergeSettings settings;
    private final RecentTrees recentTrees;

    /**
     * Makes a planner.
     *
     * @param readers gives a new reader of the repository's objects, which the planner closes
     * @param graph the repository's commits
     * @param settings what merges depend on
     */
    public GitTreePlanner(Supplier<ObjectReader> readers, CommitGraph graph, MergeSettings settings) {
        this(readers, graph, settings, new RecentTrees(KEPT_TREE_BYTES));
    }

    /**
     * Makes a planner that reads trees which others on the same repository read before.
     *
     * @param readers gives a new reader of the repository's objects, which the planner closes
     * @param graph the repository's commits
     * @param settings what merges depend on
     * @param recentTrees trees of that repository
     */
    public GitTreePlanner(
            Supplier<ObjectReader> readers, CommitGraph graph, MergeSettings settings, RecentTrees recentTrees) {
        this.readers = readers;
        this.graph = graph;
        this.settings = settings;
        this.recentTrees = recentTrees;
    }

    /**
     * How far taking back went.
     *
     * @param trees the trees
     * @param changes the paths that differ between the first tree and the last, ordered; empty if there is a conflict
     */
    public record Outcome(RevertedTrees trees, List<PathChange> changes) {
        /** Copies the list, so that the value is immutable. */
        public Outcome {
            changes = List.copyOf(changes);
        }
    }

    @Override
    public RevertedTrees revert(List<CommitId> commits, OptionalInt mainline, TreeId onto) {
        return revert(commits, mainline, onto, Optional.empty());
    }

    /**
     * Takes commits back, one after the other, and says which later commits are in the way of a conflict.
     *
     * @param commits the commits, in the order in which they are taken back
     * @param mainline which parent of merge commits is the mainline, counted from 1
     * @param onto the tree to begin with
     * @param tip the commit whose history is searched for later commits that are in the way of a conflict: if it is about
     *     lines, those that changed these lines or lines that touch them; else those that changed the path. None are
     *     named without it, or if the commit that is taken back is not its ancestor
     * @return how far it went, and in which trees it ends
     * @throws RrException as {@link TreePlanner#revert}
     */
    public RevertedTrees revert(List<CommitId> commits, OptionalInt mainline, TreeId onto, Optional<CommitId> tip) {
        return plan(commits, commit -> mainline, onto, tip, path -> false, List.of(), RunContext.none())
                .trees();
    }

    /**
     * As {@link #revert(List, OptionalInt, TreeId, Optional)}, with a mainline for each commit, and says which paths
     * change.
     *
     * @param commits the commits, in the order in which they are taken back
     * @param mainline which parent of a commit is the mainline, counted from 1
     * @param onto the tree to begin with
     * @param tip the commit whose history is searched for later commits that are in the way of a conflict
     * @param leave which paths are left as they are where they conflict
     * @param only the files and folders that are taken back; empty for all
     * @param run who hears of progress, and what cancels
     * @return how far it went, in which trees it ends, and what that changes
     * @throws RrException as {@link TreePlanner#revert}
     */
    public Outcome plan(
            List<CommitId> commits,
            Function<CommitId, OptionalInt> mainline,
            TreeId onto,
            Optional<CommitId> tip,
            Predicate<RepoPath> leave,
            List<RepoPath> only,
            RunContext run) {
        List<Target> targets = new ArrayList<>();
        for (CommitId id : commits) {
            targets.add(target(graph.commit(id), mainline.apply(id)));
        }
        List<TreeStep.Merge> steps = new ArrayList<>();
        Set<Warning> warnings = new LinkedHashSet<>();
        TreeId tree = onto;
        try (ObjectReader reader = readers.get()) {
            MergeContext context = new MergeContext(reader, settings, recentTrees);
            Set<CommitId> done = new HashSet<>();
            for (Target target : targets) {
                run.throwIfCancelled();
                run.report("taking commits back", done.size(), targets.size());
                TreeId base = target.commit.tree();
                MergeOutcome outcome = TreeMerge.merge(context, base, tree, target.parentTree, leave, only);
                warnings.addAll(outcome.warnings());
                if (outcome.tree().isEmpty()) {
                    List<Conflict> conflicts =
                            explain(context, outcome.conflicts(), target.commit.id(), tip, done, warnings);
                    return new Outcome(new RevertedTrees(onto, steps, conflicts, List.copyOf(warnings)), List.of());
                }
                TreeId result = outcome.tree().get();
                steps.add(new TreeStep.Merge(base, tree, target.parentTree, result, outcome.left(), only));
                tree = result;
                done.add(target.commit.id());
            }
            return new Outcome(
                    new RevertedTrees(onto, steps, List.of(), List.copyOf(warnings)),
                    TreeDiff.changes(context.source, onto, tree));
        }
    }

    /**
     * Takes a run of commits back in one merge.
     *
     * @param run the commits, newest first, each of which returns to the next
     * @param mainline which parent of a commit is the mainline, counted from 1
     * @param onto the tree to begin with
     * @param tip the commit whose history is searched for later commits that are in the way of a conflict
     * @param only the files and folders that are taken back; empty for all
     * @return one step, or a conflict
     * @throws RrException {@code BAD_REQUEST} if they are no run; else as {@link TreePlanner#revert}
     */
    public Outcome planRun(
            List<CommitId> run,
            Function<CommitId, OptionalInt> mainline,
            TreeId onto,
            Optional<CommitId> tip,
            List<RepoPath> only) {
        for (int i = 0; i < run.size() - 1; i++) {
            Commit commit = graph.commit(run.get(i));
            if (!parent(commit, mainline.apply(commit.id())).equals(Optional.of(run.get(i + 1)))) {
                throw new RrException(
                        ErrorCode.BAD_REQUEST,
                        "these commits are no run: " + commit.id().abbreviated() + " does not return to "
                                + run.get(i + 1).abbreviated(),
                        "Name every commit from the first to the last, or take them back one by one.");
            }
        }
        Target newest = target(graph.commit(run.get(0)), mainline.apply(run.get(0)));
        CommitId last = run.get(run.size() - 1);
        TreeId before = target(graph.commit(last), mainline.apply(last)).parentTree;
        TreeId base = newest.commit.tree();
        try (ObjectReader reader = readers.get()) {
            MergeContext context = new MergeContext(reader, settings, recentTrees);
            MergeOutcome outcome = TreeMerge.merge(context, base, onto, before, path -> false, only);
            Set<Warning> warnings = new LinkedHashSet<>(outcome.warnings());
            if (outcome.tree().isEmpty()) {
                List<Conflict> conflicts =
                        explain(context, outcome.conflicts(), run.get(0), tip, Set.copyOf(run), warnings);
                return new Outcome(new RevertedTrees(onto, List.of(), conflicts, List.copyOf(warnings)), List.of());
            }
            TreeId result = outcome.tree().get();
            TreeStep.Merge step = new TreeStep.Merge(base, onto, before, result, outcome.left(), only);
            return new Outcome(
                    new RevertedTrees(onto, List.of(step), List.of(), List.copyOf(warnings)),
                    TreeDiff.changes(context.source, onto, result));
        }
    }

    private List<Conflict> explain(
            MergeContext context,
            List<Conflict> conflicts,
            CommitId commit,
            Optional<CommitId> tip,
            Set<CommitId> done,
            Set<Warning> warnings) {
        if (tip.isEmpty()) {
            return conflicts;
        }
        BlockingCommits blocking =
                new BlockingCommits(context.source, graph, settings.renames(), commit, tip.get(), done);
        List<Conflict> explained = blocking.explain(conflicts);
        if (blocking.isBounded()) {
            warnings.add(new Warning(
                    "blocked-by-bounded",
                    "there is too much history since " + commit.abbreviated()
                            + " to look through: more commits than those named may be in the way"));
        }
        return explained;
    }

    /**
     * Finds the parent that the revert of a commit returns to.
     *
     * @param commit the commit
     * @param mainline which parent of merge commits is the mainline, counted from 1; other commits may have it named as
     *     1 only
     * @return the parent; empty for a root commit
     * @throws RrException {@code MAINLINE} if a merge commit is given without mainline, or there is no such parent
     */
    public static Optional<CommitId> parent(Commit commit, OptionalInt mainline) {
        List<CommitId> parents = commit.parents();
        if (parents.size() > 1 && mainline.isEmpty()) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < parents.size(); i++) {
                list.append(i == 0 ? "" : ", ")
                        .append(i + 1)
                        .append(" = ")
                        .append(parents.get(i).abbreviated());
            }
            throw new RrException(
                    ErrorCode.MAINLINE,
                    "commit " + commit.id().abbreviated() + " is a merge of " + list,
                    "say which parent is the mainline, the one to return to; mostly it is 1");
        }
        int number = mainline.orElse(1);
        if (number < 1 || number > Math.max(1, parents.size())) {
            throw new RrException(
                    ErrorCode.MAINLINE,
                    "commit " + commit.id().abbreviated() + " has no parent " + number + ": it has " + parents.size(),
                    parents.size() > 1 ? "name one from 1 to " + parents.size() : "leave the mainline out");
        }
        return parents.isEmpty() ? Optional.empty() : Optional.of(parents.get(number - 1));
    }

    private record Target(Commit commit, TreeId parentTree) {}

    private Target target(Commit commit, OptionalInt mainline) {
        TreeId tree =
                parent(commit, mainline).map(id -> graph.commit(id).tree()).orElse(new TreeId(Trees.EMPTY.name()));
        return new Target(commit, tree);
    }
}
