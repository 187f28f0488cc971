package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.UnreadFile;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.List;

/** A file that was not read, or not wholly. */
public record UnreadDoc(RepoPath path, boolean partial, String why) {
    /** Writes files. */
    public static List<UnreadDoc> of(List<UnreadFile> unread) {
        return unread.stream()
                .map(file -> new UnreadDoc(file.path(), file.partial(), file.why()))
                .toList();
    }
}
