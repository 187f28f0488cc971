package io.rollbackrecovery.git.internal.session;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.checkpoint.CheckpointOptions;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.HeadMove;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.Stake;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.MergeMode;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.core.session.SessionStrategy;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.git.internal.apply.Applier;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointMaker;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointStore;
import io.rollbackrecovery.git.internal.merge.MergeContext;
import io.rollbackrecovery.git.internal.merge.MergeOutcome;
import io.rollbackrecovery.git.internal.merge.TreeMerge;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.revert.RevertPlanner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;

/** Plans what happens to sessions. Reads only, but for the capture that a beginning session makes. */
public final class SessionPlanner {
    private final RepositoryAccess repository;
    private final SessionStore store;
    private final PlanParts parts;

    /** Plans for a repository. */
    public SessionPlanner(RepositoryAccess repository) {
        this.repository = repository;
        this.store = new SessionStore(repository);
        this.parts = new PlanParts(repository);
    }

    /** Plans the beginning of a session. Called under RR's lock. */
    public Applier.Now<Session> begin(SessionRequest request, CaptureStore captures) {
        CommitId base = repository.requireHeadCommit();
        SessionId id = SessionIds.distinct(SessionIds.of(repository.now(), request.name()), this::isTaken);
        CheckpointName name = new CheckpointName("before-session-" + id);
        Checkpoint checkpoint =
                new CheckpointMaker(repository, captures).make(name, Optional.of(id), CheckpointOptions.standard());
        PlanBuilder plan = Plan.builder(OperationKind.SESSION_BEGIN, "begin session " + id, repository.now())
                .session(id);
        new CheckpointStore(repository).create(plan, parts, checkpoint);
        Head head = repository.head();
        Session.Builder session = Session.builder(id, request.name(), base, repository.now())
                .agent(request.agent())
                .strategy(request.strategy())
                .scope(request.scope())
                .checkpoint(Optional.of(name))
                .baseRef(head instanceof Head.OnBranch on ? Optional.of(on.branch()) : Optional.empty());
        if (request.strategy() == SessionStrategy.BRANCH) {
            RefName branch = freeBranch(SessionIds.slug(request.name()));
            plan.move(RefMove.create(branch, base)).head(new HeadMove(head, new Head.OnBranch(branch)));
            session.branch(Optional.of(branch));
        } else if (!(head instanceof Head.OnBranch)) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "HEAD is detached, and a session of the strategy '"
                            + request.strategy().word() + "' works on a branch",
                    "Switch to a branch, or use the strategy 'branch'.");
        }
        Session begun = session.build();
        store.record(plan, parts, begun);
        return new Applier.Now<>(plan.build(), begun);
    }

    private boolean isTaken(SessionId id) {
        return store.find(id).isPresent()
                || repository
                        .ref(CheckpointStore.tag(new CheckpointName("before-session-" + id)))
                        .isPresent();
    }

    private RefName freeBranch(String slug) {
        RefName branch = RefName.branch("feature/" + slug);
        for (int number = 2; repository.ref(branch).isPresent(); number++) {
            branch = RefName.branch("feature/" + slug + "-" + number);
        }
        return branch;
    }

    /** Plans to take a session's commits over. */
    public Plan finish(Session session, FinishRequest request) {
        requireState(session, SessionState.OPEN);
        if (session.head().equals(session.base())) {
            throw new RrException(
                    ErrorCode.WRONG_STATE,
                    "session '" + session.id() + "' has no commit to take over",
                    "Abandon it: rr session abandon " + session.id() + " --apply");
        }
        RefName into = request.into()
                .or(session::baseRef)
                .orElseThrow(() -> new RrException(
                        ErrorCode.BAD_REQUEST,
                        "session '" + session.id() + "' began with HEAD detached, so it has no base branch",
                        "Name the branch to take it over into (--into)."));
        PlanBuilder plan = Plan.builder(
                        OperationKind.SESSION_FINISH,
                        "finish session " + session.id() + " into " + into.shortName(),
                        repository.now())
                .session(session.id());
        Optional<CommitId> result = session.strategy() == SessionStrategy.CHECKPOINT
                ? Optional.of(session.head())
                : session.branch().isPresent()
                        ? finishBranch(plan, session, request, into)
                        : Optional.of(squashInPlace(plan, session, request, into));
        if (result.isPresent()) {
            store.record(
                    plan,
                    parts,
                    session.toBuilder()
                            .state(SessionState.FINISHED)
                            .ended(Optional.of(repository.now()))
                            .result(result)
                            .build());
        }
        return plan.build();
    }

    /** {@code base..HEAD} of the base branch becomes one commit with the same tree. */
    private CommitId squashInPlace(PlanBuilder plan, Session session, FinishRequest request, RefName into) {
        if (request.mode() != MergeMode.SQUASH || !Optional.of(into).equals(session.baseRef())) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "an atomic session is squashed on its own base branch",
                    "Leave --merge and --into out.");
        }
        Commit tip = repository.commits().commit(session.head());
        PlannedCommit squash = parts.commit(tip.tree(), List.of(session.base()), message(session, request));
        plan.tree(tip.tree()).commit(squash).move(RefMove.of(into, tip.id(), squash.id()));
        return squash.id();
    }

    private Optional<CommitId> finishBranch(PlanBuilder plan, Session session, FinishRequest request, RefName into) {
        CommitId target = repository
                .commitAt(into)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_REVISION,
                        "there is no branch " + into.shortName(),
                        "Name another with --into."));
        Commit ours = repository.commits().commit(target);
        Commit theirs = repository.commits().commit(session.head());
        CommitId result;
        TreeId tree;
        if (request.mode() == MergeMode.FF) {
            if (!repository.commits().isAncestor(target, session.head())) {
                throw new RrException(
                        ErrorCode.BAD_REQUEST,
                        into.shortName() + " has moved on, so it cannot be fast-forwarded",
                        "Squash or merge instead.");
            }
            result = session.head();
            tree = theirs.tree();
            plan.changes(repository.sources().diff(ours.tree(), tree));
        } else {
            Optional<TreeId> merged = merge(plan, ours, theirs);
            if (merged.isEmpty()) {
                return Optional.empty();
            }
            tree = merged.get();
            List<CommitId> parents =
                    request.mode() == MergeMode.MERGE ? List.of(target, session.head()) : List.of(target);
            PlannedCommit commit = parts.commit(tree, parents, message(session, request));
            plan.commit(commit);
            result = commit.id();
        }
        plan.tree(tree).move(RefMove.of(into, target, result));
        Head head = repository.head();
        if (head.equals(new Head.OnBranch(session.branch().orElseThrow()))) {
            plan.head(new HeadMove(head, new Head.OnBranch(into)));
            parts.takeAlong(plan, theirs.tree(), tree);
        } else if (head.equals(new Head.OnBranch(into))) {
            parts.takeAlong(plan, ours.tree(), tree);
        }
        return Optional.of(result);
    }

    /** Merges two commits; the conflicts, if any, become part of the plan. */
    private Optional<TreeId> merge(PlanBuilder plan, Commit ours, Commit theirs) {
        CommitId base = repository
                .commits()
                .mergeBase(ours.id(), theirs.id())
                .orElseThrow(() -> new RrException(
                        ErrorCode.BAD_REQUEST,
                        "the session's branch and the base branch have no common history",
                        "Merge them with git."));
        TreeId baseTree = repository.commits().commit(base).tree();
        if (baseTree.equals(ours.tree())) {
            plan.changes(repository.sources().diff(ours.tree(), theirs.tree()));
            return Optional.of(theirs.tree());
        }
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            MergeContext context = new MergeContext(reader, repository.mergeSettings());
            MergeOutcome outcome = TreeMerge.merge(context, baseTree, ours.tree(), theirs.tree());
            outcome.warnings().forEach(warning -> plan.warn(warning.code(), warning.message()));
            if (outcome.tree().isEmpty()) {
                plan.conflicts(outcome.conflicts());
                return Optional.empty();
            }
            TreeId result = outcome.tree().get();
            plan.step(new TreeStep.Merge(baseTree, ours.tree(), theirs.tree(), result))
                    .changes(context.changes(ours.tree(), result));
            return outcome.tree();
        }
    }

    /** The caller's message, or one that lists the commits; then who took part, and which session it was. */
    private String message(Session session, FinishRequest request) {
        List<CommitId> ids = repository.commits().range(List.of(session.base()), session.head());
        StringBuilder message = new StringBuilder();
        Set<String> people = new LinkedHashSet<>();
        List<String> subjects = new ArrayList<>();
        for (CommitId id : ids) {
            Commit commit = repository.commits().commit(id);
            subjects.add(commit.subject());
            if (!commit.author().toString().equals(repository.author().toString())) {
                people.add(commit.author().toString());
            }
            commit.trailers().stream()
                    .filter(trailer -> trailer.hasKey("Co-authored-by"))
                    .forEach(trailer -> people.add(trailer.value()));
        }
        if (request.message().isPresent()) {
            message.append(request.message().get().strip()).append("\n\n");
        } else {
            message.append(session.name()).append("\n\n");
            for (int i = subjects.size() - 1; i >= 0; i--) {
                message.append("- ").append(subjects.get(i)).append('\n');
            }
            message.append('\n');
        }
        people.forEach(
                person -> message.append("Co-authored-by: ").append(person).append('\n'));
        message.append("RR-Session: ").append(session.id()).append('\n');
        session.agent()
                .ifPresent(agent -> message.append("RR-Agent: ").append(agent).append('\n'));
        return message.toString();
    }

    /** Plans to leave a session's work; all of it is kept. */
    public Plan abandon(Session session) {
        requireState(session, SessionState.OPEN);
        PlanBuilder plan = Plan.builder(
                        OperationKind.SESSION_ABANDON, "abandon session " + session.id(), repository.now())
                .session(session.id());
        RefName branch = session.branch().or(session::baseRef).orElseThrow();
        Optional<CommitId> tip = repository.commitAt(branch);
        if (tip.isPresent()) {
            parts.move(plan, abandoned(session, branch), tip);
        }
        Head head = repository.head();
        boolean isHead = head.equals(new Head.OnBranch(branch));
        if (session.branch().isPresent() && tip.isPresent()) {
            plan.move(RefMove.delete(branch, tip.get()));
            if (isHead) {
                returnToBase(plan, session, head, tip.get());
            }
        } else if (tip.isPresent() && !tip.get().equals(session.base())) {
            plan.move(RefMove.of(branch, tip.get(), session.base()));
            if (isHead) {
                parts.takeAlong(plan, treeOf(tip.get()), treeOf(session.base()));
            }
        }
        List<CommitId> commits = repository.commits().range(List.of(session.base()), session.head());
        List<PathChange> changes = repository.sources().diff(treeOf(session.base()), treeOf(session.head()));
        plan.loses(new Stake(commits, changes.stream().map(PathChange::path).toList(), 0));
        store.record(
                plan,
                parts,
                session.toBuilder()
                        .state(SessionState.ABANDONED)
                        .ended(Optional.of(repository.now()))
                        .build());
        return plan.build();
    }

    private void returnToBase(PlanBuilder plan, Session session, Head head, CommitId tip) {
        Optional<CommitId> target = session.baseRef().flatMap(repository::commitAt);
        Head to = target.isPresent()
                ? new Head.OnBranch(session.baseRef().orElseThrow())
                : new Head.Detached(session.base());
        plan.head(new HeadMove(head, to));
        TreeId tree = treeOf(target.orElse(session.base()));
        plan.tree(tree).changes(repository.sources().diff(treeOf(tip), tree));
        parts.takeAlong(plan, treeOf(tip), tree);
    }

    /** Plans to bring an abandoned session back. */
    public Plan restore(Session session) {
        requireState(session, SessionState.ABANDONED);
        RefName branch = session.branch().or(session::baseRef).orElseThrow();
        RefName kept = abandoned(session, branch);
        CommitId tip = repository
                .commitAt(kept)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_NAME,
                        kept + " is gone, so the session cannot be brought back",
                        "See: rr ops"));
        PlanBuilder plan = Plan.builder(
                        OperationKind.SESSION_RESTORE, "restore session " + session.id(), repository.now())
                .session(session.id());
        Optional<CommitId> now = repository.commitAt(branch);
        if (session.branch().isPresent() && now.isPresent()) {
            throw new RrException(
                    ErrorCode.NAME_TAKEN,
                    "there is a branch " + branch.shortName() + " again",
                    "Rename or delete that one first.");
        }
        if (session.branch().isEmpty() && !now.equals(Optional.of(session.base()))) {
            throw new RrException(
                    ErrorCode.WRONG_STATE,
                    branch.shortName() + " has moved on since the session was abandoned",
                    "Its commits are at " + kept + ": cherry-pick or merge them.");
        }
        parts.move(plan, branch, Optional.of(tip));
        parts.move(plan, kept, Optional.empty());
        if (repository.head().equals(new Head.OnBranch(branch)) && now.isPresent()) {
            parts.takeAlong(plan, treeOf(now.get()), treeOf(tip));
        }
        store.record(
                plan,
                parts,
                session.toBuilder()
                        .state(SessionState.OPEN)
                        .ended(Optional.empty())
                        .head(tip)
                        .build());
        return plan.build();
    }

    /** What is asked for to take a session back, or what it did to some paths; no paths stand for all. */
    public RevertRequest revertRequest(
            Session session, List<AttributedCommit> commits, Keep keep, List<RepoPath> only) {
        if (session.state() == SessionState.ABANDONED || session.state() == SessionState.REVERTED) {
            throw wrongState(session, "it cannot be taken back again");
        }
        List<CommitId> kept = kept(commits, keep);
        Optional<Commit> result =
                session.result().map(id -> repository.commits().commit(id));
        boolean asOne =
                kept.isEmpty() && result.isPresent() && !result.get().id().equals(session.head());
        List<CommitId> targets = asOne
                ? List.of(result.orElseThrow().id())
                : commits.stream()
                        .filter(commit -> commit.commit().parents().size() < 2)
                        .map(commit -> commit.commit().id())
                        .filter(id -> !kept.contains(id))
                        .toList();
        if (targets.isEmpty()) {
            throw wrongState(session, kept.isEmpty() ? "it has no commit" : "all its commits are a person's");
        }
        RevertRequest request = RevertRequest.of(targets).inSession(session.id());
        if (asOne && result.orElseThrow().parents().size() > 1) {
            request = request.mainline(1);
        }
        if (!asOne) {
            request = request.asSingleCommit();
        }
        return only.isEmpty() ? request : request.onlyPaths(only);
    }

    private static List<CommitId> kept(List<AttributedCommit> commits, Keep keep) {
        return commits.stream()
                .filter(commit -> keep == Keep.HUMAN_COMMITS && !isMachine(commit))
                .map(commit -> commit.commit().id())
                .toList();
    }

    /** Plans to take a session back, or what it did to some paths, and commits that have to come along. */
    public Plan revert(
            Session session, List<AttributedCommit> commits, Keep keep, List<RepoPath> only, List<CommitId> along) {
        List<CommitId> kept = kept(commits, keep);
        RevertRequest request = revertRequest(session, commits, keep, only);
        if (!along.isEmpty()) {
            List<CommitId> all = new ArrayList<>(request.commits());
            all.addAll(along);
            // A merge that comes along goes back to its first parent; other commits have no other.
            request = request.instead(all).mainline(1).asSingleCommit();
        }
        PlanBuilder plan =
                new RevertPlanner(repository).builder(OperationKind.SESSION_REVERT, request, RunContext.none());
        List<CommitId> staying = kept.stream().filter(id -> !along.contains(id)).toList();
        plan.keeps(new Stake(staying, paths(staying), 0));
        if (!session.inferred() && session.state() == SessionState.FINISHED && kept.isEmpty() && only.isEmpty()) {
            Plan planned = plan.build();
            if (planned.isClean() && !planned.refMoves().isEmpty()) {
                store.record(
                        plan,
                        parts,
                        session.toBuilder().state(SessionState.REVERTED).build());
            }
        }
        return plan.build();
    }

    private List<RepoPath> paths(List<CommitId> commits) {
        return commits.stream()
                .map(id -> repository.commits().commit(id))
                .flatMap(commit -> repository
                        .sources()
                        .diff(
                                commit.parents().stream()
                                        .findFirst()
                                        .map(this::treeOf)
                                        .orElse(repository.sources().emptyTree()),
                                commit.tree())
                        .stream())
                .map(PathChange::path)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isMachine(AttributedCommit commit) {
        return commit.attribution() == Attribution.AGENT || commit.attribution() == Attribution.AUTOMATION;
    }

    private TreeId treeOf(CommitId commit) {
        return repository.commits().commit(commit).tree();
    }

    private static RefName abandoned(Session session, RefName branch) {
        return new RefName("refs/rr/abandoned/" + session.id() + "/" + branch.shortName());
    }

    private static void requireState(Session session, SessionState state) {
        if (session.state() != state) {
            throw wrongState(session, "this needs a session that is " + state.word());
        }
    }

    private static RrException wrongState(Session session, String why) {
        return new RrException(
                ErrorCode.WRONG_STATE,
                "session '" + session.id() + "' is " + session.state().word() + ": " + why,
                "Look at it with: rr session show " + session.id());
    }
}
