package io.rollbackrecovery.examples.benchmarks.revert;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the repositories in which time is measured, RR and git come to the same trees. */
class GeneratedRepositoryTest {
    @TempDir
    Path work;

    @BeforeEach
    void requireGit() {
        Tools.require("git");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rrAndGitAgree(boolean renames) {
        GeneratedRepository repository = GeneratedRepository.of(work, 240, renames, 0);
        Git git = repository.git();
        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(git.run("rev-list", "--count", "HEAD")).isEqualTo(renames ? "105" : "104");
        assertThat(git.run("ls-files").lines()).hasSize(240);
        assertThat(repository.single()).hasSize(16).doesNotHaveDuplicates();
        assertThat(repository.interleaved(40)).hasSize(40).doesNotHaveDuplicates();
        try (RollbackRecovery rr = RollbackRecovery.open(repository.folder())) {
            assertThat(planned(rr, repository.single().subList(0, 1)))
                    .isEqualTo(reverted(git, repository.single().subList(0, 1)));
            assertThat(planned(rr, repository.interleaved(40))).isEqualTo(reverted(git, repository.interleaved(40)));
        }
    }

    @Test
    void wideCommitsAreCleanAfterManyLaterOnes() {
        GeneratedRepository repository = GeneratedRepository.of(work, 240, false, 500);
        assertThat(repository.git().run("rev-list", "--count", "HEAD")).isEqualTo("604");
        try (RollbackRecovery rr = RollbackRecovery.open(repository.folder())) {
            for (int width : List.of(1, 10, 100)) {
                List<String> wide = List.of(repository.wide(width));
                assertThat(rr.reverts()
                                .plan(RevertRequest.of(List.of(new CommitId(wide.get(0)))))
                                .changes())
                        .hasSize(width);
                assertThat(planned(rr, wide)).isEqualTo(reverted(repository.git(), wide));
            }
        }
    }

    @Test
    void theComparisonFindsNoDifference() throws IOException {
        GeneratedRepository repository = GeneratedRepository.of(work, 240, true, 0);
        List<String> arguments = new ArrayList<>(List.of("--cases", "10", "--later", "20"));
        arguments.add(repository.folder().toString());
        String agreed = "| 10 | 9 | 10 of 10 = 100% | 9 of 9 = 100% | 1 of 1 = 100% |";
        assertThat(RevertsAgainstGit.report(arguments)).contains(agreed);
        arguments.add("--merge-tree");
        assertThat(RevertsAgainstGit.report(arguments)).contains(agreed);
    }

    private static String planned(RollbackRecovery rr, List<String> commits) {
        List<CommitId> ids = commits.stream().map(CommitId::new).toList();
        return rr.reverts().plan(RevertRequest.of(ids)).tree().orElseThrow().toString();
    }

    private static String reverted(Git git, List<String> commits) {
        List<String> command = new ArrayList<>(List.of("revert", "--no-commit"));
        command.addAll(commits);
        git.run(command.toArray(String[]::new));
        String tree = git.run("write-tree");
        git.run("reset", "--hard", "--quiet");
        return tree;
    }
}
