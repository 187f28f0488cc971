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
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
            if (conflict.kind() == ConflictKind.RENAME_RENAME) {
                // One conflict here, but git lists the old and both new paths.
                conflict.base().ifPresent(file -> paths.add(file.path().toString()));
                conflict.theirs().ifPresent(file -> paths.add(file.path().toString()));
            }
        }
        return paths;
    }

    /** Git moves a file out of the way of a folder by giving it another name. */
    private static Set<String> paths(MergeOracle.Verdict verdict) {
        Set<String> paths = new TreeSet<>();
        verdict.conflicted().forEach(path -> paths.add(path.replaceAll("~[^/]*$", "")));
        return paths;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void generatedCasesEndAsInGit(boolean renames) throws IOException {
        List<MergeOracle.Case> cases = new ArrayList<>();
        for (int seed = 1; seed <= 600; seed++) {
            cases.add(new CaseGenerator(seed, renames).next("seed " + seed));
        }
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(cases);
        List<MergeOutcome> outcomes = merge(oracle, verdicts, oracle.settings());
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
        assertThat(samePaths).isGreaterThanOrEqualTo(conflicted * 95 / 100);
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

    private static final String TEXT = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";

    @Test
    void renamesAreFollowed() throws IOException {
        Snapshot base = new Snapshot().text("a", TEXT).text("d/x", TEXT + "x\n").text("d/y", TEXT + "y\n");
        Snapshot renamed = base.copy().remove("a").text("b", TEXT.replace("one", "1"));
        Snapshot folder = base.copy()
                .remove("d/x")
                .remove("d/y")
                .text("e/x", TEXT + "x\n")
                .text("e/y", TEXT + "y\n");
        List<MergeOracle.Case> cases = List.of(
                new MergeOracle.Case("edit", base, renamed, base.copy().text("a", TEXT + "nine\n")),
                new MergeOracle.Case("edit back", base, base.copy().text("a", TEXT + "nine\n"), renamed),
                new MergeOracle.Case("delete", base, renamed, base.copy().remove("a")),
                new MergeOracle.Case(
                        "two names", base, renamed, base.copy().remove("a").text("c", TEXT)),
                new MergeOracle.Case("folder", base, base.copy().text("d/new", "n\n"), folder),
                new MergeOracle.Case("clash", base, renamed, base.copy().text("a", TEXT.replace("one", "uno"))));
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(cases);
        List<MergeOutcome> outcomes = merge(oracle, verdicts, oracle.settings());
        assertThat(verdicts.stream().map(MergeOracle.Verdict::clean).toList())
                .containsExactly(true, true, false, false, false, false);
        assertThat(outcomes.get(0).tree()).contains(verdicts.get(0).tree());
        assertThat(outcomes.get(1).tree()).contains(verdicts.get(1).tree());
        assertThat(outcomes.stream()
                        .skip(2)
                        .map(outcome -> outcome.conflicts().get(0).kind())
                        .toList())
                .containsExactly(
                        ConflictKind.RENAME_DELETE,
                        ConflictKind.RENAME_RENAME,
                        ConflictKind.FILE_LOCATION,
                        ConflictKind.CONTENT);
        Conflict clash = outcomes.get(5).conflicts().get(0);
        assertThat(clash.path()).hasToString("b");
        assertThat(clash.theirs().orElseThrow().path()).hasToString("a");
        MergeSettings ignoring = MergeSettings.defaults()
                .withRenames(new RenameSettings(true, 7000, RenameSettings.Directories.IGNORE, true));
        assertThat(merge(oracle, verdicts, ignoring).get(4).isClean()).isTrue();
        MergeSettings off = MergeSettings.defaults()
                .withRenames(new RenameSettings(false, 7000, RenameSettings.Directories.IGNORE, true));
        assertThat(merge(oracle, verdicts, off).get(0).conflicts().get(0).kind())
                .isEqualTo(ConflictKind.MODIFY_DELETE);
    }

    @Test
    void aRenameLimitThatIsReachedIsSaid() throws IOException {
        Snapshot base = new Snapshot();
        Snapshot ours = new Snapshot();
        for (int i = 0; i < 3; i++) {
            base.text("old" + i, TEXT + i + "\n");
            ours.text("new" + i, TEXT + i + "\nmore\n");
        }
        Snapshot theirs = base.copy();
        for (int i = 0; i < 3; i++) {
            theirs.text("old" + i, "0\n" + TEXT + i + "\n");
        }
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(List.of(new MergeOracle.Case("many", base, ours, theirs)));
        MergeSettings limited = MergeSettings.defaults()
                .withRenames(new RenameSettings(true, 2, RenameSettings.Directories.CONFLICT, true));
        MergeOutcome outcome = merge(oracle, verdicts, limited).get(0);
        assertThat(outcome.isClean()).isFalse();
        assertThat(outcome.warnings()).anyMatch(warning -> warning.code().equals("rename-limit"));
        assertThat(merge(oracle, verdicts, oracle.settings()).get(0).tree())
                .contains(verdicts.get(0).tree());
    }

    /** Few different lines, so that all are frequent and the comparison falls back to Myers' algorithm. */
    @Test
    void textsOfFewDifferentLinesEndAsInGit() throws IOException {
        List<MergeOracle.Case> cases = new ArrayList<>();
        for (int seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            List<String> base = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                base.add("line " + random.nextInt(3) + "\n");
            }
            cases.add(texts("seed " + seed, String.join("", base), edited(base, random), edited(base, random)));
        }
        MergeOracle oracle = oracle();
        List<MergeOracle.Verdict> verdicts = oracle.judge(cases);
        List<MergeOutcome> outcomes = merge(oracle, verdicts, oracle.settings());
        assertThat(verdicts).anyMatch(MergeOracle.Verdict::clean).anyMatch(verdict -> !verdict.clean());
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

    private static String edited(List<String> lines, Random random) {
        List<String> edited = new ArrayList<>(lines);
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            int at = random.nextInt(edited.size());
            if (random.nextBoolean()) {
                edited.add(at, "line " + random.nextInt(3) + "\n");
            } else {
                edited.subList(at, Math.min(edited.size(), at + 1 + random.nextInt(4)))
                        .clear();
            }
        }
        return String.join("", edited);
    }
}
