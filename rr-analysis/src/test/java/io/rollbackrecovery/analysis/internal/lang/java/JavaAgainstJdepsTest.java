package io.rollbackrecovery.analysis.internal.lang.java;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.LinkSink;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares edges between Java files with what {@code jdeps} finds in the classes that {@code javac} makes of them. */
class JavaAgainstJdepsTest {
    private static final Pattern DEPENDENCY = Pattern.compile("^   (\\S+)\\s+-> (\\S+)\\s.*");

    @TempDir
    Path folder;

    private static String run(String tool, List<String> arguments) {
        Optional<ToolProvider> provider = ToolProvider.findFirst(tool);
        Tools.require(provider.isPresent(), "this Java runtime has no " + tool);
        StringWriter out = new StringWriter();
        int exit = provider.orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        assertThat(exit).describedAs(out.toString()).isZero();
        return out.toString();
    }

    /** Class-to-class edges of compiled classes, as edges between the files of their top-level types. */
    private static Set<String> jdeps(Path classes, Set<String> types) {
        String text =
                run("jdeps", List.of("-verbose:class", "-filter:none", "--multi-release", "base", classes.toString()));
        Set<String> edges = new TreeSet<>();
        text.lines().forEach(line -> {
            Matcher matcher = DEPENDENCY.matcher(line);
            if (matcher.matches()) {
                String from = topLevel(matcher.group(1));
                String to = topLevel(matcher.group(2));
                if (!from.equals(to) && types.contains(from) && types.contains(to)) {
                    edges.add(from + " -> " + to);
                }
            }
        });
        return edges;
    }

    private static String topLevel(String type) {
        int dollar = type.indexOf('$');
        return dollar < 0 ? type : type.substring(0, dollar);
    }

    private static SortedMap<RepoPath, FileFacts> facts(Path sources) throws IOException {
        SortedMap<RepoPath, FileFacts> facts = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(sources)) {
            for (Path file :
                    walk.filter(path -> path.toString().endsWith(".java")).toList()) {
                FileFacts of = new JavaLanguage().extract(Files.readAllBytes(file));
                assertThat(of.partial()).describedAs(file.toString()).isEmpty();
                facts.put(RepoPath.of(sources.relativize(file).toString().replace('\\', '/')), of);
            }
        }
        return facts;
    }

    private static Set<String> ours(SortedMap<RepoPath, FileFacts> facts) {
        Set<String> edges = new TreeSet<>();
        new JavaLanguage().linker().link(facts, new LinkSink() {
            @Override
            public void link(Link link) {
                if (!link.from().equals(link.to())) {
                    edges.add(type(link.from()) + " -> " + type(link.to()));
                }
            }

            @Override
            public void unresolved(RepoPath from, int line, String reference) {
                throw new AssertionError(from + ":" + line + " " + reference);
            }
        });
        return edges;
    }

    private static String type(RepoPath path) {
        String text = path.toString();
        return text.substring(0, text.length() - ".java".length()).replace('/', '.');
    }

    /** Edges to types whose name stands in the file, outside of comments; others no reader of one file can see. */
    private static Set<String> named(Set<String> edges, SortedMap<RepoPath, FileFacts> facts) {
        Set<String> named = new TreeSet<>();
        facts.forEach((path, of) -> {
            Set<String> words = new TreeSet<>();
            of.names().stream().map(Mention::text).forEach(words::add);
            of.members().stream().map(Mention::text).forEach(words::add);
            of.imports().forEach(fact -> words.addAll(List.of(fact.reference().split("[.:]"))));
            for (String edge : edges) {
                String to = edge.substring(edge.lastIndexOf('.') + 1);
                if (edge.startsWith(type(path) + " -> ") && words.contains(to)) {
                    named.add(edge);
                }
            }
        });
        return named;
    }

    @Test
    void findsEveryEdgeOfASmallProject() throws IOException {
        Path sources = folder.resolve("src");
        write(
                sources,
                "p/Base.java",
                "package p; public abstract class Base<T> { protected Helper h; "
                        + "public static final class Nested { public static int N = new Random().nextInt(); } }"
                        + " class Random { int nextInt() { return 1; } }");
        write(
                sources,
                "p/Helper.java",
                "package p; @Mark public class Helper { public Other other() { return null; } }");
        write(
                sources,
                "p/Mark.java",
                "package p; import java.lang.annotation.*; "
                        + "@Retention(RetentionPolicy.RUNTIME) public @interface Mark { Class<?> value() default Kind.class; }");
        write(
                sources,
                "p/Kind.java",
                "package p; public enum Kind { A, B { @Override int f() { return 2; } }; int f() { return 1; } }");
        write(sources, "p/Other.java", "package p; public record Other(Kind kind) { }");
        write(
                sources,
                "q/Use.java",
                "package q; import p.*; import static p.Base.Nested.N; public class Use extends Base<Kind> { "
                        + "int f(Object o) { if (o instanceof Other other) { return N; } return h == null ? 0 : 1; } }");
        write(
                sources,
                "q/Full.java",
                "package q; public class Full { p.Helper[] h = new p.Helper[1]; "
                        + "java.util.function.Supplier<p.Kind> s = () -> p.Kind.valueOf(\"A\"); }");
        write(
                sources,
                "q/Ref.java",
                "package q; import java.util.*; import p.Other; class Ref { "
                        + "Object o = List.<Other>of().stream().map(Other::kind).toList(); <X extends Use> void g() throws Err { } }");
        write(
                sources,
                "q/Err.java",
                "package q; class Err extends Exception { static final long serialVersionUID = 1; }");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "--release", "17"));
        SortedMap<RepoPath, FileFacts> facts = facts(sources);
        facts.keySet()
                .forEach(path -> arguments.add(sources.resolve(path.toString()).toString()));
        run("javac", arguments);

        Set<String> types = new TreeSet<>();
        facts.keySet().forEach(path -> types.add(type(path)));
        Set<String> truth = jdeps(classes, types);
        // Helper has no name for Kind, and q.Use none for Helper: only the compiler knows.
        assertThat(ours(facts)).containsAll(named(truth, facts));
        assertThat(truth).hasSizeGreaterThan(10);
        // jdeps does not look at the default value of an annotation's element.
        Set<String> more = ours(facts);
        more.removeAll(truth);
        assertThat(more).containsExactly("p.Mark -> p.Kind");
    }

    private static void write(Path sources, String path, String text) throws IOException {
        Path file = sources.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A copy of a folder or a jar of classes; as a module, jdeps would ask for everything that it requires. */
    private Path withoutModule(Path classes) throws IOException {
        if (Files.isDirectory(classes)) {
            return copyWithoutModule(classes);
        }
        try (FileSystem jar = FileSystems.newFileSystem(classes)) {
            return copyWithoutModule(jar.getPath("/"));
        }
    }

    private Path copyWithoutModule(Path classes) throws IOException {
        Path copy = folder.resolve("core");
        try (Stream<Path> walk = Files.walk(classes)) {
            for (Path file :
                    walk.filter(path -> path.toString().endsWith(".class")).toList()) {
                if (!file.endsWith("module-info.class")) {
                    Path target = copy.resolve(classes.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
        return copy;
    }

    @Test
    void findsEveryNamedEdgeOfOurOwnCore() throws IOException, URISyntaxException {
        Path sources = Path.of("..", "rr-core", "src", "main", "java");
        Tools.require(Files.isDirectory(sources), "the sources of rr-core do not lie beside this module");
        Path classes = Path.of(RepoPath.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        SortedMap<RepoPath, FileFacts> facts = facts(sources);
        Set<String> types = new TreeSet<>();
        facts.keySet().forEach(path -> types.add(type(path)));
        Set<String> truth = jdeps(withoutModule(classes), types);
        Set<String> ours = ours(facts);
        Set<String> right = new TreeSet<>(ours);
        right.retainAll(truth);

        assertThat(truth).hasSizeGreaterThan(100);
        assertThat(ours).containsAll(named(truth, facts));
        // What javac drops: annotations of the source, inlined constants, imports for Javadoc.
        assertThat((double) right.size() / ours.size()).isGreaterThan(0.95);
        assertThat((double) right.size() / truth.size()).isGreaterThan(0.9);
    }
}
