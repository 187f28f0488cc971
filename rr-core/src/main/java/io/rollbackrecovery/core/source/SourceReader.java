package io.rollbackrecovery.core.source;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A port: the files of any revision, from Git objects alone, without a work tree. Read-only; implementations are
 * thread-safe.
 *
 * <p>Every method throws {@link RrException} with {@code MISSING_OBJECT} if an object is not there (a shallow or
 * partial clone, or damage), naming it.
 */
public interface SourceReader {
    /**
     * Lists the paths of a tree: files, links and submodules, not folders.
     *
     * @param tree a tree
     * @return all paths, ordered by bytes
     */
    List<SourceFile> files(TreeId tree);

    /**
     * Finds one path of a tree.
     *
     * @param tree a tree
     * @param path a path
     * @return the file, link or submodule there; empty if there is none, or a folder
     */
    default Optional<SourceFile> file(TreeId tree, RepoPath path) {
        return files(tree).stream().filter(file -> file.path().equals(path)).findFirst();
    }

    /**
     * Reads a blob.
     *
     * @param blob a blob
     * @param limit the most bytes to read, at least 0
     * @return its content; only its size if it has more than {@code limit} bytes
     */
    BlobContent read(BlobId blob, long limit);

    /**
     * Reads many blobs, which can be faster than one by one.
     *
     * @param blobs the blobs, each once
     * @param limit the most bytes to read of each, at least 0
     * @param taker takes each blob with its content, in any order, in the calling thread; the content is empty if the
     *     blob is not in the repository
     */
    default void readAll(List<BlobId> blobs, long limit, BiConsumer<BlobId, Optional<BlobContent>> taker) {
        for (BlobId blob : blobs) {
            Optional<BlobContent> content;
            try {
                content = Optional.of(read(blob, limit));
            } catch (RrException e) {
                if (e.code() != ErrorCode.MISSING_OBJECT) {
                    throw e;
                }
                content = Optional.empty();
            }
            taker.accept(blob, content);
        }
    }

    /**
     * Compares two trees path by path; equal folders are not opened, and renames are not looked for (a rename is an
     * added and a deleted path).
     *
     * @param before a tree
     * @param after a tree
     * @return the paths that differ, ordered by bytes
     */
    List<PathChange> diff(TreeId before, TreeId after);

    /**
     * Gives the tree without entries, the parent side of a root commit. It need not exist as an object.
     *
     * @return its id in this repository's hash
     */
    TreeId emptyTree();
}
