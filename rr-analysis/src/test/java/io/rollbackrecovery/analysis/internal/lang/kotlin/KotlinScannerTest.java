package io.rollbackrecovery.analysis.internal.lang.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Mention;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KotlinScannerTest {
    private static FileFacts scan(String... lines) {
        return new KotlinLanguage().extract(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
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
                "@file:JvmName(\"Tools\")",
                "package a.b",
                "import c.D",
                "import c.`in`.fn as other",
                "import c.e.*",
                "/* import /* no */ import no */",
                "val import = 1");

        assertThat(facts.namespace()).isEqualTo("a.b");
        assertThat(facts.exports()).containsExactly("Tools");
        assertThat(facts.imports().stream().map(fact -> fact.line() + " " + fact.reference() + " " + fact.alias()))
                .containsExactly("3 c.D D", "4 c.in.fn other", "5 c.e:* ");
    }

    @Test
    void readsDeclarations() {
        FileFacts facts = scan(
                "data class A<T : Any>(val x: Int, y: String = \"}\", private var z: List<T>) : B(y), C {",
                "    val own: Int get() = 1",
                "    fun <R> method(p: (Int) -> R): R {",
                "        val local = 1",
                "        fun inner() {}",
                "    }",
                "    companion object { const val ONE = 1; fun of() = A() }",
                "    class Nested",
                "    fun Other.extend() {}",
                "}",
                "enum class E(val code: Int) {",
                "    FIRST(1), SECOND(2) { override fun f() {} };",
                "    fun f() {}",
                "}",
                "fun interface F { fun run() }",
                "typealias Names = List<String>",
                "fun top() = object : F { fun hidden() {} }",
                "val <T> List<T>.last: T get() = this[0]",
                "inline fun <reified T> Map<String, T>?.find(key: String): T {",
                "}",
                "object Single { lateinit var s: String }",
                "val a by lazy { 1 }");

        assertThat(declared(facts))
                .contains(
                        "TYPE A 1-10",
                        "FIELD A.x 1-1",
                        "FIELD A.z 1-1",
                        "FIELD A.own 2-2",
                        "METHOD A.method 3-6",
                        "FIELD A.ONE 7-7",
                        "METHOD A.of 7-7",
                        "TYPE A.Nested 8-8",
                        "METHOD A.extend 9-9",
                        "TYPE E 11-14",
                        "FIELD E.code 11-11",
                        "FIELD E.FIRST 12-12",
                        "FIELD E.SECOND 12-12",
                        "METHOD E.f 13-13",
                        "TYPE F 15-15",
                        "METHOD F.run 15-15",
                        "TYPE Names 16-16",
                        "FUNCTION top 17-17",
                        "FIELD last 18-18",
                        "METHOD find 19-20",
                        "TYPE Single 21-21",
                        "FIELD Single.s 21-21",
                        "VARIABLE a 22-22")
                .noneMatch(declaration -> declaration.contains("local")
                        || declaration.contains("inner")
                        || declaration.contains("hidden")
                        || declaration.contains(".y "));
        assertThat(facts.partial()).isEmpty();
    }

    @Test
    void readsWhatIsUsed() {
        FileFacts facts = scan(
                "fun f(param: Type, other: Map<K, V>) {",
                "    val text = \"$name is ${Service.find(param)} \\$no\"",
                "    helper(param) { it.go() }",
                "    Foo.Bar.baz()",
                "    x?.y!!.z",
                "    ref = ::target",
                "    Class.forName(text)",
                "    load(\"a.b.C\")",
                "}");

        assertThat(texts(facts.names()))
                .contains("Type", "Map", "K", "V", "name", "Service", "helper", "Foo", "x", "Class", "load")
                .doesNotContain("param", "text", "no", "other");
        assertThat(texts(facts.chains())).containsExactly("Service.find", "Foo.Bar.baz", "Class.forName");
        assertThat(texts(facts.members())).contains("find", "go", "Bar", "baz", "y", "z", "target");
        assertThat(texts(facts.literals())).containsExactly("a.b.C");
        assertThat(texts(facts.dynamic())).containsExactly("Class.forName");
    }

    @Test
    void findsItsPlaceAgain() {
        FileFacts facts = scan("class A {", "    fun f() {", "class B {", "}", "val s = \"open", "fun g() {}");

        assertThat(declared(facts)).contains("TYPE B 3-4", "FUNCTION g 6-6");
        assertThat(facts.partial()).isPresent();
    }
}
