package io.rollbackrecovery.git.internal.session;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.SessionId;
import io.rollbackrecovery.core.session.AttributedCommit;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.session.SessionState;
import io.rollbackrecovery.core.session.SessionStrategy;
import io.rollbackrecovery.git.internal.attribution.AttributionRules;
import io.rollbackrecovery.git.internal.history.GitCommitGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the sessions of agents in a history that RR did not watch, so that it helps on its first day.
 *
 * <p>Along the first parents of a commit, a session is a run of commits that begins and ends with one in which an agent
 * took part, with no more than {@link #GAP} between one commit and the next; a person's commits in between belong to
 * it. A merge that brings in an agent's commits is a session of its own.
 */
public final class SessionInference {
    private static final Duration GAP = Duration.ofMinutes(90);
    private static final int MOST_MERGED = 200;

    private final GitCommitGraph commits;

    /** Infers from these commits. */
    public SessionInference(GitCommitGraph commits) {
        this.commits = commits;
    }

    /**
     * Finds the sessions that lead up to a commit.
     *
     * @param tip the commit
     * @param branch the branch that it is the tip of, if any
     * @param limit how many commits to look at along the first parents
     * @return the sessions, newest first
     */
    public List<Session> infer(CommitId tip, Optional<RefName> branch, int limit) {
        List<Session> sessions = new ArrayList<>();
        Run run = new Run();
        for (Commit commit : commits.firstParents(tip, limit)) {
            if (commit.parents().size() > 1) {
                run.end(branch).ifPresent(sessions::add);
                merged(commit, branch).ifPresent(sessions::add);
                continue;
            }
            if (run.isFarFrom(commit)) {
                run.end(branch).ifPresent(sessions::add);
            }
            run.add(AttributionRules.attribute(commit));
        }
        run.end(branch).ifPresent(sessions::add);
        return withDistinctIds(sessions);
    }

    private Optional<Session> merged(Commit merge, Optional<RefName> branch) {
        List<AttributedCommit> attributed =
                commits.newest(merge.parents().get(0), merge.parents().get(1), MOST_MERGED).stream()
                        .map(AttributionRules::attribute)
                        .toList();
        Set<String> agents = agentsOf(attributed);
        if (agents.isEmpty()) {
            return Optional.empty();
        }
        Instant began = attributed.get(attributed.size() - 1).commit().author().time();
        return Optional.of(
                value(agents, began, merge.parents().get(0), merge.parents().get(1), branch)
                        .ended(Optional.of(merge.committer().time()))
                        .result(Optional.of(merge.id()))
                        .build());
    }

    /** Commits of one run, newest first. */
    private static final class Run {
        private final List<AttributedCommit> members = new ArrayList<>();
        /** How many members there are up to the oldest that an agent took part in. */
        private int upToAgent;

        boolean isFarFrom(Commit older) {
            return !members.isEmpty()
                    && Duration.between(
                                            older.committer().time(),
                                            members.get(members.size() - 1)
                                                    .commit()
                                                    .committer()
                                                    .time())
                                    .compareTo(GAP)
                            > 0;
        }

        void add(AttributedCommit commit) {
            if (involvesAgent(commit)) {
                members.add(commit);
                upToAgent = members.size();
            } else if (!members.isEmpty()) {
                members.add(commit);
            }
        }

        Optional<Session> end(Optional<RefName> branch) {
            List<AttributedCommit> whole = List.copyOf(members.subList(0, upToAgent));
            members.clear();
            upToAgent = 0;
            if (whole.isEmpty()) {
                return Optional.empty();
            }
            Commit oldest = whole.get(whole.size() - 1).commit();
            Commit newest = whole.get(0).commit();
            // A session that begins at the root commit has no commit before it to return to: the root is its base.
            CommitId base =
                    oldest.parents().isEmpty() ? oldest.id() : oldest.parents().get(0);
            return Optional.of(value(agentsOf(whole), oldest.author().time(), base, newest.id(), branch)
                    .ended(Optional.of(newest.committer().time()))
                    .result(Optional.of(newest.id()))
                    .build());
        }
    }

    private static Session.Builder value(
            Set<String> agents, Instant began, CommitId base, CommitId head, Optional<RefName> branch) {
        String name = String.join("-", agents);
        return Session.builder(SessionIds.of(began, name), String.join(", ", agents), base, began)
                .state(SessionState.FINISHED)
                .strategy(SessionStrategy.CHECKPOINT)
                .agent(agents.stream().findFirst())
                .baseRef(branch)
                .head(head)
                .inferred(true);
    }

    private static boolean involvesAgent(AttributedCommit commit) {
        return commit.attribution() == Attribution.AGENT || commit.attribution() == Attribution.MIXED;
    }

    private static Set<String> agentsOf(List<AttributedCommit> attributed) {
        return attributed.stream()
                .filter(SessionInference::involvesAgent)
                .map(commit -> commit.agent().orElse("agent"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Two sessions of one minute get a number, oldest first, as recorded ones do. */
    private static List<Session> withDistinctIds(List<Session> newestFirst) {
        Set<SessionId> taken = new LinkedHashSet<>();
        List<Session> distinct = new ArrayList<>(newestFirst);
        for (int i = distinct.size() - 1; i >= 0; i--) {
            Session session = distinct.get(i);
            SessionId id = SessionIds.distinct(session.id(), taken::contains);
            taken.add(id);
            distinct.set(i, session.toBuilder().id(id).build());
        }
        return List.copyOf(distinct);
    }
}
