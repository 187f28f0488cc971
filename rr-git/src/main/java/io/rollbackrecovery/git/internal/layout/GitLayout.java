package io.rollbackrecovery.git.internal.layout;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the parts of one repository lie, as seen from one of its work trees. All paths are absolute. Finding them reads
 * only; whether the repository's format is one that RR works with is {@link RepositoryFormat}'s question.
 *
 * @param gitDir the repository's own directory; of a linked work tree, its private one
 * @param commonDir what all work trees share: refs, objects, configuration; equals {@code gitDir} in the main one
 * @param objectDir the objects of the repository
 * @param indexFile the index; it need not exist
 * @param workTree the folder of checked-out files; empty for a bare repository
 * @param worktreeName the name of a linked work tree under {@code worktrees/}; empty for the main one
 */
public record GitLayout(
        Path gitDir,
        Path commonDir,
        Path objectDir,
        Path indexFile,
        Optional<Path> workTree,
        Optional<String> worktreeName) {

    /**
     * Finds the repository that holds a place, as git does from there: a work tree or a folder in it, a git directory,
     * a bare repository, a linked work tree; {@code GIT_DIR} and its kin come first where the environment has them.
     *
     * @param start any existing folder
     * @param environment the variables that are honoured
     * @throws RrException {@code NOT_A_REPOSITORY} if there is none, or a link to it leads nowhere;
     *     {@code PERMISSION_DENIED} or {@code IO} if it cannot be read
     */
    public static GitLayout find(Path start, GitEnvironment environment) {
        return new Discovery(environment).find(start);
    }

    /**
     * Answers the layout of a git directory whose place is known, without any search and without the environment: RR's
     * own stores and scratch repositories.
     *
     * @param gitDir a git directory
     * @param workTree its work tree, if it has one
     */
    public static GitLayout of(Path gitDir, Optional<Path> workTree) {
        Path absolute = gitDir.toAbsolutePath().normalize();
        return new GitLayout(
                absolute,
                absolute,
                absolute.resolve("objects"),
                absolute.resolve("index"),
                workTree.map(tree -> tree.toAbsolutePath().normalize()),
                Optional.empty());
    }

    /** Answers whether there is no work tree. */
    public boolean isBare() {
        return workTree.isEmpty();
    }

    /** Answers whether this is a linked work tree and not the main one. */
    public boolean isLinked() {
        return worktreeName.isPresent();
    }

    /**
     * Answers the work tree.
     *
     * @throws RrException {@code BARE_REPOSITORY} if there is none
     */
    public Path requireWorkTree() {
        return workTree.orElseThrow(() -> new RrException(
                ErrorCode.BARE_REPOSITORY,
                gitDir + " has no work tree",
                "Run this in a work tree of the repository (git worktree add ..)."));
    }

    /** Answers the folder of RR's own files, shared by all work trees; it need not exist. */
    public Path rrDir() {
        return commonDir.resolve("rr");
    }

    /** Answers the file in which RR remembers what it read of this work tree; losing it costs time only. */
    public Path statCache() {
        return rrDir().resolve("stat")
                .resolve(worktreeName.map(name -> "worktree-" + name).orElse("main"));
    }
}
