package io.rollbackrecovery.git.internal.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.apply.WorkTrees;
import io.rollbackrecovery.git.internal.capture.CaptureStore;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is uncommitted, untracked and ignored, as {@code git status} and {@code git ls-files} say. */
class WorkTreeScanTest {
    @TempDir
    Path folder;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
    }

    @Test
    void agreesWithGitOverRandomWork() throws Exception {
        Tools.requireUnicodeNames();
        Random random = new Random(42);
        git.write(".gitignore", "*.log\n/d1/out/\n!keep.log\n").write("d2/.gitignore", "local*\n!local-not\n");
        for (int i = 0; i < 40; i++) {
            git.write(name(random), "first " + i + "\n");
        }
        git.run("add", "-A", "-f");
        git.commit("first");
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 4; i++) {
                change(random, round);
            }
            assertThat(compare()).as("round " + round).isEmpty();
        }
    }

    private static String name(Random random) {
        String[] folders = {"", "d1/", "d1/out/", "d2/", "d2/e/", "d2-e/", "d3/e/f/", "d2.x/"};
        String[] names = {"a.txt", "b.log", "keep.log", "local", "local-not", "x y", "caf\u00e9"};
        return folders[random.nextInt(folders.length)] + names[random.nextInt(names.length)];
    }

    private void change(Random random, int round) throws IOException {
        String name = name(random);
        Path file = git.path(name);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> git.write(name, "round " + round + "\n");
            case 3 -> Files.deleteIfExists(file);
            case 4 -> git.tryRun("add", "-f", name);
            case 5 -> git.tryRun("rm", "-q", "--cached", "-f", name);
            case 6 -> git.tryRun("commit", "-q", "-m", "round " + round);
            case 7 -> {
                if (Files.exists(file) && !Files.isDirectory(file)) {
                    // the same bytes, another time
                    git.write(name, Files.readAllBytes(file));
                }
            }
            case 8 -> git.tryRun("add", "-f", "-N", name);
            default -> {
                if (Files.isRegularFile(file)
                        && Files.getFileAttributeView(file, java.nio.file.attribute.PosixFileAttributeView.class)
                                != null) {
                    file.toFile().setExecutable(random.nextBoolean());
                }
            }
        }
    }

    /** Gives what differs, so that a failure shows it. */
    private String compare() throws IOException {
        try (RepositoryAccess repository = RepositoryAccess.open(git.folder(), GitEnvironment.isolated())) {
            WorkTreeScan.Result scan = scan(repository);
            TreeSet<String> changed = new TreeSet<>();
            for (String line : git.run("-c", "core.quotePath=false", "status", "--porcelain", "--no-renames", "-uno")
                    .split("\n", -1)) {
                if (!line.isEmpty()) {
                    changed.add(unquoted(line.substring(3)));
                }
            }
            String different = difference("changed", texts(scan.changed()), changed);
            different += difference(
                    "untracked", texts(scan.untracked()), listed("ls-files", "-o", "-z", "--exclude-standard"));
            different += difference(
                    "ignored", texts(scan.ignored()), listed("ls-files", "-o", "-i", "-z", "--exclude-standard"));
            return different;
        }
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name;
    }

    private static String difference(String what, Set<String> ours, Set<String> gits) {
        return ours.equals(gits) ? "" : what + ": RR " + ours + ", git " + gits + "\n";
    }

    private Set<String> listed(String... arguments) {
        TreeSet<String> names = new TreeSet<>(List.of(git.run(arguments).split("\0")));
        names.remove("");
        return names;
    }

    private static Set<String> texts(Collection<RepoPath> paths) {
        TreeSet<String> texts = new TreeSet<>();
        paths.forEach(path -> texts.add(path.toString()));
        return texts;
    }

    private static WorkTreeScan.Result scan(RepositoryAccess repository) throws IOException {
        try (CaptureStore captures = new CaptureStore(repository);
                ObjectReader reader = repository.jgit().newObjectReader()) {
            var tree =
                    repository.commits().commit(repository.requireHeadCommit()).tree();
            return WorkTreeScan.scan(
                    WorkTrees.open(repository, captures, tree).orElseThrow(),
                    IndexFile.read(repository.layout().indexFile()),
                    reader,
                    Ids.jgit(tree),
                    StatCache.none(),
                    new WorkTreeScan.Request(WorkTrees.excludes(repository), true));
        }
    }

    @Test
    void anEditInTheMomentOfTheLastLookIsSeen() throws Exception {
        git.write("a.txt", "0000\n").commit("first");
        for (int i = 1; i < 60; i++) {
            String content = String.format(java.util.Locale.ROOT, "%04d%n", i);
            git.run("update-index", "-q", "--refresh");
            Files.writeString(git.path("a.txt"), content);
            try (RepositoryAccess repository = RepositoryAccess.open(git.folder(), GitEnvironment.isolated())) {
                assertThat(texts(scan(repository).changed())).containsExactly("a.txt");
            }
            git.run("commit", "-q", "-a", "-m", "edit");
        }
    }

    @Test
    void aFolderInThePlaceOfAFileAndTheOtherWayRound() throws Exception {
        git.write("a", "a\n").write("b/c", "c\n").commit("first");
        git.delete("a").write("a/inside", "new\n").delete("b/c");
        Files.deleteIfExists(git.path("b"));
        git.write("b", "now a file\n");

        try (RepositoryAccess repository = RepositoryAccess.open(git.folder(), GitEnvironment.isolated())) {
            WorkTreeScan.Result scan = scan(repository);
            assertThat(texts(scan.changed())).containsExactly("a", "b/c");
            assertThat(texts(scan.untracked())).containsExactly("a/inside", "b");
        }
    }

    @Test
    void aLinkInThePlaceOfAFolderIsNotFollowed() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("c"), "not ours\n");
        git.write("b/c", "c\n").commit("first");
        git.delete("b/c");
        Files.deleteIfExists(git.path("b"));
        Files.createSymbolicLink(git.path("b"), outside);

        try (RepositoryAccess repository = RepositoryAccess.open(git.folder(), GitEnvironment.isolated())) {
            WorkTreeScan.Result scan = scan(repository);
            assertThat(texts(scan.changed())).containsExactly("b/c");
            assertThat(texts(scan.untracked())).containsExactly("b");
        }
    }
}
