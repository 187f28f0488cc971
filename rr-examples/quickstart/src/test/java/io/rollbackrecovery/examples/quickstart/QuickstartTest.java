package io.rollbackrecovery.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job: that its story holds, that git agrees with it, and that wrong usage is one clear line. */
@Timeout(180)
final class QuickstartTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void tellsAStoryInWhichEveryStepHolds() throws IOException {
        Path repo = Files.createDirectory(folder.resolve("story"));
        assertThat(new Story(repo, printer(out)).tell()).as(text(out)).isTrue();
        assertThat(text(out)).contains("Every step held.").doesNotContain("!!").doesNotContain("null");
        assertThat(text(out).lines().count()).isLessThanOrEqualTo(70);

        GitFixture git = GitFixture.in(repo);
        assertThat(git.run("status", "--porcelain")).isEmpty();
        assertThat(git.tryRun("fsck", "--strict").exit()).isZero();
        assertThat(git.run("log", "-1", "--format=%s")).startsWith("docs: post-mortem of ");
        assertThat(git.read("user_api.py")).contains("\"version\": 2").doesNotContain("show_points");
        assertThat(git.read("admin_dashboard.py")).contains("All users").doesNotContain("points");
        assertThat(git.read("docs/DECISIONS.md")).contains("**Root cause**: commit ");
    }

    @Test
    void assessesARepository() {
        GitFixture git = GitFixture.init(folder.resolve("yours")).write("a.py", "X = 1\n");
        git.commit("Start");
        assertThat(run("--repo", git.folder().toString())).isZero();
        assertThat(text(out)).contains("commit HEAD").contains("revert-commits");
        assertThat(git.path(".git/rr")).doesNotExist();
    }

    @Test
    void saysInOneLineWhatIsWrong() {
        assertThat(run("--repo", folder.resolve("missing").toString())).isEqualTo(2);
        assertThat(text(err).lines()).hasSize(1);
        assertThat(run("--help")).isEqualTo(2);
        assertThat(text(err)).contains("usage: quickstart [--repo DIR]");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... args) {
        return Quickstart.run(args, printer(out), printer(err));
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
