package io.rollbackrecovery.git.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.TreeMove;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.filters.Filters;
import io.rollbackrecovery.git.internal.history.BlobStream;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import io.rollbackrecovery.git.internal.worktree.BlobSource;
import io.rollbackrecovery.git.internal.worktree.WorkTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTreeMoverTest {
    @TempDir
    Path folder;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "a\n").write("b.txt", "b\n").write("c.txt", "c\n").commit("first");
        git.write("a.txt", "A\n").write("b.txt", "B\n").delete("c.txt").commit("second");
    }

    /** What somebody writes in the very moment must neither be called done nor be vouched for by the index. */
    @Test
    void whatIsNotAsItWasWrittenIsNotCalledDone() throws Exception {
        String last = git.run("rev-parse", "HEAD~1:c.txt");
        TreeId from = new TreeId(git.tree("HEAD"));
        TreeId to = new TreeId(git.tree("HEAD~1"));
        try (RepositoryAccess access = RepositoryAccess.open(git.folder(), GitEnvironment.isolated())) {
            BlobSource meanwhile = blob -> {
                if (blob.name().equals(last)) {
                    git.write("a.txt", "somebody's\n");
                }
                return BlobStream.open(access.jgit().newObjectReader(), blob);
            };
            try (WorkTree workTree = new WorkTree(
                    git.folder(),
                    access.conversions(to),
                    meanwhile,
                    meanwhile,
                    Filters.none(git.folder()),
                    true,
                    true)) {
                WorkTreeMover mover = new WorkTreeMover(workTree, git.path(".git/index"), "test");
                List<PathStep> steps =
                        Transition.steps(access.sources(), new TreeMove(from, to), Optional.empty(), Optional.empty());

                assertThat(mover.move(steps))
                        .extracting(result -> result.path() + " " + result.state())
                        .containsExactly("a.txt SKIPPED", "b.txt WRITTEN", "c.txt WRITTEN");
            }
        }
        git.run("update-ref", "HEAD", git.revParse("HEAD~1"));
        assertThat(git.read("a.txt")).isEqualTo("somebody's\n");
        assertThat(git.run("status", "--porcelain")).isEqualTo(" M a.txt");
    }
}
