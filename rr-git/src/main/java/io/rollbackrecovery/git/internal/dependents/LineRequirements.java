package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.solver.Requirement;
import io.rollbackrecovery.core.solver.Requirements;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which later commits each commit needs taken back with it: those that touch what it made. Each is a matter of the two
 * commits alone, whatever else is taken back, so that closures are least and unique. Reads the repository; remembers its
 * answers. Not thread-safe.
 */
final class LineRequirements implements Requirements<CommitId, Reason> {
    private final History history;
    private final Rules rules;
    private final RunContext run;
    private final Map<CommitId, List<Requirement<CommitId, Reason>>> known = new HashMap<>();

    /**
     * Makes them.
     *
     * @param history the commits up to the one that is planned on
     * @param rules how commits are taken back
     * @param run what cancels
     */
    LineRequirements(History history, Rules rules, RunContext run) {
        this.run = run;
        this.history = history;
        this.rules = rules;
    }

    /** Gives them oldest first, one for each path of each commit. */
    @Override
    public List<Requirement<CommitId, Reason>> of(CommitId commit) {
        List<Requirement<CommitId, Reason>> requirements = known.get(commit);
        if (requirements == null) {
            requirements = List.copyOf(find(commit));
            known.put(commit, requirements);
        }
        return requirements;
    }

    private List<Requirement<CommitId, Reason>> find(CommitId id) {
        List<Requirement<CommitId, Reason>> requirements = new ArrayList<>();
        List<History.Step> steps = history.after(id);
        if (steps.isEmpty()) {
            return requirements;
        }
        Commit commit = history.commit(id);
        TreeId before = rules.parent(commit)
                .map(parent -> history.commit(parent).tree())
                .orElse(GitSourceReader.EMPTY_TREE);
        Ownership own = new Ownership(history.diff(before, commit.tree()), rules::isFree);
        for (History.Step step : steps) {
            run.throwIfCancelled();
            if (own.isEmpty()) {
                break;
            }
            List<Ownership.Claim> claims = own.past(history.diff(step));
            if (step.ownChange()) {
                for (Ownership.Claim claim : claims) {
                    Reason reason = new Reason(step.to(), id, Optional.of(claim.path()), claim.lines(), claim.kind());
                    requirements.add(new Requirement<>(step.to(), reason));
                }
            }
        }
        return requirements;
    }
}
