package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.SameChange;
import io.rollbackrecovery.core.plan.SameChanges;
import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cherry-picks are found on the branches that have them, and taken back there. */
@FsckAfterEach
class SameChangesTest {
    @TempDir
    Path folder;

    @Test
    void cherryPicksAreFoundWithTheirBranches() {
        Tools.require("git");
        GitFixture git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n").write("b.txt", "b\n").commit("Start");
        git.run("branch", "release");
        String change = git.write("a.txt", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n").commit("Change");
        git.run("branch", "feature");
        String twin = git.write("a.txt", "1\n2\n3\n4\nother\n6\n7\n8\n9\n").commit("Same path, other change");
        git.run("checkout", "--quiet", "release");
        git.write("a.txt", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n").commit("Lines move");
        git.run("cherry-pick", change);
        String picked = git.revParse("HEAD");
        git.run("update-ref", "refs/remotes/origin/release", picked);
        git.write("c.txt", "c\n").commit("More");
        git.run("checkout", "--quiet", "main");

        try (GitRepository repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated())) {
            CommitId asked = new CommitId(change);
            SameChanges all = repository.sameChanges(List.of(asked), 1000);
            assertThat(all.complete()).isTrue();
            assertThat(all.found())
                    .containsExactlyInAnyOrder(
                            new SameChange(
                                    asked,
                                    new CommitId(picked),
                                    List.of(
                                            new RefName("refs/heads/release"),
                                            new RefName("refs/remotes/origin/release"))),
                            new SameChange(
                                    asked,
                                    asked,
                                    List.of(new RefName("refs/heads/feature"), new RefName("refs/heads/main"))));
            assertThat(repository.sameChanges(List.of(new CommitId(twin)), 1000).found())
                    .extracting(SameChange::commit)
                    .containsExactly(new CommitId(twin));
            CommitId release = new CommitId(git.revParse("release"));
            assertThat(repository
                            .reverts()
                            .plan(RevertRequest.of(List.of(new CommitId(picked)))
                                    .onto(release))
                            .isClean())
                    .isTrue();
        }
    }

    @Test
    void aBoundIsKeptAndSaid() {
        Tools.require("git");
        GitFixture git = GitFixture.init(folder.resolve("work"));
        String change = git.write("a.txt", "1\n").commit("Start");
        for (int i = 0; i < 12; i++) {
            git.write("b.txt", i + "\n").commit("Later " + i);
        }
        try (GitRepository repository = GitRepository.open(folder.resolve("work"), GitEnvironment.isolated())) {
            SameChanges bounded = repository.sameChanges(List.of(new CommitId(change)), 5);
            assertThat(bounded.complete()).isFalse();
            assertThat(bounded.looked()).isEqualTo(5);
            assertThat(bounded.found()).isEmpty();
            assertThat(repository.sameChanges(List.of(new CommitId(change)), 13).complete())
                    .isTrue();
        }
    }
}
