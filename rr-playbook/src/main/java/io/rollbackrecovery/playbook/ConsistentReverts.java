package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.RevertStep;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.session.Keep;
import io.rollbackrecovery.core.session.Session;
import io.rollbackrecovery.core.solver.Closure;
import io.rollbackrecovery.core.solver.ClosureSolver;
import io.rollbackrecovery.core.solver.Requirement;
import io.rollbackrecovery.core.solver.Shrunk;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.git.GitRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Plans reverts that conflict with nothing and leave no reference dangling: the set is closed over lines and references
 * together, then shrunk until no later commit can be left out. A reference that dangles only in the planned tree takes
 * in the later commits that wrote its line, else those that took away what it needs; what neither helps is told as
 * what will break.
 *
 * <p>Thread-safe. Reads the repository, runs nothing and writes nothing.
 */
public final class ConsistentReverts {
    private static final int MOST_ROUNDS = 25;
    private static final int MOST_MEMBERS = 80;
    /** The warnings that the search gives itself. */
    private static final Set<String> WARNINGS = Set.of("search-cut-off", "not-shrunk", "will-break");

    private final GitRepository repository;
    private final ReferenceJudge judge;

    /**
     * Makes it.
     *
     * @param repository the open repository
     * @param judge tells what dangles
     */
    public ConsistentReverts(GitRepository repository, ReferenceJudge judge) {
        this.repository = repository;
        this.judge = judge;
    }

    /**
     * Plans.
     *
     * @param request which commits, and where; dependents are taken in whether it asks for them or not
     * @param context hears of progress, cancels; looked at before each plan
     * @return the plan that was found, and what is known to break with it
     * @throws io.rollbackrecovery.core.error.RrException as {@link GitRepository#reverts()}; {@code CANCELLED}
     */
    public ConsistentPlan plan(RevertRequest request, RunContext context) {
        return plan(request, Optional.empty(), commit -> true, context);
    }

    /**
     * Plans, and takes in only some of the later commits. Where the others are in the way, the plan has the conflict;
     * where they refer to what goes away, that is among what will break.
     *
     * @param request which commits, and where; dependents are taken in whether it asks for them or not
     * @param mayComeAlong which commits beside those asked for may be taken back, such as an agent's only
     * @param context hears of progress, cancels; looked at before each plan
     * @return the plan that was found, and what is known to break with it
     * @throws io.rollbackrecovery.core.error.RrException as {@link GitRepository#reverts()}; {@code CANCELLED}
     */
    public ConsistentPlan plan(RevertRequest request, Predicate<CommitId> mayComeAlong, RunContext context) {
        return plan(request, Optional.empty(), mayComeAlong, context);
    }

    /** As above; later commits are looked for in the history of another commit than the one that is planned on. */
    ConsistentPlan plan(
            RevertRequest request, Optional<CommitId> history, Predicate<CommitId> mayComeAlong, RunContext context) {
        return new Search(request, history, mayComeAlong, context).run();
    }

    /**
     * Judges a plan as it is: nothing is taken along. If something dangles, the plan has the warning {@code will-break},
     * with the first of the places.
     *
     * @param plan a plan of reverts
     * @return the plan, and what is known to break with it; nothing for one with conflicts, or that changes nothing
     * @throws io.rollbackrecovery.core.error.RrException {@code MISSING_OBJECT}
     */
    public ConsistentPlan judge(Plan plan) {
        Optional<TreeId> tree = plan.tree();
        if (!plan.isClean()
                || tree.isEmpty()
                || plan.steps().isEmpty()
                || plan.reverted().isEmpty()) {
            return new ConsistentPlan(plan, List.of(), List.of(), true);
        }
        TreeId base = beforeOldest(plan.reverted());
        TreeId now = startOf(plan);
        List<DanglingReference> found =
                repository.readPlanned(plan, source -> judge.dangling(source, base, now, tree.get()));
        return found.isEmpty()
                ? new ConsistentPlan(plan, found, List.of(), true)
                : new ConsistentPlan(
                        plan.toBuilder().warn("will-break", told(found)).build(), found, List.of(), true);
    }

    private static String told(List<DanglingReference> dangling) {
        DanglingReference first = dangling.get(0);
        return dangling.size() + (dangling.size() == 1 ? " reference" : " references") + " will dangle, such as "
                + first.symbol() + " in " + first.path() + ":" + first.line();
    }

    /**
     * Plans to take a session back so that no reference dangles.
     *
     * @param session the session, recorded or inferred
     * @param keep which of its commits stay; with {@code HUMAN_COMMITS} no later commit of a person comes along either
     * @param only files, or folders with all that is in them; empty for all
     * @param context hears of progress, cancels
     * @return the plan that was found, and what is known to break with it
     * @throws io.rollbackrecovery.core.error.RrException as
     *     {@link io.rollbackrecovery.git.SessionManager#planRevert(Session, Keep)}; {@code CANCELLED}
     */
    public ConsistentPlan plan(Session session, Keep keep, List<RepoPath> only, RunContext context) {
        RevertRequest request = repository.sessions().revertRequest(session, keep, only);
        ConsistentPlan found = plan(
                request,
                commit -> keep != Keep.HUMAN_COMMITS
                        || repository.sessions().attribute(List.of(commit)).stream()
                                .allMatch(TakeBack::isMachine),
                context);
        List<CommitId> along = found.plan().reverted().stream()
                .filter(commit -> !request.commits().contains(commit))
                .toList();
        PlanBuilder plan = repository.sessions().planRevert(session, keep, only, along).toBuilder()
                .reasons(found.plan().reasons());
        found.plan().warnings().stream()
                .filter(warning -> WARNINGS.contains(warning.code()))
                .forEach(warning -> plan.warn(warning.code(), warning.message()));
        return new ConsistentPlan(plan.build(), found.willBreak(), found.kept(), found.complete());
    }

    /**
     * Cuts a plan into steps that can be taken one after the other: leaves first, each of which leaves no reference
     * dangling that the whole plan does not. Commits that need each other, such as a change of parameters and the callers
     * that follow it, are one step.
     *
     * @param found a clean plan; for one that makes a single commit the trees in between are looked at all the same
     * @param context hears of progress, cancels
     * @return the steps in the order of the plan, the commits of each newest first; one step where a plan has conflicts
     *     or takes several commits back in one merge
     * @throws io.rollbackrecovery.core.error.RrException {@code CANCELLED}; {@code MISSING_OBJECT}
     */
    public List<RevertStep> steps(ConsistentPlan found, RunContext context) {
        Plan plan = found.plan();
        List<CommitId> commits = plan.reverted();
        if (!plan.isClean() || commits.size() < 2 || plan.steps().size() != commits.size()) {
            List<RepoPath> all = plan.changes().stream().map(PathChange::path).toList();
            return commits.isEmpty() ? List.of() : List.of(new RevertStep(1, all, commits));
        }
        TreeId now = startOf(plan);
        TreeId base = beforeOldest(commits);
        Set<String> accepted = new LinkedHashSet<>();
        found.willBreak().forEach(reference -> accepted.add(reference.path() + " " + reference.symbol()));
        List<RevertStep> steps = new ArrayList<>();
        TreeId done = now;
        int from = 0;
        for (int i = 0; i < commits.size(); i++) {
            context.throwIfCancelled();
            context.report("judging steps", i, commits.size());
            TreeId tree = plan.steps().get(i).result();
            boolean last = i + 1 == commits.size();
            boolean isWhole = last
                    || repository.readPlanned(plan, source -> judge.dangling(source, base, now, tree)).stream()
                            .allMatch(reference -> accepted.contains(reference.path() + " " + reference.symbol()));
            if (isWhole) {
                steps.add(new RevertStep(steps.size() + 1, paths(plan, done, tree), commits.subList(from, i + 1)));
                from = i + 1;
                done = tree;
            }
        }
        return List.copyOf(steps);
    }

    private List<RepoPath> paths(Plan plan, TreeId from, TreeId to) {
        return repository.readPlanned(
                plan,
                source -> source.diff(from, to).stream()
                        .map(PathChange::path)
                        .sorted()
                        .toList());
    }

    private static TreeId startOf(Plan plan) {
        TreeStep first = plan.steps().get(0);
        return first instanceof TreeStep.Merge merge ? merge.ours() : ((TreeStep.Edit) first).from();
    }

    private TreeId beforeOldest(List<CommitId> newestFirst) {
        List<CommitId> parents = repository
                .commits()
                .commit(newestFirst.get(newestFirst.size() - 1))
                .parents();
        return parents.isEmpty()
                ? repository.sources().emptyTree()
                : repository.commits().commit(parents.get(0)).tree();
    }

    /** A plan of a set, and what dangles in it. */
    private record Judged(Plan plan, List<DanglingReference> dangling) {}

    private final class Search {
        private final RevertRequest request;
        private final Predicate<CommitId> mayComeAlong;
        private final RunContext context;
        private final CommitId onto;
        private final TreeId base;
        private final DanglingOrigins origins;
        private final Set<CommitId> notAllowed = new LinkedHashSet<>();
        private final Map<Set<CommitId>, Judged> judged = new HashMap<>();
        private final Map<CommitId, List<Requirement<CommitId, Reason>>> needs = new LinkedHashMap<>();

        Search(
                RevertRequest request,
                Optional<CommitId> history,
                Predicate<CommitId> mayComeAlong,
                RunContext context) {
            this.request = request;
            this.mayComeAlong = mayComeAlong;
            this.context = context;
            this.onto = request.onto().orElseGet(() -> repository.require("HEAD"));
            CommitId oldest = request.commits().get(0);
            for (CommitId commit : request.commits()) {
                oldest = repository.commits().isAncestor(commit, oldest) ? commit : oldest;
            }
            List<CommitId> parents = repository.commits().commit(oldest).parents();
            this.base = parents.isEmpty()
                    ? repository.sources().emptyTree()
                    : repository.commits().commit(parents.get(0)).tree();
            this.origins = new DanglingOrigins(repository, parents, onto, history.orElse(onto));
        }

        ConsistentPlan run() {
            Judged now = judge(new LinkedHashSet<>(request.commits()), true);
            if (!now.plan().isClean()) {
                return new ConsistentPlan(now.plan(), List.of(), List.copyOf(notAllowed), true);
            }
            note(now.plan().reasons());
            Set<CommitId> members = members(now);
            Set<CommitId> tried = new HashSet<>(members);
            boolean complete = true;
            for (int round = 0; ; round++) {
                List<Reason> more = allowed(origins.of(now.plan(), now.dangling(), members)).stream()
                        .filter(reason -> !tried.contains(reason.commit()))
                        .toList();
                if (more.isEmpty()) {
                    break;
                }
                Set<CommitId> along = new LinkedHashSet<>();
                more.forEach(reason -> along.add(reason.commit()));
                Optional<Judged> wider = round == MOST_ROUNDS || members.size() + along.size() > MOST_MEMBERS
                        ? Optional.empty()
                        : wider(members, along);
                tried.addAll(along);
                if (wider.isEmpty()) {
                    complete = false;
                    break;
                }
                now = wider.get();
                note(more);
                more.forEach(reason -> needs.computeIfAbsent(reason.commit(), absent -> new ArrayList<>()));
                note(now.plan().reasons());
                members = members(now);
                tried.addAll(members);
            }
            return shrunk(members, now.dangling(), complete);
        }

        private Set<CommitId> members(Judged now) {
            Set<CommitId> members = new LinkedHashSet<>(request.commits());
            members.addAll(now.plan().reverted());
            return members;
        }

        /** Takes commits in, all or else those that do not conflict; empty if all do. */
        private Optional<Judged> wider(Set<CommitId> members, Set<CommitId> along) {
            Set<CommitId> all = new LinkedHashSet<>(members);
            all.addAll(along);
            Judged whole = judge(all, true);
            if (whole.plan().isClean() || along.size() == 1) {
                return whole.plan().isClean() ? Optional.of(whole) : Optional.empty();
            }
            Optional<Judged> grown = Optional.empty();
            for (CommitId commit : along) {
                Set<CommitId> more = grown.map(this::members).orElseGet(() -> new LinkedHashSet<>(members));
                more.add(commit);
                Judged one = judge(more, true);
                grown = one.plan().isClean() ? Optional.of(one) : grown;
            }
            return grown;
        }

        private List<Reason> allowed(List<Reason> reasons) {
            List<Reason> allowed = new ArrayList<>();
            for (Reason reason : reasons) {
                if (mayComeAlong.test(reason.commit())) {
                    allowed.add(reason);
                } else {
                    notAllowed.add(reason.commit());
                }
            }
            return allowed;
        }

        private void note(Collection<Reason> reasons) {
            for (Reason reason : reasons) {
                List<Requirement<CommitId, Reason>> known =
                        needs.computeIfAbsent(reason.because(), absent -> new ArrayList<>());
                Requirement<CommitId, Reason> requirement = new Requirement<>(reason.commit(), reason);
                if (!known.contains(requirement)) {
                    known.add(requirement);
                }
            }
        }

        private ConsistentPlan shrunk(Set<CommitId> members, List<DanglingReference> left, boolean complete) {
            Set<String> accepted = new LinkedHashSet<>();
            left.forEach(reference -> accepted.add(reference.path() + " " + reference.symbol()));
            Set<CommitId> all = members;
            Closure<CommitId, Reason> closure = ClosureSolver.closure(
                    request.commits(),
                    commit -> needs.getOrDefault(commit, List.of()).stream()
                            .filter(requirement -> all.contains(requirement.needed()))
                            .toList());
            List<CommitId> newestFirst = judge(members, false).plan().reverted();
            Shrunk<CommitId> shrunk = ClosureSolver.shrink(
                    closure, Comparator.comparingInt(newestFirst::indexOf), set -> accepts(set, accepted));
            Set<CommitId> kept = shrunk.accepted() ? shrunk.kept() : members;
            Judged best = judge(kept, false);
            List<Reason> reasons = reasons(kept);
            PlanBuilder plan = best.plan().toBuilder().reasons(reasons);
            if (!complete) {
                plan.warn("search-cut-off", "more commits seem to belong together than the search goes on for");
            }
            if (!shrunk.accepted()) {
                plan.warn("not-shrunk", "it was not looked whether some of the later commits can be left out");
            }
            if (!best.dangling().isEmpty()) {
                plan.warn(
                        "will-break",
                        told(best.dangling()) + (complete ? "; no later commit was found to be to blame" : ""));
            }
            return new ConsistentPlan(plan.build(), best.dangling(), List.copyOf(notAllowed), complete);
        }

        private boolean accepts(Set<CommitId> set, Set<String> accepted) {
            Judged now = judge(set, false);
            return now.plan().isClean()
                    && now.dangling().stream()
                            .allMatch(reference -> accepted.contains(reference.path() + " " + reference.symbol()));
        }

        private List<Reason> reasons(Set<CommitId> kept) {
            List<Reason> reasons = new ArrayList<>();
            needs.forEach((commit, requirements) -> {
                for (Requirement<CommitId, Reason> requirement : requirements) {
                    if (kept.contains(commit)
                            && kept.contains(requirement.needed())
                            && !request.commits().contains(requirement.needed())) {
                        reasons.add(requirement.reason());
                    }
                }
            });
            return reasons;
        }

        private Judged judge(Set<CommitId> set, boolean withDependents) {
            Judged known = judged.get(set);
            if (known != null && !withDependents) {
                return known;
            }
            context.throwIfCancelled();
            context.report("judging reverts", judged.size(), 0);
            Plan plan = plan(set, withDependents);
            List<DanglingReference> dangling = List.of();
            Optional<TreeId> tree = plan.tree();
            if (plan.isClean() && tree.isPresent()) {
                TreeId now = repository.commits().commit(onto).tree();
                dangling = repository.readPlanned(plan, source -> judge.dangling(source, base, now, tree.get()));
            }
            Judged result = new Judged(plan, dangling);
            if (!withDependents || plan.isClean() && set.equals(Set.copyOf(plan.reverted()))) {
                judged.put(Set.copyOf(set), result);
            }
            return result;
        }

        private Plan plan(Set<CommitId> set, boolean withDependents) {
            RevertRequest wanted = request.instead(List.copyOf(set));
            if (wanted.mainline().isEmpty() && set.size() > request.commits().size()) {
                // A merge that comes along goes back to its first parent; other commits have no other.
                wanted = wanted.mainline(1);
            }
            if (!withDependents) {
                return repository.reverts().plan(wanted, context);
            }
            Plan plan = repository.reverts().plan(wanted.withDependents(), context);
            Set<CommitId> along = new LinkedHashSet<>(set);
            boolean all = true;
            for (CommitId commit : plan.reverted()) {
                if (set.contains(commit) || mayComeAlong.test(commit)) {
                    along.add(commit);
                } else {
                    notAllowed.add(commit);
                    all = false;
                }
            }
            return all ? plan : plan(along, false);
        }
    }
}
