package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.ApplyOutcome;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Checks that the refs and HEAD may be moved as a plan says. Reads only. */
final class RefGuard {
    /** A rebase stands first: where it stops at a conflict, git leaves the sign of a cherry-pick too. */
    private static final List<Map.Entry<String, String>> IN_PROGRESS = List.of(
            Map.entry("rebase-merge", "a rebase (finish it, or git rebase --abort)"),
            Map.entry("rebase-apply", "a rebase or git am (finish it, or abort it)"),
            Map.entry("MERGE_HEAD", "a merge (finish it, or git merge --abort)"),
            Map.entry("CHERRY_PICK_HEAD", "a cherry-pick (finish it, or git cherry-pick --abort)"),
            Map.entry("REVERT_HEAD", "a revert (finish it, or git revert --abort)"),
            Map.entry("sequencer", "a series of picks or reverts (finish it, or abort it)"),
            Map.entry("BISECT_LOG", "a bisect (finish it with git bisect reset)"));

    private final RepositoryAccess repository;

    RefGuard(RepositoryAccess repository) {
        this.repository = repository;
    }

    /** Refuses a plan that was computed from other refs than there are. */
    void requireFresh(Plan plan) throws Refusal {
        for (RefMove move : plan.refMoves()) {
            Optional<GitId> now = repository.ref(move.ref());
            if (!now.equals(move.from())) {
                if (plan.undoes().isPresent()) {
                    throw new Refusal(
                            ApplyOutcome.Kind.MOVED_ON,
                            move.ref().shortName() + " has moved on since operation "
                                    + plan.undoes().get() + ": it is " + name(now) + " now, and was "
                                    + name(move.from()),
                            "Take the later changes back first, or revert the commits of that operation instead.");
                }
                throw new Refusal(
                        ApplyOutcome.Kind.STALE,
                        move.ref() + " is " + name(now) + " now, and was " + name(move.from())
                                + " when this was planned",
                        "Plan again.");
            }
        }
        if (plan.headMove().isPresent()
                && !repository.head().equals(plan.headMove().get().from())) {
            throw plan.undoes().isPresent()
                    ? new Refusal(
                            ApplyOutcome.Kind.MOVED_ON,
                            "HEAD has been moved since operation "
                                    + plan.undoes().get(),
                            "Switch back to where that operation left HEAD.")
                    : new Refusal(ApplyOutcome.Kind.STALE, "HEAD has been moved since this was planned", "Plan again.");
        }
        requireSameHead(plan);
        if (plan.treeMove().isPresent()) {
            Optional<CommitId> head = repository.headCommit();
            boolean same = head.isPresent()
                    && repository
                            .commits()
                            .commit(head.get())
                            .tree()
                            .equals(plan.treeMove().get().from());
            if (!same) {
                throw new Refusal(
                        ApplyOutcome.Kind.STALE,
                        "HEAD has another tree than when this was planned, or the plan was made for another work tree",
                        "Plan again.");
            }
        }
    }

    /**
     * A plan takes index and work tree along with the branch that HEAD was on. If HEAD has been switched since, it would
     * take the wrong ones, or leave those of the branch behind.
     */
    private void requireSameHead(Plan plan) throws Refusal {
        if (plan.headMove().isPresent() || repository.layout().isBare()) {
            return;
        }
        Head head = repository.head();
        Optional<RefMove> ofHead = plan.refMoves().stream()
                .filter(move -> head.equals(new Head.OnBranch(move.ref())))
                .findFirst();
        boolean wrongTree = plan.treeMove().isPresent() && ofHead.isEmpty();
        boolean leftBehind = plan.treeMove().isEmpty() && ofHead.isPresent() && changesTree(plan, ofHead.get());
        if (wrongTree || leftBehind) {
            throw new Refusal(
                    ApplyOutcome.Kind.STALE,
                    "HEAD has been switched to another branch since this was planned",
                    "Switch back, or plan again.");
        }
    }

    private boolean changesTree(Plan plan, RefMove move) {
        if (move.from().isEmpty() || move.to().isEmpty()) {
            return true;
        }
        return !treeOf(plan, move.from().get()).equals(treeOf(plan, move.to().get()));
    }

    private Optional<TreeId> treeOf(Plan plan, GitId id) {
        if (!(id instanceof CommitId commit)) {
            return Optional.empty();
        }
        return Optional.of(plan.commits().stream()
                .filter(planned -> planned.id().equals(commit))
                .findFirst()
                .map(PlannedCommit::tree)
                .orElseGet(() -> repository.commits().commit(commit).tree()));
    }

    private static String name(Optional<GitId> id) {
        return id.map(GitId::abbreviated).orElse("absent");
    }

    /** Refuses to move what HEAD names while git is in the middle of something. */
    void requireNothingInProgress(Plan plan) throws Refusal {
        if (!movesHead(plan)) {
            return;
        }
        Path gitDir = repository.layout().gitDir();
        for (Map.Entry<String, String> sign : IN_PROGRESS) {
            if (Files.exists(gitDir.resolve(sign.getKey()))) {
                throw new Refusal(
                        ApplyOutcome.Kind.OPERATION_IN_PROGRESS,
                        "the work tree is in the middle of " + sign.getValue(),
                        "End it first; nothing has been changed.");
            }
        }
    }

    /** Tells whether HEAD will name another commit or branch. */
    boolean movesHead(Plan plan) {
        return plan.headMove().isPresent()
                || plan.treeMove().isPresent()
                || plan.captureMove().isPresent()
                || (repository.head() instanceof Head.OnBranch on
                        && plan.refMoves().stream().anyMatch(move -> move.ref().equals(on.branch())));
    }

    /** Refuses to move a branch under another work tree, whose index and files would stay behind. */
    void requireNoOtherWorkTree(Plan plan) throws Refusal, IOException {
        for (Map.Entry<String, io.rollbackrecovery.git.internal.refs.Head> other :
                repository.refStore().otherHeads().entrySet()) {
            for (RefMove move : plan.refMoves()) {
                if (move.from().isPresent()
                        && other.getValue()
                                .branch()
                                .equals(Optional.of(move.ref().value()))) {
                    throw new Refusal(
                            ApplyOutcome.Kind.IN_THE_WAY,
                            move.ref().shortName() + " is checked out in "
                                    + (other.getKey().isEmpty() ? "the main work tree" : "work tree " + other.getKey()),
                            "Run this there, or switch that work tree to another branch.");
                }
            }
        }
    }

    /** Refuses to drop commits from a branch that another repository has. */
    void requireUnpublished(Plan plan) throws Refusal, IOException {
        for (RefMove move : plan.refMoves()) {
            if (move.ref().isBranch()
                    && move.from().isPresent()
                    && move.to().isPresent()
                    && move.from().get() instanceof CommitId from
                    && move.to().get() instanceof CommitId to) {
                Optional<RefName> published = publisherOf(plan, from, to);
                if (published.isPresent()) {
                    throw new Refusal(
                            ApplyOutcome.Kind.PUBLISHED,
                            "this would drop commits from " + move.ref().shortName() + " that "
                                    + published.get().shortName() + " contains",
                            "Take them back with a revert instead, or allow it (--allow-published).");
                }
            }
        }
    }

    /** Finds the remote-tracking ref that contains a commit which the branch would lose. */
    private Optional<RefName> publisherOf(Plan plan, CommitId from, CommitId to) throws IOException {
        List<Ref> remotes = List.copyOf(
                repository.refStore().snapshot().refs("refs/remotes/").values());
        if (remotes.isEmpty()) {
            return Optional.empty();
        }
        // The new tip may be a commit that the plan is yet to make: then its parents stand for it.
        List<CommitId> kept = plan.commits().stream()
                .filter(commit -> commit.id().equals(to))
                .findFirst()
                .map(commit -> existing(plan, commit.parents()))
                .orElse(List.of(to));
        List<CommitId> dropped = repository.commits().range(kept, from);
        if (dropped.isEmpty()) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(repository.jgit())) {
            walk.setRetainBody(false);
            for (Ref remote : remotes) {
                ObjectId id = remote.getObjectId();
                if (id == null || !(walk.peel(walk.parseAny(id)) instanceof RevCommit tip)) {
                    continue;
                }
                // The oldest of the dropped ones is contained if any of a run is; runs with merges need all.
                for (int i = dropped.size() - 1; i >= 0; i--) {
                    if (walk.isMergedInto(walk.parseCommit(Ids.jgit(dropped.get(i))), tip)) {
                        return Optional.of(new RefName(remote.getName()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<CommitId> existing(Plan plan, List<CommitId> parents) {
        return parents.stream()
                .flatMap(parent -> plan.commits().stream()
                        .filter(commit -> commit.id().equals(parent))
                        .findFirst()
                        .map(commit -> existing(plan, commit.parents()).stream())
                        .orElse(Stream.of(parent)))
                .toList();
    }

    /** Refuses to point a ref of RR's at anything that is not a commit: other things break clients. */
    void requireCommits(Plan plan) {
        for (RefMove move : plan.refMoves()) {
            if (move.ref().value().startsWith("refs/rr/")
                    && move.to().filter(id -> !(id instanceof CommitId)).isPresent()) {
                throw new RrException(ErrorCode.INTERNAL, move.ref() + " would not point to a commit", "");
            }
        }
    }
}
