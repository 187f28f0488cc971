package io.rollbackrecovery.examples.benchmarks.truth;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the javac and the jdeps of the running JDK say about which file of a project needs which. Main and test sources
 * are compiled together, as one unnamed module. Files with errors, for want of a library say, are left out, and then
 * those that have errors without them, until the rest compiles.
 */
final class CompiledJava {
    private static final Pattern DEPENDENCY = Pattern.compile("^   (\\S+)\\s+-> (\\S+)\\s.*");
    private static final int MOST_ROUNDS = 12;

    private final Path classes;
    private final String classpath;
    private final SortedMap<String, String> texts;
    private final Map<String, String> fileOfClass = new HashMap<>();
    private final Map<String, String> fileOfType = new HashMap<>();
    private final Set<Pair> symbols = new TreeSet<>();
    private final Set<Pair> named = new TreeSet<>();
    private final Set<Pair> bytecode = new TreeSet<>();
    private final List<String> errors = new ArrayList<>();

    private CompiledJava(Path classes, String classpath, SortedMap<String, String> texts) {
        this.classes = classes;
        this.classpath = classpath;
        this.texts = new TreeMap<>(texts);
    }

    /**
     * Compiles.
     *
     * @param texts the sources by path
     * @param classpath jars, as javac takes them
     * @param classes an empty folder
     */
    static CompiledJava of(SortedMap<String, String> texts, String classpath, Path classes) throws IOException {
        CompiledJava compiled = new CompiledJava(classes, classpath, texts);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Set<String> wrong = compiled.compile();
            if (wrong.isEmpty()) {
                compiled.jdeps();
                return compiled;
            }
            compiled.texts.keySet().removeAll(wrong);
        }
        throw new IOException("after " + MOST_ROUNDS + " rounds there are still errors: " + compiled.errors);
    }

    /** The files that were compiled. */
    Set<String> files() {
        return texts.keySet();
    }

    /** Edges of the syntax trees: a name in one file means a type or member that another declares. */
    Set<Pair> symbols() {
        return symbols;
    }

    /** Those of {@link #symbols()} where a name in the one file means a type in the other. */
    Set<Pair> named() {
        return named;
    }

    /** Edges between classes, told by jdeps. */
    Set<Pair> bytecode() {
        return bytecode;
    }

    /** The first error of each file that was left out. */
    List<String> errors() {
        return errors;
    }

    private Set<String> compile() throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        Set<String> wrong = new TreeSet<>();
        DiagnosticListener<JavaFileObject> listener = found -> {
            JavaFileObject source = found.getSource();
            if (found.getKind() == Diagnostic.Kind.ERROR) {
                String path = source == null ? "" : pathOf(source);
                if (wrong.add(path)) {
                    errors.add(path + ":" + found.getLineNumber() + " "
                            + found.getMessage(Locale.ROOT).lines().findFirst().orElse(""));
                }
            }
        };
        List<JavaFileObject> sources = new ArrayList<>();
        texts.forEach((path, text) -> sources.add(new Source(path, text)));
        fileOfClass.clear();
        fileOfType.clear();
        symbols.clear();
        named.clear();
        try (JavaFileManager files = new Output(javac)) {
            List<String> options = List.of("-proc:none", "-implicit:none", "-nowarn", "-Xmaxerrs", "100000");
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of("-cp", classpath, "-sourcepath", classes.toString()));
            JavacTask task = (JavacTask) javac.getTask(Writer.nullWriter(), files, listener, all, null, sources);
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            task.analyze();
            if (wrong.isEmpty()) {
                read(Trees.instance(task), units);
                task.generate();
            }
        }
        if (wrong.contains("")) {
            throw new IOException("javac: " + errors);
        }
        return wrong;
    }

    private void read(Trees trees, List<CompilationUnitTree> units) {
        TreePathScanner<Void, String> types = new TreePathScanner<>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, String path) {
                if (trees.getElement(getCurrentPath()) instanceof TypeElement type) {
                    fileOfType.put(type.getQualifiedName().toString(), path);
                }
                // Nested types belong to the outermost one's file.
                return null;
            }
        };
        units.forEach(unit -> types.scan(unit, pathOf(unit)));
        Names names = new Names(trees);
        units.forEach(unit -> names.scan(unit, pathOf(unit)));
    }

    private static String pathOf(CompilationUnitTree unit) {
        return pathOf(unit.getSourceFile());
    }

    /** javac hands our objects back in wrappings of its own. */
    private static String pathOf(FileObject source) {
        return source.toUri().getPath().substring(1);
    }

    /** Looks at what each name means. */
    private final class Names extends TreePathScanner<Void, String> {
        private final Trees trees;

        Names(Trees trees) {
            this.trees = trees;
        }

        private void note(String path) {
            Element element = trees.getElement(getCurrentPath());
            Element type = element;
            while (type != null
                    && type.getEnclosingElement() != null
                    && type.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
                type = type.getEnclosingElement();
            }
            if (element == null || !(type instanceof TypeElement top)) {
                return;
            }
            String target = fileOfType.getOrDefault(top.getQualifiedName().toString(), path);
            if (!target.equals(path)) {
                symbols.add(new Pair(path, target));
                if (element instanceof TypeElement && isWritten(getCurrentPath())) {
                    named.add(new Pair(path, target));
                }
            }
        }

        /** Whether the name stands in the file: javac writes the types of lambda parameters and {@code var} itself. */
        private boolean isWritten(TreePath path) {
            CompilationUnitTree unit = path.getCompilationUnit();
            SourcePositions positions = trees.getSourcePositions();
            String text = texts.getOrDefault(pathOf(unit), "");
            Tree tree = path.getLeaf();
            if (tree instanceof IdentifierTree identifier) {
                int start = (int) positions.getStartPosition(unit, tree);
                return start >= 0 && text.startsWith(identifier.getName().toString(), start);
            }
            int end = (int) positions.getEndPosition(unit, tree);
            return end >= 0
                    && tree instanceof MemberSelectTree select
                    && text.substring(0, end).endsWith(select.getIdentifier().toString());
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree tree, String path) {
            note(path);
            return super.visitIdentifier(tree, path);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree tree, String path) {
            note(path);
            return super.visitMemberSelect(tree, path);
        }

        @Override
        public @Nullable Void visitMemberReference(MemberReferenceTree tree, String path) {
            note(path);
            return super.visitMemberReference(tree, path);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, String path) {
            note(path);
            return super.visitNewClass(tree, path);
        }
    }

    private void jdeps() throws IOException {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int exit = java.util.spi.ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new IOException("this Java runtime has no jdeps"))
                .run(writer, writer, "-verbose:class", "-filter:none", "--multi-release", "base", classes.toString());
        if (exit != 0) {
            throw new IOException("jdeps: " + out);
        }
        out.toString().lines().forEach(line -> {
            Matcher matcher = DEPENDENCY.matcher(line);
            if (matcher.matches()) {
                String from = fileOfClass.get(matcher.group(1));
                String to = fileOfClass.get(matcher.group(2));
                if (from != null && to != null && !from.equals(to)) {
                    bytecode.add(new Pair(from, to));
                }
            }
        });
    }

    private static URI uri(String path) {
        try {
            return new URI("memory", "", "/" + path, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path + " cannot be compiled", e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(uri(path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Writes classes, and notes from which file each comes. */
    private final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        Output(JavaCompiler javac) {
            super(javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8));
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String type, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
            fileOfClass.put(type, pathOf(sibling));
            Path file = classes.resolve(type.replace('.', '/') + kind.extension);
            Files.createDirectories(file.resolveSibling("."));
            return new SimpleJavaFileObject(URI.create("written:///" + type.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    return Files.newOutputStream(file);
                }
            };
        }
    }
}
