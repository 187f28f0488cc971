package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.solver.Requirement;
import io.rollbackrecovery.core.solver.Requirements;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Grows a set only where taking it back really conflicts: by what the commit in conflict needs for the paths in
 * conflict, or, where that is nothing, by the commits that touched them. Gives a set where the closure of all
 * requirements is too large to be shrunk, or is not clean. Not thread-safe.
 */
final class Growth {
    private static final int MOST_ROUNDS = 400;

    private static final int MOST_LATER = 100;

    private final History history;
    private final SetJudge judge;
    private final Requirements<CommitId, Reason> requirements;
    private final Function<List<CommitId>, List<Conflict>> explain;
    private final Map<CommitId, List<Requirement<CommitId, Reason>>> used = new LinkedHashMap<>();

    /**
     * Makes it.
     *
     * @param history the commits
     * @param judge takes sets back
     * @param requirements what each commit needs
     * @param explain takes commits back in the given order and says which commits are in the way where it stops
     */
    Growth(
            History history,
            SetJudge judge,
            Requirements<CommitId, Reason> requirements,
            Function<List<CommitId>, List<Conflict>> explain) {
        this.history = history;
        this.judge = judge;
        this.requirements = requirements;
        this.explain = explain;
    }

    /**
     * What it grew to.
     *
     * @param members what was asked for, and what was added
     * @param clean whether it can be taken back without conflict; else there was nothing left to add
     */
    record Grown(Set<CommitId> members, boolean clean) {}

    Grown from(Collection<CommitId> asked) {
        Set<CommitId> members = new LinkedHashSet<>(asked);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            SetJudge.Outcome outcome = judge.run(members);
            if (outcome.isClean()) {
                return new Grown(members, true);
            }
            List<Requirement<CommitId, Reason>> more = more(outcome, members);
            if (more.isEmpty()) {
                break;
            }
            CommitId stopped = outcome.stoppedAt().orElseThrow();
            used.computeIfAbsent(stopped, absent -> new ArrayList<>()).addAll(more);
            more.forEach(requirement -> members.add(requirement.needed()));
        }
        return new Grown(members, false);
    }

    /** The requirements by which the set grew: its closure over them is the set. */
    Requirements<CommitId, Reason> used() {
        return commit -> List.copyOf(used.getOrDefault(commit, List.of()));
    }

    private List<Requirement<CommitId, Reason>> more(SetJudge.Outcome outcome, Set<CommitId> members) {
        CommitId stopped = outcome.stoppedAt().orElseThrow();
        List<Requirement<CommitId, Reason>> open = requirements.of(stopped).stream()
                .filter(requirement -> !members.contains(requirement.needed()))
                .toList();
        Set<RepoPath> paths = new HashSet<>();
        outcome.conflicts().forEach(conflict -> addPaths(conflict, paths));
        List<Requirement<CommitId, Reason>> fitting = open.stream()
                .filter(requirement ->
                        requirement.reason().path().map(paths::contains).orElse(false))
                .toList();
        if (!fitting.isEmpty()) {
            return fitting;
        }
        List<Requirement<CommitId, Reason>> blocking = blocking(stopped, members);
        if (!blocking.isEmpty()) {
            return blocking;
        }
        if (!open.isEmpty()) {
            return open;
        }
        List<Requirement<CommitId, Reason>> near = later(stopped, members, outcome.conflicts(), paths);
        return near.isEmpty() ? later(stopped, members, outcome.conflicts(), Set.of()) : near;
    }

    /**
     * Where nothing tells what is in the way, such as renames that are ones only over several steps: the later commits
     * that changed something in the folders of some paths, or all of them.
     */
    private List<Requirement<CommitId, Reason>> later(
            CommitId stopped, Set<CommitId> members, List<Conflict> conflicts, Set<RepoPath> near) {
        Set<Optional<RepoPath>> folders = new HashSet<>();
        near.forEach(path -> folders.add(path.parent()));
        Reason.Kind kind = Reason.Kind.CONFLICT;
        Optional<RepoPath> path = conflicts.stream().findFirst().map(Conflict::path);
        List<Requirement<CommitId, Reason>> later = new ArrayList<>();
        List<History.Step> steps = history.after(stopped);
        for (History.Step step : steps.subList(0, Math.min(MOST_LATER, steps.size()))) {
            boolean fits = near.isEmpty()
                    || history.diff(step).changes().stream()
                            .anyMatch(change -> folders.contains(change.path().parent()));
            if (step.ownChange() && fits && !members.contains(step.to())) {
                later.add(new Requirement<>(step.to(), new Reason(step.to(), stopped, path, Optional.empty(), kind)));
            }
        }
        return later;
    }

    private static void addPaths(Conflict conflict, Set<RepoPath> paths) {
        paths.add(conflict.path());
        conflict.base().map(SourceFile::path).ifPresent(paths::add);
        conflict.ours().map(SourceFile::path).ifPresent(paths::add);
        conflict.theirs().map(SourceFile::path).ifPresent(paths::add);
    }

    private List<Requirement<CommitId, Reason>> blocking(CommitId stopped, Set<CommitId> members) {
        List<Requirement<CommitId, Reason>> blocking = new ArrayList<>();
        for (Conflict conflict : explain.apply(judge.ordered(members))) {
            Optional<LineRange> lines = conflict.hunks().stream().findFirst().map(Conflict.Hunk::ours);
            for (CommitId commit : conflict.blockedBy()) {
                if (!members.contains(commit)) {
                    blocking.add(new Requirement<>(
                            commit,
                            new Reason(commit, stopped, Optional.of(conflict.path()), lines, Reason.Kind.CONFLICT)));
                }
            }
        }
        return blocking;
    }
}
