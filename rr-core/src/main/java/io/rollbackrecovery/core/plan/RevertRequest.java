package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Which commits to revert, and where. Immutable; each {@code with} method gives a changed copy. */
public final class RevertRequest {
    private final List<CommitId> commits;
    private final Optional<CommitId> onto;
    private final Optional<RefName> branch;
    private final OptionalInt mainline;
    private final Shape shape;
    private final boolean dependents;
    private final GeneratedPaths generated;
    private final List<RepoPath> paths;
    private final Optional<SessionId> session;

    private enum Shape {
        COMMIT_FOR_EACH,
        SINGLE_COMMIT,
        ONE_MERGE
    }

    private RevertRequest(
            List<CommitId> commits,
            Optional<CommitId> onto,
            Optional<RefName> branch,
            OptionalInt mainline,
            Shape shape,
            boolean dependents,
            GeneratedPaths generated,
            List<RepoPath> paths,
            Optional<SessionId> session) {
        this.commits = List.copyOf(commits);
        this.onto = onto;
        this.branch = branch;
        this.mainline = mainline;
        this.shape = shape;
        this.dependents = dependents;
        this.generated = generated;
        this.paths = List.copyOf(paths);
        this.session = session;
    }

    /**
     * Asks for commits to be reverted on HEAD, one new commit for each, newest first.
     *
     * @param commits the commits, in any order
     * @return the request
     * @throws IllegalArgumentException if there is no commit
     */
    public static RevertRequest of(List<CommitId> commits) {
        if (commits.isEmpty()) {
            throw new IllegalArgumentException("no commit to revert");
        }
        return new RevertRequest(
                commits.stream().distinct().toList(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Shape.COMMIT_FOR_EACH,
                false,
                GeneratedPaths.usual(),
                List.of(),
                Optional.empty());
    }

    /**
     * Asks the same of other commits.
     *
     * @param others the commits, in any order
     * @return the changed request
     * @throws IllegalArgumentException if there is no commit
     */
    public RevertRequest instead(List<CommitId> others) {
        if (others.isEmpty()) {
            throw new IllegalArgumentException("no commit to revert");
        }
        return new RevertRequest(
                others.stream().distinct().toList(),
                onto,
                branch,
                mainline,
                shape,
                dependents,
                generated,
                paths,
                session);
    }

    /**
     * Plans on another revision than HEAD.
     *
     * @param commit any commit; the reverted ones need not be its ancestors
     * @return the changed request
     */
    public RevertRequest onto(CommitId commit) {
        return new RevertRequest(
                commits, Optional.of(commit), branch, mainline, shape, dependents, generated, paths, session);
    }

    /**
     * Puts the result on a new branch and leaves HEAD where it is.
     *
     * @param name a branch that does not exist
     * @return the changed request
     */
    public RevertRequest onNewBranch(RefName name) {
        return new RevertRequest(
                commits, onto, Optional.of(name), mainline, shape, dependents, generated, paths, session);
    }

    /**
     * Says which parent of merge commits is the mainline.
     *
     * @param parent the number of the parent, counted from 1
     * @return the changed request
     */
    public RevertRequest mainline(int parent) {
        return new RevertRequest(
                commits, onto, branch, OptionalInt.of(parent), shape, dependents, generated, paths, session);
    }

    /**
     * Makes one commit for all instead of one for each.
     *
     * @return the changed request
     */
    public RevertRequest asSingleCommit() {
        return new RevertRequest(
                commits, onto, branch, mainline, Shape.SINGLE_COMMIT, dependents, generated, paths, session);
    }

    /**
     * Takes the commits back in one merge and one commit, from the tree of the newest to the one before the oldest,
     * instead of one by one: what they changed to and fro is not in their way then. Git has no command for it. The commits
     * must be a run, each the parent (the mainline) of the one after it; planning anything else is refused with
     * {@code BAD_REQUEST}, and so is the combination with {@link #withDependents}.
     *
     * @return the changed request
     */
    public RevertRequest asOneMerge() {
        return new RevertRequest(
                commits, onto, branch, mainline, Shape.ONE_MERGE, dependents, generated, paths, session);
    }

    /**
     * Takes along what must come along: if the commits conflict, the fewest later commits of the branch are added with
     * which they do not. A merge among those that are added is taken back to its first parent.
     *
     * @return the changed request
     */
    public RevertRequest withDependents() {
        return new RevertRequest(commits, onto, branch, mainline, shape, true, generated, paths, session);
    }

    /**
     * Says which files are generated. It counts only together with {@link #withDependents}: these files bring no commits
     * along, and where they conflict they are left as they are, with a warning {@code regenerate-after}.
     *
     * @param rule the rule, instead of {@link GeneratedPaths#usual}
     * @return the changed request
     */
    public RevertRequest regenerating(GeneratedPaths rule) {
        return new RevertRequest(commits, onto, branch, mainline, shape, dependents, rule, paths, session);
    }

    /**
     * Takes back only what the commits did to some paths; everything else stays as it is, and does not conflict. A
     * renamed file has two paths: name both.
     *
     * @param only files, or folders with all that is in them
     * @return the changed request
     * @throws IllegalArgumentException if there is no path
     */
    public RevertRequest onlyPaths(List<RepoPath> only) {
        if (only.isEmpty()) {
            throw new IllegalArgumentException("no path to take back");
        }
        return new RevertRequest(
                commits,
                onto,
                branch,
                mainline,
                shape,
                dependents,
                generated,
                only.stream().distinct().sorted().toList(),
                session);
    }

    /**
     * Names the session that the operation belongs to.
     *
     * @param id the session
     * @return the changed request
     */
    public RevertRequest inSession(SessionId id) {
        return new RevertRequest(commits, onto, branch, mainline, shape, dependents, generated, paths, Optional.of(id));
    }

    /**
     * Gives the commits.
     *
     * @return the commits as asked for, without duplicates
     */
    public List<CommitId> commits() {
        return commits;
    }

    /**
     * Gives the revision to plan on.
     *
     * @return the commit; empty for HEAD
     */
    public Optional<CommitId> onto() {
        return onto;
    }

    /**
     * Gives the new branch.
     *
     * @return the branch; empty if HEAD's branch is to move
     */
    public Optional<RefName> branch() {
        return branch;
    }

    /**
     * Gives the mainline.
     *
     * @return the number of the parent, counted from 1; empty if none was named
     */
    public OptionalInt mainline() {
        return mainline;
    }

    /**
     * Tells whether one commit is made for all.
     *
     * @return true if so
     */
    public boolean single() {
        return shape != Shape.COMMIT_FOR_EACH;
    }

    /**
     * Tells whether the commits, a run, are taken back in one merge.
     *
     * @return true if so; {@link #single()} is true then as well
     */
    public boolean oneMerge() {
        return shape == Shape.ONE_MERGE;
    }

    /**
     * Tells whether later commits are added where the commits conflict without them.
     *
     * @return true if so
     */
    public boolean dependents() {
        return dependents;
    }

    /**
     * Gives the rule for generated files.
     *
     * @return the rule; it counts only where {@link #dependents()} is true
     */
    public GeneratedPaths generated() {
        return generated;
    }

    /**
     * Gives the paths that are taken back.
     *
     * @return files and folders, ordered; empty for all
     */
    public List<RepoPath> paths() {
        return paths;
    }

    /**
     * Gives the session.
     *
     * @return the session; empty if none was named
     */
    public Optional<SessionId> session() {
        return session;
    }
}
