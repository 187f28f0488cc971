package io.rollbackrecovery.analysis.internal.lang.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoScannerTest {
    private static FileFacts scan(String... lines) {
        return new GoLanguage().extract(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "");
    }

    private static List<String> declared(FileFacts facts) {
        return facts.declarations().stream()
                .map(d -> d.kind() + " " + d.name() + " " + d.firstLine() + "-" + d.lastLine())
                .toList();
    }

    private static List<String> texts(List<Mention> mentions) {
        return mentions.stream().map(Mention::text).toList();
    }

    @Test
    void readsPackageAndImports() {
        FileFacts facts = scan(
                "//go:build linux && !cgo",
                "// Package p says package q.",
                "package p // import \"example.com/p\"",
                "import \"fmt\"",
                "import (",
                "    js \"encoding/json\" // import \"no\"",
                "    . `example.com/dot`",
                "    _ \"example.com/blank\"; \"example.com/yaml.v3\"",
                "    \"example.com/tool/v2\"",
                ")",
                "import \"C\"");

        assertThat(facts.namespace()).isEqualTo("p");
        assertThat(facts.imports().stream()
                        .map(fact -> fact.line() + " " + fact.reference() + " " + fact.alias())
                        .map(String::strip))
                .containsExactly(
                        "4 fmt fmt",
                        "6 encoding/json js",
                        "7 example.com/dot:*",
                        "8 example.com/blank _",
                        "8 example.com/yaml.v3 yaml",
                        "9 example.com/tool/v2 tool",
                        "11 C C");
        assertThat(facts.partial()).isEmpty();
    }

    @Test
    void readsDeclarations() {
        FileFacts facts = scan(
                "package p",
                "type A struct {",
                "    x, y int",
                "    *B `tag`",
                "    q.C",
                "    f func(a int) (b string)",
                "    in struct { deep int }",
                "    G[int]",
                "    arr [3]int",
                "}",
                "type (",
                "    I interface { Do(x int) error; io.Reader; ~int | string }",
                "    S[T any, U I] []T",
                "    N = [len]int",
                ")",
                "const (",
                "    One = iota",
                "    _",
                "    Two; Three",
                ")",
                "var u, v = 1, func() int { var inner int; return inner }()",
                "func init() {}",
                "func F[T any](t T) (r T, err error) {",
                "    type Local struct { z int }",
                "    return",
                "}",
                "func (a *A) M(n int) { }",
                "func (s S[T, U]) Each() {",
                "}",
                "func external(x int) int");

        assertThat(declared(facts))
                .containsExactly(
                        "TYPE A 2-10",
                        "FIELD A.x 3-3",
                        "FIELD A.y 3-3",
                        "FIELD A.B 4-4",
                        "FIELD A.C 5-5",
                        "FIELD A.f 6-6",
                        "FIELD A.in 7-7",
                        "FIELD A.G 8-8",
                        "FIELD A.arr 9-9",
                        "TYPE I 12-12",
                        "METHOD I.Do 12-12",
                        "TYPE S 13-13",
                        "TYPE N 14-14",
                        "VARIABLE One 17-17",
                        "VARIABLE Two 19-19",
                        "VARIABLE Three 19-19",
                        "VARIABLE u 21-21",
                        "VARIABLE v 21-21",
                        "FUNCTION F 23-26",
                        "METHOD A.M 27-27",
                        "METHOD S.Each 28-29",
                        "FUNCTION external 30-30");
    }

    @Test
    void tellsNamesOfThePackageFromThoseOfAFunction() {
        FileFacts facts = scan(
                "package p",
                "func (r *Recv) f(a Arg, b, c *pkg.Par, d func(e Inner) Out) (res Res) {",
                "    x, y := g(a), h",
                "    var z Var = init1",
                "    for i, v := range list { use(i, v, k) }",
                "    if err := try(); err != nil { return } else if w := err; w { }",
                "    switch t := x.(type) { case Case1: x := after; _ = x; case Case2: t() }",
                "    func(p Param) { p.Do(y) }(z)",
                "    r.Method(); b.Field.Sub(); c.Other(); res.Own",
                "    lit := &Lit{Key: value, other: x}",
                "    lit.Made()",
                "    m := map[K]Elem{key: {Inside: 1}}",
                "    s := []pkg.Elem{{Name: n}, 2: deep.Er}",
                "label:",
                "    goto label",
                "    m[s] = config",
                "    config := config",
                "}",
                "func other() { lit.X() }");

        assertThat(texts(facts.names()))
                .containsExactlyInAnyOrder(
                        "Recv", "Arg", "pkg", "Inner", "Out", "Res", "g", "h", "Var", "init1", "list", "use", "k",
                        "try", "Case1", "after", "Case2", "Param", "Lit", "value", "K", "Elem", "key", "n", "deep",
                        "config", "lit");
        assertThat(texts(facts.chains()))
                .containsExactlyInAnyOrder(
                        "pkg.Par",
                        "Param.Do",
                        "Recv.Method",
                        "pkg.Par.Field",
                        "pkg.Par.Other",
                        "Res.Own",
                        "Lit.Key",
                        "Lit.other",
                        "Lit.Made",
                        "Elem.Inside",
                        "pkg.Elem",
                        "pkg.Elem.Name",
                        "deep.Er",
                        "lit.X");
        assertThat(texts(facts.members())).contains("Method", "Field", "Sub", "Made", "Key", "Inside");
    }

    @Test
    void readsEmbedDirectives() {
        FileFacts facts = scan(
                "package p", "import _ \"embed\"", "//go:embed a.txt \"b c/*\" `d`", "var x string", "//go:embedded");

        assertThat(facts.imports().stream().filter(fact -> fact.level() == 1).map(ImportFact::module))
                .containsExactly("a.txt", "b c/*", "d");
    }

    @Test
    void findsItsPlaceAgainInHalfFinishedCode() {
        FileFacts facts = scan("package p", "func a() {", "    if x {", "", "func b() {", "}", "type T struct {", "");

        assertThat(declared(facts)).containsExactly("FUNCTION a 2-4", "FUNCTION b 5-6", "TYPE T 7-7");
        assertThat(facts.partial()).contains("brackets do not balance");
        assertThat(scan("package p", "var a = `", "func b() {}").partial())
                .contains("a raw string in line 2 is not closed");
        assertThat(declared(scan("package p", "/* ", "func b() {}"))).containsExactly("FUNCTION b 3-3");
    }

    @Test
    void readsModuleAndWorkspaceFiles() {
        String text = """
            module "example.com/m" // the module
            go 1.22
            require example.com/one v1.0.0
            require (
                example.com/two v1.0.0 // indirect
            )
            replace example.com/one => ../one
            replace (
                example.com/two v1.0.0 => ./two
                example.com/three => example.com/fork v1.2.3
            )
            use ./sub
            """;
        FileFacts facts = new GoLanguage().extract(text.getBytes(StandardCharsets.UTF_8), "module");

        assertThat(facts.namespace()).isEqualTo("example.com/m");
        assertThat(texts(facts.literals())).containsExactly("example.com/one", "example.com/two");
        assertThat(facts.imports().stream().map(ImportFact::reference))
                .containsExactly("example.com/one:../one", "example.com/two:./two", "../sub");
    }
}
