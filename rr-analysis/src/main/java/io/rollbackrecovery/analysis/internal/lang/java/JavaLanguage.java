package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.internal.lang.java.check.JavaReferenceChecker;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.analysis.spi.ReferenceChecker;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.Optional;

/** Java source files. */
public final class JavaLanguage implements FactExtractor {
    private static final Linker LINKER = new JavaLinker();

    /**
     * Gives the linker of all languages whose files share Java's packages.
     *
     * @return the linker
     */
    public static Linker sharedLinker() {
        return LINKER;
    }

    @Override
    public String language() {
        return "java";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public boolean handles(RepoPath path) {
        return path.name().endsWith(".java");
    }

    @Override
    public FileFacts extract(byte[] bytes) {
        return new JavaScanner(bytes).scan();
    }

    @Override
    public Linker linker() {
        return LINKER;
    }

    @Override
    public Optional<ReferenceChecker> checker() {
        return Optional.of(new JavaReferenceChecker());
    }
}
