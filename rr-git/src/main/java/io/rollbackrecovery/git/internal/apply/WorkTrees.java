package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.filters.Filters;
import io.rollbackrecovery.git.internal.history.BlobStream;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Opens the work tree of a repository for reading and writing. */
public final class WorkTrees {
    private WorkTrees() {}

    /**
     * Opens a work tree.
     *
     * @param repository the repository
     * @param captures RR's store
     * @param attributes the tree whose {@code .gitattributes} decide about line ends
     * @return its work tree, which the caller closes; empty if it is bare
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
                new Filters(root, variables(repository, root)),
                repository.config().flag("core", "fileMode", true),
                repository.config().flag("core", "symlinks", true));
    }

    /** What git would let a filter see: the environment's variables, and where the repository is if they say so. */
    private static Map<String, String> variables(RepositoryAccess repository, Path root) {
        GitEnvironment environment = repository.environment();
        GitLayout layout = repository.layout();
        Map<String, String> variables = new TreeMap<>(environment.commandVariables());
        if (environment.variable("GIT_DIR").isPresent()
                || environment.variable("GIT_WORK_TREE").isPresent()) {
            variables.put("GIT_DIR", layout.gitDir().toString());
            variables.put("GIT_WORK_TREE", root.toString());
        }
        if (environment.variable("GIT_INDEX_FILE").isPresent()) {
            variables.put("GIT_INDEX_FILE", layout.indexFile().toString());
        }
        return variables;
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
