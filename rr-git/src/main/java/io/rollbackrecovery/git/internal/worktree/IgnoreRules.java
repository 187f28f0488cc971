package io.rollbackrecovery.git.internal.worktree;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.FileNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * Which untracked paths git ignores: by {@code .gitignore} of the path's folder, then of those above it, then
 * {@code info/exclude}, then the user's own file. Not thread-safe.
 */
final class IgnoreRules {
    private static final RepoPath FILE = RepoPath.of(".gitignore");

    private final Path root;
    private final Map<String, IgnoreNode> folders = new HashMap<>();
    private final IgnoreNode shared;

    /**
     * Reads rules.
     *
     * @param root the work tree
     * @param shared the files that hold for the whole work tree, the weakest first
     */
    IgnoreRules(Path root, List<Path> shared) throws IOException {
        this.root = root;
        this.shared = new IgnoreNode();
        for (Path file : shared) {
            parse(this.shared, file);
        }
    }

    /** Tells whether a path in a folder that is not ignored is ignored itself. */
    boolean isIgnored(RepoPath path, boolean isFolder) throws IOException {
        String whole = path.toString();
        Optional<RepoPath> folder = path.parent();
        while (true) {
            String relative = folder.map(
                            parent -> whole.substring(parent.toString().length() + 1))
                    .orElse(whole);
            Boolean ignored = rules(folder).checkIgnored(relative, isFolder);
            if (ignored != null) {
                return ignored;
            }
            if (folder.isEmpty()) {
                Boolean byShared = shared.checkIgnored(whole, isFolder);
                return byShared != null && byShared;
            }
            folder = folder.get().parent();
        }
    }

    private IgnoreNode rules(Optional<RepoPath> folder) throws IOException {
        String key = folder.map(RepoPath::toString).orElse("");
        IgnoreNode known = folders.get(key);
        if (known == null) {
            known = new IgnoreNode();
            RepoPath file = folder.map(parent -> parent.resolve(FILE)).orElse(FILE);
            parse(known, FileNames.resolve(root, file.bytes()));
            folders.put(key, known);
        }
        return known;
    }

    private static void parse(IgnoreNode node, Path file) throws IOException {
        // Git does not follow a .gitignore that is a link.
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                node.parse(new ByteArrayInputStream(Durable.read(file).orElse(new byte[0])));
            } catch (AccessDeniedException denied) {
                // As git: rules that cannot be read hold for nothing. Then more is captured, and nothing is lost.
                return;
            }
        }
    }
}
