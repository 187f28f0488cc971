package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** A language that is described by its file names, a reader of facts and a linker. */
public final class SimpleLanguage implements FactExtractor {
    private final String language;
    private final Set<String> endings;
    private final Set<String> names;
    private final Function<byte[], FileFacts> reader;
    private final Linker linker;

    private SimpleLanguage(
            String language,
            Set<String> endings,
            Set<String> names,
            Function<byte[], FileFacts> reader,
            Linker linker) {
        this.language = language;
        this.endings = endings;
        this.names = names;
        this.reader = reader;
        this.linker = linker;
    }

    private static SimpleLanguage of(
            String language, Set<String> endings, Function<byte[], FileFacts> reader, Linker linker) {
        return new SimpleLanguage(language, endings, Set.of(), reader, linker);
    }

    /**
     * Gives the languages, configuration last.
     *
     * @return one extractor for each
     */
    public static List<FactExtractor> all() {
        return List.of(
                of("rust", Set.of("rs"), bytes -> new RustReader(bytes).read(), new RustLinker()),
                of(
                        "c",
                        Set.of("c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "inl", "ipp", "m", "mm"),
                        bytes -> new IncludeReader(bytes).read(),
                        new PathLinker(PathRules.C)),
                of(
                        "csharp",
                        Set.of("cs"),
                        bytes -> new NamespaceReader(bytes, NamespaceRules.CSHARP).read(),
                        new NamespaceLinker(NamespaceRules.CSHARP)),
                of(
                        "php",
                        Set.of("php", "phtml"),
                        bytes -> new NamespaceReader(bytes, NamespaceRules.PHP).read(),
                        new NamespaceLinker(NamespaceRules.PHP)),
                new SimpleLanguage(
                        "ruby",
                        Set.of("rb", "rake", "gemspec"),
                        Set.of("Rakefile", "Gemfile"),
                        bytes -> new LineReader(bytes, LineRules.RUBY).read(),
                        new PathLinker(PathRules.RUBY)),
                of(
                        "shell",
                        Set.of("sh", "bash", "zsh", "ksh", "bats"),
                        bytes -> new LineReader(bytes, LineRules.SHELL).read(),
                        new PathLinker(PathRules.SHELL)),
                of(
                        "proto",
                        Set.of("proto"),
                        bytes -> new LineReader(bytes, LineRules.PROTO).read(),
                        new PathLinker(PathRules.PROTO)),
                of(
                        "css",
                        Set.of("css", "scss", "sass", "less"),
                        bytes -> new StyleReader(bytes).read(),
                        new PathLinker(PathRules.CSS)),
                of(
                        "html",
                        Set.of("html", "htm", "xhtml"),
                        bytes -> new MarkupReader(bytes).read(),
                        new PathLinker(PathRules.HTML)),
                of(
                        "sql",
                        Set.of("sql"),
                        bytes -> new LineReader(bytes, LineRules.SQL).read(),
                        new PathLinker(PathRules.SQL)),
                new SimpleLanguage(
                        "config",
                        Set.of(
                                "yaml",
                                "yml",
                                "json",
                                "toml",
                                "properties",
                                "ini",
                                "cfg",
                                "conf",
                                "xml",
                                "gradle",
                                "dockerfile",
                                "cmake",
                                "mk"),
                        Set.of("Dockerfile", "Makefile", "CMakeLists.txt", "Procfile", "Jenkinsfile"),
                        bytes -> new ConfigReader(bytes).read(),
                        new ConfigLinker()));
    }

    @Override
    public String language() {
        return language;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean handles(RepoPath path) {
        String name = path.name();
        int dot = name.lastIndexOf('.');
        return names.contains(name)
                || (dot >= 0 && endings.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    @Override
    public FileFacts extract(byte[] bytes) {
        return reader.apply(bytes);
    }

    @Override
    public Linker linker() {
        return linker;
    }
}
