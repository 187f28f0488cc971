package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;

/**
 * JavaScript and TypeScript files, the script blocks of Vue and Svelte components, and the configuration files that
 * decide how their imports are resolved.
 */
public final class JavaScriptLanguage implements FactExtractor {
    private final Linker linker = new JavaScriptLinker();

    @Override
    public String language() {
        return "javascript";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean handles(RepoPath path) {
        return Dialect.ofPath(path.toString()).isPresent();
    }

    @Override
    public String dialect(RepoPath path) {
        return Dialect.ofPath(path.toString()).orElse(Dialect.JS).word();
    }

    @Override
    public FileFacts extract(byte[] bytes) {
        return extract(bytes, Dialect.JS.word());
    }

    @Override
    public FileFacts extract(byte[] bytes, String word) {
        Dialect dialect = Dialect.ofWord(word);
        return switch (dialect) {
            case JSON -> new ConfigurationReader(bytes).json();
            case YAML -> new ConfigurationReader(bytes).yaml();
            case VUE, SVELTE -> component(bytes, dialect);
            default -> new JavaScriptScanner(bytes, dialect, "").scan();
        };
    }

    private static FileFacts component(byte[] bytes, Dialect dialect) {
        ScriptBlocks script = ScriptBlocks.of(bytes);
        return new JavaScriptScanner(script.bytes(), dialect, script.closed() ? "" : "a script block is not closed")
                .scan();
    }

    @Override
    public Linker linker() {
        return linker;
    }
}
