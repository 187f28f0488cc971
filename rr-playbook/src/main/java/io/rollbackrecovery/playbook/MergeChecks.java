package io.rollbackrecovery.playbook;

import io.rollbackrecovery.analysis.BlastRadius;
import io.rollbackrecovery.analysis.BlastRadiusAnalyzer;
import io.rollbackrecovery.analysis.BlastRequest;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.MergePreview;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import io.rollbackrecovery.git.GitRepository;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a merge before it is made. Both branches can be green and git can merge them without a conflict, and yet the
 * result is broken: one side removes what the other has begun to use. The merge is made in memory, and the merged tree is
 * judged against both of its parents.
 *
 * <p>Thread-safe. Reads the repository, runs nothing and writes nothing.
 */
public final class MergeChecks {
    private final GitRepository repository;
    private final BlastRadiusAnalyzer analyzer;

    /**
     * Makes it.
     *
     * @param repository an open repository; it stays the caller's to close
     * @param analyzer computes blast radii of the same repository
     */
    public MergeChecks(GitRepository repository, BlastRadiusAnalyzer analyzer) {
        this.repository = repository;
        this.analyzer = analyzer;
    }

    /**
     * Looks at merging all that a commit has and a branch does not.
     *
     * @param tip the newest commit of the changes
     * @param into the commit that is merged into
     * @return what it would do
     * @throws io.rollbackrecovery.core.error.RrException {@code BAD_REQUEST} if they have no common history;
     *     {@code MISSING_OBJECT}
     */
    public MergeCheck check(CommitId tip, CommitId into) {
        return check(repository.commits().range(List.of(into), tip), tip, into);
    }

    /**
     * Looks at merging a commit, with the blast radius of some of its changes alone.
     *
     * @param commits the commits whose dependents are looked for
     * @param tip the newest commit of the changes, which is merged
     * @param into the commit that is merged into
     * @return what it would do
     * @throws io.rollbackrecovery.core.error.RrException {@code BAD_REQUEST} if they have no common history;
     *     {@code MISSING_OBJECT}
     */
    public MergeCheck check(List<CommitId> commits, CommitId tip, CommitId into) {
        MergePreview preview = repository.previewMerge(into, tip);
        BlastRadius radius = analyzer.analyze(BlastRequest.ofCommits(commits).on(into));
        Optional<TreeId> merged = preview.tree();
        if (merged.isEmpty()) {
            return new MergeCheck(preview, radius, List.of());
        }
        TreeId base = tree(preview.base());
        ReferenceJudge judge = analyzer.judge();
        return repository.readMerged(preview, source -> {
            List<DanglingReference> onBranch = judge.dangling(source, base, tree(into), merged.get());
            Set<String> onChanges = new HashSet<>();
            if (!onBranch.isEmpty()) {
                judge.dangling(source, base, base, tree(tip)).forEach(found -> onChanges.add(place(found)));
            }
            List<MergeCheck.Broken> broken = new ArrayList<>();
            for (DanglingReference found : onBranch) {
                broken.add(new MergeCheck.Broken(found, !onChanges.contains(place(found))));
            }
            return new MergeCheck(preview, radius, broken);
        });
    }

    /** Without its line, which the other side may have moved. */
    private static String place(DanglingReference found) {
        return found.path() + ":" + found.symbol();
    }

    private TreeId tree(CommitId commit) {
        return repository.commits().commit(commit).tree();
    }
}
