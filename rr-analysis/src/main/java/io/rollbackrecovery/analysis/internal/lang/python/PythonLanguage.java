package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;

/** Python source and stub files. */
public final class PythonLanguage implements FactExtractor {
    private final Linker linker = new PythonLinker();

    @Override
    public String language() {
        return "python";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean handles(RepoPath path) {
        String name = path.name();
        return name.endsWith(".py") || name.endsWith(".pyi");
    }

    @Override
    public FileFacts extract(byte[] bytes) {
        return new PythonScanner(bytes).scan();
    }

    @Override
    public Linker linker() {
        return linker;
    }
}
