package io.rollbackrecovery.analysis.internal.lang.kotlin;

import io.rollbackrecovery.analysis.internal.lang.java.JavaLanguage;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;

/** Kotlin source files and scripts. */
public final class KotlinLanguage implements FactExtractor {
    @Override
    public String language() {
        return "kotlin";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean handles(RepoPath path) {
        return path.name().endsWith(".kt") || path.name().endsWith(".kts");
    }

    @Override
    public FileFacts extract(byte[] bytes) {
        return new KotlinScanner(bytes).scan();
    }

    @Override
    public Linker linker() {
        return JavaLanguage.sharedLinker();
    }
}
