package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change did to declarations, and who uses them. */
class ChangedSymbolsTest {
    private final MemoryRepository repository = new MemoryRepository();
    private final BlastRadiusAnalyzer analyzer = new BlastRadiusAnalyzer(repository, repository);

    private static List<String> words(List<ChangedSymbol> symbols) {
        return symbols.stream()
                .map(symbol -> symbol.change().word() + " " + symbol.name())
                .toList();
    }

    private List<String> between(String path, String before, String after) {
        TreeId one = repository.file(path, before.split("\n", -1)).tree();
        TreeId other = repository.file(path, after.split("\n", -1)).tree();
        return words(analyzer.changedSymbols(repository, one, other));
    }

    @Test
    void tellsHeadFromBodyInJava() {
        assertThat(between("src/A.java", """
                        class A {
                            int kept() { return 1; }
                            int body() { return 1; }
                            int head(int a) { return a; }
                            int gone() { return 1; }
                            int two(int a) { return a; }
                            int two(String a) { return 1; }
                        }
                        """, """
                        class A {
                            // a comment, and another form
                            int kept() {
                                return 1;
                            }
                            int body() { return 2; }
                            int head(long a) { return a; }
                            int two(int a) { return a; }
                            int two(String a) { return 2; }
                            int came() { return 1; }
                        }
                        """))
                .containsExactlyInAnyOrder(
                        "body A.body", "signature A.head", "removed A.gone", "body A.two", "added A.came");
        assertThat(between("src/B.java", "class B {\n    int a;\n}\n", "class B extends C {\n    int a;\n}\n"))
                .containsExactly("signature B");
    }

    @Test
    void tellsHeadFromBodyInOtherLanguages() {
        assertThat(between(
                        "a.py",
                        "def f(a: int) -> int:\n    return a\n\n\ndef g():\n    return 1\n",
                        "def f(a: str) -> int:\n    return a\n\n\ndef g():\n    return 2\n"))
                .containsExactlyInAnyOrder("signature f", "body g");
        assertThat(between(
                        "a.go",
                        "package a\n\nfunc F(a int) int {\n\treturn a\n}\n\nfunc G() int {\n\treturn 1\n}\n",
                        "package a\n\nfunc F(a, b int) int {\n\treturn a\n}\n\nfunc G() int {\n\treturn 2\n}\n"))
                .containsExactlyInAnyOrder("signature F", "body G");
        assertThat(between(
                        "a.ts",
                        "export function f(a: number) {\n  return a;\n}\nexport const g = () => 1;\n",
                        "export function f(a: string) {\n  return a;\n}\nexport const g = () => 2;\n"))
                .containsExactlyInAnyOrder("signature f", "body g");
    }

    @Test
    void namesTheUsesAndThoseThatCameLater() {
        repository
                .file("src/p/A.java", "package p;", "public class A {", "    public static int f() { return 1; }", "}")
                .file("src/p/Old.java", "package p;", "class Old { int x = A.f(); }")
                .commit("base");
        CommitId change = repository
                .file("src/p/A.java", "package p;", "public class A {", "    public static int f() { return 2; }", "}")
                .commit("change");
        repository
                .file("src/p/Late.java", "package p;", "class Late { int x = A.f(); }")
                .commit("later");
        BlastRadius radius = analyzer.analyze(BlastRequest.of(change.hex()).on("HEAD"));
        assertThat(words(radius.symbols())).containsExactly("body A.f");
        assertThat(radius.dependents())
                .extracting(file -> file.path() + " " + file.later())
                .containsExactlyInAnyOrder("src/p/Late.java true", "src/p/Old.java false");
        assertThat(radius.symbols().get(0).uses().stream()
                        .map(use -> use.path() + ":" + use.line() + " " + use.later()))
                .containsExactly("src/p/Late.java:2 true", "src/p/Old.java:2 false");
    }

    @Test
    void marksTestsThatConfirmThemselvesAndEntryPoints() {
        repository
                .file("shop/cart.py", "def total():", "    return 1")
                .file("shop/urls.py", "from shop.cart import total", "", "urlpatterns = [total]")
                .file("tests/test_old.py", "from shop.cart import total", "", "def test_old(): total()")
                .commit("base");
        CommitId change = repository
                .file("shop/cart.py", "def total():", "    return 2")
                .file("tests/test_new.py", "from shop.cart import total", "", "def test_new(): total()")
                .commit("change");
        BlastRadius radius = analyzer.analyze(BlastRequest.of(change.hex()).on("HEAD"));
        assertThat(radius.tests())
                .extracting(test -> test.path() + " " + test.selfConfirming())
                .containsExactly("tests/test_new.py true", "tests/test_old.py false");
        assertThat(radius.entryPoints())
                .extracting(entry -> entry.path() + " " + entry.kind().word() + " " + entry.distance())
                .containsExactly("shop/urls.py web 1");
    }
}
