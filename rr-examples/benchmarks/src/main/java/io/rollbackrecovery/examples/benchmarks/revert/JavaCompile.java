package io.rollbackrecovery.examples.benchmarks.revert;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
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

/**
 * The errors of the javac that runs this, for the Java files of a tree, without writing a file. It goes as far as flow
 * analysis, so that classes are checked and not made. Not thread-safe.
 */
final class JavaCompile {
    /** Stands in the error about an import from a library that is not there. */
    private static final String NO_PACKAGE = "doesnt.exist";

    private static final int KEPT_RESULTS = 60;
    private static final int KEPT_FILES = 6000;
    private static final long LARGEST_FILE = 4L << 20;

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final JavaFileManager nowhere = new Nowhere(javac);
    private final List<String> folders;
    private final String classpath;
    private final AffectedFiles affectedFiles = new AffectedFiles();
    private final Map<TreeId, Set<String>> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<BlobId, String> texts = new LinkedHashMap<>(16, 0.75f, true);

    JavaCompile(List<String> folders, String classpath) {
        this.folders = folders;
        this.classpath = classpath;
    }

    /** Whether a path is among those that are compiled. */
    boolean takes(String path) {
        return path.endsWith(".java")
                && !path.endsWith("-info.java")
                && folders.stream().anyMatch(path::startsWith);
    }

    /**
     * The errors, each with the name of its file, without its line and without packages, so that those of two trees can be
     * compared even where a package is called otherwise.
     */
    Set<String> errors(SourceReader sources, TreeId tree) {
        Set<String> errors = known.get(tree);
        if (errors == null) {
            errors = compile(texts(sources, tree), Optional.empty());
            known.put(tree, errors);
            shorten(known, KEPT_RESULTS);
        }
        return errors;
    }

    /** The errors that a tree has and another had not; empty if a library is missed, so that javac cannot tell. */
    Optional<Set<String>> fresh(SourceReader sources, TreeId tree, Set<String> before) {
        Set<String> errors = new TreeSet<>(errors(sources, tree));
        return fresh(errors, before, texts(sources, tree));
    }

    /**
     * As {@link #fresh(SourceReader, TreeId, Set)}, for a tree that is little different from the other, where javac looks
     * only at the files that {@link AffectedFiles} names; not at all where these are as they were in a third tree, that
     * of the commit before the one that is taken back.
     */
    Optional<Set<String>> freshInAffected(SourceReader sources, TreeId parent, TreeId now, TreeId tree) {
        Map<String, String> before = texts(sources, now);
        Map<String, String> after = texts(sources, tree);
        Set<String> affected = affectedFiles.of(before, after);
        affectedFiles.shorten(KEPT_FILES);
        Map<String, String> once = texts(sources, parent);
        if (affected.stream().allMatch(path -> Objects.equals(once.get(path), after.get(path)))) {
            return Optional.of(Set.of());
        }
        Set<String> errors = compile(after, Optional.of(affected));
        return errors.isEmpty() ? Optional.of(errors) : fresh(errors, compile(before, Optional.of(affected)), after);
    }

    /** Whether {@link AffectedFiles#likely} holds of trees. */
    boolean isLikely(SourceReader sources, TreeId parent, TreeId now, TreeId tree) {
        return affectedFiles.likely(texts(sources, parent), texts(sources, now), texts(sources, tree));
    }

    private Optional<Set<String>> fresh(Set<String> errors, Set<String> before, Map<String, String> texts) {
        Set<String> fresh = new TreeSet<>(errors);
        fresh.removeAll(before);
        // Where a package of the project itself goes away, one around it is left.
        Set<String> blind = new TreeSet<>();
        for (Set<String> all : List.of(errors, before)) {
            all.stream()
                    .filter(error -> error.contains(NO_PACKAGE) && !ownPackage(texts, error))
                    .forEach(error -> blind.add(file(error)));
        }
        boolean certain = fresh.isEmpty() || !fresh.removeIf(error -> blind.contains(file(error))) || !fresh.isEmpty();
        return certain ? Optional.of(fresh) : Optional.empty();
    }

    private static String file(String error) {
        return error.substring(0, error.indexOf(' '));
    }

    private static boolean ownPackage(Map<String, String> texts, String error) {
        String[] words = error.split(" ", -1);
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals("package") && Character.isUpperCase(words[i + 1].charAt(0))) {
                // A type that is not known, with a nested one: no package at all.
                return true;
            }
            if (words[i].equals("package")) {
                String parent = words[i + 1].contains(".")
                        ? words[i + 1].substring(0, words[i + 1].lastIndexOf('.'))
                        : words[i + 1];
                String folder = "/" + parent.replace('.', '/') + "/";
                return texts.keySet().stream().anyMatch(path -> path.contains(folder));
            }
        }
        return false;
    }

    private static void shorten(Map<?, ?> map, int most) {
        while (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }

    private Map<String, String> texts(SourceReader sources, TreeId tree) {
        Map<String, String> found = new LinkedHashMap<>();
        for (SourceFile file : sources.files(tree)) {
            String path = file.path().toString();
            if (takes(path) && file.mode().isFile()) {
                text(sources, file.blob()).ifPresent(text -> found.put(path, text));
            }
        }
        shorten(texts, KEPT_FILES);
        return found;
    }

    /** Compiles all files, or looks only into some of them. */
    private Set<String> compile(Map<String, String> sources, Optional<Set<String>> only) {
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) -> files.add(new Source(path, text)));
        Set<String> errors = new TreeSet<>();
        DiagnosticListener<JavaFileObject> listener = found -> {
            JavaFileObject source = found.getSource();
            if (found.getKind() == Diagnostic.Kind.ERROR && source != null) {
                String name = source.getName();
                errors.add(name.substring(name.lastIndexOf('/') + 1) + " " + found.getCode() + " "
                        + found.getMessage(Locale.ROOT)
                                .replaceAll("\\s+", " ")
                                .replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])", ""));
            }
        };
        List<String> options = List.of(
                "-proc:none",
                "-implicit:none",
                "-nowarn",
                "-Xmaxerrs",
                "10000",
                "-XDshould-stop.ifError=FLOW",
                "-XDshould-stop.ifNoError=FLOW",
                "-cp",
                classpath);
        JavacTask task = (JavacTask) javac.getTask(Writer.nullWriter(), nowhere, listener, options, null, files);
        try {
            if (only.isEmpty()) {
                task.analyze();
            } else {
                analyze(task, only.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return errors;
    }

    /**
     * Enters all types and looks into some. Only an internal class of javac can do that; {@code bench} exports it.
     */
    private static void analyze(JavacTask task, Set<String> only) throws IOException {
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        try {
            Class<?> implementation = Class.forName("com.sun.tools.javac.api.JavacTaskImpl");
            implementation.getMethod("enter", Iterable.class).invoke(task, units);
            Trees trees = Trees.instance(task);
            List<Element> types = new ArrayList<>();
            for (CompilationUnitTree unit : units) {
                if (only.contains(unit.getSourceFile().getName().substring(1))) {
                    for (Tree type : unit.getTypeDecls()) {
                        Element element = trees.getElement(new TreePath(new TreePath(unit), type));
                        if (element instanceof TypeElement) {
                            types.add(element);
                        }
                    }
                }
            }
            implementation.getMethod("analyze", Iterable.class).invoke(task, types);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this javac cannot look into some of its files only", e);
        }
    }

    private Optional<String> text(SourceReader sources, BlobId blob) {
        String text = texts.get(blob);
        if (text == null) {
            Optional<byte[]> bytes = sources.read(blob, LARGEST_FILE).bytes();
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            text = new String(bytes.get(), StandardCharsets.UTF_8);
            texts.put(blob, text);
        }
        return Optional.of(text);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("memory:///" + path.replace(' ', '_')), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Takes classes and drops them. */
    private static final class Nowhere extends ForwardingJavaFileManager<JavaFileManager> {
        Nowhere(JavaCompiler javac) {
            super(javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            // The next compilation uses it again.
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("nowhere:///" + type.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return OutputStream.nullOutputStream();
                }
            };
        }
    }
}
