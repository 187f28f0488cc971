package io.rollbackrecovery.analysis.internal.lang.java;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.analysis.spi.Mention;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaScannerTest {
    private static FileFacts scan(String... lines) {
        return new JavaLanguage().extract(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> declarations(String... lines) {
        return scan(lines).declarations().stream()
                .map(d -> d.kind() + " " + d.name() + " " + d.firstLine() + "-" + d.lastLine())
                .toList();
    }

    private static List<String> texts(List<Mention> mentions) {
        return mentions.stream().map(Mention::text).toList();
    }

    @Test
    void declaresTypesAndMembers() {
        assertThat(declarations(
                        "package a;",
                        "@Deprecated(since = \"1\") public final class A<T extends Comparable<T>> extends B implements C {",
                        "  private static final Map<String, List<T>> MAP = new HashMap<String, List<T>>() {{ put(1, 2); }};",
                        "  @Inject @a.b.Named(\"x\") int one, two = 2;",
                        "  String[] names() [] { return null; }",
                        "  A(int x) { this.x = x; class Local { void inside() {} } }",
                        "  static { int y = 1; foo(y); }",
                        "  abstract <R> R call(Function<T, R> f) throws IOException, Other;",
                        "  int lambda = run(() -> { int z; return z; });",
                        "  interface In { default void go() { }",
                        "  }",
                        "}"))
                .containsExactly(
                        "TYPE A 2-12",
                        "FIELD A.MAP 3-3",
                        "FIELD A.one 4-4",
                        "FIELD A.two 4-4",
                        "METHOD A.names 5-5",
                        "METHOD A.A 6-6",
                        "TYPE A.Local 6-6",
                        "METHOD A.Local.inside 6-6",
                        "METHOD A.call 8-8",
                        "FIELD A.lambda 9-9",
                        "TYPE A.In 10-11",
                        "METHOD A.In.go 10-10");
    }

    @Test
    void declaresEnumsRecordsAndAnnotations() {
        assertThat(declarations(
                        "enum E { @X(1) ONE(1), TWO { void f() {} }, THREE; int n; E(int n) { } static E of() { return ONE; } }",
                        "enum Bare { A, B }",
                        "record R<T>(@Size(max = 3) Map<String, T> a, int... b) implements I { R { } int sum() { return 1; } }",
                        "@interface N { String value() default \"x\"; int[] CODES = {1, 2}; }",
                        "class Uses { Object record = E.class; int record() { record = null; return 1; } }"))
                .containsExactly(
                        "TYPE E 1-1",
                        "FIELD E.ONE 1-1",
                        "FIELD E.TWO 1-1",
                        "FIELD E.THREE 1-1",
                        "FIELD E.n 1-1",
                        "METHOD E.E 1-1",
                        "METHOD E.of 1-1",
                        "TYPE Bare 2-2",
                        "FIELD Bare.A 2-2",
                        "FIELD Bare.B 2-2",
                        "TYPE R 3-3",
                        "METHOD R.a 3-3",
                        "METHOD R.b 3-3",
                        "METHOD R.sum 3-3",
                        "TYPE N 4-4",
                        "METHOD N.value 4-4",
                        "FIELD N.CODES 4-4",
                        "TYPE Uses 5-5",
                        "FIELD Uses.record 5-5",
                        "METHOD Uses.record 5-5");
    }

    @Test
    void readsHeaders() {
        FileFacts facts = scan(
                "// package no;",
                "@Anno package a . b;",
                "import java.util.List; import static x.Y.z;",
                "import x.*;",
                "import static x.Y.*;",
                "class A {}");

        assertThat(facts.namespace()).isEqualTo("a.b");
        assertThat(facts.imports())
                .extracting(ImportFact::reference)
                .containsExactly("java.util.List", "x.Y:z", "x:*", "x.Y:*");
        assertThat(facts.imports()).extracting(ImportFact::line).containsExactly(3, 3, 4, 5);
    }

    @Test
    void keepsNamesChainsMembersAndLiterals() {
        FileFacts facts = scan(
                "class A { void f() {",
                "  Foo.bar().baz(); a.b.Type.CONST.x(); Map.Entry e = Foo::make; this.me = \"a.b.C\";",
                "  char c = '\"'; String t = \"\"\"",
                "    Text.inside \\\"\"\" still",
                "    \"\"\"; /* Comment.inside */ int i = Outer.Inner.DEEP;",
                "} }");

        assertThat(texts(facts.names()))
                .containsExactly("A", "f", "Foo", "a", "Map", "e", "c", "String", "t", "i", "Outer");
        assertThat(texts(facts.chains()))
                .containsExactly("Foo.bar", "a.b.Type.CONST.x", "Map.Entry", "Foo.make", "Outer.Inner.DEEP");
        assertThat(texts(facts.members()))
                .containsExactly("bar", "baz", "b", "Type", "CONST", "x", "Entry", "make", "me", "Inner", "DEEP");
        assertThat(facts.literals()).containsExactly(new Mention("a.b.C", 2));
        assertThat(facts.chains()).contains(new Mention("Outer.Inner.DEEP", 5));
        assertThat(facts.partial()).isEmpty();
    }

    @Test
    void noticesCodeThatIsLoadedByName() {
        assertThat(texts(scan("class A { Object o = Class.forName(name); }").dynamic()))
                .containsExactly("Class.forName");
        assertThat(texts(scan("class A { Object o = loader.loadClass(n); }").dynamic()))
                .containsExactly("loader.loadClass");
        assertThat(scan("class A { Object o = Class.forName(\"a.B\"); Charset.forName(x); }")
                        .dynamic())
                .isEmpty();
    }

    @Test
    void saysWhereItLostItsPlace() {
        assertThat(scan("class A {", "  String s = \"open;", "  Foo f;", "}").partial())
                .contains("a quote in line 2 is not closed");
        assertThat(scan("class A {", "  /* open", "  Foo f;", "}").partial())
                .contains("a comment in line 2 is not closed");
        assertThat(texts(scan("class A {", "  /* open", "  Foo f;", "}").names()))
                .contains("Foo");
        assertThat(scan("class A {", "  String s = \"\"\"", "  Foo f;", "}").partial())
                .contains("a text block in line 2 is not closed");
        assertThat(scan("class A { void f() {").partial()).contains("braces do not balance");
        assertThat(scan("class A { } }").partial()).contains("braces do not balance");
    }

    @Test
    void readsHalfFinishedCode() {
        FileFacts facts = scan("package a", "import b.B", "import c.C;", "class A { void f( { } int g() { } }");

        assertThat(facts.namespace()).isEqualTo("a");
        assertThat(facts.imports()).extracting(ImportFact::module).containsExactly("b.B", "c.C");
        assertThat(facts.declarations()).extracting(d -> d.name()).contains("A", "A.f");
    }
}
