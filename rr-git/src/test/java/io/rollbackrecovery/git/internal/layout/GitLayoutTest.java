package io.rollbackrecovery.git.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a repository's parts lie, as {@code git rev-parse} says. */
class GitLayoutTest {
    @TempDir
    Path temp;

    private GitFixture git;

    @BeforeEach
    void makeRepository() throws IOException {
        temp = temp.toRealPath();
        git = GitFixture.init(temp.resolve("work"));
        git.write("a/b/c.txt", "c").commit("First");
    }

    private static GitLayout find(Path start) {
        return GitLayout.find(start, GitEnvironment.isolated());
    }

    /** Compares a layout with what git says in a folder. */
    private static void assertAsGitSays(Path folder, GitLayout layout) {
        GitFixture there = GitFixture.in(folder).env("GIT_CEILING_DIRECTORIES", "");
        assertThat(layout.gitDir()).isEqualTo(Path.of(there.run("rev-parse", "--absolute-git-dir")));
        assertThat(layout.commonDir())
                .isEqualTo(Path.of(there.run("rev-parse", "--path-format=absolute", "--git-common-dir")));
        assertThat(layout.indexFile())
                .isEqualTo(Path.of(there.run("rev-parse", "--path-format=absolute", "--git-path", "index")));
        assertThat(layout.objectDir())
                .isEqualTo(Path.of(there.run("rev-parse", "--path-format=absolute", "--git-path", "objects")));
        Optional<Path> top = there.run("rev-parse", "--is-inside-work-tree").equals("true")
                ? Optional.of(Path.of(there.run("rev-parse", "--show-toplevel")))
                : Optional.empty();
        assertThat(layout.workTree()).isEqualTo(top);
    }

    @Test
    void findsTheMainWorkTreeFromAnywhereInIt() {
        for (Path start : List.of(git.folder(), git.path("a"), git.path("a/b"))) {
            assertAsGitSays(start, find(start));
        }
        assertThat(find(git.path("a/b/c.txt"))).isEqualTo(find(git.folder()));
        assertThat(find(git.path(".git"))).isEqualTo(find(git.folder()));
        assertThat(find(git.path(".git/refs/heads"))).isEqualTo(find(git.folder()));
        assertThat(find(git.folder()).isLinked()).isFalse();
        assertThat(find(git.folder()).rrDir()).isEqualTo(git.path(".git/rr"));
    }

    @Test
    void findsALinkedWorkTree() {
        git.run("worktree", "add", "--quiet", "../linked", "-b", "side");
        Path linked = temp.resolve("linked");
        GitLayout layout = find(linked.resolve("a"));
        assertAsGitSays(linked, layout);
        assertThat(layout.worktreeName()).contains("linked");
        assertThat(find(git.path(".git/worktrees/linked"))).isEqualTo(layout);
    }

    @Test
    void findsBareRepositoriesAndWorkTreesOfThem() {
        GitFixture bare = GitFixture.initBare(temp.resolve("bare.git"));
        GitLayout layout = find(bare.folder());
        assertAsGitSays(bare.folder(), layout);
        assertThat(layout.isBare()).isTrue();
        assertThatThrownBy(layout::requireWorkTree)
                .isInstanceOfSatisfying(
                        RrException.class, thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.BARE_REPOSITORY));
        git.run("push", "--quiet", bare.folder().toString(), "main");
        bare.run("worktree", "add", "--quiet", temp.resolve("of-bare").toString(), "main");
        assertAsGitSays(temp.resolve("of-bare"), find(temp.resolve("of-bare")));
    }

    @Test
    void followsGitFilesAndSubmodules() throws IOException {
        GitFixture.in(temp).run("init", "--quiet", "--separate-git-dir", "apart.git", "separate");
        assertAsGitSays(temp.resolve("separate"), find(temp.resolve("separate")));
        git.run("submodule", "--quiet", "add", git.folder().toString(), "sub");
        assertAsGitSays(git.path("sub"), find(git.path("sub")));
        assertThat(find(git.path("sub")).isLinked()).isFalse();
        Files.createSymbolicLink(temp.resolve("link"), git.folder());
        assertThat(find(temp.resolve("link"))).isEqualTo(find(git.folder()));
    }

    @Test
    void honoursGitsVariables() {
        GitEnvironment environment = GitEnvironment.isolated()
                .withVariable("GIT_DIR", git.path(".git").toString())
                .withVariable("GIT_WORK_TREE", git.path("a").toString())
                .withVariable("GIT_INDEX_FILE", temp.resolve("other-index").toString());
        GitLayout layout = GitLayout.find(temp, environment);
        assertThat(layout.gitDir()).isEqualTo(git.path(".git"));
        assertThat(layout.workTree()).contains(git.path("a"));
        assertThat(layout.indexFile()).isEqualTo(temp.resolve("other-index"));
        GitEnvironment alone = GitEnvironment.isolated()
                .withVariable("GIT_DIR", git.path(".git").toString());
        assertThat(GitLayout.find(git.path("a"), alone).workTree()).contains(git.path("a"));
        assertThat(GitLayout.find(git.path("a"), alone.withoutRepositoryVariables())
                        .workTree())
                .contains(git.folder());
        GitEnvironment ceiling = GitEnvironment.isolated()
                .withVariable("GIT_CEILING_DIRECTORIES", git.folder().toString());
        assertThatThrownBy(() -> GitLayout.find(git.path("a/b"), ceiling)).isInstanceOf(RrException.class);
    }

    @Test
    void saysClearlyThatThereIsNone() throws IOException {
        Files.createDirectories(temp.resolve("plain"));
        Files.createDirectories(temp.resolve("broken"));
        Files.writeString(temp.resolve("broken/.git"), "gitdir: nowhere\n");
        for (Path start : List.of(temp.resolve("plain"), temp.resolve("broken"), temp.resolve("missing"))) {
            assertThatThrownBy(() -> find(start)).isInstanceOfSatisfying(RrException.class, thrown -> {
                assertThat(thrown.code()).isEqualTo(ErrorCode.NOT_A_REPOSITORY);
                assertThat(thrown.hint()).isNotEmpty();
            });
        }
    }

    @Test
    void refusesFormatsItDoesNotKnow() throws IOException {
        assertThat(format()).isEqualTo(new RepositoryFormat(0, false, Optional.empty()));
        git.run("config", "core.repositoryformatversion", "1");
        git.run("config", "extensions.partialClone", "origin");
        assertThat(format()).isEqualTo(new RepositoryFormat(1, false, Optional.of("origin")));
        for (String[] bad : new String[][] {
            {"extensions.objectFormat", "sha256"},
            {"extensions.refStorage", "reftable"},
            {"extensions.fromTheFuture", "true"},
            {"core.repositoryformatversion", "2"}
        }) {
            byte[] before = Files.readAllBytes(git.path(".git/config"));
            Files.writeString(
                    git.path(".git/config"),
                    new String(before, java.nio.charset.StandardCharsets.UTF_8)
                            + "[" + bad[0].substring(0, bad[0].indexOf('.')) + "]\n\t"
                            + bad[0].substring(bad[0].indexOf('.') + 1) + " = " + bad[1] + "\n");
            assertThatThrownBy(this::format)
                    .isInstanceOfSatisfying(
                            RrException.class,
                            thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.UNSUPPORTED_REPOSITORY));
            Files.write(git.path(".git/config"), before);
        }
    }

    private RepositoryFormat format() throws IOException {
        GitLayout layout = find(git.folder());
        return RepositoryFormat.check(layout, RepositoryConfig.load(layout, GitEnvironment.isolated()));
    }
}
