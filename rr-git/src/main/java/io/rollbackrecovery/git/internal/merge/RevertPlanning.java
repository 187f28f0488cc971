package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.history.Trailer;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.RevertedTrees;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.PathChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Turns the revert of some commits into trees and commits that are known and not made. Thread-safe if the graph is.
 * Reads the repository and writes nothing.
 */
public final class RevertPlanning {
    private final GitTreePlanner planner;
    private final CommitGraph graph;

    /**
     * Makes it.
     *
     * @param planner computes the trees
     * @param graph the repository's commits
     */
    public RevertPlanning(GitTreePlanner planner, CommitGraph graph) {
        this.planner = planner;
        this.graph = graph;
    }

    /**
     * Who makes the commits, and what they say besides git's words.
     *
     * @param author who is named as author
     * @param committer who is named as committer
     * @param trailers trailers for every message; may be empty
     */
    public record Signed(Signature author, Signature committer, List<Trailer> trailers) {
        /** Copies the list, so that the value is immutable. */
        public Signed {
            trailers = List.copyOf(trailers);
        }
    }

    /**
     * What taking commits back comes to.
     *
     * @param tree the tree that it ends in; where there are conflicts, the last one before them
     * @param changes the paths that differ between the tree it begins with and that one; none where there are conflicts
     * @param steps how the trees come about, steps without effect left out
     * @param commits the commits to make, oldest first; none if nothing has an effect
     * @param reverted the commits that were taken back with an effect, in the order in which they were
     * @param withoutEffect the commits whose changes were not there any more, in the same order
     * @param conflicts why {@code stoppedAt} cannot be taken back; empty without conflict
     * @param stoppedAt the first commit that cannot be taken back; later ones were not tried
     * @param warnings what the reader should know
     */
    public record Result(
            TreeId tree,
            List<PathChange> changes,
            List<TreeStep> steps,
            List<PlannedCommit> commits,
            List<CommitId> reverted,
            List<CommitId> withoutEffect,
            List<Conflict> conflicts,
            Optional<CommitId> stoppedAt,
            List<Warning> warnings) {
        /** Copies the lists, so that the value is immutable. */
        public Result {
            changes = List.copyOf(changes);
            steps = List.copyOf(steps);
            commits = List.copyOf(commits);
            reverted = List.copyOf(reverted);
            withoutEffect = List.copyOf(withoutEffect);
            conflicts = List.copyOf(conflicts);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Plans the commits.
     *
     * @param request says the mainline, and whether one commit is made for all
     * @param ordered the commits in the order in which they are taken back, mostly newest first
     * @param onto the commit to begin with, the parent of the first new commit
     * @param signed who makes the commits; each is signed with the same time
     * @param context who hears of progress, and what cancels
     * @return the trees and commits
     * @throws RrException {@code BAD_REQUEST} if one merge is asked for and the commits are no run; {@code CANCELLED};
     *     {@code MAINLINE} if a merge commit is among them and no mainline is given, or if a commit has
     *     no such parent; {@code MISSING_OBJECT} if an object is not there
     */
    public Result plan(RevertRequest request, List<CommitId> ordered, Commit onto, Signed signed, RunContext context) {
        GitTreePlanner.Outcome outcome = request.oneMerge()
                ? planner.planRun(
                        ordered, id -> mainline(request, id), onto.tree(), Optional.of(onto.id()), request.paths())
                : planner.plan(
                        ordered,
                        id -> mainline(request, id),
                        onto.tree(),
                        Optional.of(onto.id()),
                        leave(request),
                        request.paths(),
                        context);
        if (request.oneMerge()) {
            return ofRun(request, ordered, onto, signed, outcome);
        }
        RevertedTrees trees = outcome.trees();
        List<TreeStep> steps = new ArrayList<>();
        List<PlannedCommit> commits = new ArrayList<>();
        List<CommitId> withoutEffect = new ArrayList<>();
        List<RevertMessages.Reverted> reverted = new ArrayList<>();
        CommitId parent = onto.id();
        for (int i = 0; i < trees.steps().size(); i++) {
            TreeStep.Merge step = trees.steps().get(i);
            if (step.result().equals(step.ours())) {
                withoutEffect.add(ordered.get(i));
                continue;
            }
            steps.add(step);
            Commit commit = graph.commit(ordered.get(i));
            Optional<CommitId> returnsTo = GitTreePlanner.parent(commit, mainline(request, commit.id()));
            reverted.add(new RevertMessages.Reverted(commit, returnsTo));
            if (!request.single()) {
                String message = RevertMessages.revert(commit, returnsTo, request.paths());
                commits.add(commit(step.result(), parent, signed, message));
                parent = commits.get(commits.size() - 1).id();
            }
        }
        // Several commits may cancel each other out: then there is nothing for one commit to record.
        if (request.single() && !reverted.isEmpty() && !trees.tree().equals(onto.tree())) {
            commits.add(commit(trees.tree(), parent, signed, RevertMessages.revertAll(reverted, request.paths())));
        }
        Optional<CommitId> stoppedAt = trees.conflicts().isEmpty()
                ? Optional.empty()
                : Optional.of(ordered.get(trees.steps().size()));
        return new Result(
                trees.tree(),
                outcome.changes(),
                steps,
                commits,
                reverted.stream().map(one -> one.commit().id()).toList(),
                withoutEffect,
                trees.conflicts(),
                stoppedAt,
                warnings(trees));
    }

    private Result ofRun(
            RevertRequest request, List<CommitId> run, Commit onto, Signed signed, GitTreePlanner.Outcome outcome) {
        RevertedTrees trees = outcome.trees();
        boolean clean = trees.conflicts().isEmpty();
        boolean effect = clean && !trees.tree().equals(onto.tree());
        List<RevertMessages.Reverted> reverted = new ArrayList<>();
        for (CommitId id : run) {
            Commit commit = graph.commit(id);
            reverted.add(
                    new RevertMessages.Reverted(commit, GitTreePlanner.parent(commit, mainline(request, commit.id()))));
        }
        return new Result(
                trees.tree(),
                outcome.changes(),
                effect ? List.copyOf(trees.steps()) : List.of(),
                effect
                        ? List.of(commit(
                                trees.tree(), onto.id(), signed, RevertMessages.revertAll(reverted, request.paths())))
                        : List.of(),
                effect ? run : List.of(),
                clean && !effect ? run : List.of(),
                trees.conflicts(),
                clean ? Optional.empty() : Optional.of(run.get(0)),
                warnings(trees));
    }

    /**
     * Tells which parent a commit is taken back to.
     *
     * @param request names the mainline of the commits that it asks for
     * @param commit one of them, or one that must come along: those lie on the branch, so their first parent is it
     * @return the number of the parent, counted from 1; empty if none was named
     */
    public static OptionalInt mainline(RevertRequest request, CommitId commit) {
        return request.commits().contains(commit) ? request.mainline() : OptionalInt.of(1);
    }

    /**
     * Tells which paths are left as they are where they conflict.
     *
     * @param request says whether dependents are looked for, and which files are generated
     * @return the generated ones with dependents, else none
     */
    public static Predicate<RepoPath> leave(RevertRequest request) {
        return request.dependents() ? request.generated()::matches : path -> false;
    }

    private static List<Warning> warnings(RevertedTrees trees) {
        SortedSet<RepoPath> left = new TreeSet<>();
        trees.steps().forEach(step -> left.addAll(step.left()));
        List<Warning> warnings = new ArrayList<>(trees.warnings());
        if (!left.isEmpty()) {
            warnings.add(new Warning(
                    "regenerate-after",
                    "left as " + (left.size() == 1 ? "it is" : "they are") + ", to be generated anew afterwards: "
                            + left.stream().map(RepoPath::toString).collect(Collectors.joining(", "))));
        }
        return warnings;
    }

    private static PlannedCommit commit(TreeId tree, CommitId parent, Signed signed, String message) {
        StringBuilder whole = new StringBuilder(message);
        if (!signed.trailers().isEmpty()) {
            whole.append('\n');
        }
        for (Trailer trailer : signed.trailers()) {
            whole.append(trailer.key()).append(": ").append(trailer.value()).append('\n');
        }
        return CommitObjects.commit(tree, List.of(parent), signed.author(), signed.committer(), whole.toString());
    }
}
