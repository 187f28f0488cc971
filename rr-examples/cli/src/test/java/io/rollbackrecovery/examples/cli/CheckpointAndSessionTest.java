package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The verbs that keep states and sessions, and return to them. */
class CheckpointAndSessionTest {
    @TempDir
    Path folder;

    GitFixture git;
    Rig rr;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "one\ntwo\nthree\n").commit("first");
        rr = new Rig(git);
    }

    @Test
    void aCheckpointIsCreatedListedShownAndRestored() {
        git.write("a.txt", "one\ntwo\nmine\n").write("untracked.txt", "mine\n");
        String head = git.revParse("HEAD");

        JsonNode created = rr.json(0, "checkpoint", "create", "checkpoint/before");
        assertThat(created.path("name").asString()).isEqualTo("before");
        assertThat(created.path("tag").asString()).isEqualTo("checkpoint/before");
        assertThat(created.path("commit").asString()).isEqualTo(head);
        assertThat(Rig.texts(created.path("covers"), "")).contains("uncommitted", "untracked");
        assertThat(git.run("tag", "--list")).isEqualTo("checkpoint/before");
        assertThat(git.revParse("checkpoint/before^{commit}")).isEqualTo(head);

        git.write("a.txt", "changed\n").write("b.txt", "b\n").commit("later");
        JsonNode listed = rr.json(0, "checkpoint", "list").path("checkpoints");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("dirty").asBoolean()).isTrue();
        assertThat(listed.get(0).path("session").isNull()).isTrue();
        assertThat(rr.json(0, "checkpoint", "show", "before").path("checkpoints"))
                .hasSize(1);

        String later = git.revParse("HEAD");
        JsonNode plan = rr.json(0, "checkpoint", "restore", "before");
        assertThat(Rig.texts(plan.path("changes"), "path")).contains("a.txt", "b.txt");
        assertThat(plan.has("operation")).isFalse();
        assertThat(git.revParse("HEAD")).isEqualTo(later);

        JsonNode applied = rr.json(0, "checkpoint", "restore", "checkpoint/before", "--apply");
        assertThat(applied.path("operation").asString()).isNotBlank();
        assertThat(git.tree("HEAD")).isEqualTo(git.tree(head));
        assertThat(git.revParse("HEAD^")).isEqualTo(later);
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nmine\n");
        assertThat(git.read("untracked.txt")).isEqualTo("mine\n");

        rr.json(0, "undo");
        assertThat(git.revParse("HEAD")).isEqualTo(later);
    }

    @Test
    void somePathsAreRestoredAndTwoCheckpointsCompared() {
        rr.json(0, "checkpoint", "create", "one");
        git.write("a.txt", "changed\n").write("b.txt", "b\n").commit("later");
        rr.json(0, "checkpoint", "create", "two");

        JsonNode diff = rr.json(0, "checkpoint", "diff", "one", "two");
        assertThat(Rig.texts(diff.path("changes"), "path")).containsExactly("a.txt", "b.txt");
        assertThat(Rig.texts(diff.path("changes"), "kind")).containsExactly("modify", "add");

        rr.json(0, "checkpoint", "restore", "one", "--paths", "a.txt", "--apply");
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(git.read("b.txt")).isEqualTo("b\n");
        assertThat(rr.code(2, "checkpoint", "restore", "one", "--paths", "a.txt", "--reset"))
                .isEqualTo("BAD_REQUEST");

        String before = git.revParse("HEAD~2");
        rr.json(0, "checkpoint", "restore", "one", "--reset", "--apply");
        assertThat(git.revParse("HEAD")).isEqualTo(before);
    }

    @Test
    void theJournalIsPrunedAndAllOfRrRemovedOnlyWithApply() {
        rr.json(0, "checkpoint", "create", "one");
        rr.json(0, "checkpoint", "create", "two");
        String refs = git.run("for-each-ref");

        JsonNode shown = rr.json(0, "journal", "prune", "--keep", "1");
        assertThat(shown.path("operations")).hasSize(1);
        assertThat(shown.path("lost")).hasSize(1);
        assertThat(shown.has("operation")).isFalse();
        assertThat(rr.json(0, "journal", "prune").path("operations"))
                .as("nothing is older than 90 days")
                .isEmpty();
        assertThat(git.run("for-each-ref")).isEqualTo(refs);
        assertThat(rr.json(0, "journal", "prune", "--keep", "1", "--apply")
                        .path("operation")
                        .asString())
                .isNotBlank();
        assertThat(rr.json(0, "ops").path("operations")).hasSize(2);

        assertThat(Rig.texts(rr.json(0, "uninstall").path("findings"), "code")).contains("ref");
        assertThat(git.run("for-each-ref")).contains("refs/rr/");
        rr.json(0, "uninstall", "--apply");
        assertThat(git.run("for-each-ref")).doesNotContain("rr/").doesNotContain("checkpoint/");
        assertThat(git.path(".git/rr")).doesNotExist();
    }

    @Test
    void checkpointsArePrunedOnlyWithApply() {
        rr.json(0, "checkpoint", "create", "one");
        rr.json(0, "checkpoint", "create", "two");

        assertThat(Rig.texts(rr.json(0, "checkpoint", "prune", "--keep", "1").path("removed"), ""))
                .containsExactly("one");
        assertThat(git.lines("tag", "--list")).hasSize(2);
        assertThat(rr.json(0, "checkpoint", "prune", "--older-than", "30d").path("removed"))
                .isEmpty();
        JsonNode removed = rr.json(0, "checkpoint", "prune", "--keep", "1", "--apply");
        assertThat(removed.path("operation").asString()).isNotBlank();
        assertThat(git.lines("tag", "--list")).containsExactly("checkpoint/two");
        assertThat(rr.code(2, "checkpoint", "prune")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "checkpoint", "prune", "--older-than", "soon")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void namesAreRefusedClearly() {
        rr.json(0, "checkpoint", "create", "one");
        assertThat(rr.code(2, "checkpoint", "create", "one")).isEqualTo("NAME_TAKEN");
        assertThat(rr.code(2, "checkpoint", "create", "no name")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "checkpoint", "show", "none")).isEqualTo("UNKNOWN_NAME");
        assertThat(rr.code(2, "session", "show", "none")).isEqualTo("UNKNOWN_NAME");
        assertThat(rr.code(2, "session", "finish")).isEqualTo("UNKNOWN_NAME");
        assertThat(rr.code(2, "session", "begin", "***")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "session", "begin", "x", "--strategy", "wild")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void aSessionIsBegunFinishedRevertedAndTakenBack() {
        String base = git.revParse("HEAD");
        JsonNode begun = rr.json(0, "session", "begin", "Add a Thing", "--agent", "claude", "--scope", "src", "docs/");
        String id = begun.path("id").asString();
        assertThat(id).matches("\\d{8}-\\d{4}-add-a-thing");
        assertThat(begun.path("checkpoint").asString()).isEqualTo("checkpoint/before-session-" + id);
        assertThat(begun.path("base").path("commit").asString()).isEqualTo(base);
        assertThat(begun.path("branch").asString()).isEqualTo("feature/add-a-thing");
        assertThat(Rig.texts(begun.path("scope"), "")).containsExactly("src", "docs");
        assertThat(git.run("symbolic-ref", "--short", "HEAD")).isEqualTo("feature/add-a-thing");
        assertThat(git.run("status", "--porcelain")).isEmpty();

        String agents = git.write("thing.txt", "1\n").commit(Person.AGENT, "Add the thing");
        String persons = git.write("a.txt", "one\nTWO\nthree\n").commit("Mend the rest");
        JsonNode shown = rr.json(0, "session", "show");
        assertThat(shown.path("cleanStops").isArray()).isTrue();
        assertThat(Rig.texts(shown.path("commits"), "id")).containsExactly(persons, agents);
        assertThat(Rig.texts(shown.path("commits"), "attribution")).containsExactly("human", "agent");
        assertThat(rr.json(0, "session", "list").path("sessions")).hasSize(1);

        JsonNode plan = rr.json(0, "session", "finish");
        assertThat(plan.path("state").asString()).isEqualTo("open");
        assertThat(git.revParse("main")).isEqualTo(base);
        JsonNode finished = rr.json(0, "session", "finish", "-m", "Thing, done", "--apply");
        assertThat(finished.path("state").asString()).isEqualTo("finished");
        assertThat(finished.path("commit").asString()).isEqualTo(git.revParse("main"));
        assertThat(git.run("log", "-1", "--format=%s%n%P", "main")).isEqualTo("Thing, done\n" + base);
        assertThat(git.tree("main")).isEqualTo(git.tree(persons));

        JsonNode reverted = rr.json(0, "session", "revert", id, "--apply");
        assertThat(reverted.path("operation").asString()).isNotBlank();
        assertThat(git.tree("HEAD")).isEqualTo(git.tree(base));
        assertThat(rr.json(0, "session", "show", id).path("state").asString()).isEqualTo("reverted");

        assertThat(Rig.texts(rr.json(0, "ops").path("operations"), "kind"))
                .containsExactly("session-revert", "session-finish", "session-begin");
        rr.json(0, "undo");
        rr.json(0, "undo");
        assertThat(git.revParse("main")).isEqualTo(base);
    }

    @Test
    void onlyTheAgentsCommitsGo() {
        String id = rr.json(0, "session", "begin", "mixed", "--strategy", "checkpoint")
                .path("id")
                .asString();
        String agents = git.write("thing.txt", "1\n").commit(Person.AGENT, "Add the thing");
        String persons = git.write("b.txt", "b\n").commit("Add mine");

        JsonNode plan = rr.json(0, "session", "revert", id, "--only-agent");
        assertThat(Rig.texts(plan.path("reverted"), "")).containsExactly(agents);
        assertThat(Rig.texts(plan.path("kept"), "")).containsExactly(persons);

        JsonNode chosen = rr.json(0, "session", "revert", id, "--commits", "HEAD");
        assertThat(Rig.texts(chosen.path("reverted"), "")).containsExactly(persons);
        assertThat(Rig.texts(chosen.path("kept"), "")).containsExactly(agents);
        JsonNode after = rr.json(0, "session", "revert", id, "--to", "HEAD~1");
        assertThat(Rig.texts(after.path("reverted"), "")).containsExactly(persons);

        assertThat(rr.code(2, "session", "revert", id, "--commits", "HEAD~2")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "session", "revert", id, "--only-agent", "--to", "HEAD"))
                .isEqualTo("BAD_REQUEST");
        JsonNode part = rr.json(0, "session", "revert", id, "--paths", "b.txt");
        assertThat(Rig.texts(part.path("reverted"), "")).containsExactly(persons);

        rr.json(0, "session", "revert", id, "--only-agent", "--apply");
        assertThat(git.path("thing.txt")).doesNotExist();
        assertThat(git.read("b.txt")).isEqualTo("b\n");
    }

    @Test
    void takingASessionBackSaysWhatItBreaks() {
        git.write("A.java", "class A {\n    int one() { return 1; }\n}\n").commit("Add A");
        String id = rr.json(0, "session", "begin", "two", "--strategy", "checkpoint")
                .path("id")
                .asString();
        git.write("A.java", "class A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        String adds = git.commit(Person.AGENT, "Add two");
        String calls = git.write("B.java", "class B {\n    int b(A a) { return a.two(); }\n}\n")
                .commit(Person.AGENT, "Call two");
        git.write("C.java", "class C {\n    int c(A a) { return a.two(); }\n}\n");
        String persons = git.commit("Call two as well");

        JsonNode plan = rr.json(0, "session", "revert", id, "--only-agent");
        assertThat(Rig.texts(plan.path("willBreak"), "path")).containsExactly("C.java");
        assertThat(Rig.texts(plan.path("warnings"), "code")).containsExactly("will-break");
        JsonNode refused = rr.json(1, "session", "revert", id, "--only-agent", "--consistent", "--apply");
        assertThat(Rig.texts(refused.path("kept"), "")).containsExactly(persons);
        assertThat(Rig.texts(refused.path("willBreak"), "path")).containsExactly("C.java");
        assertThat(refused.has("operation")).isFalse();
        JsonNode one = rr.json(0, "session", "revert", id, "--commits", adds, "--consistent");
        assertThat(Rig.texts(one.path("reverted"), "")).containsExactly(persons, calls, adds);
        assertThat(Rig.texts(one.path("order").get(2).path("commits"), "")).containsExactly(adds);
        JsonNode all = rr.json(0, "session", "revert", id, "--consistent", "--apply");
        assertThat(all.path("willBreak")).isEmpty();
        assertThat(git.tree("HEAD")).isEqualTo(git.tree(adds + "^"));
    }

    @Test
    void aLaterCommitComesAlongWithASquashedSession() {
        String id = rr.json(0, "session", "begin", "two").path("id").asString();
        git.write("A.java", "class A {\n    int two() { return 2; }\n}\n").commit(Person.AGENT, "Add A");
        String squash = rr.json(0, "session", "finish", "-m", "Add A", "--apply")
                .path("commit")
                .asString();
        String calls = git.write("B.java", "class B {\n    int b(A a) { return a.two(); }\n}\n")
                .commit("Call two");

        assertThat(rr.json(0, "session", "revert", id).path("willBreak")).hasSize(1);
        JsonNode done = rr.json(0, "session", "revert", id, "--consistent", "--apply");
        assertThat(Rig.texts(done.path("reverted"), "")).containsExactly(calls, squash);
        assertThat(git.tree("HEAD")).isEqualTo(git.tree(squash + "^"));
        assertThat(rr.json(0, "session", "show", id).path("state").asString()).isEqualTo("reverted");
    }

    @Test
    void anAbandonedSessionComesBack() {
        String id = rr.json(0, "session", "begin", "tried").path("id").asString();
        String tip = git.write("thing.txt", "1\n").commit(Person.AGENT, "Add the thing");

        assertThat(rr.json(0, "session", "abandon").path("state").asString()).isEqualTo("open");
        JsonNode left = rr.json(0, "session", "abandon", "--apply");
        assertThat(left.path("state").asString()).isEqualTo("abandoned");
        assertThat(git.run("symbolic-ref", "--short", "HEAD")).isEqualTo("main");
        assertThat(git.tryRun("rev-parse", "--verify", "-q", "feature/tried").exit())
                .isNotZero();

        JsonNode back = rr.json(0, "session", "restore", id, "--apply");
        assertThat(back.path("state").asString()).isEqualTo("open");
        assertThat(git.revParse("feature/tried")).isEqualTo(tip);
        assertThat(rr.code(2, "session", "restore", id)).isEqualTo("WRONG_STATE");
    }

    @Test
    void sessionsThatRrNeverSawAreInferred() {
        git.write("b.txt", "b\n").commit(Person.AGENT, "Add b");
        JsonNode sessions = rr.json(0, "session", "list").path("sessions");
        assertThat(sessions).hasSize(1);
        assertThat(sessions.get(0).path("inferred").asBoolean()).isTrue();
        String id = sessions.get(0).path("id").asString();
        assertThat(rr.code(2, "session", "finish", id)).isEqualTo("WRONG_STATE");
        rr.json(0, "session", "revert", id, "--apply");
        assertThat(git.path("b.txt")).doesNotExist();
    }

    @Test
    void undoWithinASessionLeavesTheWorkOfOthersAlone() {
        String first = rr.json(0, "session", "begin", "first").path("id").asString();
        git.run("checkout", "-q", "main");
        rr.json(0, "session", "begin", "second");
        git.run("checkout", "-q", "feature/first");

        JsonNode undone = rr.json(0, "undo").path("operations");
        assertThat(Rig.texts(undone, "session")).isEqualTo(List.of(first));
    }

    @Test
    void theTextIsForPeople() {
        Rig.Result begun = rr.run("session", "begin", "text", "--agent", "claude");
        assertThat(begun.exit()).isZero();
        assertThat(begun.out())
                .contains("checkpoint/before-session-", "feature/text")
                .doesNotContain("\033", "{");
        git.write("b.txt", "b\n").commit(Person.AGENT, "Add b");
        assertThat(rr.run("session", "show").out()).contains("agent", "Add b");
        assertThat(rr.run("session", "list").out()).contains("open", "feature/text", "claude");
        assertThat(rr.run("session", "finish").out()).contains("Nothing was changed; --apply does it.");
        assertThat(rr.run("session", "finish", "--apply").out()).contains("rr undo takes it back");
        assertThat(rr.run("ops").out()).contains("session-finish", "session-begin");
        assertThat(rr.run("checkpoint", "list").out()).contains("before-session-");
        assertThat(rr.run("doctor").out()).contains("refs under refs/rr/");
    }
}
