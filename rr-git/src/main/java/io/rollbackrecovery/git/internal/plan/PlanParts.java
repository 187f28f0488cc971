package io.rollbackrecovery.git.internal.plan;

import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Bytes;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.HeadMove;
import io.rollbackrecovery.core.plan.LineCount;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.PlannedTag;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.TreeMove;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.merge.CommitObjects;
import io.rollbackrecovery.git.internal.merge.LineCounts;
import io.rollbackrecovery.git.internal.merge.TreeMaterializer;
import io.rollbackrecovery.git.internal.merge.Trees;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectReader;

/** Builds the parts of plans over one repository. Reads it and writes nothing. */
public final class PlanParts {
    private static final int MOST_COUNTED = 1000;

    private final RepositoryAccess repository;

    /** Builds parts of plans for a repository. */
    public PlanParts(RepositoryAccess repository) {
        this.repository = repository;
    }

    /** Plans a commit by the environment's author and committer, at the plan's time. */
    public PlannedCommit commit(TreeId tree, List<CommitId> parents, String message) {
        return commit(tree, parents, repository.author(), message);
    }

    /** Plans a commit by a given author and the environment's committer. */
    public PlannedCommit commit(TreeId tree, List<CommitId> parents, Signature author, String message) {
        return CommitObjects.commit(tree, parents, author, repository.committer(), message);
    }

    /** Plans an annotated tag of a commit. */
    public PlannedTag tag(String name, CommitId target, String message) {
        return CommitObjects.tag(name, target, repository.committer(), message);
    }

    /** Plans some files on top of a tree. */
    public TreeStep.Edit edit(TreeId from, Map<String, String> files) {
        List<TreeStep.FileEdit> edits = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            edits.add(new TreeStep.FileEdit(
                    RepoPath.of(file.getKey()), FileMode.REGULAR, Optional.of(Bytes.utf8(file.getValue()))));
        }
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            return Trees.plan(reader, from, edits);
        }
    }

    /**
     * Adds a record of RR's to a plan: a commit with one file, to which a ref of RR's points. Its parents keep the
     * objects that it speaks of from being collected.
     *
     * @param plan the plan
     * @param ref the ref that points to the record
     * @param file the name of the file
     * @param content its text
     * @param keeps the commits that the record needs
     */
    public void record(PlanBuilder plan, RefName ref, String file, String content, List<CommitId> keeps) {
        record(plan, ref, file, content, keeps, "");
    }

    /**
     * As {@link #record(PlanBuilder, RefName, String, String, List)}, with a trailer in the commit's message.
     *
     * @param trailer the line; empty for none
     */
    public void record(
            PlanBuilder plan, RefName ref, String file, String content, List<CommitId> keeps, String trailer) {
        TreeStep.Edit step = edit(GitSourceReader.EMPTY_TREE, Map.of(file, content));
        PlannedCommit commit = CommitObjects.commit(
                step.result(),
                keeps.stream().distinct().toList(),
                repository.committer(),
                repository.committer(),
                "rr: record " + ref.value().substring("refs/rr/".length()) + "\n"
                        + (trailer.isEmpty() ? "" : "\n" + trailer + "\n"));
        plan.step(step).commit(commit);
        move(plan, ref, Optional.of(commit.id()));
    }

    /** Compares two trees of which the second may only come about by the steps of a plan. */
    public List<PathChange> changes(TreeId from, TreeId to, List<? extends TreeStep> steps) {
        try (ObjectReader reader = repository.jgit().newObjectReader();
                ObjectReader layered = new TreeMaterializer(repository.mergeSettings())
                        .compute(List.copyOf(steps), reader)
                        .newReader()) {
            return GitSourceReader.diff(layered, from, to);
        }
    }

    /**
     * Counts the lines that a plan changes, in the first thousand of its paths.
     *
     * @throws io.rollbackrecovery.core.error.RrException {@code STALE} if its steps end in other trees than planned;
     *     {@code MISSING_OBJECT}
     */
    public List<LineCount> lineCounts(Plan plan) {
        if (plan.changes().isEmpty()) {
            return List.of();
        }
        try (ObjectReader reader = repository.jgit().newObjectReader();
                ObjectReader layered = new TreeMaterializer(repository.mergeSettings())
                        .compute(plan.steps(), reader)
                        .newReader()) {
            List<PathChange> changes = plan.changes();
            return LineCounts.of(layered, changes.subList(0, Math.min(MOST_COUNTED, changes.size())));
        }
    }

    /** Adds the move of a ref from what it is now, unless it is there already. */
    public void move(PlanBuilder plan, RefName ref, Optional<? extends GitId> to) {
        Optional<GitId> from = repository.ref(ref);
        Optional<GitId> target = to.map(id -> id);
        if (!from.equals(target)) {
            plan.move(new RefMove(ref, from, target));
        }
    }

    /**
     * Moves what HEAD names, its branch or HEAD itself, to another commit, and takes index and work tree along.
     *
     * @param plan the plan
     * @param from the commit that HEAD names
     * @param to the commit it is to name
     * @param toTree the tree of that commit, which may not exist yet
     */
    public void moveHead(PlanBuilder plan, CommitId from, CommitId to, TreeId toTree) {
        Head head = repository.head();
        if (head instanceof Head.OnBranch on) {
            plan.move(RefMove.of(on.branch(), from, to));
        } else {
            plan.head(new HeadMove(head, new Head.Detached(to)));
        }
        takeAlong(plan, repository.commits().commit(from).tree(), toTree);
    }

    /** Takes index and work tree along from one tree to another, if there is a work tree. */
    public void takeAlong(PlanBuilder plan, TreeId from, TreeId to) {
        if (!from.equals(to) && repository.layout().workTree().isPresent()) {
            plan.workTree(new TreeMove(from, to));
        }
    }
}
