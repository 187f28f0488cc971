package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;

/** Go source files, with the module and workspace files that say where imports lead. */
public final class GoLanguage implements FactExtractor {
    private static final String MODULE = "module";

    private final Linker linker = new GoLinker();

    @Override
    public String language() {
        return "go";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean handles(RepoPath path) {
        return path.name().endsWith(".go") || isModule(path) || isWorkspace(path);
    }

    static boolean isModule(RepoPath path) {
        return path.name().equals("go.mod");
    }

    static boolean isWorkspace(RepoPath path) {
        return path.name().equals("go.work");
    }

    @Override
    public String dialect(RepoPath path) {
        return path.name().endsWith(".go") ? "" : MODULE;
    }

    @Override
    public FileFacts extract(byte[] bytes) {
        return new GoScanner(bytes).scan();
    }

    @Override
    public FileFacts extract(byte[] bytes, String dialect) {
        return dialect.equals(MODULE) ? GoModuleFile.read(bytes) : extract(bytes);
    }

    @Override
    public Linker linker() {
        return linker;
    }
}
