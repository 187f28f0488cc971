package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.Optional;

/**
 * One language: which files are written in it, what one file declares and refers to, and how references find their
 * files.
 *
 * <p>An implementation is stateless and thread-safe, does no I/O and does not recurse on what the file nests. Methods
 * may be added to this interface with a default body only.
 */
public interface FactExtractor {
    /**
     * Gives the name of the language, by which facts are kept.
     *
     * @return for example {@code java}
     */
    String language();

    /**
     * Gives the version of the facts: it changes when the same bytes would give other facts. Facts are kept beyond the
     * process by it, by {@link #language()} and by the file's content.
     *
     * @return for example {@code 3}; empty, as by default, if facts are not to be kept beyond the process
     */
    default String version() {
        return "";
    }

    /**
     * Tells whether a file is written in this language, by its name alone.
     *
     * @param path a path
     * @return true if it is
     */
    boolean handles(RepoPath path);

    /**
     * Reads one file. A pure function of the bytes: it never throws, whatever they are, takes time linear in their
     * number, and says in {@link FileFacts#partial()} where it lost its place.
     *
     * @param bytes the whole content, not to be changed
     * @return what the file declares and refers to
     */
    FileFacts extract(byte[] bytes);

    /**
     * Tells in which form of the language a file is written, by its name alone, where the same bytes mean something
     * else under another name. Facts are kept by it as well.
     *
     * @param path a path that this language {@linkplain #handles(RepoPath) handles}
     * @return a short word for the form; empty if the language has only one
     */
    default String dialect(RepoPath path) {
        return "";
    }

    /**
     * Reads one file in a form of the language; otherwise as {@link #extract(byte[])}, which is called by default.
     *
     * @param bytes the whole content, not to be changed
     * @param dialect what {@link #dialect(RepoPath)} says of the file
     * @return what the file declares and refers to
     */
    default FileFacts extract(byte[] bytes, String dialect) {
        return extract(bytes);
    }

    /**
     * Gives the rules by which references between files of this language are resolved.
     *
     * @return the linker
     */
    Linker linker();

    /**
     * Gives what finds uses that a change breaks though the names that they have are still there.
     *
     * @return the checker; empty if the language has none
     */
    default Optional<ReferenceChecker> checker() {
        return Optional.empty();
    }
}
