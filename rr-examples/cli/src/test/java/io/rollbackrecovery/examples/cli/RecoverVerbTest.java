package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A recovery by the command line, step by step and in one go. */
class RecoverVerbTest {
    private static final String CHECK = "test ! -e bad.txt";

    @TempDir
    Path folder;

    GitFixture git;
    Rig rr;
    String culprit;
    String session;

    @BeforeEach
    void makeRepository() {
        Tools.require("git", "sh");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\n").commit("first");
        rr = new Rig(git);
        session = rr.json(0, "session", "begin", "feature", "--strategy", "checkpoint")
                .path("id")
                .asString();
        git.write("b.txt", "b\n").commit(Person.AGENT, "Add b");
        culprit = git.write("bad.txt", "bad\n").commit(Person.AGENT, "Add bad");
        git.write("c.txt", "c\n").commit("Add c");
        rr.json(0, "session", "finish", "--apply");
    }

    @Test
    void stepByStepFromDetectionToPostMortem() {
        git.write("log.txt", "the test failed\n").run("add", "log.txt");
        git.commit("Keep the log");
        JsonNode opened = rr.json(
                0,
                "recover",
                "open",
                session,
                "--symptom",
                "ci",
                "--what",
                "Totals are wrong",
                "--evidence",
                "log.txt");
        String id = opened.path("case").asString();
        assertThat(id).endsWith("-totals-are-wrong");
        assertThat(opened.path("step").asString()).isEqualTo("detect");
        assertThat(Rig.texts(opened.path("next"), "")).containsExactly("assess");
        assertThat(opened.path("strategy").isNull()).isTrue();
        assertThat(rr.code(2, "recover", "execute", id)).isEqualTo("WRONG_STATE");

        JsonNode assessed = rr.json(0, "recover", "assess");
        assertThat(Rig.texts(assessed.path("commits"), "")).contains(culprit);
        JsonNode chosen = rr.json(0, "recover", "choose", id, "--check", CHECK);
        assertThat(chosen.path("strategy").asString()).isEqualTo("revert-culprit");
        assertThat(chosen.path("culprit").asString()).isEqualTo(culprit);
        assertThat(chosen.path("plan").path("clean").asBoolean()).isTrue();

        String head = git.revParse("HEAD");
        assertThat(rr.run("recover", "execute").out()).contains("--apply does it", "Revert \"Add bad\"");
        assertThat(rr.json(0, "recover", "execute", id).path("step").asString()).isEqualTo("choose");
        assertThat(git.revParse("HEAD")).isEqualTo(head);
        JsonNode executed = rr.json(0, "recover", "execute", id, "--apply");
        assertThat(executed.path("operation").asString()).isNotBlank();
        assertThat(git.path("bad.txt")).doesNotExist();
        assertThat(git.path("c.txt")).exists();

        JsonNode open = rr.json(1, "recover", "verify", id, "--check", CHECK);
        assertThat(Rig.texts(open.path("verification"), "result")).contains("passed", "not-verified");
        assertThat(rr.code(2, "recover", "close", id, "--reason", "none")).isEqualTo("WRONG_STATE");
        JsonNode verified = rr.json(
                0,
                "recover",
                "verify",
                id,
                "--check",
                CHECK,
                "--check",
                "linter=true",
                "--check",
                "secrets=true",
                "--confirm",
                "the totals",
                "--by",
                "Ada");
        assertThat(Rig.texts(verified.path("verification"), "result")).containsOnly("passed");
        assertThat(verified.path("timeToRecoveryMs").isIntegralNumber()).isTrue();

        assertThat(rr.code(2, "recover", "close")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "report", id, "--md")).isEqualTo("WRONG_STATE");
        JsonNode closed = rr.json(0, "recover", "close", "--reason", "the check runs in CI");
        assertThat(closed.path("end").asString()).isEqualTo("recovered");
        assertThat(git.path("docs")).doesNotExist();
        rr.json(0, "recover", "close", id, "--apply");
        assertThat(git.read("docs/DECISIONS.md")).contains("Recovery Event", "the check runs in CI");
        assertThat(rr.json(0, "recover", "show", id).path("postMortem").asString())
                .contains("Recovery Event");
        assertThat(rr.run("report", id, "--md").out()).startsWith("## Recovery Event");
        assertThat(rr.json(0, "report", id, "--md").path("case").asString()).isEqualTo(id);
        assertThat(rr.json(1, "recover", "close", id, "--apply").path("case").asString())
                .isEqualTo(id);
    }

    @Test
    void inOneGo() {
        JsonNode planned = rr.json(0, "recover", "auto", session, "--what", "bad", "--check", CHECK);
        assertThat(planned.path("step").asString()).isEqualTo("choose");
        assertThat(git.path("bad.txt")).exists();
        JsonNode done = rr.json(
                0,
                "recover",
                "auto",
                session,
                "--what",
                "bad again",
                "--check",
                CHECK,
                "--check",
                "linter=true",
                "--check",
                "secrets=true",
                "--confirm",
                "it",
                "--by",
                "Ada",
                "--apply");
        assertThat(done.path("step").asString()).isEqualTo("verify");
        assertThat(git.path("bad.txt")).doesNotExist();
    }

    @Test
    void waivedIsNotPassedAndACaseCanBeGivenUp() {
        rr.json(0, "recover", "auto", session, "--strategy", "revert-commits", "--reason", "all of it");
        rr.json(0, "recover", "execute", "--apply");
        JsonNode waived = rr.json(
                1,
                "recover",
                "verify",
                "--check",
                CHECK,
                "--check",
                "linter=true",
                "--waive",
                "secrets=no scanner",
                "--confirm",
                "it",
                "--by",
                "Ada");
        assertThat(waived.path("step").asString()).isEqualTo("verify");
        assertThat(rr.json(0, "recover", "close", "--reason", "a scanner will come")
                        .path("end")
                        .asString())
                .isEqualTo("closed-unverified");

        String id = rr.json(0, "recover", "open", "--symptom", "review")
                .path("case")
                .asString();
        assertThat(rr.json(0, "recover", "close", id, "--abandon", "--reason", "a false alarm")
                        .path("end")
                        .asString())
                .isEqualTo("abandoned");
    }

    @Test
    void badInputIsRefused() {
        assertThat(rr.code(2, "recover")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "recover", "show")).isEqualTo("UNKNOWN_NAME");
        assertThat(rr.code(2, "recover", "open", "nosuch")).isEqualTo("UNKNOWN_REVISION");
        assertThat(rr.code(2, "recover", "open", "--symptom", "smell")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "recover", "open", "--evidence", "nosuch")).isEqualTo("BAD_REQUEST");
        rr.json(0, "recover", "open");
        rr.json(0, "recover", "assess");
        assertThat(rr.code(2, "recover", "choose", "--strategy", "hope", "--reason", "x"))
                .isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "recover", "choose", "--strategy", "governance")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "recover", "execute", "--push")).isEqualTo("NOT_YET");
        assertThat(rr.code(2, "recover", "execute", "--approve", "abc")).isEqualTo("NOT_YET");
        assertThat(rr.code(2, "report", "x", "--html", "f")).isEqualTo("NOT_YET");
        assertThat(rr.code(2, "report", "blast", "HEAD", "--md")).isEqualTo("NOT_YET");
        assertThat(rr.code(2, "report", "x")).isEqualTo("BAD_REQUEST");
    }
}
