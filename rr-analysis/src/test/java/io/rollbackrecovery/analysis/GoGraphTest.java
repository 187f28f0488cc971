package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoGraphTest {
    private final MemoryRepository repository = new MemoryRepository();

    private MemoryRepository module() {
        return repository.file("go.mod", "module example.com/m", "go 1.22");
    }

    @Test
    void linksToTheFilesThatDeclareWhatIsUsed() {
        module().file("a/a.go", "package a", "func A() {}")
                .file("a/b.go", "package a", "type B struct { X int }", "func use() { A(); helper() }")
                .file("a/methods.go", "package a", "func (b *B) Do() {}")
                .file("a/a_test.go", "package a", "func helper() {}", "func t() { use() }")
                .file("a/x_test.go", "package a_test", "import \"example.com/m/a\"", "var x = a.B{X: 1}")
                .file("main.go", "package main", "import \"example.com/m/a\"", "func main() { a.A() }")
                .file("dot.go", "package main", "import . \"example.com/m/a\"", "func f(b B) { b.Do() }")
                .file("blank.go", "package main", "import _ \"example.com/m/a\"")
                .file("named.go", "package main", "import q \"example.com/m/a\"", "var v q.B")
                .file("std.go", "package main", "import \"a\"", "var w = a.A");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "a/a_test.go -> a/b.go same-package",
                        "a/b.go -> a/a.go same-package",
                        "a/b.go -> a/methods.go same-package",
                        "a/methods.go -> a/b.go same-package",
                        "a/x_test.go -> a/b.go import",
                        "blank.go -> a/a.go import",
                        "blank.go -> a/b.go import",
                        "blank.go -> a/methods.go import",
                        "dot.go -> a/b.go wildcard",
                        "dot.go -> a/methods.go wildcard",
                        "main.go -> a/a.go import",
                        "named.go -> a/b.go import");
    }

    @Test
    void linksToTheFilesOfEveryPlatform() {
        module().file("p/open_linux.go", "package p", "func Open() {}")
                .file("p/open_other.go", "//go:build !linux", "package p", "func Open() {}")
                .file("p/gen.go", "//go:build ignore", "package main", "func Open() {}")
                .file("main.go", "package main", "import \"example.com/m/p\"", "func main() { p.Open() }");

        assertThat(GraphText.edges(repository))
                .containsExactly("main.go -> p/open_linux.go ambiguous", "main.go -> p/open_other.go ambiguous");
    }

    @Test
    void followsModulesReplacementsAndWorkspaces() {
        repository
                .file("go.work", "use ./one", "use (", "./two", ")")
                .file("one/go.mod", "module example.com/foo", "replace example.com/far => ../far")
                .file("one/bar/bar.go", "package bar", "var Bar int")
                .file("two/go.mod", "module example.com/foo/bar-core")
                .file("two/core.go", "package core", "var Core int")
                .file("far/go.mod", "module example.com/elsewhere")
                .file("far/sub/far.go", "package sub", "var Far int")
                .file("lone/go.mod", "module example.com/lone", "require example.com/foo v1.0.0")
                .file("lone/lone.go", "package lone", "import \"example.com/foo/bar\"", "var x = bar.Bar")
                .file(
                        "one/use.go",
                        "package foo",
                        "import (",
                        "\"example.com/foo/bar\"",
                        "core \"example.com/foo/bar-core\"",
                        "\"example.com/far/sub\"",
                        ")",
                        "var x = bar.Bar + core.Core + sub.Far")
                .file("vendor/example.com/foo/bar/bar.go", "package bar", "var Bar int");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "go.work -> one/go.mod config",
                        "go.work -> two/go.mod config",
                        "one/go.mod -> far/go.mod config",
                        "one/use.go -> far/sub/far.go import",
                        "one/use.go -> one/bar/bar.go import",
                        "one/use.go -> two/core.go import");
    }

    @Test
    void linksEmbeddedFilesAndCgo() {
        module().file("web/web.go", "package web", "import \"embed\"", "//go:embed static *.tmpl", "var fs embed.FS")
                .file("web/static/a.css", "a")
                .file("web/static/deep/b.js", "b")
                .file("web/static/.hidden", "h")
                .file("web/x.tmpl", "x")
                .file("web/sub/y.tmpl", "y")
                .file("cg/cg.go", "package cg", "// #include \"n.h\"", "import \"C\"")
                .file("cg/n.h", "int n;")
                .file("cg/n.c", "#include \"n.h\"");

        assertThat(GraphText.edges(repository))
                .contains(
                        "cg/cg.go -> cg/n.c reference",
                        "cg/cg.go -> cg/n.h reference",
                        "web/web.go -> web/static/a.css reference",
                        "web/web.go -> web/static/deep/b.js reference",
                        "web/web.go -> web/x.tmpl reference")
                .noneMatch(edge -> edge.contains("hidden") || edge.contains("sub/y"));
    }

    @Test
    void findsRepositoriesWithoutModuleFiles() {
        repository
                .file("pkg/a.go", "package pkg", "var A int")
                .file("cmd/main.go", "package main", "import \"github.com/owner/repo/pkg\"", "var x = pkg.A");

        assertThat(GraphText.edges(repository)).containsExactly("cmd/main.go -> pkg/a.go ambiguous");
    }

    @Test
    void namesWhatLeadsNowhere() {
        module().file("main.go", "package main", "import \"example.com/m/generated\"", "var x = generated.X");

        assertThat(new BlastRadiusAnalyzer(repository, repository)
                        .graph(repository.tree())
                        .causes())
                .extracting(Cause::kind)
                .containsExactly(CauseKind.UNRESOLVED);
    }

    @Test
    void takesTheCallerOfWhatGoesAway() {
        module().file("a/old.go", "package a", "type T struct{}").commit("begin");
        CommitId added =
                repository.file("a/new.go", "package a", "func (t T) New() {}").commit("add");
        repository
                .file("main.go", "package main", "import \"example.com/m/a\"", "func f(t a.T) { t.New() }")
                .commit("use");

        BlastRadius radius =
                new BlastRadiusAnalyzer(repository, repository).analyze(BlastRequest.ofCommits(List.of(added)));

        // The type's own file is linked to its methods, but does not break without them.
        assertThat(radius.mustRevert().stream().map(FileToRevert::path))
                .containsExactly(RepoPath.of("a/new.go"), RepoPath.of("main.go"));
        assertThat(radius.willBreak()).isEqualTo(List.of());
    }
}
