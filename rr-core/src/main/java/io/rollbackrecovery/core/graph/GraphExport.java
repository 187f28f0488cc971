package io.rollbackrecovery.core.graph;

import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Writes a graph as text: {@code dot} for Graphviz, Mermaid, and tab-separated values. (JSON, which can be read back as
 * a graph of paths, is {@code io.rollbackrecovery.core.json.GraphJson}.) Nodes and edges are in the graph's order, so
 * equal graphs give equal text.
 *
 * <p><b>Names.</b> A name may be any text. In all formats its control characters and line breaks are written as
 * {@code %XX} for each byte of their UTF-8, and so is a {@code %} that two hex digits follow: different names stay
 * different, and decoding every {@code %XX} gives the name back. A {@link RepoPath} that is not UTF-8 is written as its
 * {@code toString()}, which is decoded the same way. What a format itself needs escaped comes on top.
 *
 * <p><b>Limit.</b> A picture of thousands of edges shows nothing. {@link #limit} keeps the nodes with the most edges;
 * {@link #notice()} says what was left out, or that the picture is too large to be read, and pictures carry it.
 *
 * <p>Immutable, safe for any number of threads when the names are.
 *
 * @param <N> the type of the names
 */
public final class GraphExport<N extends Comparable<? super N>> {
    // Beyond it Mermaid draws nothing, unless its configuration (maxEdges) says otherwise.
    private static final int MERMAID_EDGES = 500;
    private static final int READABLE_NODES = 100;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final DependencyGraph<N> whole;
    private final DependencyGraph<N> shown;
    private final Function<? super N, String> names;
    private final String narrowing;

    private GraphExport(
            DependencyGraph<N> whole, DependencyGraph<N> shown, Function<? super N, String> names, String narrowing) {
        this.whole = whole;
        this.shown = shown;
        this.names = names;
        this.narrowing = narrowing;
    }

    /**
     * Exports a whole graph, each name as its {@code toString()}.
     *
     * @param <N> the type of the names
     * @param graph the graph
     * @return the export
     */
    public static <N extends Comparable<? super N>> GraphExport<N> of(DependencyGraph<N> graph) {
        return new GraphExport<>(
                graph, graph, GraphExport::plain, "Set a limit, or export the part that is of interest.");
    }

    /**
     * Names the nodes otherwise. Where two get one name, their lines cannot be told apart.
     *
     * @param text gives the text of a name, unescaped
     * @return an export like this one
     */
    public GraphExport<N> named(Function<? super N, String> text) {
        return new GraphExport<>(whole, shown, name -> escaped(text.apply(name)), narrowing);
    }

    /**
     * Says how a reader can narrow the picture, for the notice.
     *
     * @param how one sentence, for example which option to use
     * @return an export like this one
     */
    public GraphExport<N> narrowedBy(String how) {
        return new GraphExport<>(whole, shown, names, how);
    }

    /**
     * Shows some of the nodes only: those with the most edges, the first by name where they have as many; and the edges
     * between them.
     *
     * @param nodes how many at most, 0 or more
     * @return an export like this one
     * @throws IllegalArgumentException when it is negative
     */
    public GraphExport<N> limit(int nodes) {
        if (nodes < 0) {
            throw new IllegalArgumentException("Cannot show " + nodes + " nodes");
        }
        if (nodes >= whole.nodes().size()) {
            return new GraphExport<>(whole, whole, names, narrowing);
        }
        IntGraph ints = whole.ints();
        List<N> kept = IntStream.range(0, whole.nodes().size())
                .boxed()
                .sorted(Comparator.comparingInt(
                        node -> -ints.degree(node, Direction.DEPENDENTS) - ints.degree(node, Direction.DEPENDENCIES)))
                .limit(nodes)
                .map(whole.nodes()::get)
                .toList();
        return new GraphExport<>(whole, whole.only(kept), names, narrowing);
    }

    /**
     * What the text shows.
     *
     * @return the whole graph, or the part that the limit leaves
     */
    public DependencyGraph<N> shown() {
        return shown;
    }

    /**
     * What a reader must know about the text: what was left out, or that it is too large for a picture, and how to
     * narrow it.
     *
     * @return one line; empty when all is shown and can be read
     */
    public Optional<String> notice() {
        int nodes = shown.nodes().size();
        if (nodes < whole.nodes().size()) {
            return Optional.of("Shows " + nodes + " of " + whole.nodes().size()
                    + " nodes, those with the most edges, and " + shown.edgeCount() + " of " + whole.edgeCount()
                    + " edges. " + narrowing);
        }
        if (nodes > READABLE_NODES || shown.edgeCount() > MERMAID_EDGES) {
            return Optional.of("Too large for a picture: " + nodes + " nodes and " + shown.edgeCount() + " edges"
                    + (shown.edgeCount() > MERMAID_EDGES ? ", and Mermaid draws no more than " + MERMAID_EDGES : "")
                    + ". " + narrowing);
        }
        return Optional.empty();
    }

    /**
     * Writes the graph for Graphviz. The notice, if there is one, is the picture's label. A backslash, a quote and an
     * ampersand in a name are escaped.
     *
     * @return a {@code digraph}, every node and every edge with its kind
     */
    public String dot() {
        StringBuilder text = new StringBuilder("digraph rr {\n");
        notice().ifPresent(notice ->
                text.append("  label=").append(dotQuoted(escaped(notice))).append(";\n"));
        shown.nodes()
                .forEach(node ->
                        text.append("  ").append(dotQuoted(names.apply(node))).append(";\n"));
        shown.edges()
                .forEach(edge -> text.append("  ")
                        .append(dotQuoted(names.apply(edge.from())))
                        .append(" -> ")
                        .append(dotQuoted(names.apply(edge.to())))
                        .append(" [label=\"")
                        .append(edge.kind().word())
                        .append("\"];\n"));
        return text.append("}\n").toString();
    }

    private static String dotQuoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;") + '"';
    }

    /**
     * Writes the graph for Mermaid. The notice, if there is one, is a comment and a node of its own. Nodes are called
     * {@code n0}, {@code n1} ... with their names as labels, so that no name can be taken for a word of the language.
     *
     * @return a {@code graph}, every node and every edge with its kind
     */
    public String mermaid() {
        StringBuilder text = new StringBuilder("graph LR\n");
        notice().ifPresent(notice -> {
            // a directive begins with %%{
            text.append("  %% ").append(escaped(notice).replace('{', '(')).append('\n');
            text.append("  notice[\"").append(mermaidLabel(escaped(notice))).append("\"]\n");
        });
        List<N> nodes = shown.nodes();
        for (int node = 0; node < nodes.size(); node++) {
            text.append("  n").append(node).append("[\"");
            text.append(mermaidLabel(names.apply(nodes.get(node)))).append("\"]\n");
        }
        shown.edges()
                .forEach(edge -> text.append("  n")
                        .append(shown.id(edge.from()))
                        .append(" -->|")
                        .append(edge.kind().word())
                        .append("| n")
                        .append(shown.id(edge.to()))
                        .append('\n'));
        return text.toString();
    }

    /** Labels are read as HTML, and as Markdown when they begin with a backtick; entities need no ampersand there. */
    private static String mermaidLabel(String name) {
        StringBuilder label = new StringBuilder(name.length() + 8);
        name.codePoints().forEach(c -> {
            if ("#\"&<>`\\".indexOf(c) >= 0) {
                label.append('#').append(c).append(';');
            } else {
                label.appendCodePoint(c);
            }
        });
        return label.toString();
    }

    /**
     * Writes one line an edge: dependent, tab, dependency, tab, kind. Nodes without an edge do not appear, and no
     * notice does.
     *
     * @return lines, each with its end
     */
    public String tsv() {
        StringBuilder text = new StringBuilder();
        String[] written = new String[shown.nodes().size()];
        shown.edges().forEach(edge -> {
            text.append(written(edge.from(), written)).append('\t');
            text.append(written(edge.to(), written)).append('\t');
            text.append(edge.kind().word()).append('\n');
        });
        return text.toString();
    }

    /** A name as it is written, which is made once: most nodes have many edges. */
    private String written(N name, String[] known) {
        int id = shown.id(name);
        if (known[id] == null) {
            known[id] = names.apply(name);
        }
        return known[id];
    }

    private static String plain(Object name) {
        return name instanceof RepoPath path && !path.isUtf8() ? path.toString() : escaped(name.toString());
    }

    private static String escaped(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '%') ? name : withEscapes(name);
    }

    private static String withEscapes(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at += Character.charCount(name.codePointAt(at))) {
            int c = name.codePointAt(at);
            if (Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    text.append('%').append(HEX.toHexDigits(b));
                }
            } else if (c == '%'
                    && at + 2 < name.length()
                    && HexFormat.isHexDigit(name.charAt(at + 1))
                    && HexFormat.isHexDigit(name.charAt(at + 2))) {
                text.append("%25");
            } else {
                text.appendCodePoint(c);
            }
        }
        return text.toString();
    }
}
