package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.plan.ApplyOptions;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.fixtures.GitFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * After every operation, and after its undo, {@code git status} tells the truth: what it says from the index that RR
 * wrote is what it says after it has looked at every file anew; and git finds no fault.
 */
class StatusAfterApplyTest {
    @TempDir
    Path temp;

    static List<String> operations() {
        return CrashScene.OPERATIONS;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theIndexClaimsNothingThatIsNotSo(String operation) throws Exception {
        GitFixture git = GitFixture.init(temp.resolve("repository"));
        CrashScene.prepare(operation, git);
        try (GitRepository repository = CrashProbe.openFor(operation, git.folder(), CrashScene.EARLIER)) {
            assertThat(CrashProbe.run(repository, operation)).isZero();
        }
        assertTrue(git, "after it");
        try (GitRepository repository = CrashProbe.openFor(operation, git.folder(), CrashScene.EARLIER)) {
            ApplyOptions capturing = ApplyOptions.safe().capturingWhatIsInTheWay();
            Optional.of(repository.journal().planUndo())
                    .filter(Optional::isPresent)
                    .ifPresent(undo -> repository.apply(undo.get(), capturing, RunContext.none()));
        }
        assertTrue(git, "after its undo");
    }

    private void assertTrue(GitFixture git, String when) throws Exception {
        // A copy has other inodes and times, so that nothing that the index remembers of the files counts.
        Path copy = temp.resolve("copy");
        CrashScene.copy(git.folder(), copy);
        GitFixture anew = GitFixture.in(copy);
        anew.run("add", "--refresh", ".");
        String status = git.run("status", "--porcelain", "--ignored");
        assertThat(status).as(when).isEqualTo(anew.run("status", "--porcelain", "--ignored"));
        assertThat(git.run("diff", "--raw", "--abbrev=40", "HEAD"))
                .as(when)
                .isEqualTo(anew.run("diff", "--raw", "--abbrev=40", "HEAD"));
        assertThat(git.run("fsck", "--strict", "--no-dangling")).as(when).isEmpty();
        CrashScene.delete(copy);
    }
}
