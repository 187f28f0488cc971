package io.rollbackrecovery.git.internal.layout;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.FileNames;
import io.rollbackrecovery.git.internal.files.IoProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/** The search of git-rev-parse(1) and gitrepository-layout(5), without its side effects. */
final class Discovery {
    private static final String DOT_GIT = ".git";
    private static final String GITFILE_PREFIX = "gitdir:";
    private static final int LONGEST_LINK_FILE = 1 << 16;

    private final GitEnvironment environment;

    Discovery(GitEnvironment environment) {
        this.environment = environment;
    }

    GitLayout find(Path start) {
        try {
            Optional<String> gitDir = environment.variable("GIT_DIR");
            if (gitDir.isPresent()) {
                return fromVariable(start.toAbsolutePath(), gitDir.get());
            }
            return search(start);
        } catch (AccessDeniedException denied) {
            throw new RrException(
                    ErrorCode.PERMISSION_DENIED,
                    "cannot read " + denied.getFile(),
                    "Check the permissions of the repository's folder.",
                    denied);
        } catch (IOException failed) {
            throw new RrException(
                    ErrorCode.IO,
                    "cannot read the repository at " + start + ": " + failed.getMessage(),
                    IoProblem.hint(failed),
                    failed);
        }
    }

    private GitLayout fromVariable(Path start, String value) throws IOException {
        Path named = start.resolve(value).normalize();
        Path gitDir = Files.isRegularFile(named) ? readGitFile(named) : named;
        if (!isGitDirectory(gitDir)) {
            throw notARepository("GIT_DIR names " + named + ", which is not a git repository");
        }
        Path real = gitDir.toRealPath();
        Optional<Path> workTree = workTreeOf(real, start, Optional.empty());
        if (workTree.isEmpty()
                && !isBareByConfig(real)
                && environment.variable("GIT_WORK_TREE").isEmpty()) {
            workTree = Optional.of(start.toRealPath()); // git's rule: GIT_DIR alone makes the current folder the root
        }
        return layout(real, workTree);
    }

    private GitLayout search(Path start) throws IOException {
        if (!Files.exists(start)) {
            throw notARepository("there is no folder " + start);
        }
        Path real = start.toRealPath();
        List<Path> ceilings = ceilings();
        for (Path folder = Files.isDirectory(real) ? real : real.getParent();
                folder != null;
                folder = parentBelow(folder, ceilings)) {
            Path dotGit = folder.resolve(DOT_GIT);
            if (Files.isRegularFile(dotGit)) {
                Path gitDir = readGitFile(dotGit);
                if (!isGitDirectory(gitDir)) {
                    throw notARepository(dotGit + " points to " + gitDir + ", which is not a git repository");
                }
                Path realGitDir = gitDir.toRealPath();
                return layout(realGitDir, workTreeOf(realGitDir, real, Optional.of(folder)));
            }
            if (isGitDirectory(dotGit)) {
                Path realGitDir = dotGit.toRealPath();
                return layout(realGitDir, workTreeOf(realGitDir, real, Optional.of(folder)));
            }
            if (isGitDirectory(folder)) {
                return layout(folder, workTreeOf(folder, real, mainWorkTree(folder)));
            }
        }
        throw notARepository("no git repository holds " + start);
    }

    private static @Nullable Path parentBelow(Path folder, List<Path> ceilings) {
        Path parent = folder.getParent();
        return parent == null || ceilings.contains(parent) ? null : parent;
    }

    private List<Path> ceilings() {
        String separator = System.getProperty("path.separator", ":");
        return environment.variable("GIT_CEILING_DIRECTORIES").stream()
                .flatMap(list -> Arrays.stream(list.split(separator, -1)))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .map(Path::normalize)
                .collect(Collectors.toList());
    }

    private GitLayout layout(Path gitDir, Optional<Path> workTree) throws IOException {
        Path commonDir = environment.variable("GIT_COMMON_DIR").isPresent()
                ? gitDir.resolve(environment.variable("GIT_COMMON_DIR").get()).toRealPath()
                : commonDirOf(gitDir).toRealPath();
        Optional<String> name =
                commonDir.equals(gitDir) || !commonDir.resolve("worktrees").equals(gitDir.getParent())
                        ? Optional.empty()
                        : Optional.of(String.valueOf(gitDir.getFileName()));
        Path objectDir = environment
                .variable("GIT_OBJECT_DIRECTORY")
                .map(value -> Path.of(value).toAbsolutePath().normalize())
                .orElseGet(() -> commonDir.resolve("objects"));
        Path indexFile = environment
                .variable("GIT_INDEX_FILE")
                .map(value -> workTree.orElse(gitDir).resolve(value).normalize())
                .orElseGet(() -> gitDir.resolve("index"));
        return new GitLayout(gitDir, commonDir, objectDir, indexFile, workTree, name);
    }

    private Optional<Path> workTreeOf(Path gitDir, Path start, Optional<Path> found) throws IOException {
        Optional<String> variable = environment.variable("GIT_WORK_TREE");
        if (variable.isPresent()) {
            return Optional.of(existing(start.resolve(variable.get()), "GIT_WORK_TREE"));
        }
        Path commonDir = commonDirOf(gitDir);
        if (!commonDir.equals(gitDir)) {
            return linkedWorkTree(gitDir, found);
        }
        Config config = repositoryConfig(commonDir);
        @Nullable String configured = config.getString("core", null, "worktree");
        if (configured != null) {
            return Optional.of(existing(gitDir.resolve(configured), "core.worktree"));
        }
        return config.getBoolean("core", null, "bare", false) ? Optional.empty() : found;
    }

    private static Optional<Path> linkedWorkTree(Path gitDir, Optional<Path> found) throws IOException {
        Optional<Path> backLink = readLine(gitDir.resolve("gitdir")).map(gitDir::resolve);
        Optional<Path> owner =
                backLink.map(Path::normalize).map(Path::getParent).filter(Files::isDirectory);
        // a work tree that was moved by hand is found from its own side
        return found.or(() -> owner).map(Path::toAbsolutePath);
    }

    private static Optional<Path> mainWorkTree(Path gitDir) {
        @Nullable Path name = gitDir.getFileName();
        return name != null && name.toString().equals(DOT_GIT)
                ? Optional.ofNullable(gitDir.getParent())
                : Optional.empty();
    }

    private static boolean isBareByConfig(Path gitDir) throws IOException {
        return repositoryConfig(commonDirOf(gitDir)).getBoolean("core", null, "bare", false);
    }

    private static Config repositoryConfig(Path commonDir) throws IOException {
        return ConfigText.parse(commonDir.resolve("config"));
    }

    private static Path existing(Path path, String origin) throws IOException {
        if (!Files.isDirectory(path)) {
            throw notARepository(origin + " names " + path.normalize() + ", which is not a folder");
        }
        return path.toRealPath();
    }

    private static Path commonDirOf(Path gitDir) throws IOException {
        Optional<Path> common = readLine(gitDir.resolve("commondir")).map(gitDir::resolve);
        return common.isPresent() ? common.get().normalize() : gitDir;
    }

    /** As git's is_git_directory: HEAD that could be one, refs and objects. */
    private static boolean isGitDirectory(Path folder) throws IOException {
        Path head = folder.resolve("HEAD");
        try {
            BasicFileAttributes file = Files.readAttributes(head, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!file.isSymbolicLink() && !file.isRegularFile()) {
                return false;
            }
        } catch (AccessDeniedException denied) {
            // Git goes on to the parent folder then, and answers from another repository or from none.
            throw denied;
        } catch (FileSystemException none) {
            return false;
        }
        Path common = commonDirOf(folder);
        return looksLikeHead(head)
                && Files.isDirectory(common.resolve("objects"))
                && Files.isDirectory(common.resolve("refs"));
    }

    private static boolean looksLikeHead(Path head) throws IOException {
        if (Files.isSymbolicLink(head)) {
            return Files.readSymbolicLink(head).startsWith("refs");
        }
        byte[] content = Durable.read(head).orElse(new byte[0]);
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        return text.startsWith("ref:") || text.matches("[0-9a-f]{40,64}");
    }

    private static Path readGitFile(Path file) throws IOException {
        String line = readLine(file).map(Path::toString).orElse("");
        if (!line.startsWith(GITFILE_PREFIX)) {
            throw notARepository(file + " is not a git link file");
        }
        return Durable.folderOf(file)
                .resolve(line.substring(GITFILE_PREFIX.length()).strip())
                .normalize();
    }

    private static Optional<Path> readLine(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST_LINK_FILE) {
            return Optional.empty();
        }
        byte[] content = Durable.read(file).orElse(new byte[0]);
        // the bytes are a file name: they are in the encoding of this JVM's file names
        String text = FileNames.decode(content).strip();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException unreadable) {
            throw new RrException(
                    ErrorCode.NOT_A_REPOSITORY,
                    file + " names a place that this process cannot read",
                    "Run with a UTF-8 locale (LC_ALL=C.UTF-8).",
                    unreadable);
        }
    }

    private static RrException notARepository(String message) {
        return new RrException(
                ErrorCode.NOT_A_REPOSITORY, message, "Name a folder of a git repository, or run git init there.");
    }
}
