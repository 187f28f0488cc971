package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.history.BlobStream;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the work tree of a repository for reading and writing. */
public final class WorkTrees {
    private WorkTrees() {}

    /**
     * Opens a work tree.
     *
     * @param repository the repository
     * @param captures RR's store
     * @param attributes the tree whose {@code .gitattributes} decide about line ends
     * @return its work tree; empty if it is bare
     */
    public static Optional<WorkTree> open(RepositoryAccess repository, CaptureStore captures, TreeId attributes) {
        return repository.layout().workTree().map(root -> open(repository, captures, attributes, root));
    }

    private static WorkTree open(RepositoryAccess repository, CaptureStore captures, TreeId attributes, Path root) {
        return new WorkTree(
                root,
                repository.conversions(attributes),
                blob -> BlobStream.open(repository.jgit().newObjectReader(), blob),
                captures::open,
                repository.config().flag("core", "fileMode", true),
                repository.config().flag("core", "symlinks", true));
    }

    /** The files with ignore rules that hold for a whole work tree, the weakest first. */
    public static List<Path> excludes(RepositoryAccess repository) {
        GitLayout layout = repository.layout();
        List<Path> files = new ArrayList<>();
        Optional<Path> home = repository.environment().home();
        repository
                .config()
                .text("core", "excludesFile")
                .map(file -> file.startsWith("~/") && home.isPresent()
                        ? home.get().resolve(file.substring(2))
                        : layout.workTree().orElse(layout.gitDir()).resolve(file))
                .or(() -> home.map(folder -> folder.resolve(".config/git/ignore")))
                .ifPresent(files::add);
        files.add(layout.commonDir().resolve("info/exclude"));
        return files;
    }
}
