package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The errors of the javac that runs this, for the Java files of a tree, without writing a file. Not thread-safe. */
final class JavaCompile {
    /** Stands in the error about an import from a library that is not there. */
    static final String NO_PACKAGE = "doesnt.exist";

    private static final int KEPT = 40;
    private static final long LARGEST_FILE = 4L << 20;

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final String folder;
    private final String classpath;
    private final Map<TreeId, Set<String>> known = new LinkedHashMap<>();

    JavaCompile(String folder, String classpath) {
        this.folder = folder;
        this.classpath = classpath;
    }

    /** The errors, each with its file and without its line, so that those of two trees can be compared. */
    Set<String> errors(SourceReader sources, TreeId tree) {
        Set<String> errors = known.get(tree);
        if (errors == null) {
            errors = compile(sources, tree);
            if (known.size() >= KEPT) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(tree, errors);
        }
        return errors;
    }

    private Set<String> compile(SourceReader sources, TreeId tree) {
        List<JavaFileObject> files = new ArrayList<>();
        for (SourceFile file : sources.files(tree)) {
            String path = file.path().toString();
            boolean isType = path.endsWith(".java") && !path.endsWith("-info.java");
            if (path.startsWith(folder) && isType && file.mode().isFile()) {
                sources.read(file.blob(), LARGEST_FILE)
                        .bytes()
                        .ifPresent(bytes -> files.add(new Source(path, new String(bytes, StandardCharsets.UTF_8))));
            }
        }
        Set<String> errors = new TreeSet<>();
        DiagnosticListener<JavaFileObject> listener = found -> {
            JavaFileObject source = found.getSource();
            if (found.getKind() == Diagnostic.Kind.ERROR && source != null) {
                errors.add(source.getName() + " " + found.getCode() + " "
                        + found.getMessage(Locale.ROOT).replaceAll("\\s+", " "));
            }
        };
        List<String> options = List.of(
                "-proc:none",
                "-implicit:none",
                "-nowarn",
                "-Xmaxerrs",
                "10000",
                "-XDshould-stop.ifError=FLOW",
                "-cp",
                classpath);
        javac.getTask(Writer.nullWriter(), new Nowhere(javac), listener, options, null, files)
                .call();
        return errors;
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
