package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BlastRadiusAnalyzer;
import io.rollbackrecovery.analysis.BlastRequest;
import io.rollbackrecovery.analysis.FileToRevert;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.git.GitRepository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the revert of one commit with what builds on it: the later commits whose files refer to what it declares, and
 * those that are in the way of its revert. A person's commit is never taken in.
 */
final class Cascade {
    private static final int MOST_ROUNDS = 20;

    private final GitRepository repository;
    private final BlastRadiusAnalyzer analyzer;
    private final CommitId culprit;
    private final CommitId on;
    private final Set<CommitId> members = new LinkedHashSet<>();
    private final Set<CommitId> kept = new LinkedHashSet<>();
    private final List<Reason> reasons = new ArrayList<>();

    /**
     * Looks at what builds on a commit.
     *
     * @param on the revision whose files are looked at: one that the culprit is an ancestor of
     */
    Cascade(GitRepository repository, BlastRadiusAnalyzer analyzer, CommitId culprit, CommitId on) {
        this.repository = repository;
        this.analyzer = analyzer;
        this.culprit = culprit;
        this.on = on;
        this.members.add(culprit);
    }

    Plan plan(Optional<SessionId> session) {
        for (int round = 0; ; round++) {
            takeInReferences();
            Plan plan = repository.reverts().plan(request(session));
            boolean isSettled = plan.isClean() || !takeInBlocking(plan.conflicts());
            if (isSettled || round == MOST_ROUNDS) {
                return plan;
            }
        }
    }

    private RevertRequest request(Optional<SessionId> session) {
        RevertRequest request = RevertRequest.of(List.copyOf(members));
        if (members.size() > 1) {
            request = request.asSingleCommit();
        }
        return session.isPresent() ? request.inSession(session.get()) : request;
    }

    private void takeInReferences() {
        boolean grows = true;
        while (grows) {
            grows = false;
            BlastRadius blast = analyzer.analyze(BlastRequest.ofCommits(members).on(on));
            for (FileToRevert file : blast.mustRevert()) {
                for (CommitId commit : file.commits()) {
                    grows |= takeIn(commit, file.path(), Reason.Kind.REFERENCE);
                }
            }
        }
    }

    private boolean takeInBlocking(List<Conflict> conflicts) {
        boolean grows = false;
        for (Conflict conflict : conflicts) {
            for (CommitId commit : conflict.blockedBy()) {
                grows |= takeIn(commit, conflict.path(), Reason.Kind.LINES);
            }
        }
        return grows;
    }

    private boolean takeIn(CommitId commit, RepoPath path, Reason.Kind kind) {
        if (members.contains(commit) || kept.contains(commit)) {
            return false;
        }
        boolean isMachine =
                repository.sessions().attribute(List.of(commit)).stream().allMatch(TakeBack::isMachine);
        if (!isMachine) {
            kept.add(commit);
            return false;
        }
        reasons.add(new Reason(commit, culprit, Optional.of(path), Optional.empty(), kind));
        return members.add(commit);
    }

    /** Why each commit beside the culprit was taken in. */
    List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    /** The commits of people that touch the same files and stay. */
    Set<CommitId> kept() {
        return kept;
    }
}
