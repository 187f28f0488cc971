package io.rollbackrecovery.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.id.RepoPath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GraphExportTest {
    private static DependencyGraph<String> graph(String... pairs) {
        DependencyGraph.Builder<String> builder = DependencyGraph.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            builder.edge(pairs[i], pairs[i + 1], EdgeKind.IMPORT);
        }
        return builder.build();
    }

    @Test
    void writesASmallGraphInEachFormat() {
        DependencyGraph<String> graph = DependencyGraph.<String>builder()
                .edge("b", "a", EdgeKind.IMPORT)
                .edge("b", "a", EdgeKind.STRING)
                .node("c")
                .build();
        GraphExport<String> export = GraphExport.of(graph);

        assertThat(export.tsv()).isEqualTo("b\ta\timport\nb\ta\tstring\n");
        assertThat(export.dot()).isEqualTo("""
                digraph rr {
                  "a";
                  "b";
                  "c";
                  "b" -> "a" [label="import"];
                  "b" -> "a" [label="string"];
                }
                """);
        assertThat(export.mermaid()).isEqualTo("""
                graph LR
                  n0["a"]
                  n1["b"]
                  n2["c"]
                  n1 -->|import| n0
                  n1 -->|string| n0
                """);
        assertThat(export.notice()).isEmpty();
        assertThat(export.shown()).isSameAs(graph);
    }

    @Test
    void anEmptyGraphIsAnEmptyPicture() {
        GraphExport<String> export = GraphExport.of(graph());

        assertThat(export.tsv()).isEmpty();
        assertThat(export.dot()).isEqualTo("digraph rr {\n}\n");
        assertThat(export.mermaid()).isEqualTo("graph LR\n");
    }

    @Test
    void escapesWhatEachFormatWouldMisread() {
        GraphExport<String> export = GraphExport.of(graph("q\"\\n&<#`", "a\tb\r\nc\u2028d%41 5% é"));

        assertThat(export.tsv()).isEqualTo("q\"\\n&<#`\ta%09b%0D%0Ac%E2%80%A8d%2541 5% é\timport\n");
        assertThat(export.dot())
                .contains("  \"q\\\"\\\\n&amp;<#`\" -> \"a%09b%0D%0Ac%E2%80%A8d%2541 5% é\" [label=\"import\"];\n");
        assertThat(export.mermaid())
                .contains("[\"q#34;#92;n#38;#60;#35;#96;\"]\n")
                .contains("[\"a%09b%0D%0Ac%E2%80%A8d%2541 5% é\"]\n");
    }

    @Test
    void aPathThatIsNotUtf8IsWrittenAsItsText() {
        RepoPath odd = RepoPath.ofBytes(new byte[] {'a', (byte) 0xE9, '%'});
        DependencyGraph<RepoPath> graph = DependencyGraph.<RepoPath>builder()
                .edge(odd, RepoPath.of("b%E9"), EdgeKind.CONFIG)
                .build();

        assertThat(GraphExport.of(graph).tsv()).isEqualTo("a%E9%25\tb%25E9\tconfig\n");
    }

    @Test
    void namesCanBeOthers() {
        assertThat(GraphExport.of(graph("a", "b"))
                        .named(name -> name + "\n" + name)
                        .tsv())
                .isEqualTo("a%0Aa\tb%0Ab\timport\n");
    }

    @Test
    void theLimitKeepsTheNodesWithMostEdgesAndSaysSo() {
        GraphExport<String> all = GraphExport.of(graph("a", "hub", "b", "hub", "c", "hub", "c", "d"))
                .narrowedBy("Ask for {less}.");
        GraphExport<String> two = all.limit(2);

        assertThat(two.shown().nodes()).containsExactly("c", "hub");
        assertThat(two.tsv()).isEqualTo("c\thub\timport\n");
        String said = "Shows 2 of 5 nodes, those with the most edges, and 1 of 4 edges. Ask for {less}.";
        assertThat(two.notice()).contains(said);
        assertThat(two.dot()).startsWith("digraph rr {\n  label=\"" + said + "\";\n");
        assertThat(two.mermaid())
                .startsWith("graph LR\n  %% " + said.replace('{', '(') + "\n  notice[\"" + said + "\"]\n");
        assertThat(all.limit(3).shown().nodes()).containsExactly("a", "c", "hub");
        assertThat(all.limit(5).notice()).isEmpty();
        assertThat(all.limit(5).shown()).isSameAs(all.shown());
        assertThat(two.limit(9).shown().nodes()).hasSize(5);
        assertThat(all.limit(0).notice()).get().asString().startsWith("Shows 0 of 5 nodes");
        assertThatThrownBy(() -> all.limit(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPictureThatCannotBeReadSaysSo() {
        DependencyGraph.Builder<Integer> builder = DependencyGraph.builder();
        for (int node = 0; node < 100; node++) {
            builder.node(node);
        }
        assertThat(GraphExport.of(builder.build()).notice()).isEmpty();
        assertThat(GraphExport.of(builder.node(100).build()).notice())
                .contains("Too large for a picture: 101 nodes and 0 edges. "
                        + "Set a limit, or export the part that is of interest.");
        DependencyGraph.Builder<Integer> dense = DependencyGraph.builder();
        for (int edge = 0; edge < 500; edge++) {
            dense.edge(edge % 25, edge / 25, EdgeKind.IMPORT);
        }
        assertThat(GraphExport.of(dense.build()).notice()).isEmpty();
        for (int node = 0; node < 101; node++) {
            dense.node(node);
        }
        assertThat(GraphExport.of(dense.build()).notice()).get().asString().doesNotContain("Mermaid");
        assertThat(GraphExport.of(dense.edge(0, 99, EdgeKind.IMPORT).build()).notice())
                .get()
                .asString()
                .startsWith("Too large for a picture: 101 nodes and 501 edges, and Mermaid draws no more than 500. ");
    }

    @Provide
    Arbitrary<List<Edge<String>>> edgesBetweenAnyNames() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("%%%04aAfF\"\\#&\t\n\r\u0001\u0085\u2028\u2029é")
                .ofMinLength(1)
                .ofMaxLength(6);
        return Combinators.combine(names, names, Arbitraries.of(EdgeKind.class))
                .as(Edge::new)
                .list()
                .ofMaxSize(8);
    }

    @Property(seed = "42")
    void tsvCanBeReadBack(@ForAll("edgesBetweenAnyNames") List<Edge<String>> edges) {
        DependencyGraph.Builder<String> builder = DependencyGraph.builder();
        edges.forEach(edge -> builder.edge(edge.from(), edge.to(), edge.kind()));
        DependencyGraph<String> graph = builder.build();

        List<Edge<String>> read = new ArrayList<>();
        Pattern line = Pattern.compile("([^\t\n]*)\t([^\t\n]*)\t([a-z-]+)\n");
        Matcher lines = line.matcher(GraphExport.of(graph).tsv());
        while (lines.lookingAt()) {
            EdgeKind kind = EdgeKind.ofWord(lines.group(3)).orElseThrow();
            read.add(new Edge<>(decoded(lines.group(1)), decoded(lines.group(2)), kind));
            lines.region(lines.end(), lines.regionEnd());
        }

        assertThat(lines.regionStart()).isEqualTo(lines.regionEnd());
        assertThat(read).isEqualTo(graph.edges().toList());
    }

    @Property(seed = "42")
    void noNameBreaksAPicture(@ForAll("edgesBetweenAnyNames") List<Edge<String>> edges) {
        DependencyGraph.Builder<String> builder = DependencyGraph.builder();
        edges.forEach(edge -> builder.edge(edge.from(), edge.to(), edge.kind()));
        DependencyGraph<String> graph = builder.build();
        int size = graph.nodes().size();

        String dotName = "\"([^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\])*\"";
        List<String> dot = GraphExport.of(graph).dot().lines().toList();
        assertThat(dot).hasSize(size + graph.edgeCount() + 2);
        assertThat(dot.subList(1, size + 1))
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("  " + dotName + ";"));
        assertThat(dot.subList(size + 1, dot.size() - 1))
                .allMatch(line -> line.matches("  " + dotName + " -> " + dotName + " \\[label=\"[a-z-]+\"];"));
        List<String> mermaid = GraphExport.of(graph).mermaid().lines().toList();
        assertThat(mermaid).hasSize(size + graph.edgeCount() + 1);
        assertThat(mermaid.subList(1, size + 1))
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("  n\\d+\\[\"([^\"#&<>`\\\\]|#\\d+;)*\"]"));
        assertThat(mermaid.subList(size + 1, mermaid.size()))
                .allMatch(line -> line.matches("  n\\d+ -->\\|[a-z-]+\\| n\\d+"));
    }

    private static String decoded(String cell) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] told = cell.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < told.length; i++) {
            Optional<Integer> escaped =
                    told[i] == '%' && i + 2 < told.length ? hex(told[i + 1], told[i + 2]) : Optional.empty();
            bytes.write(escaped.orElse((int) told[i]));
            i += escaped.isPresent() ? 2 : 0;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Optional<Integer> hex(byte high, byte low) {
        int value = Character.digit(high, 16) * 16 + Character.digit(low, 16);
        boolean both = Character.digit(high, 16) >= 0 && Character.digit(low, 16) >= 0;
        return both ? Optional.of(value) : Optional.empty();
    }
}
