package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;
import java.util.Optional;

/** What stands on standard output when a verb ends with 2, 3, 4 or 130. */
public record ErrorDoc(Body error) {
    /** What went wrong, and what to do. */
    public record Body(String code, String message, String hint, Optional<List<RepoPath>> paths) {}

    /** Makes the document. */
    public static ErrorDoc of(String code, String message, String hint, List<RepoPath> paths) {
        return new ErrorDoc(new Body(code, message, hint, paths.isEmpty() ? Optional.empty() : Optional.of(paths)));
    }
}
