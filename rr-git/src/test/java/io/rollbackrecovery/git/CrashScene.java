package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.session.FinishRequest;
import io.rollbackrecovery.core.session.SessionRequest;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Repositories in which an operation is about to happen, and what is compared after it was killed or failed. */
final class CrashScene {
    /** All operations that {@link CrashProbe} knows. */
    static final List<String> OPERATIONS = List.of(
            "checkpoint",
            "begin",
            "revert",
            "restore",
            "finish",
            "abandon",
            "undo",
            "redo",
            "prune",
            "session-revert",
            "session-restore",
            "report",
            "case",
            "journal-prune",
            "uninstall",
            "filtered");

    /** When scenes are made. */
    static final Instant EARLIER = Instant.parse("2026-03-01T09:30:00Z");

    private CrashScene() {}

    /** Opens a repository as the operation's own process does, but earlier. */
    static GitRepository open(Path folder) {
        return CrashProbe.open(folder, EARLIER);
    }

    /** Makes a repository in which the operation can happen, with work of a person's that is not committed. */
    static void prepare(String operation, GitFixture git) throws IOException {
        git.write("a.txt", "1\n2\n3\n").write("dir/b.txt", "b\n").write("run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(git.path("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(git.path("link"), Path.of("a.txt"));
        if (operation.equals("filtered")) {
            git.run("config", "filter.rot.clean", "tr a-z n-za-m");
            git.run("config", "filter.rot.smudge", "tr n-za-m a-z");
            git.run("config", "filter.rot.required", "true");
            git.write(".gitattributes", "a.txt filter=rot\ndir/* filter=rot\n");
        }
        git.write(".gitignore", "*.log\n").commit("first");
        try (GitRepository repository = open(git.folder())) {
            boolean inSession = List.of("finish", "abandon", "session-revert", "session-restore")
                    .contains(operation);
            if (inSession) {
                repository.sessions().begin(SessionRequest.named("crash").agent("claude"));
            }
            if (operation.equals("restore")) {
                git.write("a.txt", "1\n2\n3\nnot committed\n").write("untracked.txt", "u\n");
                repository.checkpoints().create(new CheckpointName("dirty"));
                git.run("add", "-A");
            }
            git.write("dir/new.txt", "new\n").write("a.txt", "1\nTWO\n3\n").delete("dir/b.txt");
            Files.delete(git.path("link"));
            Files.createSymbolicLink(git.path("link"), Path.of("dir/new.txt"));
            Files.setPosixFilePermissions(git.path("run.sh"), PosixFilePermissions.fromString("rw-r--r--"));
            git.commit(Person.AGENT, "second");
            git.write("c.txt", "c\n").commit(Person.AGENT, "third");
            if (operation.equals("undo") || operation.equals("redo")) {
                repository.apply(repository.reverts().plan(RevertRequest.of(List.of(repository.require("HEAD~1")))));
            }
            if (operation.equals("redo")) {
                repository.apply(repository.journal().planUndo().orElseThrow());
            }
            if (List.of("prune", "journal-prune", "uninstall").contains(operation)) {
                git.write("mine.txt", "untracked and captured\n");
                repository.checkpoints().create(new CheckpointName("old"));
            }
            if (List.of("journal-prune", "uninstall").contains(operation)) {
                repository.checkpoints().create(new CheckpointName("older"));
                repository.apply(
                        repository.checkpoints().planPrune(Optional.empty(), 1).plan());
                repository.checkpoints().create(new CheckpointName("newest"));
            }
            if (operation.equals("session-revert")) {
                repository.apply(repository
                        .sessions()
                        .planFinish(FinishRequest.of(
                                repository.sessions().list().get(0).id())));
            }
            if (operation.equals("session-restore")) {
                repository.apply(repository
                        .sessions()
                        .planAbandon(repository.sessions().list().get(0).id()));
            }
        }
        leaveUncommitted(operation, git);
    }

    /** What is young is looked at twice, so calls would be counted differently from run to run. */
    static void age(Path folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setLastModifiedTime(file, old);
            }
        }
    }

    private static void leaveUncommitted(String operation, GitFixture git) {
        git.write(operation.equals("session-restore") ? "a.txt" : "c.txt", "edited and not committed\n")
                .write("mine.txt", "untracked\n")
                .write("mine.log", "ignored\n");
        git.write("staged.txt", "staged\n").run("add", "staged.txt");
        if (List.of("revert", "restore").contains(operation)) {
            git.write("a.txt", "1\nTWO\n3\nin the way\n");
        }
        if (List.of("finish", "abandon", "restore", "session-revert").contains(operation)) {
            git.run("checkout", "-q", "--", "c.txt");
        }
    }

    /**
     * What must be as before or as after: all refs, RR's own too since the clock stands still; HEAD; the index with
     * flags; files with bytes and modes, and links.
     */
    static Map<String, String> state(Path folder) throws IOException {
        GitFixture git = GitFixture.in(folder);
        Map<String, String> state = new TreeMap<>();
        for (String line : git.lines("for-each-ref", "--format=%(refname) %(objectname)")) {
            state.put("ref " + line, "");
        }
        state.put("HEAD", git.read(".git/HEAD"));
        state.put("index", git.run("ls-files", "--stage", "-v"));
        state.put("status", git.run("status", "--porcelain", "--ignored"));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> !path.startsWith(folder.resolve(".git")))::iterator) {
                String name = "file " + folder.relativize(file);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                    state.put(name, mode + " " + Files.readString(file, StandardCharsets.ISO_8859_1));
                } else if (Files.isSymbolicLink(file)) {
                    state.put(name, "-> " + Files.readSymbolicLink(file));
                }
            }
        }
        return state;
    }

    /** Finds files in the git directory that only somebody who is at work has there. */
    static List<String> leftovers(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(".lock")
                                || name.endsWith(".keep")
                                || name.contains(".rr-")
                                || name.startsWith("tmp_")
                                || name.startsWith("rr_tmp_")
                                || file.getParent().endsWith("rr/pending")
                                || file.getParent().endsWith("rr/filtered")
                                || file.getParent().endsWith("rr/locks");
                    })
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    /** Checks that nothing is left, that git finds no fault, and that the person and RR go on working. */
    static void assertSound(Path folder) throws IOException {
        GitFixture git = GitFixture.in(folder);
        assertThat(leftovers(folder)).as("left behind").isEmpty();
        assertThat(git.run("fsck", "--strict", "--no-dangling"))
                .as("git fsck --strict")
                .isEmpty();
        commitAsPerson(git);
        try (GitRepository repository = CrashProbe.open(folder, EARLIER.plusSeconds(600))) {
            repository.checkpoints().create(new CheckpointName("after-the-crash"));
        }
        if (Files.exists(git.path(".git/rr/store.git/HEAD"))) {
            assertThat(git.run("--git-dir=.git/rr/store.git", "fsck", "--strict", "--no-dangling"))
                    .as("git fsck --strict of the captures")
                    .isEmpty();
        }
    }

    /** The person's own git goes on working. */
    static void commitAsPerson(GitFixture git) {
        git.write("after the crash.txt", "goes on\n").run("add", "after the crash.txt");
        git.run("commit", "-q", "-m", "the person's own commit");
    }

    /** Copies a repository with times and modes. */
    static Path copy(Path from, Path to) {
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Files.createDirectories(to.resolve(from.relativize(folder)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    Files.setLastModifiedTime(to.resolve(from.relativize(folder)), Files.getLastModifiedTime(folder));
                    return FileVisitResult.CONTINUE;
                }
            });
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a repository with all that is in it. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
