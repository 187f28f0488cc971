package io.rollbackrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.fixtures.Tools;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every Java block in README and docs is compiled and run on a real repository, with {@code folder} as its place and
 * {@code agentWorks()} making commits of an agent's and a person's.
 */
class SnippetsTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final List<String> IMPORTS = List.of(
            "io.rollbackrecovery",
            "io.rollbackrecovery.analysis",
            "io.rollbackrecovery.analysis.risk",
            "io.rollbackrecovery.core.check",
            "io.rollbackrecovery.core.checkpoint",
            "io.rollbackrecovery.core.id",
            "io.rollbackrecovery.core.json",
            "io.rollbackrecovery.core.plan",
            "io.rollbackrecovery.core.run",
            "io.rollbackrecovery.core.session",
            "io.rollbackrecovery.git",
            "io.rollbackrecovery.git.env",
            "java.nio.file",
            "java.util");

    @TempDir
    static Path temp;

    @TestFactory
    Stream<DynamicTest> snippetsCompileAndRun() throws Exception {
        Tools.require("git");
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        List<Path> documents = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents) {
            Matcher blocks = BLOCK.matcher(Files.readString(document));
            for (int number = 1; blocks.find(); number++) {
                String name = document.getFileName() + " block " + number;
                String code = blocks.group(1);
                tests.add(DynamicTest.dynamicTest(name, () -> compileAndRun(name, code)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(5);
        return tests.stream();
    }

    private static void compileAndRun(String name, String code) throws Exception {
        Path folder = temp.resolve(name.replaceAll("[^A-Za-z0-9]", "-").toLowerCase(Locale.ROOT));
        GitFixture git = GitFixture.init(folder.resolve("work"));
        git.write("a.txt", "first\n").commit("first");
        git.write("a.txt", "second\n").commit("second");
        git.write("a.txt", "second, with a TODO\n").commit(Person.AGENT, "third");

        StringBuilder source = new StringBuilder();
        IMPORTS.forEach(imported -> source.append("import ").append(imported).append(".*;\n"));
        source.append("public class Snippet {\n  static Path folder;\n  static Runnable agent;\n")
                .append("  static void agentWorks() { agent.run(); }\n")
                .append("  public static void run(Path place, Runnable work) throws Exception {\n")
                .append("    folder = place;\n    agent = work;\n")
                .append(code)
                .append("  }\n}\n");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(source.toString(), classes);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, SnippetsTest.class.getClassLoader())) {
            Runnable work = () -> {
                git.write("b.txt", "agent\n").commit(Person.AGENT, "feat: add b");
                git.write("c.txt", "person\n").commit(Person.HUMAN, "docs: a person's own");
            };
            loader.loadClass("Snippet")
                    .getMethod("run", Path.class, Runnable.class)
                    .invoke(null, git.folder(), work);
        } catch (InvocationTargetException e) {
            throw new AssertionError(name + " failed: " + e.getCause(), e.getCause());
        }
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    private static void compile(String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        compiler.getTask(null, null, problems, options, null, List.of(file)).call();
        assertThat(problems.getDiagnostics())
                .filteredOn(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .as(source)
                .isEmpty();
    }
}
