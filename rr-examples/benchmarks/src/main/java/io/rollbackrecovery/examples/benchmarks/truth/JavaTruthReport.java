package io.rollbackrecovery.examples.benchmarks.truth;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import io.rollbackrecovery.examples.benchmarks.Table;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * RR's edges between Java files beside those of javac and jdeps. An edge that both have must be RR's (recall); an edge of
 * RR's is right if one of them has it (precision). Edges to a file of which no type is named are counted apart.
 */
public final class JavaTruthReport {
    private static final long LARGEST_FILE = 4L << 20;

    private List<String> folders = List.of();
    private String classpath = "";
    private int show;
    private final List<Path> repositories = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Table table = new Table(List.of(
            "repository",
            "files",
            "edges of javac / jdeps / both",
            "of both, named",
            "recall: named",
            "recall: all of both",
            "within 2: named",
            "within 2: all of both",
            "edges of RR",
            "precision"));

    private JavaTruthReport() {}

    /**
     * Compares.
     *
     * @param arguments {@code [--sources FOLDER,FOLDER] [--classpath JARS] [--show N] REPOSITORY ...}; without folders
     *     those named {@code src/main/java} and {@code src/test/java}
     * @return a table, and what differs
     * @throws IOException if a repository cannot be read, or javac or jdeps fails
     */
    public static String report(List<String> arguments) throws IOException {
        JavaTruthReport report = new JavaTruthReport();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--sources" -> report.folders = List.of(arguments.get(++i).split(",", -1));
                case "--classpath" -> report.classpath = arguments.get(++i);
                case "--show" -> report.show = Integer.parseInt(arguments.get(++i));
                default -> report.repositories.add(Path.of(arguments.get(i)));
            }
        }
        for (Path repository : report.repositories) {
            report.compare(repository);
        }
        return report.table + "\n" + String.join("\n", report.notes) + "\n";
    }

    private boolean takes(String path) {
        boolean inside = folders.isEmpty()
                ? path.contains("src/main/java/") || path.contains("src/test/java/")
                : folders.stream().anyMatch(path::startsWith);
        return inside && path.endsWith(".java") && !path.endsWith("-info.java");
    }

    private void compare(Path repository) throws IOException {
        Path classes = Files.createTempDirectory("rr-java-truth");
        try (RollbackRecovery rr = RollbackRecovery.open(repository, GitEnvironment.isolated())) {
            CommitId head = rr.repository().require("HEAD");
            SourceReader sources = rr.repository().sources();
            SortedMap<String, String> texts = new TreeMap<>();
            for (SourceFile file :
                    sources.files(rr.repository().commits().commit(head).tree())) {
                String path = file.path().toString();
                if (takes(path) && file.mode().isFile()) {
                    sources.read(file.blob(), LARGEST_FILE)
                            .bytes()
                            .ifPresent(bytes -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
                }
            }
            CompiledJava compiled = CompiledJava.of(texts, classpath, classes);
            SortedMap<Pair, String> ours = new TreeMap<>();
            rr.blastRadius().graph(head).graph().edges().forEach(edge -> {
                Pair pair = new Pair(edge.from().toString(), edge.to().toString());
                if (compiled.files().contains(pair.from()) && compiled.files().contains(pair.to())) {
                    ours.merge(pair, edge.kind().word(), (one, other) -> one + "," + other);
                }
            });
            String name = repository.toAbsolutePath().normalize().getFileName() + " "
                    + head.hex().substring(0, 10);
            row(name, texts.size(), compiled, ours);
        } finally {
            delete(classes);
        }
    }

    private void row(String name, int all, CompiledJava compiled, SortedMap<Pair, String> ours) {
        Set<Pair> both = new TreeSet<>(compiled.symbols());
        both.retainAll(compiled.bytecode());
        Set<Pair> named = new TreeSet<>(both);
        named.retainAll(compiled.named());
        Set<Pair> any = new TreeSet<>(compiled.symbols());
        any.addAll(compiled.bytecode());
        Set<Pair> near = Pair.within2(ours.keySet());
        table.row(List.of(
                name,
                compiled.files().size() + " of " + all,
                compiled.symbols().size() + " / " + compiled.bytecode().size() + " / " + both.size(),
                share(both, named),
                share(named, ours.keySet()),
                share(both, ours.keySet()),
                share(Pair.within2(named), near),
                share(Pair.within2(both), near),
                String.valueOf(ours.size()),
                share(ours.keySet(), any)));
        Map<String, Integer> kinds = new TreeMap<>();
        without(ours.keySet(), any).forEach(pair -> kinds.merge(ours.getOrDefault(pair, ""), 1, Integer::sum));
        Set<Pair> onlySymbols = without(compiled.symbols(), compiled.bytecode());
        Set<Pair> onlyBytecode = without(compiled.bytecode(), compiled.symbols());
        notes.add(name + ": by javac alone " + onlySymbols.size() + ", of these RR has "
                + share(onlySymbols, ours.keySet())
                + "; by jdeps alone " + onlyBytecode.size() + ", of these RR has " + share(onlyBytecode, ours.keySet())
                + "; by RR alone " + kinds);
        list("left out", compiled.errors());
        list("named, had by both, missed by RR", without(named, ours.keySet()));
        list(
                "had by RR alone",
                without(ours.keySet(), any).stream()
                        .map(pair -> pair + " " + ours.get(pair))
                        .toList());
        Set<Pair> namedBySymbols = without(compiled.named(), ours.keySet());
        namedBySymbols.removeAll(both);
        list("named, had by javac alone, missed by RR", namedBySymbols);
    }

    private void list(String title, Collection<?> items) {
        if (show > 0 && !items.isEmpty()) {
            notes.add("  " + title + ":");
            items.stream().limit(show).forEach(item -> notes.add("    " + item));
        }
    }

    private static Set<Pair> without(Collection<Pair> some, Collection<Pair> others) {
        Set<Pair> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static String share(Collection<Pair> whole, Collection<Pair> part) {
        Set<Pair> found = new TreeSet<>(whole);
        found.retainAll(part);
        return whole.isEmpty()
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%d of %d = %.2f%%",
                        found.size(),
                        whole.size(),
                        100.0 * found.size() / whole.size());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
