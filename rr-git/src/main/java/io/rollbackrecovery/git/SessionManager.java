package io.rollbackrecovery.git;

import io.rollbackrecovery.core.checkpoint.Checkpoint;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.git.internal.apply.Applier;
import io.rollbackrecovery.git.internal.attribution.AttributionRules;
import io.rollbackrecovery.git.internal.checkpoint.CheckpointStore;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.session.SessionInference;
import io.rollbackrecovery.git.internal.session.SessionPlanner;
import io.rollbackrecovery.git.internal.session.SessionStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Sessions: stretches of work by an agent, among a person's, that can be taken over or taken back as one. Thread-safe.
 *
 * <p>{@link #begin} acts at once, since it only adds a way back. Everything that moves a branch is planned here and
 * applied by {@link GitRepository#apply}.
 */
public final class SessionManager {
    private static final int MOST_LOOKED_AT = 2_000;

    private final RepositoryAccess repository;
    private final Applier applier;
    private final SessionStore store;
    private final SessionPlanner planner;

    SessionManager(RepositoryAccess repository, Applier applier) {
        this.repository = repository;
        this.applier = applier;
        this.store = new SessionStore(repository);
        this.planner = new SessionPlanner(repository);
    }

    /**
     * Begins a session now: makes a checkpoint of everything, uncommitted work included; with the strategy
     * {@code BRANCH} also a branch {@code feature/<slug>}, to which HEAD is switched. No file changes.
     *
     * @param request what the session is about
     * @return the open session
     * @throws RrException {@code UNBORN_BRANCH} if there is no commit yet; {@code OPERATION_IN_PROGRESS} in the middle
     *     of a merge or the like; {@code LOCKED} if another process holds a lock for long
     */
    public Session begin(SessionRequest request) {
        return applier.applyNow(captures -> planner.begin(request, captures));
    }

    /**
     * Lists the sessions that RR saw begin.
     *
     * @return the sessions, newest first
     */
    public List<Session> list() {
        return store.list();
    }

    /**
     * Finds sessions in the history of HEAD that RR did not see begin: runs of commits in which agents took part.
     *
     * @return the sessions, newest first, each marked as inferred; at most the last 2,000 commits along the first
     *     parents are looked at
     */
    public List<Session> infer() {
        Optional<CommitId> head = repository.headCommit();
        if (head.isEmpty()) {
            return List.of();
        }
        Optional<RefName> branch =
                repository.head() instanceof Head.OnBranch on ? Optional.of(on.branch()) : Optional.empty();
        return new SessionInference(repository.commits()).infer(head.get(), branch, MOST_LOOKED_AT);
    }

    /**
     * Lists all sessions: recorded ones, and inferred ones whose commits belong to no recorded one.
     *
     * @return the sessions, newest first within each kind, recorded ones first
     */
    public List<Session> listAll() {
        List<Session> recorded = list();
        List<Session> all = new ArrayList<>(recorded);
        List<CommitId> known = new ArrayList<>();
        for (Session session : recorded) {
            known.addAll(repository.commits().range(List.of(session.base()), session.head()));
            session.result().ifPresent(known::add);
        }
        for (Session session : infer()) {
            if (!known.contains(session.head())) {
                all.add(session);
            }
        }
        return List.copyOf(all);
    }

    /**
     * Finds a session, recorded or inferred.
     *
     * @param id its id
     * @return the session
     * @throws RrException {@code UNKNOWN_NAME} if there is none of that id
     */
    public Session get(SessionId id) {
        return store.find(id)
                .or(() -> infer().stream()
                        .filter(session -> session.id().equals(id))
                        .findFirst())
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_NAME, "there is no session '" + id + "'", "List them with: rr session list"));
    }

    /**
     * Finds the open session that HEAD is in: the newest whose branch HEAD is on.
     *
     * @return the session; empty if HEAD is in none
     */
    public Optional<Session> current() {
        if (!(repository.head() instanceof Head.OnBranch on)) {
            return Optional.empty();
        }
        return list().stream()
                .filter(session -> session.state() == SessionState.OPEN)
                .filter(session -> session.branch().or(session::baseRef).equals(Optional.of(on.branch())))
                .findFirst();
    }

    /**
     * Lists the commits of a session with who made them. For a session that was squashed these are the originals.
     *
     * @param session a session
     * @return the commits, newest first; merges of other branches into it, and what they brought, included
     */
    public List<AttributedCommit> commits(Session session) {
        return attribute(repository.commits().range(List.of(session.base()), session.head()));
    }

    /**
     * Tells who made commits, by author, committer, trailers and message.
     *
     * @param commits the commits
     * @return the same commits in the same order, each with its attribution and the evidence for it
     */
    public List<AttributedCommit> attribute(Collection<CommitId> commits) {
        return commits.stream()
                .map(id -> AttributionRules.attribute(repository.commits().commit(id)))
                .toList();
    }

    /**
     * Finds the checkpoint that was made when a session began.
     *
     * @param session a session
     * @return the checkpoint; empty for an inferred session, or if it was removed
     */
    public Optional<Checkpoint> checkpointOf(Session session) {
        return session.checkpoint().flatMap(name -> new CheckpointStore(repository).find(name));
    }

    /**
     * Plans to finish a session: to take its commits over into its base branch. The originals are kept.
     *
     * @param request which session, and how
     * @return the plan; with conflicts if the base branch has moved on and cannot be merged
     * @throws RrException {@code UNKNOWN_NAME}; {@code WRONG_STATE} if it is not open or has no commit;
     *     {@code BAD_REQUEST} if it cannot be taken over in that way
     */
    public Plan planFinish(FinishRequest request) {
        return planner.finish(recorded(request.session()), request);
    }

    /**
     * Plans to abandon a session: its branch goes, or its base branch goes back to where it began. The commits are kept,
     * and {@link #planRestore} brings them back.
     *
     * @param id the session
     * @return the plan
     * @throws RrException {@code UNKNOWN_NAME}; {@code WRONG_STATE} if it is not open
     */
    public Plan planAbandon(SessionId id) {
        return planner.abandon(recorded(id));
    }

    /**
     * Plans to bring an abandoned session back: its branch is as it was, and it is open again.
     *
     * @param id the session
     * @return the plan
     * @throws RrException {@code UNKNOWN_NAME}; {@code WRONG_STATE} if it is not abandoned; {@code NAME_TAKEN} if there
     *     is another branch of that name by now
     */
    public Plan planRestore(SessionId id) {
        return planner.restore(recorded(id));
    }

    /**
     * Plans to take a session back by new commits on HEAD: the one commit of a squashed or merged session, each commit
     * of the others.
     *
     * @param id the session, recorded or inferred
     * @param keep which of its commits stay
     * @return the plan; with conflicts if later commits are in the way. {@link Plan#keeps()} names what stays
     * @throws RrException {@code UNKNOWN_NAME}; {@code WRONG_STATE} if it is abandoned or reverted already, or has no
     *     commit to take back
     */
    public Plan planRevert(SessionId id, Keep keep) {
        return planRevert(get(id), keep);
    }

    /**
     * Plans to take a session back by new commits on HEAD, as {@link #planRevert(SessionId, Keep)} does, for who has the
     * session already: one that was inferred is not inferred again.
     *
     * @param session the session, recorded or inferred
     * @param keep which of its commits stay
     * @return the plan; with conflicts if later commits are in the way. {@link Plan#keeps()} names what stays
     * @throws RrException {@code WRONG_STATE} if it is abandoned or reverted already, or has no commit to take back
     */
    public Plan planRevert(Session session, Keep keep) {
        return planRevert(session, keep, List.of());
    }

    /**
     * Plans to take back what a session did to some paths. The session is not over with that.
     *
     * @param session the session, recorded or inferred
     * @param keep which of its commits stay
     * @param only files, or folders with all that is in them; of a renamed file both paths; empty for all
     * @return the plan; with conflicts if later commits are in the way. {@link Plan#keeps()} names what stays
     * @throws RrException as {@link #planRevert(Session, Keep)}
     */
    public Plan planRevert(Session session, Keep keep, List<RepoPath> only) {
        return planRevert(session, keep, only, List.of());
    }

    /**
     * Plans to take back what a session did, together with commits that have to come along, as one commit.
     *
     * @param session the session, recorded or inferred
     * @param keep which of its commits stay
     * @param only files, or folders with all that is in them; of a renamed file both paths; empty for all
     * @param along commits beside those of the session; empty for none, and then as
     *     {@link #planRevert(Session, Keep, List)}
     * @return the plan; with conflicts if other commits are in the way. {@link Plan#keeps()} names what stays
     * @throws RrException as {@link #planRevert(Session, Keep)}
     */
    public Plan planRevert(Session session, Keep keep, List<RepoPath> only, List<CommitId> along) {
        return planner.revert(session, commits(session), keep, only, along);
    }

    /**
     * Gives the request that stands behind {@link #planRevert(Session, Keep, List)}, for who plans it together with
     * others.
     *
     * @param session the session, recorded or inferred
     * @param keep which of its commits stay
     * @param only files, or folders with all that is in them; empty for all
     * @return the request
     * @throws RrException as {@link #planRevert(Session, Keep)}
     */
    public RevertRequest revertRequest(Session session, Keep keep, List<RepoPath> only) {
        return planner.revertRequest(session, commits(session), keep, only);
    }

    private Session recorded(SessionId id) {
        Session session = get(id);
        if (session.inferred()) {
            throw new RrException(
                    ErrorCode.WRONG_STATE,
                    "session '" + id + "' was inferred from history: RR did not see it begin",
                    "It can be reverted, but not finished, abandoned or restored.");
        }
        return session;
    }
}
