package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {
    private final MemoryRepository repository = new MemoryRepository();
    private final BlastRadiusAnalyzer analyzer = new BlastRadiusAnalyzer(repository, repository);

    private BlastRadius blast(String what) {
        return analyzer.analyze(BlastRequest.of(what));
    }

    private static <T> List<String> texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toList();
    }

    private static List<String> changed(BlastRadius blast) {
        return texts(
                blast.changed(),
                file -> file.kind().word() + " " + file.path()
                        + file.from().map(old -> " from " + old).orElse(""));
    }

    private static List<String> dependents(BlastRadius blast) {
        return texts(
                blast.dependents(), file -> file.path() + " " + file.distance() + (file.changedToo() ? " too" : ""));
    }

    private static List<String> paths(BlastRadius blast) {
        return texts(blast.mustRevert(), file -> file.path().toString());
    }

    private static List<String> breaks(BlastRadius blast) {
        return texts(
                blast.willBreak(),
                broken -> broken.path() + ":" + broken.line() + " " + broken.symbol() + (broken.certain() ? "" : "?"));
    }

    private static List<String> order(BlastRadius blast) {
        return texts(blast.order(), step -> step.step() + " " + step.paths());
    }

    private static List<String> tests(BlastRadius blast) {
        return texts(blast.tests(), test -> test.distance() + " " + test.path());
    }

    /** The cascade of the guide, a commit for each file. */
    private List<CommitId> cascade() {
        repository
                .file("user_profile.py", "class UserProfile:", "    def __init__(self):", "        self.name = ''")
                .file("user_api.py", "from user_profile import UserProfile", "", "def get(p):", "    return p.name")
                .file("test_user_api.py", "from user_api import get", "", "def test_get(): get(None)")
                .file("admin_dashboard.py", "import user_api", "", "print(user_api.get(None))")
                .file("README.md", "docs")
                .commit("base");
        CommitId field = repository
                .file(
                        "user_profile.py",
                        "class UserProfile:",
                        "    def __init__(self):",
                        "        self.name = ''",
                        "        self.sleep_score = 0",
                        "",
                        "def score(profile):",
                        "    return profile.sleep_score")
                .commit("add a field");
        CommitId api = repository
                .file(
                        "user_api.py",
                        "from user_profile import UserProfile, score",
                        "",
                        "def get(p):",
                        "    return p.name",
                        "",
                        "def get_score(p):",
                        "    return score(p)")
                .commit("expose it");
        CommitId test = repository
                .file(
                        "test_user_api.py",
                        "from user_api import get, get_score",
                        "",
                        "def test_get(): get(None)",
                        "def test_score(): get_score(None)")
                .commit("test it");
        CommitId dashboard = repository
                .file("admin_dashboard.py", "import user_api", "", "print(user_api.get_score(None))")
                .commit("show it");
        return List.of(field, api, test, dashboard);
    }

    @Test
    void followsTheCascadeOfAWholeSession() {
        List<CommitId> commits = cascade();
        BlastRadius blast = blast("HEAD~4..HEAD");

        assertThat(blast.commits()).containsExactly(commits.get(3), commits.get(2), commits.get(1), commits.get(0));
        assertThat(changed(blast))
                .containsExactly(
                        "modify admin_dashboard.py",
                        "modify test_user_api.py",
                        "modify user_api.py",
                        "modify user_profile.py");
        assertThat(dependents(blast))
                .containsExactly("admin_dashboard.py 1 too", "test_user_api.py 1 too", "user_api.py 1 too");
        assertThat(paths(blast))
                .containsExactly("admin_dashboard.py", "test_user_api.py", "user_api.py", "user_profile.py");
        assertThat(blast.mustRevert().get(0).reason())
                .isEqualTo("changed, and depends on user_api.py (import), which was changed too");
        assertThat(blast.mustRevert().get(3).reason())
                .isEqualTo("changed, and user_api.py, which was changed too, depends on it");
        assertThat(blast.willBreak()).isEmpty();
        assertThat(order(blast))
                .containsExactly(
                        "1 [admin_dashboard.py]", "2 [test_user_api.py]", "3 [user_api.py]", "4 [user_profile.py]");
        assertThat(blast.order().get(3).commits()).containsExactly(commits.get(0));
        assertThat(tests(blast)).containsExactly("0 test_user_api.py");
        assertThat(blast.certainty()).isEqualTo(Certainty.COMPLETE_FOR_STATIC);
    }

    @Test
    void pullsInLaterCommitsThatUseWhatGoesAway() {
        List<CommitId> commits = cascade();
        BlastRadius blast = analyzer.analyze(BlastRequest.ofCommits(List.of(commits.get(0))));

        assertThat(changed(blast)).containsExactly("modify user_profile.py");
        assertThat(dependents(blast)).containsExactly("user_api.py 1", "admin_dashboard.py 2", "test_user_api.py 2");
        assertThat(blast.mustRevert())
                .extracting(file -> file.path() + " " + file.commits())
                .containsExactly(
                        "admin_dashboard.py [" + commits.get(3) + "]",
                        "test_user_api.py [" + commits.get(2) + "]",
                        "user_api.py [" + commits.get(1) + "]",
                        "user_profile.py [" + commits.get(0) + "]");
        assertThat(blast.mustRevert().get(2).reason())
                .isEqualTo("changed since, and line 1 refers to score of user_profile.py, which goes away");
        assertThat(blast.willBreak()).isEmpty();
        assertThat(tests(blast)).containsExactly("2 test_user_api.py");
        assertThat(blast.tests().get(0).reason()).isEqualTo("depends on user_api.py, which depends on user_profile.py");
    }

    @Test
    void namesWhatWillBreakInFilesThatNobodyChanged() {
        repository
                .file("src/a/Money.java", "package a;", "public class Money {", "  public int cents;", "}")
                .file("src/a/Old.java", "package a;", "class Old { Money m; }")
                .commit("base");
        repository
                .file(
                        "src/a/Money.java",
                        "package a;",
                        "public class Money {",
                        "  public int cents;",
                        "  public static Money zero() { return new Money(); }",
                        "  public int roundedUp() { return cents; }",
                        "}")
                .file("src/a/Rate.java", "package a;", "public class Rate { }")
                .commit("add rates");
        CommitId rates = repository.resolve("HEAD").orElseThrow();
        repository.file("src/b/Use.java", "package b;", "class Use { }").commit("unrelated");
        repository
                .file(
                        "src/b/Use.java",
                        "package b;",
                        "import a.Money;",
                        "import a.Rate;",
                        "class Use {",
                        "  Rate r;",
                        "  Money m = Money.zero();",
                        "  int x = m.roundedUp();",
                        "}")
                .commit("use them");
        BlastRadius blast = analyzer.analyze(BlastRequest.ofCommits(List.of(rates)));

        assertThat(changed(blast)).containsExactly("modify src/a/Money.java", "add src/a/Rate.java");
        assertThat(dependents(blast)).containsExactly("src/a/Old.java 1", "src/b/Use.java 1");
        // Use.java is changed since and goes too, with both of its commits.
        assertThat(paths(blast)).containsExactly("src/a/Money.java", "src/a/Rate.java", "src/b/Use.java");
        assertThat(blast.willBreak()).isEmpty();
    }

    @Test
    void reportsReferencesThatExistedBefore() {
        repository
                .file("a.py", "def f(): pass")
                .file("b.py", "import a", "a.g()", "a.f()")
                .commit("b is broken from the start");
        repository.file("a.py", "def f(): pass", "def g(): pass").commit("repair");
        BlastRadius blast = blast("HEAD");

        assertThat(paths(blast)).containsExactly("a.py");
        assertThat(breaks(blast)).containsExactly("b.py:2 g");
    }

    @Test
    void guessesMembersByTheirNamesAndSaysSo() {
        repository
                .file("a.py", "class P:", "    def old(self): pass")
                .file("b.py", "from a import P", "def f(p):", "    p.old()", "    return p.fresh_score")
                .file("c.py", "import json", "print(json.old)")
                .commit("base");
        repository
                .file(
                        "a.py",
                        "class P:",
                        "    def old(self): pass",
                        "    def __init__(self):",
                        "        self.fresh_score = 1")
                .commit("add fresh_score");

        assertThat(breaks(blast("HEAD"))).containsExactly("b.py:4 fresh_score?");
    }

    @Test
    void looksDeletedAndRenamedFilesUpBefore() {
        repository
                .file("pkg/__init__.py")
                .file("pkg/old.py", "def f(): pass")
                .file("pkg/user.py", "from . import old")
                .file("pkg/gone.py", "x = 1")
                .file("pkg/test_gone.py", "from . import gone")
                .commit("base");
        repository
                .remove("pkg/old.py")
                .file("pkg/fresh.py", "def f(): pass")
                .remove("pkg/gone.py")
                .remove("pkg/test_gone.py")
                .commit("rename and delete");
        BlastRadius blast = blast("HEAD");

        assertThat(changed(blast))
                .containsExactly(
                        "rename pkg/fresh.py from pkg/old.py", "delete pkg/gone.py", "delete pkg/test_gone.py");
        assertThat(dependents(blast)).containsExactly("pkg/test_gone.py 1 too", "pkg/user.py 1");
        assertThat(order(blast))
                .containsExactly("1 [pkg/fresh.py]", "2 [pkg/gone.py]", "3 [pkg/old.py]", "4 [pkg/test_gone.py]");
        assertThat(tests(blast)).containsExactly("0 pkg/test_gone.py");
        assertThat(blast.willBreak()).isEmpty();
    }

    @Test
    void takesCyclesTogether() {
        repository.file("x.py").commit("base");
        repository
                .file("a/A.java", "package a;", "class A { B b; }")
                .file("a/B.java", "package a;", "class B { C c; }")
                .file("a/C.java", "package a;", "class C { A a; }")
                .file("a/ATest.java", "package a;", "class ATest { A a; }")
                .commit("a ring");
        BlastRadius blast = blast("HEAD");

        assertThat(order(blast)).containsExactly("1 [a/ATest.java]", "2 [a/A.java, a/B.java, a/C.java]");
        assertThat(tests(blast)).containsExactly("0 a/ATest.java");
    }

    @Test
    void bringsBackWhatIsReferredToBeforeWhoRefersToIt() {
        repository
                .file("a/A.java", "package a;", "class A { int one() { return 1; } int two() { return 2; } }")
                .file("a/User.java", "package a;", "class User { int u(A a) { return a.two(); } }")
                .commit("base");
        repository
                .file("a/A.java", "package a;", "class A { int one() { return 1; } }")
                .file("a/User.java", "package a;", "class User { int u(A a) { return a.one(); } }")
                .commit("remove two");

        assertThat(order(blast("HEAD"))).containsExactly("1 [a/A.java]", "2 [a/User.java]");
    }

    @Test
    void takesWhatNeedsEachOtherTogether() {
        repository
                .file("a/A.java", "package a;", "class A {", "int one() { return 1; }", "}")
                .file("a/B.java", "package a;", "class B { int b(A a) { return 1; } }")
                .file("a/User.java", "package a;", "class User { int u(A a) { return a.one(); } }")
                .commit("base");
        repository
                .file(
                        "a/A.java",
                        "package a;",
                        "class A {",
                        "int one(int n) { return n; }",
                        "int more() { return 2; }",
                        "}")
                .file("a/B.java", "package a;", "class B { int b(A a) { return a.more(); } }")
                .file("a/User.java", "package a;", "class User { int u(A a) { return a.one(1); } }")
                .commit("give one a parameter");

        assertThat(order(blast("HEAD"))).containsExactly("1 [a/B.java]", "2 [a/A.java, a/User.java]");
    }

    @Test
    void leavesOutWhatCancelsOut() {
        repository.file("a.py", "x = 1").commit("base");
        repository.file("a.py", "x = 2").file("b.py", "import a").commit("one");
        repository.file("a.py", "x = 1").commit("two");
        BlastRadius blast = blast("HEAD~2..HEAD");

        assertThat(changed(blast)).containsExactly("add b.py");
        assertThat(blast("HEAD..HEAD").changed()).isEmpty();
        assertThat(blast("HEAD..HEAD").order()).isEmpty();
    }

    @Test
    void keepsWhatOthersDidToTheSameFileLater() {
        repository.file("a.py", "def f(): pass").commit("base");
        CommitId bad = repository.file("a.py", "def f(): pass", "def g(): pass").commit("g");
        repository
                .file("a.py", "def f(): pass", "def g(): pass", "def h(): pass")
                .file("b.py", "from a import h")
                .file("c.py", "from a import g")
                .commit("h");
        BlastRadius blast = analyzer.analyze(BlastRequest.ofCommits(List.of(bad)));

        // c.py came later and uses g; b.py uses h, which stays.
        assertThat(paths(blast)).containsExactly("a.py", "c.py");
        assertThat(blast.willBreak()).isEmpty();
    }

    @Test
    void saysWhatAnOlderStateWouldMiss() {
        repository.file("a.py", "def f(): pass").file("b.py", "from a import f").commit("base");
        CommitId bad = repository.file("b.py", "pass").commit("b no longer uses f");
        repository.file("a.py", "pass").commit("remove f");
        BlastRadius blast = analyzer.analyze(BlastRequest.ofCommits(List.of(bad)));

        assertThat(breaks(blast)).containsExactly("b.py:1 f");
    }

    @Test
    void knowsThatANameThatIsImportedFromElsewhereAgainDoesNotDangle() {
        repository
                .file("compat.py", "x = 1")
                .file("use.py", "import chardet", "print(chardet.version)")
                .commit("base");
        repository
                .file("compat.py", "x = 1", "chardet = find()")
                .file("use.py", "from compat import chardet", "print(chardet.version)")
                .commit("find it at run time");

        assertThat(blast("HEAD").willBreak()).isEmpty();
    }

    @Test
    void readsTheRootCommitAndMerges() {
        CommitId root = repository.file("a.py", "x = 1").commit("root");
        CommitId left = repository.file("b.py", "import a").commit("left");
        repository.checkout(root);
        CommitId right = repository.file("c.py", "import a").commit("right");
        repository.file("b.py", "import a");
        CommitId merge = repository.commit("merge", List.of(right, left));

        assertThat(changed(analyzer.analyze(BlastRequest.ofCommits(List.of(root)))))
                .containsExactly("add a.py");
        assertThat(changed(analyzer.analyze(BlastRequest.ofCommits(List.of(merge)))))
                .containsExactly("add b.py");
        BlastRadius all = analyzer.analyze(BlastRequest.ofCommits(List.of(left, merge, root, right)));
        assertThat(all.commits()).containsExactly(merge, right, left, root);
        assertThat(changed(all)).containsExactly("add a.py", "add b.py", "add c.py");
        assertThat(dependents(all)).containsExactly("b.py 1 too", "c.py 1 too");
    }

    @Test
    void tellsWhyItIsALowerBound() {
        repository
                .file("a.py", "import importlib, sys", "importlib.import_module(sys.argv[1])")
                .file("app/__init__.py")
                .file("app/b.py", "from . import missing")
                .file("app/c.py", "text = '''")
                .file("web/Index.swift", "import UIKit")
                .commit("base");
        repository
                .file("requirements.txt", "flask")
                .file("pom.xml", "<project/>")
                .commit("dependencies");
        BlastRadius blast = blast("HEAD");

        assertThat(blast.certainty()).isEqualTo(Certainty.LOWER_BOUND);
        assertThat(blast.causes())
                .extracting(cause -> cause.kind().word() + " " + cause.paths())
                .containsExactly(
                        "unread [app/c.py]",
                        "not-analysed [web/Index.swift]",
                        "dynamic [a.py]",
                        "unresolved [app/b.py]",
                        "global-input [pom.xml, requirements.txt]");
        assertThat(blast.causes().get(1).message()).isEqualTo("1 file in languages that are not analysed: Swift (1)");
        assertThat(blast.unread())
                .containsExactly(
                        new UnreadFile(RepoPath.of("app/c.py"), true, "a triple quote in line 1 is not closed"));
    }

    @Test
    void refusesWhatNamesNothing() {
        repository.file("a.py").commit("base");

        assertThatThrownBy(() -> blast("nothing"))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_REVISION));
        assertThatThrownBy(() -> blast("HEAD...HEAD"))
                .isInstanceOfSatisfying(
                        RrException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void readsEachFileOnceAndChangedOnesOnceMoreForTheirSymbols() {
        cascade();
        blast("HEAD");
        int reads = repository.reads();
        blast("HEAD~4..HEAD");
        blast("HEAD~4..HEAD");

        assertThat(reads).isEqualTo(5);
        int facts = 3;
        int symbolsOfThreeFilesBeforeAndAfter = 6;
        assertThat(repository.reads()).isEqualTo(reads + facts + 2 * symbolsOfThreeFilesBeforeAndAfter);
    }
}
