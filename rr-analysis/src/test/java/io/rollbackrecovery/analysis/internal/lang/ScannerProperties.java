package io.rollbackrecovery.analysis.internal.lang;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Assertions;

class ScannerProperties {
    private static final int HOSTILE_BYTES = 1 << 18;

    /** How file names of a language end, where that is not its name. */
    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("javascript", ".ts"),
            Map.entry("python", ".py"),
            Map.entry("kotlin", ".kt"),
            Map.entry("rust", ".rs"),
            Map.entry("csharp", ".cs"),
            Map.entry("ruby", ".rb"),
            Map.entry("shell", ".sh"),
            Map.entry("config", ".yml"));

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of(
                        "import ",
                        "from ",
                        "package ",
                        "class ",
                        "def ",
                        "record ",
                        "enum ",
                        "interface ",
                        "static ",
                        "if TYPE_CHECKING:",
                        "async ",
                        "self.",
                        "__all__",
                        "importlib.import_module(",
                        "Class.forName(",
                        "func ",
                        "type ",
                        "struct {",
                        "switch x := ",
                        "case ",
                        "map[",
                        ":=",
                        "`",
                        "//go:embed ",
                        "fun ",
                        "val ",
                        "object ",
                        "${",
                        "$a",
                        "namespace ",
                        "using ",
                        "use ",
                        "mod ",
                        "<?php ",
                        "?>",
                        "r#\"",
                        "#include \"",
                        "require ",
                        "source ",
                        "@import ",
                        "url(",
                        "src=",
                        "a/../b",
                        "a",
                        "B",
                        "a.b.C",
                        ".",
                        "..",
                        "*",
                        "@",
                        "(",
                        ")",
                        "[",
                        "]",
                        "{",
                        "}",
                        "<",
                        ">",
                        ",",
                        ";",
                        ":",
                        "=",
                        "+=",
                        "->",
                        "::",
                        "\"",
                        "'",
                        "\"\"\"",
                        "'''",
                        "r'",
                        "f\"",
                        "\\",
                        "//",
                        "/*",
                        "*/",
                        "#",
                        "\n",
                        "\r",
                        "\r\n",
                        "\n    ",
                        "\n\t",
                        " as ",
                        "0x1",
                        "1e-5",
                        "é",
                        "\u0000",
                        "\ufeff")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(seed = "42", shrinking = ShrinkingMode.OFF)
    void anyBytesGiveFactsAndTwiceTheSame(@ForAll byte[] bytes, @ForAll("soup") String soup) {
        for (byte[] input : List.of(bytes, soup.getBytes(StandardCharsets.UTF_8))) {
            long lines = new String(input, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r", -1).length;
            for (FactExtractor language : Languages.builtIn()) {
                FileFacts facts = language.extract(input);
                assertThat(facts).isEqualTo(language.extract(input.clone()));
                for (Declaration declaration : facts.declarations()) {
                    assertThat(declaration.name()).isNotEmpty();
                    assertThat((long) declaration.firstLine()).isBetween(1L, lines);
                    assertThat((long) declaration.lastLine()).isBetween((long) declaration.firstLine(), lines);
                }
                assertThat(facts.names()).doesNotHaveDuplicates().allMatch(m -> m.line() >= 1 && m.line() <= lines);
                assertThat(facts.chains()).allMatch(m -> m.text().indexOf('.') > 0);
            }
        }
    }

    @Property(seed = "42", shrinking = ShrinkingMode.OFF)
    void anyFactsCanBeLinked(@ForAll("soup") String one, @ForAll("soup") String two, @ForAll("soup") String three) {
        List<String> names = List.of("a", "b/C", "a/b/__init__", "x/a");
        for (FactExtractor language : Languages.builtIn()) {
            String ending = ENDINGS.getOrDefault(language.language(), "." + language.language());
            SortedMap<RepoPath, FileFacts> files = new TreeMap<>();
            List<String> texts = List.of(one, two, three, one + "\n" + three);
            for (int i = 0; i < names.size(); i++) {
                files.put(
                        RepoPath.of(names.get(i) + ending),
                        language.extract(texts.get(i).getBytes(StandardCharsets.UTF_8)));
            }
            List<Link> links = new ArrayList<>();
            language.linker().link(files, sink(links));
            assertThat(links).allMatch(link -> files.containsKey(link.from()) && files.containsKey(link.to()));
            List<Link> again = new ArrayList<>();
            language.linker().link(files, sink(again));
            assertThat(again).containsExactlyInAnyOrderElementsOf(links);
        }
    }

    private static LinkSink sink(List<Link> links) {
        return new LinkSink() {
            @Override
            public void link(Link link) {
                links.add(link);
            }

            @Override
            public void unresolved(RepoPath from, int line, String reference) {
                assertThat(line).isPositive();
            }
        };
    }

    @Example
    void hostileFilesEndSoon() {
        for (String unit : List.of(
                "(",
                "{",
                "[",
                "<",
                "\"",
                "'",
                "\"\"\"",
                "'''",
                "/*",
                "\"\"\" \\",
                "class A{",
                "record A(",
                "enum A{a,",
                "@A(",
                "a.",
                "A.",
                "import a.",
                "from . import (",
                "class A:\n ",
                "def f(\n",
                "\\\n",
                "\\",
                "\r",
                "a,",
                "x=lambda:",
                "if a:",
                "import a;",
                "if TYPE_CHECKING:\n ",
                "importlib.import_module(",
                "#",
                "//",
                "é",
                "0.",
                "func(",
                "func (a ",
                "func a[",
                "func(a b){",
                "var a=",
                "type a ",
                "type a struct{",
                "map[",
                "[]*",
                "a{",
                "a{a:",
                "a:=a{",
                "if a {} else ",
                "switch a:=a;",
                "case a,",
                "`",
                "//go:embed a",
                "\"${",
                "\"$a",
                "fun a.",
                "class a(",
                "enum class A{a,",
                "val a=",
                "use a{",
                "use a,",
                "use a\\{a,",
                "namespace a{",
                "r#\"",
                "r#",
                "<?",
                "<?php '",
                "@\"",
                "#include \"a",
                "A::",
                "../",
                "a/",
                "url(",
                "@import ",
                "src=\"",
                "'a",
                "self.a=",
                "__all__+=['a']\n",
                " ",
                "\t")) {
            byte[] bytes = unit.repeat(HOSTILE_BYTES / unit.length()).getBytes(StandardCharsets.UTF_8);
            for (FactExtractor language : Languages.builtIn()) {
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> language.extract(bytes), language.language() + ": " + unit);
            }
        }
    }

    @Example
    void deepIndentationEndsSoon() {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; depth < 1_400; depth++) {
            text.append(" ".repeat(depth)).append("class A").append(depth).append(":\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (FactExtractor language : Languages.builtIn()) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> language.extract(bytes));
        }
    }
}
