package io.rollbackrecovery.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureParserTest {
    private static final String GOOD = """
            # Architecture
            Prose with `code` and ```inline fences``` in it.

            ```python
            layer not_ours x
            ```

            ```rr-architecture
            # who may use whom
            layer web     src/web  src/api/**/*.py
            layer domain  src/domain/   # the heart
            layer tests   tests  **/test_*.py

            allow web   -> domain
            allow tests -> *
            ```
            The end.
            """;

    private static Architecture good() {
        ParsedArchitecture parsed = ArchitectureParser.parse(GOOD);
        assertThat(parsed.errors()).isEmpty();
        assertThat(parsed.declared()).isTrue();
        return parsed.architecture().orElseThrow();
    }

    private static List<String> errors(String... lines) {
        ParsedArchitecture parsed =
                ArchitectureParser.parse("```rr-architecture\n" + String.join("\n", lines) + "\n```\n");
        assertThat(parsed.architecture().isEmpty()).isEqualTo(!parsed.errors().isEmpty());
        return parsed.errors().stream().map(ArchitectureError::toString).toList();
    }

    @Test
    void readsLayersInOrder() {
        assertThat(good().layers()).extracting(Layer::name).containsExactly("web", "domain", "tests");
        assertThat(good().layers()).extracting(Layer::line).containsExactly(10, 11, 12);
        assertThat(good()).isEqualTo(good()).hasSameHashCodeAs(good()).hasToString("Architecture[web, domain, tests]");
    }

    @Test
    void findsTheFirstLayerThatCoversAPath() {
        Architecture architecture = good();
        assertThat(layer(architecture, "src/web/a/B.java")).isEqualTo("web");
        assertThat(layer(architecture, "src/api/x/y/z.py")).isEqualTo("web");
        assertThat(layer(architecture, "src/api/z.py")).isEqualTo("web");
        assertThat(layer(architecture, "src/api/z.java")).isEqualTo("none");
        assertThat(layer(architecture, "src/webs/B.java")).isEqualTo("none");
        assertThat(layer(architecture, "src/domain")).isEqualTo("domain");
        assertThat(layer(architecture, "test_a.py")).isEqualTo("tests");
        assertThat(layer(architecture, "deep/down/test_a.py")).isEqualTo("tests");
    }

    private static String layer(Architecture architecture, String path) {
        return architecture.layerOf(RepoPath.of(path)).map(Layer::name).orElse("none");
    }

    @Test
    void allowsWhatIsDeclaredAndNoMore() {
        Architecture architecture = good();
        RepoPath web = RepoPath.of("src/web/a.py");
        RepoPath domain = RepoPath.of("src/domain/b.py");
        RepoPath tests = RepoPath.of("tests/c.py");
        RepoPath outside = RepoPath.of("setup.py");

        assertThat(architecture.allows(web, domain)).isTrue();
        assertThat(architecture.allows(domain, web)).isFalse();
        assertThat(architecture.allows(tests, web)).isTrue();
        assertThat(architecture.allows(web, tests)).isFalse();
        assertThat(architecture.allows(domain, RepoPath.of("src/domain/x.py"))).isTrue();
        assertThat(architecture.allows(domain, outside)).isTrue();
        assertThat(architecture.allows(outside, domain)).isTrue();
        assertThat(architecture.allowedFrom("tests")).containsExactly("web", "domain");
        assertThat(architecture.allowedFrom("domain")).isEmpty();
        assertThatThrownBy(() -> architecture.allowedFrom("nothing")).isInstanceOf(IllegalArgumentException.class);
        DependencyGraph<RepoPath> graph = DependencyGraph.<RepoPath>builder()
                .edge(web, domain, EdgeKind.IMPORT)
                .edge(domain, web, EdgeKind.IMPORT)
                .edge(outside, web, EdgeKind.IMPORT)
                .build();
        assertThat(architecture.forbidden(graph)).containsExactly(new Edge<>(domain, web, EdgeKind.IMPORT));
    }

    @Test
    void declaresNothingWithoutABlock() {
        ParsedArchitecture parsed = ArchitectureParser.parse("# Title\n\n~~~\nlayer a b\n~~~\n");
        assertThat(parsed.declared()).isFalse();
        assertThat(parsed.architecture()).isEmpty();
    }

    @Test
    void readsTildesIndentationAndOtherLineEnds() {
        assertThat(ArchitectureParser.parse("  ~~~~ rr-architecture x\r\n\tlayer\ta\tb#c\r\n~~~\r\n~~~~~")
                        .errors())
                .extracting(ArchitectureError::toString)
                .containsExactly("line 3: expected 'layer' or 'allow', found '~~~'");
        Architecture architecture = ArchitectureParser.parse("~~~rr-architecture\rlayer a b#c\r~~~")
                .architecture()
                .orElseThrow();
        assertThat(layer(architecture, "b#c/d")).isEqualTo("a");
    }

    @Test
    void reportsEveryErrorWithItsLine() {
        assertThat(errors(
                        "layers a b",
                        "layer a",
                        "layer 1a b",
                        "layer a x//y",
                        "layer a z",
                        "allow a b",
                        "allow a -> q"))
                .containsExactly(
                        "line 2: expected 'layer' or 'allow', found 'layers'",
                        "line 3: a layer needs a name and at least one path pattern: layer NAME PATTERN ...",
                        "line 4: '1a' is not a name (a letter, then up to 59 letters, digits, '-' or '_')",
                        "line 5: not a path pattern: 'x//y': it has an empty component",
                        "line 6: layer 'a' is declared in line 5 already",
                        "line 7: expected: allow LAYER -> LAYER ... (or '*' for every layer)",
                        "line 8: no layer is named 'q'; there are [a]");
        assertThat(errors("# nothing")).containsExactly("line 1: the block declares no layer");
        assertThat(errors("allow x -> y"))
                .containsExactly(
                        "line 2: no layer is named 'x'; there are []", "line 2: no layer is named 'y'; there are []");
        assertThat(errors("layer a ../b /c a**"))
                .containsExactly(
                        "line 2: not a path pattern: '../b': it has a component '..'",
                        "line 2: not a path pattern: '/c': it begins with '/'; patterns begin at the top of the"
                                + " repository already",
                        "line 2: not a path pattern: 'a**': '**' must stand alone between slashes");
    }

    @Test
    void refusesASecondBlockAndAnOpenOne() {
        assertThat(ArchitectureParser.parse("```rr-architecture\nlayer a b\n```\n```rr-architecture\nlayer c d")
                        .errors())
                .extracting(ArchitectureError::toString)
                .containsExactly(
                        "line 4: a second rr-architecture block; the first begins in line 1",
                        "line 4: the rr-architecture block is not closed by a line of ```");
    }
}
