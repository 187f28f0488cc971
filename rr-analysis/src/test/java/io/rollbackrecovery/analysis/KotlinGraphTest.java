package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KotlinGraphTest {
    private final MemoryRepository repository = new MemoryRepository();

    @Test
    void linksTypesFunctionsAndExtensions() {
        repository
                .file("a/A.kt", "package a", "class A { companion object { fun of() = A() } }")
                .file("a/util.kt", "package a", "fun helper() {}", "fun String.shout() = this", "val LIMIT = 1")
                .file("a/Same.kt", "package a", "fun same(a: A) { helper(); \"x\".shout() }")
                .file("b/Named.kt", "package b", "import a.A", "val x = A.of()")
                .file("b/Function.kt", "package b", "import a.helper as h", "import a.shout", "val x = h()")
                .file("b/Whole.kt", "package b", "import a.*", "fun f() = LIMIT + \"x\".shout()")
                .file("b/Full.kt", "package b", "val x: a.A? = null")
                .file("b/Local.kt", "package b", "fun f(helper: Int) = helper", "fun g() = \"x\".shout()");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "a/Same.kt -> a/A.kt same-package",
                        "a/Same.kt -> a/util.kt same-package",
                        "b/Full.kt -> a/A.kt reference",
                        "b/Function.kt -> a/util.kt import",
                        "b/Named.kt -> a/A.kt import",
                        "b/Whole.kt -> a/util.kt wildcard");
    }

    @Test
    void linksKotlinAndJavaBothWays() {
        repository
                .file("src/main/java/p/J.java", "package p;", "class J { K k = new K(); int x = UtilKt.count(); }")
                .file("src/main/java/q/N.java", "package q;", "import p.Tools;", "class N { int x = Tools.size(); }")
                .file("src/main/kotlin/K.kt", "package p", "class K(val j: J)")
                .file("src/main/kotlin/util.kt", "package p", "fun count() = 1")
                .file("src/main/kotlin/named.kt", "@file:JvmName(\"Tools\")", "package p", "fun size() = 1");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "src/main/java/p/J.java -> src/main/kotlin/K.kt same-package",
                        "src/main/java/p/J.java -> src/main/kotlin/util.kt same-package",
                        "src/main/java/q/N.java -> src/main/kotlin/named.kt import",
                        "src/main/kotlin/K.kt -> src/main/java/p/J.java same-package");
    }

    @Test
    void givesAnEdgeToEveryPlatform() {
        repository
                .file("commonMain/P.kt", "package p", "expect class P")
                .file("jvmMain/P.kt", "package p", "actual class P")
                .file("commonMain/Use.kt", "package p", "fun use(p: P) {}");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "commonMain/Use.kt -> commonMain/P.kt ambiguous",
                        "commonMain/Use.kt -> jvmMain/P.kt ambiguous");
    }
}
