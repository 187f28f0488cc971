package io.rollbackrecovery.analysis.internal.lang.java;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.SortedMap;

/**
 * Links Java files by the rules of the language (JLS 6 and 7): a simple name means a type of the file itself, then a
 * single-type import, then a type of the same package, then one of a package or type that is imported whole. There are
 * no types of expressions, so a type that a file never names gives no edge. Kotlin files are linked together with them:
 * they see functions and properties of packages as well, and Java sees those as members of the class that the compiler
 * makes of their file.
 */
final class JavaLinker implements IndexedLinker {
    @Override
    public LinkIndex index(SortedMap<RepoPath, FileFacts> files, Surroundings around) {
        return new JavaIndex(files);
    }
}
