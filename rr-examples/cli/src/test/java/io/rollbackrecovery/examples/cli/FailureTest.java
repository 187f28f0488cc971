package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What goes wrong is said on one line, with a stable code and the right exit code, whatever the repository is. */
class FailureTest {
    /** Verbs that need nothing but a repository with a commit. */
    private static final List<List<String>> ANY = List.of(
            List.of("assess"),
            List.of("checkpoint", "create", "x"),
            List.of("checkpoint", "list"),
            List.of("session", "begin", "x"),
            List.of("session", "list"),
            List.of("attribution", "HEAD"),
            List.of("revert", "HEAD"),
            List.of("graph"),
            List.of("blast", "HEAD"),
            List.of("bisect", "--good", "HEAD", "--bad", "HEAD", "--", "true"),
            List.of("undo"),
            List.of("redo"),
            List.of("ops"),
            List.of("doctor"));

    @TempDir
    Path folder;

    @BeforeEach
    void requireGit() {
        Tools.require("git");
    }

    private GitFixture repository() {
        GitFixture git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\n").commit("first");
        return git;
    }

    @Test
    void usage() {
        Rig rr = new Rig(repository());
        assertThat(rr.code(2)).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "nosuch")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "checkpoint")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "checkpoint", "nosuch")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "ops", "--nosuch")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "ops", "--limit", "many")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "ops", "surplus")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "revert")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "attribution")).isEqualTo("BAD_REQUEST");
        for (String verb : List.of("propose", "check", "guard")) {
            assertThat(rr.code(2, verb, "--anything")).isEqualTo("NOT_YET");
        }
        assertThat(rr.run("nosuch").err()).contains("nosuch");
        assertThat(rr.run("nosuch").out()).isEmpty();
    }

    @Test
    void helpVersionSchemaAndCompletion() {
        Rig rr = new Rig(folder, repository());
        assertThat(rr.run("--help").out()).contains("checkpoint", "session", "bisect");
        assertThat(rr.run("session", "begin", "--help").out()).contains("--strategy");
        assertThat(rr.run("--version").out()).startsWith("rr ");
        assertThat(rr.run("schema", "session", "begin").out()).contains("rr/session-begin/1");
        assertThat(rr.run("schema", "revert").out()).contains("rr/revert/1");
        assertThat(rr.run("schema", "nosuch").exit()).isEqualTo(2);
        assertThat(rr.run("schema", "../../x").exit()).isEqualTo(2);
        assertThat(rr.run("completion").out()).contains("checkpoint", "complete");
    }

    @Test
    void unknownRevisions() {
        Rig rr = new Rig(repository());
        for (String verb : List.of("revert", "blast", "graph", "attribution")) {
            assertThat(rr.code(2, verb, "nosuch")).isEqualTo("UNKNOWN_REVISION");
        }
        assertThat(rr.code(2, "blast", "HEAD..nosuch")).isEqualTo("UNKNOWN_REVISION");
        assertThat(rr.code(2, "blast", "HEAD", "--on", "nosuch")).isEqualTo("UNKNOWN_REVISION");
        assertThat(rr.code(2, "attribution", "HEAD...HEAD")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "bisect", "--good", "nosuch", "--bad", "HEAD", "--", "true"))
                .isEqualTo("UNKNOWN_REVISION");
        assertThat(rr.json(2, "revert", "nosuch\nx\033[1m")
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("UNKNOWN_REVISION");
    }

    @Test
    void notARepository() throws Exception {
        GitFixture git = repository();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Rig rr = new Rig(empty, git);
        for (List<String> verb : ANY) {
            assertThat(rr.code(2, verb.toArray(String[]::new))).isEqualTo("NOT_A_REPOSITORY");
        }
        assertThat(rr.code(2, "ops", "--repo", "nowhere")).isEqualTo("NOT_A_REPOSITORY");
        assertThat(rr.json(0, "ops", "--repo", "../work").path("operations")).isEmpty();
        assertThat(rr.json(0, "--repo", git.folder().toString(), "ops").path("operations"))
                .isEmpty();
    }

    @Test
    void noCommitYet() {
        Rig rr = new Rig(GitFixture.init(folder.resolve("unborn")));
        for (List<String> verb : List.of(
                List.of("checkpoint", "create", "x"),
                List.of("session", "begin", "x"),
                List.of("revert", "HEAD"),
                List.of("graph"),
                List.of("blast", "HEAD"),
                List.of("attribution", "HEAD"))) {
            assertThat(rr.code(2, verb.toArray(String[]::new))).isEqualTo("UNBORN_BRANCH");
        }
        assertThat(rr.json(0, "assess").path("target").path("kind").asString()).isEqualTo("nothing");
        rr.json(0, "checkpoint", "list");
        rr.json(0, "session", "list");
        rr.json(0, "ops");
        rr.json(0, "doctor");
        rr.json(1, "undo");
    }

    @Test
    void aBareRepositoryIsReadAndRevertedIn() {
        GitFixture git = repository();
        String bad = git.write("b.txt", "b\n").commit("bad");
        GitFixture bare = GitFixture.initBare(folder.resolve("bare.git"));
        git.run("push", "-q", bare.folder().toString(), "main");
        Rig rr = new Rig(bare);
        rr.json(0, "assess");
        rr.json(0, "session", "list");
        rr.json(0, "graph");
        rr.json(0, "blast", "HEAD");
        rr.json(0, "revert", bad, "--apply");
        assertThat(bare.tree("main")).isEqualTo(git.tree("HEAD^"));
        rr.json(0, "undo");
        assertThat(bare.revParse("main")).isEqualTo(bad);
        rr.json(0, "checkpoint", "create", "x");
    }

    @Test
    void aLinkedWorkTreeAndADetachedHead() {
        GitFixture git = repository();
        git.run("worktree", "add", "-q", folder.resolve("linked").toString(), "-b", "side");
        GitFixture linked = GitFixture.in(folder.resolve("linked"));
        String bad = linked.write("b.txt", "b\n").commit("bad");
        Rig rr = new Rig(linked);
        rr.json(0, "revert", bad, "--apply");
        assertThat(linked.path("b.txt")).doesNotExist();
        assertThat(git.revParse("side")).isNotEqualTo(bad);
        git.run("checkout", "-q", "--detach");
        Rig detached = new Rig(git);
        detached.json(0, "session", "list");
        assertThat(detached.code(2, "session", "begin", "x", "--strategy", "atomic"))
                .isEqualTo("BAD_REQUEST");
        assertThat(detached.json(0, "session", "begin", "x")
                        .path("base")
                        .path("ref")
                        .isNull())
                .isTrue();
    }

    @Test
    void alienFormatsAndDamage() throws Exception {
        GitFixture git = repository();
        git.run("config", "core.repositoryFormatVersion", "1");
        git.run("config", "extensions.nosuch", "true");
        assertThat(new Rig(git).code(4, "ops")).isEqualTo("UNSUPPORTED_REPOSITORY");
        git = GitFixture.init(folder.resolve("damaged"));
        git.write("a.txt", "one\n").commit("first");
        Files.writeString(git.path(".git/HEAD"), "nonsense\n");
        Rig.Result damaged = new Rig(git).run("revert", "HEAD");
        assertThat(damaged.exit()).isIn(2, 4);
    }

    @Test
    void aLockOfSomeoneElse() throws Exception {
        GitFixture git = repository();
        String bad = git.write("b.txt", "b\n").commit("bad");
        Files.createFile(git.path(".git/index.lock"));
        assertThat(new Rig(git).code(3, "revert", bad, "--apply")).isEqualTo("LOCKED");
        assertThat(Rig.texts(new Rig(git).json(0, "doctor").path("findings"), "code"))
                .contains("foreign-lock");
        assertThat(git.path(".git/index.lock")).exists();
    }

    @Test
    void missingPermission() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeFalse(
                System.getProperty("user.name").equals("root"), "root may read and write everything");
        GitFixture git = repository();
        String bad = git.write("b.txt", "b\n").commit("bad");
        Path gitDir = git.path(".git");
        try {
            Files.setPosixFilePermissions(gitDir, PosixFilePermissions.fromString("r-xr-xr-x"));
            assertThat(new Rig(git).code(4, "revert", bad, "--apply")).isEqualTo("PERMISSION_DENIED");
            new Rig(git).json(0, "revert", bad);
            Files.setPosixFilePermissions(gitDir, PosixFilePermissions.fromString("---------"));
            assertThat(new Rig(git).run("ops").exit()).isIn(2, 4);
        } finally {
            Files.setPosixFilePermissions(gitDir, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void namesThatAreNotUtf8() throws Exception {
        GitFixture git = repository();
        byte[] stream = """
            commit refs/heads/main
            committer A <a@e> 1767600000 +0000
            data 3
            bad
            from refs/heads/main^0
            M 100644 inline "caf\\351.txt"
            data 2
            x

            """.getBytes(StandardCharsets.US_ASCII);
        assertThat(git.tryRunWithInput(stream, "fast-import", "--quiet").exit()).isZero();
        JsonNode plan = new Rig(git).json(0, "revert", "main");
        JsonNode change = plan.path("changes").get(0);
        assertThat(change.path("path").asString()).isEqualTo("caf%E9.txt");
        assertThat(Base64.getDecoder().decode(change.path("pathBytes").asString()))
                .isEqualTo("caf\u00e9.txt".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(plan.path("loses").path("pathsBytes")).hasSize(1);
        assertThat(new Rig(git)
                        .json(0, "blast", "main")
                        .path("changed")
                        .get(0)
                        .path("path")
                        .asString())
                .isEqualTo("caf%E9.txt");
        assertThat(new Rig(git).json(0, "graph").path("nodesBytes")).hasSize(2);
        assertThat(new Rig(git).run("graph", "--format", "dot").out()).contains("\"caf%E9.txt\"");
    }

    @Test
    void aCallThatWasCancelled() {
        GitFixture git = repository();
        String bad = git.write("b.txt", "b\n").commit("bad");
        Rig rr = new Rig(git);
        rr.cancellation.cancel();
        assertThat(rr.code(130, "bisect", "--good", "HEAD~1", "--bad", "HEAD", "--", "true"))
                .isEqualTo("CANCELLED");
        assertThat(rr.code(130, "revert", bad, "--apply")).isEqualTo("CANCELLED");
    }
}
