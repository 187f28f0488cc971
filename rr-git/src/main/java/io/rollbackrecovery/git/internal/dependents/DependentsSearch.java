package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Alternative;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.Attribution;
import io.rollbackrecovery.core.solver.Closure;
import io.rollbackrecovery.core.solver.ClosureSolver;
import io.rollbackrecovery.core.solver.Preference;
import io.rollbackrecovery.core.solver.Requirement;
import io.rollbackrecovery.core.solver.Requirements;
import io.rollbackrecovery.core.solver.Shrunk;
import io.rollbackrecovery.core.solver.Solution;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.git.internal.attribution.AttributionRules;
import io.rollbackrecovery.git.internal.merge.MergeSettings;
import io.rollbackrecovery.git.internal.merge.RevertPlanning;
import io.rollbackrecovery.git.internal.merge.VersionDiff;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Finds the later commits that must be taken back with some commits, so that nothing conflicts. Reads the repository and
 * writes nothing. One search an instance; not thread-safe.
 */
public final class DependentsSearch {
    /** Larger closures are not shrunk, and no other sets are looked for: that takes a judgement for each pair of members. */
    private static final int LARGEST_SHRUNK = 30;

    private static final int MOST_ALTERNATIVES = 3;

    private final RepositoryAccess repository;
    private final Function<Collection<CommitId>, List<CommitId>> newestFirst;

    /**
     * Makes it.
     *
     * @param repository where
     * @param newestFirst orders commits in the way in which they are taken back
     */
    public DependentsSearch(RepositoryAccess repository, Function<Collection<CommitId>, List<CommitId>> newestFirst) {
        this.repository = repository;
        this.newestFirst = newestFirst;
    }

    /**
     * What was found.
     *
     * @param commits what was asked for and what must come along, newest first
     * @param clean whether they can be taken back without conflict; if so, none that was not asked for can be left out
     * @param reasons why each that was not asked for is there
     * @param alternatives other ways to come to a clean result, the better first
     */
    public record Found(List<CommitId> commits, boolean clean, List<Reason> reasons, List<Alternative> alternatives) {
        /** Copies the lists, so that the value is immutable. */
        public Found {
            commits = List.copyOf(commits);
            reasons = List.copyOf(reasons);
            alternatives = List.copyOf(alternatives);
        }
    }

    /**
     * Searches.
     *
     * @param request which commits are asked for
     * @param onto the commit that is planned on
     * @param context who hears of progress, and what cancels
     * @return the commits; only those that were asked for if they are clean, whatever builds on them
     */
    public Found search(RevertRequest request, Commit onto, RunContext context) {
        Rules rules =
                new Rules(id -> RevertPlanning.mainline(request, id), RevertPlanning.leave(request), request.paths());
        MergeSettings settings = repository.mergeSettings();
        try (ObjectReader reader = repository.jgit().newObjectReader()) {
            History history = new History(repository.commits(), onto.id(), reader, new VersionDiff(reader, settings));
            SetJudge judge = new SetJudge(history, rules, settings, reader, onto.tree(), newestFirst, context);
            List<CommitId> asked = judge.ordered(request.commits());
            asked.forEach(commit -> rules.parent(history.commit(commit)));
            if (judge.run(asked).isClean()) {
                return new Found(asked, true, List.of(), List.of());
            }
            LineRequirements requirements = new LineRequirements(history, rules, context);
            Function<List<CommitId>, List<Conflict>> explain = ordered -> repository
                    .trees()
                    .plan(
                            ordered,
                            rules.mainline(),
                            onto.tree(),
                            Optional.of(onto.id()),
                            rules.leave(),
                            rules.only(),
                            context)
                    .trees()
                    .conflicts();
            return new Work(history, judge, requirements, explain, context).find(asked);
        }
    }

    /** One search, on a repository that is open. */
    private static final class Work {
        private final History history;
        private final SetJudge judge;
        private final LineRequirements requirements;
        private final Function<List<CommitId>, List<Conflict>> explain;
        private final RunContext context;
        private final Map<CommitId, Boolean> byPerson = new HashMap<>();

        Work(
                History history,
                SetJudge judge,
                LineRequirements requirements,
                Function<List<CommitId>, List<Conflict>> explain,
                RunContext context) {
            this.context = context;
            this.history = history;
            this.judge = judge;
            this.requirements = requirements;
            this.explain = explain;
        }

        Found find(List<CommitId> asked) {
            Closure<CommitId, Reason> closure = ClosureSolver.closure(asked, requirements);
            judge.ordered(closure.members());
            if (closure.members().size() - asked.size() <= LARGEST_SHRUNK) {
                Solution<CommitId, Reason> solution = solve(asked, requirements);
                if (solution.certified()) {
                    return found(asked, solution, requirements);
                }
            }
            Growth growth = new Growth(history, judge, requirements, explain);
            Growth.Grown grown = growth.from(asked);
            if (grown.clean()) {
                return grown.members().size() - asked.size() <= LARGEST_SHRUNK
                        ? found(asked, solve(asked, growth.used()), growth.used())
                        : shrunk(asked, growth.used());
            }
            if (judge.accepts(closure.members())) {
                return shrunk(asked, requirements);
            }
            List<CommitId> ordered = judge.ordered(grown.members());
            return new Found(
                    ordered, false, reasons(asked, grown.members(), growth.used()), alternatives(List.of(), ordered));
        }

        private Solution<CommitId, Reason> solve(List<CommitId> asked, Requirements<CommitId, Reason> needs) {
            return ClosureSolver.solve(asked, needs, judge, preference(), context);
        }

        /** Drops what can be left out, and looks for no other sets. */
        private Found shrunk(List<CommitId> asked, Requirements<CommitId, Reason> needs) {
            Shrunk<CommitId> shrunk = ClosureSolver.shrink(
                    ClosureSolver.closure(asked, needs), preference().dropFirst(), judge);
            return new Found(
                    judge.ordered(shrunk.kept()),
                    shrunk.accepted(),
                    reasons(asked, shrunk.kept(), needs),
                    alternatives(List.of(), asked));
        }

        private Found found(
                List<CommitId> asked, Solution<CommitId, Reason> solution, Requirements<CommitId, Reason> needs) {
            return new Found(
                    judge.ordered(solution.members()),
                    solution.certified(),
                    reasons(asked, solution.members(), needs),
                    alternatives(solution.alternatives(), asked));
        }

        private List<Alternative> alternatives(List<Set<CommitId>> others, List<CommitId> run) {
            List<Alternative> alternatives = new ArrayList<>();
            for (Set<CommitId> other : others) {
                alternatives.add(new Alternative(
                        Alternative.Kind.OTHER_COMMITS,
                        judge.ordered(other),
                        judge.run(other).tree()));
            }
            if (isRun(run)) {
                judge.runAsOne(run.get(0), run.get(run.size() - 1))
                        .tree()
                        .ifPresent(tree -> alternatives.add(0, new Alternative(Alternative.Kind.ONE_MERGE, run, tree)));
            }
            return alternatives.subList(0, Math.min(MOST_ALTERNATIVES, alternatives.size()));
        }

        /** Whether each commit is the one to which the commit before it is taken back. */
        private boolean isRun(List<CommitId> newestFirst) {
            for (int i = 1; i < newestFirst.size(); i++) {
                if (!judge.parent(newestFirst.get(i - 1)).equals(Optional.of(newestFirst.get(i)))) {
                    return false;
                }
            }
            return newestFirst.size() > 1;
        }

        private Preference<CommitId> preference() {
            Comparator<CommitId> persons = Comparator.comparing(id -> isByPerson(id) ? 0 : 1);
            Comparator<CommitId> newest = Comparator.comparingInt(judge::place);
            return Preference.dropping(persons.thenComparing(newest))
                    .fewest(members -> members.stream().filter(this::isByPerson).count())
                    .fewest(Set::size)
                    .fewest(this::files)
                    .thenBy(Comparator.comparing(CommitId::hex));
        }

        private boolean isByPerson(CommitId id) {
            return byPerson.computeIfAbsent(id, absent -> {
                Attribution attribution =
                        AttributionRules.attribute(history.commit(id)).attribution();
                return attribution != Attribution.AGENT && attribution != Attribution.AUTOMATION;
            });
        }

        private long files(Set<CommitId> members) {
            Set<Object> paths = new HashSet<>();
            for (CommitId id : members) {
                for (PathChange change : history.diff(
                                judge.before(id), history.commit(id).tree())
                        .changes()) {
                    paths.add(change.path());
                }
            }
            return paths.size();
        }

        /** Why each member is there: what the other members need; else the conflict that there would be without it. */
        private List<Reason> reasons(
                List<CommitId> asked, Set<CommitId> members, Requirements<CommitId, Reason> needs) {
            Map<CommitId, List<Reason>> found = new LinkedHashMap<>();
            List<CommitId> oldestFirst = new ArrayList<>(judge.ordered(members));
            Collections.reverse(oldestFirst);
            for (CommitId member : oldestFirst) {
                for (Requirement<CommitId, Reason> requirement : needs.of(member)) {
                    if (members.contains(requirement.needed()) && !asked.contains(requirement.needed())) {
                        found.computeIfAbsent(requirement.needed(), absent -> new ArrayList<>())
                                .add(requirement.reason());
                    }
                }
            }
            List<Reason> reasons = new ArrayList<>();
            for (CommitId member : oldestFirst) {
                if (!asked.contains(member)) {
                    reasons.addAll(found.containsKey(member) ? found.get(member) : conflictWithout(member, members));
                }
            }
            return reasons;
        }

        private List<Reason> conflictWithout(CommitId member, Set<CommitId> members) {
            Set<CommitId> rest = new LinkedHashSet<>(members);
            rest.remove(member);
            SetJudge.Outcome outcome = judge.run(rest);
            return outcome.conflicts().stream()
                    .limit(1)
                    .map(conflict -> {
                        Optional<LineRange> lines =
                                conflict.hunks().stream().findFirst().map(Conflict.Hunk::ours);
                        return new Reason(
                                member,
                                outcome.stoppedAt().orElseThrow(),
                                Optional.of(conflict.path()),
                                lines,
                                Reason.Kind.CONFLICT);
                    })
                    .toList();
        }
    }
}
