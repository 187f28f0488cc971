package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.plan.Bytes;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges of trees against the real git: same verdict, same tree, same paths in conflict. */
class TreeMergeAgainstGitTest {

    @TempDir
    Path temp;

    private MergeOracle oracle() {
        return new MergeOracle(temp.resolve("oracle"));
    }

    private static List<MergeOutcome> merge(
            MergeOracle oracle, List<MergeOracle.Verdict> verdicts, MergeSettings settings) throws IOException {
        List<MergeOutcome> outcomes = new ArrayList<>();
        try (ObjectStore store = ObjectStore.open(oracle.git.path(".git/objects"), List.of());
                ObjectReader reader = store.newReader()) {
            for (MergeOracle.Verdict verdict : verdicts) {
                outcomes.add(TreeMerge.merge(
                        new MemoryObjects(reader), settings, verdict.base(), verdict.ours(), verdict.theirs()));
            }
        }
        return outcomes;
    }

    private static Set<String> paths(MergeOutcome outcome) {
        Set<String> paths = new TreeSet<>();
        for (Conflict conflict : outcome.conflicts()) {
            paths.add(conflict.path().toString());
        }
        return paths;
    }

    /** Git moves a file out of the way of a folder by giving it another name. */
    private static Set<String> paths(MergeOracle.Verdict verdict) {
        Set<String> paths = new TreeSet<>();
        verdict.conflicted().forEach(path -> paths.add(path.replaceAll("~[^/]*$", "")));
        return paths;
    }

    @Test
    void generatedCasesWithoutRenamesEndAsInGit() throws IOException {
        List<MergeOracle.Case> cases = new ArrayList<>();
        for (int seed = 1; seed <= 600; seed++) {
            cases.add(new CaseGenerator(seed, false).next("seed " + seed));
        }
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(cases);
        List<MergeOutcome> outcomes = merge(oracle, verdicts, MergeSettings.defaults());
        int samePaths = 0;
        int conflicted = 0;
        for (int i = 0; i < cases.size(); i++) {
            MergeOracle.Verdict git = verdicts.get(i);
            MergeOutcome rr = outcomes.get(i);
            assertThat(rr.isClean()).as("clean, " + cases.get(i).name).isEqualTo(git.clean());
            if (git.clean()) {
                assertThat(rr.tree()).as("tree, " + cases.get(i).name).contains(git.tree());
            } else {
                conflicted++;
                samePaths += paths(rr).equals(paths(git)) ? 1 : 0;
            }
        }
        assertThat(conflicted).isBetween(200, 500);
        assertThat(samePaths).isGreaterThanOrEqualTo(conflicted * 99 / 100);
    }

    private static MergeOracle.Case texts(String name, String base, String ours, String theirs) {
        return new MergeOracle.Case(
                name, new Snapshot().text("f", base), new Snapshot().text("f", ours), new Snapshot().text("f", theirs));
    }

    @Test
    void theRulesOfGitsLineMergeHold() throws IOException {
        List<MergeOracle.Case> cases = new ArrayList<>();
        cases.add(texts("one line between", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"));
        cases.add(texts("touching", "a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n"));
        cases.add(texts("same change", "a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\nd\n"));
        cases.add(texts("same insertion", "a\nb\n", "a\nx\nb\n", "a\nx\nb\nc\n"));
        cases.add(texts("both at the end", "a\n", "a\nx\n", "a\ny\n"));
        cases.add(texts("no line feed at the end", "a\nb\nc", "A\nb\nc", "a\nb\nc\n"));
        cases.add(texts("line endings", "a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\r\nb\r\nC\r\n"));
        cases.add(texts("all line endings", "a\nb\nc\n", "a\r\nb\r\nc\r\n", "a\nb\nC\n"));
        cases.add(texts("emptied", "a\nb\n", "", "a\nb\nc\n"));
        cases.add(texts("zero byte", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nc\0\n"));
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(cases);
        List<MergeOutcome> outcomes = merge(oracle, verdicts, MergeSettings.defaults());
        for (int i = 0; i < cases.size(); i++) {
            assertThat(outcomes.get(i).isClean())
                    .as(cases.get(i).name)
                    .isEqualTo(verdicts.get(i).clean());
            if (verdicts.get(i).clean()) {
                assertThat(outcomes.get(i).tree())
                        .as(cases.get(i).name)
                        .contains(verdicts.get(i).tree());
            }
        }
        Conflict touching = outcomes.get(1).conflicts().get(0);
        assertThat(touching.kind()).isEqualTo(ConflictKind.CONTENT);
        assertThat(touching.hunks()).hasSize(1);
        assertThat(touching.hunks().get(0).base()).hasToString("1-2");
        assertThat(touching.hunks().get(0).ours()).hasToString("1-2");
        assertThat(outcomes.get(9).conflicts().get(0).kind()).isEqualTo(ConflictKind.BINARY);
    }

    @Test
    void conflictsHaveGitsNames() throws IOException {
        Snapshot base = new Snapshot().text("f", "a\n").text("g", "g\n");
        byte[] a = "a\n".getBytes(StandardCharsets.UTF_8);
        byte[] id = "1".repeat(40).getBytes(StandardCharsets.US_ASCII);
        byte[] other = "2".repeat(40).getBytes(StandardCharsets.US_ASCII);
        byte[] third = "3".repeat(40).getBytes(StandardCharsets.US_ASCII);
        List<MergeOracle.Case> cases = List.of(
                new MergeOracle.Case(
                        "1", base, base.copy().text("f", "b\n"), base.copy().remove("f")),
                new MergeOracle.Case(
                        "2", base, base.copy().text("n", "x\n"), base.copy().text("n", "y\n")),
                new MergeOracle.Case(
                        "3", base, base.copy().text("n/in", "x\n"), base.copy().text("n", "y\n")),
                new MergeOracle.Case(
                        "4",
                        base,
                        base.copy().put("f", "120000", id),
                        base.copy().text("f", "c\n")),
                new MergeOracle.Case(
                        "5",
                        base,
                        base.copy().put("n", "100755", a),
                        base.copy().put("n", "100644", a)),
                new MergeOracle.Case(
                        "6",
                        base.copy().put("s", "160000", id),
                        base.copy().put("s", "160000", other),
                        base.copy().put("s", "160000", third)),
                new MergeOracle.Case(
                        "7", base, base.copy().text("f", "b\n"), base.copy().text("f", "c\n")));
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(cases);
        List<MergeOutcome> outcomes = merge(oracle, verdicts, MergeSettings.defaults());
        assertThat(verdicts).noneMatch(MergeOracle.Verdict::clean);
        assertThat(outcomes.stream()
                        .map(outcome -> outcome.conflicts().get(0).kind())
                        .toList())
                .containsExactly(
                        ConflictKind.MODIFY_DELETE,
                        ConflictKind.ADD_ADD,
                        ConflictKind.FILE_DIRECTORY,
                        ConflictKind.DISTINCT_MODES,
                        ConflictKind.ADD_ADD,
                        ConflictKind.SUBMODULE,
                        ConflictKind.CONTENT);
        assertThat(outcomes.get(0).conflicts().get(0).theirs()).isEmpty();
        assertThat(outcomes.get(0).conflicts().get(0).ours()).isPresent();
    }

    @Test
    void mergeAttributesOfOursCount() throws IOException {
        String attributes = """
                [attr]both merge=union
                *.u merge=union
                *.b binary
                *.n -merge
                *.x merge=nobody
                *.m both
                *.t merge
                """;
        Snapshot base = new Snapshot().text(".gitattributes", attributes).text("d/.gitattributes", "*.u merge\n");
        Snapshot ours = base.copy();
        Snapshot theirs = base.copy();
        List<String> names = List.of("a.u", "a.b", "a.n", "a.x", "a.m", "a.t", "d/a.u", "clean.x");
        for (String name : names) {
            boolean apart = name.startsWith("clean");
            base.text(name, "a\nb\nc\n");
            ours.text(name, "a\nX\nc\n");
            theirs.text(name, apart ? "a\nX\nc\nd\n" : "a\nY\nc\n");
        }
        MergeOracle oracle = oracle();
        // A work tree that stands at ours: git reads attributes from the disk.
        oracle.git.write(".gitattributes", attributes).write("d/.gitattributes", "*.u merge\n");
        List<MergeOracle.Verdict> verdicts = oracle.judge(List.of(new MergeOracle.Case("all", base, ours, theirs)));
        MergeOutcome outcome = merge(oracle, verdicts, MergeSettings.defaults()).get(0);
        assertThat(verdicts.get(0).conflicted()).isEqualTo(paths(outcome));
        assertThat(paths(outcome)).containsExactlyInAnyOrder("a.b", "a.n", "a.x", "a.t", "d/a.u");
    }

    @Test
    void aUnionIsByteForByteGits() throws IOException {
        String attributes = "* merge=union\n";
        List<MergeOracle.Case> cases = new ArrayList<>();
        for (int seed = 1; seed <= 150; seed++) {
            MergeOracle.Case one = new CaseGenerator(seed, false).next("seed " + seed);
            one.base.text(".gitattributes", attributes);
            one.ours.text(".gitattributes", attributes);
            one.theirs.text(".gitattributes", attributes);
            cases.add(one);
        }
        MergeOracle oracle = oracle();
        oracle.git.write(".gitattributes", attributes);
        List<MergeOracle.Verdict> verdicts = oracle.judge(cases);
        List<MergeOutcome> outcomes = merge(oracle, verdicts, MergeSettings.defaults());
        for (int i = 0; i < cases.size(); i++) {
            assertThat(outcomes.get(i).isClean())
                    .as(cases.get(i).name)
                    .isEqualTo(verdicts.get(i).clean());
            if (verdicts.get(i).clean()) {
                assertThat(outcomes.get(i).tree())
                        .as(cases.get(i).name)
                        .contains(verdicts.get(i).tree());
            }
        }
    }

    @Test
    void aConfiguredDriverIsNeverRun() throws IOException {
        Snapshot base =
                new Snapshot().text(".gitattributes", "*.d merge=mine\n").text("a.d", "a\nb\nc\n");
        Snapshot ours = base.copy().text("a.d", "A\nb\nc\n");
        Snapshot theirs = base.copy().text("a.d", "a\nb\nC\n");
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(List.of(new MergeOracle.Case("d", base, ours, theirs)));
        MergeSettings trusted = MergeSettings.defaults().withDrivers(Set.of("mine"));
        MergeOutcome refused = merge(oracle, verdicts, trusted).get(0);
        assertThat(refused.conflicts().get(0).kind()).isEqualTo(ConflictKind.DRIVER);
        assertThat(merge(oracle, verdicts, MergeSettings.defaults()).get(0).isClean())
                .isTrue();
        MergeSettings info = trusted.withInfoAttributes(Bytes.utf8("*.d merge=union\n"));
        assertThat(merge(oracle, verdicts, info).get(0).isClean()).isTrue();
    }
}
