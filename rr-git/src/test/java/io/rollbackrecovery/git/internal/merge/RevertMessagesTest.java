package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.fixtures.GitFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of reverts, from a table of what current git writes, and against the git that is there. */
class RevertMessagesTest {
    private static final CommitId ID = new CommitId("1".repeat(40));
    private static final CommitId PARENT = new CommitId("2".repeat(40));
    private static final CommitId SIDE = new CommitId("3".repeat(40));

    private static Commit commit(CommitId id, String message, CommitId... parents) {
        Signature who = new Signature("Ada", "ada@example.org", Instant.EPOCH, ZoneOffset.UTC);
        return new Commit(id, new TreeId("4".repeat(40)), List.of(parents), who, who, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Add x | Revert \"Add x\"",
                "Say \"hello\" | Revert \"Say \"hello\"\"",
                "Revert \"Add x\" | Reapply \"Add x\"",
                "Reapply \"Add x\" | Revert \"Reapply \"Add x\"\"",
                "Revert \"Revert \"Add x\"\" | Revert \"Revert \"Revert \"Add x\"\"\"",
                "Revert Add x | Revert \"Revert Add x\"",
                "revert \"Add x\" | Revert \"revert \"Add x\"\"",
                "Revert \"half | Reapply \"half"
            })
    void titlesAreGits(String subject, String title) {
        String message = RevertMessages.revert(commit(ID, subject + "\n\nBody\n", PARENT), Optional.of(PARENT));
        assertThat(message).isEqualTo(title + "\n\nThis reverts commit " + ID.hex() + ".\n");
    }

    @Test
    void mergesSayWhatTheyGoBackTo() {
        String message = RevertMessages.revert(commit(ID, "Merge side\n", PARENT, SIDE), Optional.of(PARENT));
        assertThat(message)
                .isEqualTo("Revert \"Merge side\"\n\nThis reverts commit " + ID.hex() + ", reversing\nchanges made to "
                        + PARENT.hex() + ".\n");
    }

    @Test
    void onlyTheFirstLineIsTheSubject() {
        assertThat(RevertMessages.revert(commit(ID, "\n\none\ntwo\n", PARENT), Optional.of(PARENT)))
                .startsWith("Revert \"one\"\n\n");
        assertThat(RevertMessages.revert(commit(ID, "", PARENT), Optional.of(PARENT)))
                .startsWith("Revert \"\"\n\n");
    }

    @Test
    void severalCommitsInOneAreEachNamed() {
        CommitId other = new CommitId("5".repeat(40));
        String message = RevertMessages.revertAll(List.of(
                new RevertMessages.Reverted(commit(ID, "Two\n", PARENT), Optional.of(PARENT)),
                new RevertMessages.Reverted(commit(other, "One\n", PARENT), Optional.of(PARENT))));
        assertThat(message)
                .isEqualTo("Revert 2 commits\n\n  1111111111 Two\n  5555555555 One\n\nThis reverts commit " + ID.hex()
                        + ".\nThis reverts commit " + other.hex() + ".\n");
    }

    @Test
    void theRealGitWritesTheSame(@TempDir Path temp) {
        GitFixture git = GitFixture.init(temp.resolve("work"));
        String start = git.write("a", "1\n").commit("Start");
        String plain = git.write("a", "2\n").commit("A \"quoted\" change\nwith a second line\n\nBody\n\nKey: value");
        git.run("checkout", "--quiet", "-b", "side", start);
        git.write("b", "1\n").commit("Aside");
        git.run("checkout", "--quiet", "main");
        git.run("merge", "--quiet", "--no-ff", "--message", "Merge it", "side");
        String merge = git.revParse("HEAD");
        git.run("revert", "--no-edit", "-m", "1", merge);
        assertThat(git.run("log", "-1", "--format=%B"))
                .isEqualTo(RevertMessages.revert(
                                commit(new CommitId(merge), "Merge it\n", new CommitId(plain), SIDE),
                                Optional.of(new CommitId(plain)))
                        .stripTrailing());
        git.run("revert", "--no-edit", plain);
        String original = git.run("log", "-1", "--format=%B", plain);
        assertThat(git.run("log", "-1", "--format=%B"))
                .isEqualTo(RevertMessages.revert(
                                commit(new CommitId(plain), original, new CommitId(start)), Optional.empty())
                        .stripTrailing());
    }
}
