package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the judge says of planned Java trees, beside what javac says of them. Each case replaces one file of a small
 * project, as a revert would, and names the file that no longer fits; or none.
 */
final class JavaJudgeTest {
    private static final Map<String, String> PROJECT = Map.of(
            "Shape",
            "package p; public interface Shape { double area(); default String label(int n) { return \"s\" + n; } }",
            "Circle",
            "package p; public class Circle implements Shape { protected final double r; public Circle(double r) {"
                    + " this.r = r; } @Override public double area() { return r * r * 3; } public Circle grow(int by) {"
                    + " return new Circle(r + by); } public static Circle unit() { return new Circle(1); }"
                    + " public enum Size { SMALL, LARGE } public Size size() { return Size.SMALL; } }",
            "Holder",
            "package p; import java.util.*; public class Holder<T> { private final List<T> all = new ArrayList<>();"
                    + " public T first() { return all.get(0); } public void add(T one) { all.add(one); }"
                    + " public List<T> all() { return all; } public int count; }",
            "Use",
            "package p; import java.util.*; class Use { String run(Holder<Circle> h) { for (Circle c : h.all()) {"
                    + " if (c.size() == Circle.Size.LARGE) { return c.label(h.count); } } Circle one = h.first().grow(2);"
                    + " Shape s = one; List<Circle> sorted = new ArrayList<>(h.all());"
                    + " sorted.sort(Comparator.comparingDouble(Circle::area)); h.add(Circle.unit());"
                    + " return s instanceof Circle big ? big.toString() : helper(one, \"x\"); }"
                    + " private String helper(Shape s, String t) { Runnable r = () -> System.out.println(t);"
                    + " r.run(); return t + s.area(); } }",
            "Square",
            "package p; class Square extends Circle { Square() { super(2); } @Override public Square grow(int by) {"
                    + " return this; } double twice() { return area() + r; } }",
            "Port",
            "package p; import java.io.*; public class Port implements Closeable { public Port(String name) throws"
                    + " IOException { if (name.isEmpty()) { throw new EOFException(); } } public int read() throws"
                    + " IOException { return 1; } public long length() { return 2; } @Override public void close()"
                    + " throws IOException { } static class Fault extends Exception { } void check() throws Fault { } }",
            "Client",
            "package p; import java.io.*; class Client { int go() throws IOException { Port port = new Port(\"a\");"
                    + " int first = port.read(); return first; } int quiet() { try { return new Port(\"b\").read(); }"
                    + " catch (IOException e) { return 0; } } long length(Port port) { return port.length(); }"
                    + " void check(Port port) { try { port.check(); } catch (Port.Fault f) { } } void later(Port port) {"
                    + " Runnable r = () -> { try { port.close(); } catch (IOException e) { } }; r.run(); }"
                    + " int size(Circle.Size s) { switch (s) { case SMALL: return 1; default: return 2; } } }");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "method gone            | Circle | public Circle grow(int by) | public Circle other(int by)  | Use",
                "method has another arity | Circle | grow(int by)   | grow(int by, int at)              | Use",
                "parameter of another type | Circle | grow(int by)  | grow(String by)                   | Use",
                "result of another type | Circle | public static Circle unit() { return new Circle(1); } | public static String unit() { return null; } | Use",
                "static is an instance method | Circle | public static Circle unit | public Circle unit  | Use",
                "method is private      | Circle | public static Circle unit | private static Circle unit      | Use",
                "constructor has another arity | Circle | public Circle(double r) { this.r = r; } | public Circle(double r, int n) { this.r = r; } | Square",
                "field is private       | Circle | protected final double r | private final double r           | Square",
                "field is gone          | Holder | public int count         | public int other                 | Use",
                "enum constant is gone  | Circle | SMALL, LARGE             | SMALL, BIG                       | Use",
                "nested type is gone    | Circle | enum Size                | enum Extent                      | Use",
                "generic result is another | Holder | public T first() { return all.get(0); } | public String first() { return null; } | Use",
                "interface wants more   | Shape  | double area();           | double area(); double edge();    | Circle",
                "interface wants less   | Shape  | double area();           | double surface();                | Circle",
                "default method is gone | Shape  | label(int n)             | named(int n)                     | Use",
                "final cannot be overridden | Circle | public Circle grow   | public final Circle grow         | Square",
                "result cannot be overridden | Circle | public Circle grow(int by) { return new Circle(r + by); } | public void grow(int by) { } | Square",
                "class does not inherit any more | Circle | implements Shape | implements Cloneable | Use",
                "class is abstract      | Circle | public class Circle      | public abstract class Circle     | Circle",
                "class is final         | Circle | public class Circle      | public final class Circle        | Square",
                "import is gone         | Use    | import java.util.*;      | ``                               | Use",
                "single import of another | Holder | import java.util.*;    | import java.util.List;           | Holder",
                "local variable is gone | Use    | Shape s = one;           | ``                               | Use",
                "method of own class is gone | Use | private String helper(  | private String helped(           | Use",
                "wrong return           | Use    | return t + s.area();     | return s;                        | Use",
                "declared twice         | Circle | public Circle grow       | public Circle grow(int by) { return this; } public Circle grow | Circle",
                "exception is new       | Port   | public long length()     | public long length() throws IOException | Client",
                "constructor throws     | Circle | public Circle(double r)  | public Circle(double r) throws Exception | Circle",
                "exception is not thrown any more | Port | void check() throws Fault | void check()       | Client",
                "override throws more   | Square | public Square grow(int by) | public Square grow(int by) throws Exception | Square",
                "exception is not taken | Client | catch (IOException e) { } }; r.run(); | catch (RuntimeException e) { } }; r.run(); int n = port.read(); | Client",
                "result is wider        | Port   | public int read()        | public long read()               | Client",
                "static cannot be overridden | Circle | public Circle grow(int by) { return new Circle(r + by); } | public static Circle grow(int by) { return null; } | Square",
                "static cannot hide     | Square | double twice() { return area() + r; } | static double area() { return 1; } | Square",
                "label is gone          | Circle | SMALL, LARGE             | TINY, LARGE                      | Client",
                "annotation is not known | Holder | public void add         | @Mark(Circle.class) public void add | Holder",
                "type is gone           | Circle | public class Circle      | class Round { } class Ring       | Use",
            })
    void findsWhatNoLongerFits(String name, String type, String from, String to, String broken) {
        Map<String, String> planned = new TreeMap<>(PROJECT);
        String source = PROJECT.get(type);
        assertThat(source).contains(from);
        planned.put(type, source.replace(from, to == null ? "" : to));

        assertThat(javac(PROJECT)).isEmpty();
        assertThat(javac(planned)).as("javac").contains(broken + ".java");
        assertThat(judge(PROJECT, planned).stream().map(found -> found.path().toString()))
                .as("judge")
                .contains("src/p/" + broken + ".java");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shape|label(int n)|label(long n)",
                "Shape|label(int n)|label(int... n)",
                "Circle|implements Shape|implements Shape, java.io.Serializable",
                "Circle|public static Circle unit() { return new Circle(1); }|public static Square unit() { return new Square(); }",
                "Circle|protected final double r|protected final float x = 0; protected final double r",
                "Holder|public T first()|public <X> T first()",
                "Holder|public int count|public static int count",
                "Shape|double area();|double area(); default double edge() { return 0; }",
                "Use|Circle one = h.first().grow(2);|var one = h.first().grow(2);",
                "Use|return t + s.area();|String u = t; { int s2 = 1; u += s2; } return u;",
                "Use|r.run();|new Thread(r) { @Override public void run() { helper(s, t); super.run(); } }.start();",
                "Use|String run(|record Pair(int a, Circle b) { } double pairs(Pair x) { return x.b().area() + x.a(); } String run(",
                "Square|double twice()|double thrice()",
                "Square|double twice()|@interface Mark { Class<?> value(); } @Mark(Circle.class) double twice()",
                "Port|public int read() throws IOException|public int read() throws EOFException",
                "Port|void check() throws Fault { }|void check() throws Fault { throw new Fault(); }",
                "Client|port.check();|port.check(); Runnable r = () -> { };",
                "Client|port.check();|if (port.length() > 1) { throw new Port.Fault(); }",
                "Client|port.close();|java.util.concurrent.Callable<Integer> c = () -> port.read(); port.close();",
                "Client|port.close();|java.util.concurrent.Callable<Integer> c = () -> { return port.read(); };"
                        + " port.close();",
                "Client|port.close();|java.util.concurrent.Callable<Integer> c = port::read; port.close();",
                "Client|return new Port(\"b\").read();|try (Port p = new Port(\"b\")) { return 1; }",
                "Client|long length(Port port) { return|double length(Port port) { return",
                "Square|double twice() {|String name() { return int.class.getName() + double[].class; } double twice() {"
                        + " @SuppressWarnings(\"unused\") Shape other = this; other.area();",
                "Holder|public int count;|static class All<K, V> extends java.util.AbstractMap<K, V> { public"
                        + " Set<Entry<K, V>> entrySet() { return Set.of(); } } public int count;",
            })
    void leavesWhatStillFits(String change) {
        String[] parts = change.split("\\|", -1);
        Map<String, String> planned = new TreeMap<>(PROJECT);
        assertThat(PROJECT.get(parts[0])).contains(parts[1]);
        planned.put(parts[0], PROJECT.get(parts[0]).replace(parts[1], parts[2]));

        assertThat(javac(planned)).as("javac").isEmpty();
        assertThat(judge(PROJECT, planned)).as("judge").isEmpty();
    }

    @Test
    void doesNotTellAgainWhatDangledBefore() {
        Map<String, String> now = new TreeMap<>(PROJECT);
        now.put("Old", "package p; class Old { int x = new Circle(1).nothing(); }");
        Map<String, String> planned = new TreeMap<>(now);
        planned.put("Old", "package p; class Old { int y = 1; int x = new Circle(1).nothing(); }");

        assertThat(judge(now, planned)).isEmpty();
    }

    @Test
    void namesPlaceSymbolAndTarget() {
        Map<String, String> planned = new TreeMap<>(PROJECT);
        planned.put(
                "Holder",
                PROJECT.get("Holder").replace("public int count;", "").replace("public void add", "\n void put"));

        assertThat(judge(PROJECT, planned))
                .containsExactly(
                        new DanglingReference(
                                RepoPath.of("src/p/Use.java"), 1, "Holder.add(1)", RepoPath.of("src/p/Holder.java")),
                        new DanglingReference(
                                RepoPath.of("src/p/Use.java"), 1, "Holder.count", RepoPath.of("src/p/Holder.java")));
    }

    @Test
    void seesWhatOtherPackagesMayNotUse() {
        String user = "package q; import p.Thing; class User { int n(Thing t) { return t.n; } }";
        String heir = "package q; class Heir extends p.Thing { int m() { return m; } }";
        MemoryRepository repository = new MemoryRepository();
        repository.file("src/q/User.java", user);
        repository.file("src/q/Heir.java", heir);
        List<String> broken = new ArrayList<>();
        repository.file("src/p/Thing.java", "package p; public class Thing { public int n; protected int m; }");
        TreeId now = repository.commit(repository.commit("now")).tree();
        for (String thing : List.of(
                "class Thing { public int n; protected int m; }",
                "public class Thing { protected int n; protected int m; }",
                "public class Thing { public int n; int m; }")) {
            repository.file("src/p/Thing.java", "package p; " + thing);
            TreeId planned = repository.commit(repository.commit("planned")).tree();
            ReferenceJudge judge = new BlastRadiusAnalyzer(repository, repository).judge();
            broken.add(judge.dangling(repository, now, now, planned).stream()
                    .map(found -> found.path().name())
                    .distinct()
                    .collect(Collectors.joining(" ")));
        }

        assertThat(broken).containsExactly("Heir.java User.java", "User.java", "Heir.java");
    }

    @Test
    void seesAnImportThatGoesThoughALibraryIsInherited() {
        String test = "package p; %s class AllTest extends org.library.Case { void run() { Things.check(LIMIT); } }";
        MemoryRepository repository = new MemoryRepository();
        repository.file("src/q/Things.java", "package q; public class Things { public static void check(int n) { } }");
        repository.file("src/p/AllTest.java", String.format(Locale.ROOT, test, "import q.Things;"));
        TreeId now = repository.commit(repository.commit("now")).tree();
        repository.file("src/p/AllTest.java", String.format(Locale.ROOT, test, ""));
        TreeId planned = repository.commit(repository.commit("planned")).tree();

        assertThat(new BlastRadiusAnalyzer(repository, repository).judge().dangling(repository, now, now, planned))
                .extracting(DanglingReference::symbol)
                .containsExactly("Things");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import org.library.Limits; | class User { int most = Limits.MOST; } | Limits",
                "import java.io.IOException; | interface User { void run() throws IOException; } | IOException",
                "import static org.library.Things.check; | class User extends org.library.Case { void run() { check(1); } }"
                        + " | User.check(1)",
                "import static org.library.Things.check; import static org.library.Things.*;"
                        + " | class User extends org.library.Case { void run() { check(1); } } |"
            })
    void seesWhatALostImportLeaves(String imports, String code, String dangling) {
        String kept = imports.contains("*") ? "import static org.library.Things.*;" : "";
        List<DanglingReference> found = judge(
                Map.of("User", "package p; " + imports + " " + code),
                Map.of("User", "package p; " + kept + " " + code));

        assertThat(found)
                .extracting(DanglingReference::symbol)
                .containsExactlyElementsOf(dangling == null ? List.of() : List.of(dangling));
    }

    @Test
    void seesAnElementThatAnAnnotationHasNoMore() {
        String rule = "package p; @interface Rule { String[] names() default {}; int order() default 1; }";
        String user =
                "package p; class User { @Rule(names = {\"order = 1\"}, order = 2) int a; @Rule(names = \"\") int b; }";

        assertThat(judge(Map.of("Rule", rule, "User", user), Map.of("Rule", rule.replace("int order", "int place"))))
                .extracting(DanglingReference::symbol)
                .containsExactly("Rule.order");
        assertThat(judge(Map.of("Rule", rule, "User", user), Map.of("Rule", rule.replace("int order", "long order"))))
                .isEmpty();
    }

    @Test
    void anAnonymousClassMayUseAProtectedConstructor() {
        MemoryRepository repository = new MemoryRepository();
        repository.file("src/q/Token.java", "package q; public class Token<T> { protected Token() { } }");
        repository.file("src/p/User.java", "package p; class User { Object t; }");
        TreeId now = repository.commit(repository.commit("now")).tree();
        repository.file(
                "src/p/User.java", "package p; import q.Token; class User { Object t = new Token<String>() { }; }");
        TreeId planned = repository.commit(repository.commit("planned")).tree();

        assertThat(new BlastRadiusAnalyzer(repository, repository).judge().dangling(repository, now, now, planned))
                .isEmpty();
    }

    private static List<DanglingReference> judge(Map<String, String> now, Map<String, String> planned) {
        MemoryRepository repository = new MemoryRepository();
        now.forEach((type, source) -> repository.file("src/p/" + type + ".java", source));
        TreeId before = repository.commit(repository.commit("now")).tree();
        planned.forEach((type, source) -> repository.file("src/p/" + type + ".java", source));
        TreeId after = repository.commit(repository.commit("planned")).tree();
        ReferenceJudge judge = new BlastRadiusAnalyzer(repository, repository).judge();
        return judge.dangling(repository, before, before, after);
    }

    /** The files with errors. */
    private static List<String> javac(Map<String, String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<SimpleJavaFileObject> files = sources.entrySet().stream()
                .map(source -> (SimpleJavaFileObject) new Source(source.getKey(), source.getValue()))
                .toList();
        try {
            ((JavacTask) compiler.getTask(
                            Writer.nullWriter(),
                            null,
                            found,
                            List.of("-proc:none", "-XDshould-stop.ifError=FLOW"),
                            null,
                            files))
                    .analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR && one.getSource() != null)
                .map(one -> one.getSource().getName().replaceAll(".*/", ""))
                .distinct()
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(URI.create("memory:///p/" + type + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
