package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaGraphTest {
    private final MemoryRepository repository = new MemoryRepository();

    @Test
    void linksImportsSamePackageAndWildcards() {
        repository
                .file("src/a/A.java", "package a;", "public class A { static int ZERO; static class In {} }")
                .file("src/a/B.java", "package a;", "class B { A a = new A(); }")
                .file("src/b/C.java", "package b;", "import a.A;", "class C { A a; }")
                .file("src/b/D.java", "package b;", "import a.*;", "class D { A a; }")
                .file("src/b/E.java", "package b;", "import static a.A.ZERO;", "class E { int x = ZERO; }")
                .file("src/b/F.java", "package b;", "class F { a.A a; }")
                .file("src/b/G.java", "package b;", "import a.A.In;", "class G { In in; }")
                .file("src/b/H.java", "package b;", "import static a.A.*;", "class H { In in; }")
                .file("src/b/I.java", "package b;", "class I { Object o = Class.forName(\"a.A\"); }")
                .file(
                        "src/b/J.java",
                        "package b;",
                        "class J { java.util.List<String> l; /* A a.A */ String s = \"A\"; }");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "src/a/B.java -> src/a/A.java same-package",
                        "src/b/C.java -> src/a/A.java import",
                        "src/b/D.java -> src/a/A.java wildcard",
                        "src/b/E.java -> src/a/A.java import",
                        "src/b/F.java -> src/a/A.java reference",
                        "src/b/G.java -> src/a/A.java import",
                        "src/b/H.java -> src/a/A.java wildcard",
                        "src/b/I.java -> src/a/A.java string");
    }

    @Test
    void prefersTheFilesOwnTypesThenImportsThenThePackage() {
        repository
                .file("a/List.java", "package a;", "class List {}")
                .file("a/Own.java", "package a;", "class Own { List l; static class List {} }")
                .file("a/Imp.java", "package a;", "import java.util.List;", "class Imp { List l; }")
                .file("b/List.java", "package b;", "public class List {}")
                .file("a/Wild.java", "package a;", "import b.*;", "class Wild { List l; }");

        assertThat(GraphText.edges(repository)).containsExactly("a/Wild.java -> a/List.java same-package");
    }

    @Test
    void inTheHeadOfATypeItsOwnNestedTypesAreNotSeen() {
        repository
                .file("a/Builder.java", "package a;", "interface Builder {}")
                .file(
                        "a/A.java",
                        "package a;",
                        "class A implements",
                        "Builder {",
                        "  int x;",
                        "  static class Builder {}",
                        "}")
                .file("a/B.java", "package a;", "class B {", "  Builder b;", "  static class Builder {}", "}");

        assertThat(GraphText.edges(repository)).containsExactly("a/A.java -> a/Builder.java same-package");
    }

    @Test
    void givesAnEdgeToEveryCandidate() {
        repository
                .file("one/a/A.java", "package a;", "public class A {}")
                .file("two/a/A.java", "package a;", "public class A {}")
                .file("b/B.java", "package b;", "import a.A;", "class B {}")
                .file("c/X.java", "package c;", "public class X {}")
                .file("d/X.java", "package d;", "public class X {}")
                .file("b/D.java", "package b;", "import c.*;", "import d.*;", "class D { X x; }");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "b/B.java -> one/a/A.java ambiguous",
                        "b/B.java -> two/a/A.java ambiguous",
                        "b/D.java -> c/X.java ambiguous",
                        "b/D.java -> d/X.java ambiguous");
    }

    @Test
    void keepsProgramsWithoutAPackageApart() {
        repository
                .file("one/Main.java", "class Main { Util u; }")
                .file("one/Util.java", "class Util {}")
                .file("two/Main.java", "class Main { Util u; }")
                .file("two/Util.java", "class Util {}");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "one/Main.java -> one/Util.java same-package", "two/Main.java -> two/Util.java same-package");
    }
}
