package io.rollbackrecovery.git.internal.revert;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.Trailer;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.OperationKind;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlanBuilder;
import io.rollbackrecovery.core.plan.Planner;
import io.rollbackrecovery.core.plan.RefMove;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.Stake;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.git.internal.dependents.DependentsSearch;
import io.rollbackrecovery.git.internal.merge.RevertPlanning;
import io.rollbackrecovery.git.internal.plan.PlanParts;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.util.List;
import java.util.Optional;

/** Plans the revert of commits on HEAD, or on any other revision. Reads only. */
public final class RevertPlanner implements Planner<RevertRequest> {
    private final RepositoryAccess repository;
    private final PlanParts parts;

    /** Plans reverts in a repository. */
    public RevertPlanner(RepositoryAccess repository) {
        this.repository = repository;
        this.parts = new PlanParts(repository);
    }

    @Override
    public Plan plan(RevertRequest request, RunContext context) {
        return builder(OperationKind.REVERT, request, context).build();
    }

    /**
     * Plans a revert as part of a larger operation.
     *
     * @param kind what the operation is
     * @param request which commits, and where
     * @param context who hears of progress, and what cancels
     * @return a builder to which the rest of the operation can be added
     */
    public PlanBuilder builder(OperationKind kind, RevertRequest request, RunContext context) {
        Optional<CommitId> head = repository.headCommit();
        CommitId onto = request.onto().orElseGet(repository::requireHeadCommit);
        Commit start = repository.commits().commit(onto);
        DependentsSearch.Found found = commits(request, start, context);
        List<CommitId> ordered = found.commits();
        RevertPlanning.Result result = new RevertPlanning(repository.trees(), repository.commits())
                .plan(
                        request,
                        ordered,
                        start,
                        new RevertPlanning.Signed(repository.author(), repository.committer(), trailers(request)),
                        context);

        PlanBuilder plan = Plan.builder(kind, summary(ordered, request), repository.now());
        request.session().ifPresent(plan::session);
        result.warnings().forEach(warning -> plan.warn(warning.code(), warning.message()));
        if (!result.withoutEffect().isEmpty()) {
            plan.warn(
                    "no-effect",
                    ordered.size() == 1
                            ? "reverting it has no effect: its changes are not there any more"
                            : result.withoutEffect().size() + " of " + ordered.size()
                                    + " commits have no effect any more: their changes are not there");
        }
        plan.reverted(result.reverted()).reasons(found.reasons()).alternatives(found.alternatives());
        if (!found.clean()) {
            plan.warn(
                    "dependents-not-enough",
                    "it conflicts even with the "
                            + (ordered.size() - request.commits().size())
                            + " later commits that were found to be in the way");
        }
        if (!result.conflicts().isEmpty()) {
            CommitId stopped = result.stoppedAt().orElseThrow();
            plan.warn(
                    "stopped-at",
                    "the revert of " + stopped.abbreviated() + " conflicts; commits before it were not tried");
            return plan.conflicts(result.conflicts());
        }
        plan.tree(result.tree());
        if (result.commits().isEmpty()) {
            return plan;
        }
        List<RepoPath> paths = result.changes().stream().map(PathChange::path).toList();
        plan.changes(result.changes()).loses(new Stake(result.reverted(), paths, 0));
        result.steps().forEach(plan::step);
        result.commits().forEach(plan::commit);
        CommitId tip = result.commits().get(result.commits().size() - 1).id();
        if (request.branch().isPresent()) {
            if (repository.ref(request.branch().get()).isPresent()) {
                throw new RrException(
                        ErrorCode.NAME_TAKEN,
                        "there is a branch " + request.branch().get().shortName() + " already",
                        "Choose another name.");
            }
            plan.move(RefMove.create(request.branch().get(), tip));
        } else if (head.equals(Optional.of(onto))) {
            parts.moveHead(plan, onto, tip, result.tree());
        } else {
            plan.warn(
                    "needs-branch",
                    onto.abbreviated() + " is not what HEAD names: applying this plan needs a branch for its result");
        }
        return plan;
    }

    private DependentsSearch.Found commits(RevertRequest request, Commit onto, RunContext context) {
        context.throwIfCancelled();
        if (request.dependents() && request.oneMerge()) {
            throw new RrException(
                    ErrorCode.BAD_REQUEST,
                    "what must come along is looked for commit by commit, not for one merge",
                    "Plan with dependents first, then ask for the run that an alternative of that plan names.");
        }
        if (request.dependents()) {
            return new DependentsSearch(repository, commits -> CommitOrder.newestFirst(repository.jgit(), commits))
                    .search(request, onto, context);
        }
        List<CommitId> ordered = CommitOrder.newestFirst(repository.jgit(), request.commits());
        return new DependentsSearch.Found(ordered, true, List.of(), List.of());
    }

    private static List<Trailer> trailers(RevertRequest request) {
        return request.session()
                .map(session -> List.of(new Trailer("RR-Session", session.value())))
                .orElse(List.of());
    }

    private String summary(List<CommitId> ordered, RevertRequest request) {
        List<CommitId> asked = request.commits();
        String what = asked.size() == 1
                ? "revert " + asked.get(0).abbreviated() + " \""
                        + repository.commits().commit(asked.get(0)).subject() + "\""
                : "revert " + asked.size() + " commits";
        int more = ordered.size() - asked.size();
        return what
                + (more > 0 ? " and " + more + " later commit" + (more > 1 ? "s" : "") + " in the way" : "")
                + (request.paths().isEmpty() ? "" : ", only " + paths(request.paths()))
                + (request.single() && ordered.size() > 1 ? " in one" + (request.oneMerge() ? " merge" : "") : "")
                + request.branch().map(branch -> " on " + branch.shortName()).orElse("");
    }

    private static String paths(List<RepoPath> only) {
        return only.size() == 1 ? only.get(0).toString() : only.size() + " paths";
    }
}
