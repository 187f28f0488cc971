package io.rollbackrecovery.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges that git makes without a word, and what they would break. */
class MergeChecksTest {
    @TempDir
    Path folder;

    GitFixture git;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"))
                .write("app/tokens.py", "def fresh():\n    return 1\n\n\ndef old():\n    return 2\n")
                .write("app/auth.py", "from app.tokens import fresh\n\n\ndef login():\n    return fresh()\n");
        git.commit("Start");
        git.run("branch", "feature");
    }

    private void check(BiConsumer<MergeCheck, RollbackRecovery> look) {
        String before = git.run("for-each-ref") + git.run("count-objects", "-v");
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            CommitId tip = rr.repository().require("feature");
            CommitId into = rr.repository().require("main");
            look.accept(rr.mergeChecks().check(tip, into), rr);
        }
        assertThat(git.run("for-each-ref") + git.run("count-objects", "-v")).isEqualTo(before);
    }

    /** The branch takes a function away; a file that came to main later uses it. */
    @Test
    void seesWhatNeitherSideCanSeeAlone() {
        git.run("checkout", "-q", "feature");
        git.write("app/tokens.py", "def fresh():\n    return 1\n").commit("Remove the old token");
        git.run("checkout", "-q", "main");
        git.write("app/report.py", "from app.tokens import old\n\n\ndef report():\n    return old()\n")
                .commit("Report");
        String tree = git.run("merge-tree", "--write-tree", "main", "feature");
        check((merge, rr) -> {
            assertThat(merge.preview().isClean()).isTrue();
            assertThat(merge.preview().tree().orElseThrow().hex()).isEqualTo(tree);
            assertThat(merge.isClean()).isFalse();
            assertThat(merge.broken()).anySatisfy(broken -> {
                assertThat(broken.reference().path()).isEqualTo(RepoPath.of("app/report.py"));
                assertThat(broken.onlyTogether()).isTrue();
            });
            assertThat(merge.radius().dependents())
                    .anySatisfy(file -> assertThat(file.path()).isEqualTo(RepoPath.of("app/report.py")));
        });
    }

    @Test
    void tellsWhatIsBrokenOnTheBranchAlready() {
        git.run("checkout", "-q", "feature");
        git.write("app/tokens.py", "def old():\n    return 2\n").commit("Remove what is used");
        git.run("checkout", "-q", "main");
        git.write("README.md", "words\n").commit("Explain");
        check((merge, rr) -> {
            assertThat(merge.broken()).isNotEmpty();
            assertThat(merge.broken()).allSatisfy(broken -> {
                assertThat(broken.reference().path()).isEqualTo(RepoPath.of("app/auth.py"));
                assertThat(broken.onlyTogether()).isFalse();
            });
        });
    }

    @Test
    void isQuietWhereNothingBreaks() {
        git.run("checkout", "-q", "feature");
        git.write("app/tokens.py", "def fresh():\n    return 1\n").commit("Remove what nobody uses");
        git.run("checkout", "-q", "main");
        git.write("app/other.py", "from app.tokens import fresh\n").commit("Use the other");
        check((merge, rr) -> assertThat(merge.isClean()).isTrue());
        // Merging what is merged already, or nothing, changes nothing.
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            CommitId main = rr.repository().require("main");
            assertThat(rr.mergeChecks()
                            .check(rr.repository().require("main~1"), main)
                            .isClean())
                    .isTrue();
        }
    }

    @Test
    void saysThatItConflictsAsText() {
        git.run("checkout", "-q", "feature");
        git.write("app/tokens.py", "def fresh():\n    return 3\n").commit("Three");
        git.run("checkout", "-q", "main");
        git.write("app/tokens.py", "def fresh():\n    return 4\n").commit("Four");
        check((merge, rr) -> {
            assertThat(merge.isClean()).isFalse();
            assertThat(merge.preview().conflicts())
                    .singleElement()
                    .satisfies(conflict -> assertThat(conflict.path()).isEqualTo(RepoPath.of("app/tokens.py")));
            assertThat(merge.broken()).isEmpty();
        });
    }

    @Test
    void needsACommonHistory() {
        git.run("checkout", "-q", "--orphan", "other");
        git.write("x.py", "x = 1\n").commit("Elsewhere");
        try (RollbackRecovery rr = RollbackRecovery.open(git.folder())) {
            CommitId other = rr.repository().require("other");
            CommitId main = rr.repository().require("main");
            assertThatThrownBy(() -> rr.mergeChecks().check(other, main))
                    .isInstanceOfSatisfying(
                            RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        }
    }
}
