package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code rr revert}, one by one and in a batch, beside {@code git revert}. */
class RevertVerbTest {
    @TempDir
    Path folder;

    GitFixture git;
    Rig rr;
    String first;
    String bad;
    String later;

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        first = git.write("a.txt", "one\ntwo\nthree\n").commit("first");
        bad = git.write("a.txt", "one\nTWO\nthree\n").write("new.txt", "new\n").commit("bad");
        later = git.write("c.txt", "c\n").commit("later");
        rr = new Rig(git);
    }

    private String treeByGit(String commit) {
        git.run("checkout", "-q", "--detach", later);
        git.run("revert", "--no-edit", commit);
        String tree = git.tree("HEAD");
        git.run("checkout", "-q", "main");
        return tree;
    }

    @Test
    void aPlanHasTheTreeOfGitAndMovesNothing() {
        String tree = treeByGit(bad);
        JsonNode plan = rr.json(0, "revert", bad);
        assertThat(plan.path("clean").asBoolean()).isTrue();
        assertThat(plan.path("tree").asString()).isEqualTo(tree);
        assertThat(Rig.texts(plan.path("reverted"), "")).containsExactly(bad);
        assertThat(plan.has("operation")).isFalse();
        assertThat(git.revParse("HEAD")).isEqualTo(later);
        assertThat(git.path(".git/rr")).doesNotExist();

        JsonNode applied = rr.json(0, "revert", "HEAD~1", "--apply");
        assertThat(applied.path("operation").asString()).isNotBlank();
        assertThat(git.tree("HEAD")).isEqualTo(tree);
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void aPreviewCountsLinesAndSaysWhereElseTheChangeIs() {
        git.run("branch", "kept", later);
        git.run("checkout", "-q", "-b", "release", first);
        git.write("b.txt", "b\n").commit("aside");
        git.run("cherry-pick", bad);
        String picked = git.revParse("HEAD");
        git.run("checkout", "-q", "main");

        JsonNode plan = rr.json(0, "revert", bad);
        assertThat(Rig.texts(plan.path("stat"), "path")).containsExactly("a.txt", "new.txt");
        assertThat(plan.path("stat").get(0).path("added").asInt()).isEqualTo(1);
        assertThat(plan.path("stat").get(1).path("removed").asInt()).isEqualTo(1);
        assertThat(plan.path("loses").path("lines").asInt()).isEqualTo(2);
        assertThat(Rig.texts(plan.path("alsoOn"), "commit")).containsExactlyInAnyOrder(picked, bad);
        for (JsonNode same : plan.path("alsoOn")) {
            String branch = same.path("commit").asString().equals(bad) ? "refs/heads/kept" : "refs/heads/release";
            assertThat(Rig.texts(same.path("branches"), "")).containsExactly(branch);
            assertThat(same.path("change").asString()).isEqualTo(bad);
        }
        assertThat(rr.run("revert", bad).out())
                .contains("a.txt    +1 -1")
                .contains("2 paths, +1 -2")
                .contains("also on   release, as " + picked.substring(0, 10))
                .contains("also on   kept");
        JsonNode bounded = rr.json(0, "revert", bad, "--also-on", "1");
        assertThat(Rig.texts(bounded.path("warnings"), "code")).contains("also-on-bounded");
        assertThat(rr.json(0, "revert", bad, "--also-on", "0").has("alsoOn")).isFalse();
        assertThat(rr.code(2, "revert", bad, "--also-on", "-1")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void whatIsUndoneAlreadyHasNoEffect() {
        rr.json(0, "revert", bad, "--apply");
        String head = git.revParse("HEAD");

        JsonNode plan = rr.json(0, "revert", bad);
        assertThat(plan.path("effect").asString()).isEqualTo("none");
        assertThat(plan.path("clean").asBoolean()).isTrue();
        assertThat(plan.path("tree").asString()).isEqualTo(git.tree("HEAD"));

        JsonNode applied = rr.json(1, "revert", bad, "--apply");
        assertThat(applied.path("effect").asString()).isEqualTo("none");
        assertThat(applied.has("operation")).isFalse();
        assertThat(git.revParse("HEAD")).isEqualTo(head);
    }

    @Test
    void aConflictIsANegativeAnswerThatNamesWhatIsInTheWay() {
        String blocking = git.write("a.txt", "one\nTwo!\nthree\n").commit("on top");
        JsonNode plan = rr.json(1, "revert", bad);
        assertThat(plan.path("clean").asBoolean()).isFalse();
        assertThat(plan.path("tree").isNull()).isTrue();
        JsonNode conflict = plan.path("conflicts").get(0);
        assertThat(conflict.path("path").asString()).isEqualTo("a.txt");
        assertThat(conflict.path("kind").asString()).isEqualTo("content");
        assertThat(Rig.texts(conflict.path("blockedBy"), "")).containsExactly(blocking);

        rr.json(1, "revert", bad, "--apply");
        assertThat(git.revParse("HEAD")).isEqualTo(blocking);

        JsonNode both = rr.json(0, "revert", bad, blocking, "--apply");
        assertThat(Rig.texts(both.path("reverted"), "")).containsExactly(blocking, bad);
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void rangesSingleCommitsBranchesAndOtherRevisions() {
        JsonNode single = rr.json(0, "revert", first + "..HEAD", "--single");
        assertThat(single.path("commits")).hasSize(1);
        assertThat(Rig.texts(single.path("reverted"), "")).containsExactly(later, bad);
        assertThat(single.path("tree").asString()).isEqualTo(git.tree(first));
        assertThat(rr.json(0, "revert", first + "..HEAD").path("commits")).hasSize(2);

        assertThat(rr.code(2, "revert", bad, "--onto", bad, "--apply")).isEqualTo("BAD_REQUEST");
        JsonNode onto = rr.json(0, "revert", bad, "--onto", bad);
        assertThat(onto.path("tree").asString()).isEqualTo(git.tree(first));
        rr.json(0, "revert", bad, "--onto", bad, "--branch", "mended", "--apply");
        assertThat(git.tree("mended")).isEqualTo(git.tree(first));
        assertThat(git.revParse("HEAD")).isEqualTo(later);
        assertThat(rr.code(2, "revert", bad, "--branch", "mended")).isEqualTo("NAME_TAKEN");
    }

    @Test
    void mergesNeedAMainline() {
        git.run("checkout", "-q", "-b", "side", first);
        git.write("side.txt", "s\n").commit("side");
        git.run("checkout", "-q", "main");
        git.run("merge", "-q", "--no-edit", "side");
        assertThat(rr.code(2, "revert", "HEAD")).isEqualTo("MAINLINE");
        assertThat(rr.code(2, "revert", "HEAD", "--mainline", "3")).isEqualTo("MAINLINE");
        assertThat(rr.code(2, "revert", "HEAD", "--mainline", "0")).isEqualTo("BAD_REQUEST");
        assertThat(rr.json(0, "revert", "HEAD", "--mainline", "1").path("tree").asString())
                .isEqualTo(git.tree("HEAD^1"));
    }

    @Test
    void localEditsInTheWayAreRefusedOrCaptured() {
        git.write("a.txt", "one\nTWO\nthree\nmine\n");
        JsonNode refused = rr.json(3, "revert", bad, "--apply");
        assertThat(refused.path("error").path("code").asString()).isEqualTo("IN_THE_WAY");
        assertThat(Rig.texts(refused.path("error").path("paths"), "")).containsExactly("a.txt");
        assertThat(git.revParse("HEAD")).isEqualTo(later);

        rr.json(0, "revert", bad, "--apply", "--capture");
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
        rr.json(0, "undo");
        assertThat(git.read("a.txt")).isEqualTo("one\nTWO\nthree\nmine\n");
    }

    @Test
    void publishedCommitsAreDroppedOnlyIfThatIsAllowed() {
        rr.json(0, "revert", bad, "--apply");
        git.run("update-ref", "refs/remotes/origin/main", "HEAD");
        assertThat(rr.code(3, "undo")).isEqualTo("PUBLISHED");
        rr.json(0, "undo", "--allow-published");
        assertThat(git.revParse("HEAD")).isEqualTo(later);
    }

    @Test
    void undoAndRedoGoToAndFroAndStopWhereThereIsNothing() {
        assertThat(rr.json(1, "undo").path("operations")).isEmpty();
        assertThat(rr.json(1, "redo").path("operations")).isEmpty();
        rr.json(0, "revert", bad, "--apply");
        String reverted = git.revParse("HEAD");
        assertThat(Rig.texts(rr.json(0, "undo").path("operations"), "kind")).containsExactly("undo");
        assertThat(git.revParse("HEAD")).isEqualTo(later);
        assertThat(Rig.texts(rr.json(0, "redo").path("operations"), "kind")).containsExactly("redo");
        assertThat(git.revParse("HEAD")).isEqualTo(reverted);
        assertThat(rr.code(2, "undo", "nothing-like-that")).isEqualTo("UNKNOWN_NAME");
        git.write("d.txt", "d\n").commit("meanwhile");
        assertThat(rr.code(3, "undo")).isEqualTo("MOVED_ON");
        assertThat(rr.json(0, "ops", "--limit", "2").path("operations")).hasSize(2);
    }

    @Test
    void aBatchAnswersEveryLineAndGoesOnAfterErrors() {
        String input = bad + " " + later + " 0\n" + "nosuch HEAD 0\n\n" + bad + " HEAD x\n" + bad + "\n" + later
                + " HEAD 2\n" + later + " HEAD 0\n";
        Rig.Result result = rr.runWithInput(input, "revert", "--batch");
        assertThat(result.exit()).isZero();
        List<JsonNode> answers = result.out().lines().map(Rig::checked).toList();
        assertThat(answers).hasSize(6);
        assertThat(answers.get(0).path("tree").asString()).isEqualTo(treeByGit(bad));
        assertThat(answers.get(1).path("error").path("code").asString()).isEqualTo("UNKNOWN_REVISION");
        assertThat(answers.get(2).path("error").path("code").asString()).isEqualTo("BAD_REQUEST");
        assertThat(answers.get(3).path("error").path("code").asString()).isEqualTo("BAD_REQUEST");
        assertThat(answers.get(4).path("error").path("code").asString()).isEqualTo("MAINLINE");
        assertThat(answers.get(5).path("tree").asString()).isEqualTo(git.tree(bad));
        assertThat(rr.code(2, "revert", "--batch", "--apply")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void whatIsInTheWayComesAlongWithItsReason() {
        String onTop = git.write("a.txt", "one\nTwo!\nthree\n").commit("on top");
        git.write("c.txt", "c\nmore\n").commit("beside it");
        JsonNode plan = rr.json(0, "revert", bad, "--with-dependents");
        assertThat(Rig.texts(plan.path("reverted"), "")).containsExactly(onTop, bad);
        JsonNode reason = plan.path("reasons").get(0);
        assertThat(reason.path("commit").asString()).isEqualTo(onTop);
        assertThat(reason.path("because").asString()).isEqualTo(bad);
        assertThat(reason.path("path").asString()).isEqualTo("a.txt");
        assertThat(reason.path("kind").asString()).isEqualTo("lines");
        assertThat(reason.path("lines").get(0).asInt()).isEqualTo(2);
        assertThat(reason.path("lines").get(1).asInt()).isEqualTo(2);
        assertThat(rr.run("revert", bad, "--with-dependents").out())
                .contains(
                        onTop.substring(0, 10) + " changed line 2 of a.txt, which " + bad.substring(0, 10) + " wrote");

        rr.json(0, "revert", bad, "--with-dependents", "--apply");
        assertThat(git.read("a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(git.read("c.txt")).isEqualTo("c\nmore\n");
        assertThat(git.run("status", "--porcelain")).isEmpty();

        JsonNode none = rr.json(0, "revert", later, "--with-dependents", "--onto", later);
        assertThat(none.path("reasons")).isEmpty();
        String lines = bad + " " + onTop + " 0\n";
        Rig.Result batch = rr.runWithInput(lines, "revert", "--batch", "--with-dependents");
        assertThat(Rig.texts(Rig.checked(batch.out().strip()).path("reverted"), ""))
                .containsExactly(onTop, bad);
    }

    @Test
    void consistentTakesAlongWhatRefersToWhatGoesAway() {
        git.write("A.java", "class A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        String adds = git.commit("Add A");
        git.write("B.java", "class B {\n    int b(A a) {\n        return a.two();\n    }\n}\n");
        String calls = git.commit("Call two");

        JsonNode plain = rr.json(0, "revert", adds);
        assertThat(plain.path("clean").asBoolean()).isTrue();
        assertThat(plain.has("willBreak")).isFalse();
        JsonNode consistent = rr.json(0, "revert", adds, "--consistent");
        assertThat(Rig.texts(consistent.path("reverted"), "")).containsExactly(calls, adds);
        assertThat(consistent.path("willBreak")).isEmpty();
        assertThat(Rig.texts(consistent.path("order"), "step")).containsExactly("1", "2");
        assertThat(Rig.texts(consistent.path("order").get(0).path("commits"), ""))
                .containsExactly(calls);
        assertThat(Rig.texts(consistent.path("order").get(1).path("paths"), "")).containsExactly("A.java");
        assertThat(plain.has("order")).isFalse();
        assertThat(rr.run("revert", adds, "--consistent").out()).contains("In steps, leaf first:");
        assertThat(consistent.path("reasons").get(0).path("kind").asString()).isEqualTo("reference");
        Rig.Result batch = rr.runWithInput(adds + " HEAD 0\n", "revert", "--batch", "--consistent");
        assertThat(Rig.texts(Rig.checked(batch.out().strip()).path("reverted"), ""))
                .containsExactly(calls, adds);
        rr.json(0, "revert", adds, "--consistent", "--apply");
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void consistentDoesNotApplyWhatIsKnownToBreak() {
        git.write("B.java", "class B {\n    int b(A a) {\n        return a.two();\n    }\n}\n");
        git.commit("Call what is not there yet");
        git.write("A.java", "class A {\n    int one() { return 1; }\n}\n");
        git.commit("Add A");
        git.write("A.java", "class A {\n    int one() { return 1; }\n\n    int two() { return 2; }\n}\n");
        String adds = git.commit("Add two");

        JsonNode shown = rr.json(1, "revert", adds, "--consistent", "--apply");
        assertThat(shown.path("willBreak").get(0).path("path").asString()).isEqualTo("B.java");
        assertThat(shown.path("willBreak").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(shown.has("operation")).isFalse();
        assertThat(git.run("rev-parse", "HEAD").strip()).isEqualTo(adds);
    }

    @Test
    void theGraphOfARangeSaysWhichCommitsNeedWhich() {
        String onTop = git.write("a.txt", "one\nTwo!\nthree\n").commit("on \"top\"");
        JsonNode graph = Rig.checked(
                rr.run("revert", "--graph", "json", first + "..HEAD").out());
        assertThat(Rig.texts(graph.path("nodes"), "id")).containsExactly(onTop, later, bad);
        assertThat(graph.path("nodes").get(1).path("alone").asBoolean()).isTrue();
        assertThat(graph.path("nodes").get(2).path("alone").asBoolean()).isFalse();
        assertThat(graph.path("edges")).hasSize(1);
        JsonNode edge = graph.path("edges").get(0);
        assertThat(edge.path("from").asString()).isEqualTo(onTop);
        assertThat(edge.path("to").asString()).isEqualTo(bad);
        assertThat(edge.path("path").asString()).isEqualTo("a.txt");
        assertThat(edge.path("kind").asString()).isEqualTo("lines");

        assertThat(rr.run("revert", "--graph", "dot", first + "..").out())
                .startsWith("digraph")
                .contains("\"" + onTop.substring(0, 10) + " on \\\"top\\\"\" -> \"" + bad.substring(0, 10) + " bad\"");
        assertThat(rr.run("revert", "--graph", "mermaid", first + "..HEAD").out())
                .startsWith("graph")
                .contains(bad.substring(0, 10) + " bad");
        assertThat(rr.code(2, "revert", "--graph", "dot", bad)).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "revert", "--graph", "svg", first + "..HEAD")).isEqualTo("BAD_REQUEST");
    }
}
