package io.rollbackrecovery.git.internal.apply;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.refs.RefChange;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.TreeFormatter;

/** The version of what RR keeps in a repository: {@code refs/rr/format} names a commit with the file {@code version}. */
public final class StoreFormat {
    /** The version that this code writes, and the newest that it reads. */
    public static final int VERSION = 1;

    private static final RefName REF = new RefName("refs/rr/format");
    private static final String FILE = "version";

    private StoreFormat() {}

    /** The version that a repository has; empty if RR has never written to it. */
    public static Optional<Integer> of(RepositoryAccess repository) {
        Optional<CommitId> commit = repository.commitAt(REF);
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        String text = repository.text(commit.get(), FILE).orElse("").strip();
        if (!text.matches("[0-9]{1,6}")) {
            throw new RrException(ErrorCode.CORRUPT, REF + " does not say a version: '" + text + "'", "");
        }
        return Optional.of(Integer.parseInt(text));
    }

    /** Refuses to write to a repository that a newer RR has written to. */
    public static void requireWritable(RepositoryAccess repository) {
        int version = of(repository).orElse(VERSION);
        if (version > VERSION) {
            throw new RrException(
                    ErrorCode.UNSUPPORTED_FORMAT,
                    "RR's data in this repository has version " + version + ", and this RR writes version " + VERSION,
                    "Use a newer RR.");
        }
    }

    /** The change that records the version in a repository that has none yet. */
    static Optional<RefChange> firstRecord(RepositoryAccess repository, ObjectSink writer) throws IOException {
        if (repository.ref(REF).isPresent()) {
            return Optional.empty();
        }
        TreeFormatter tree = new TreeFormatter();
        tree.append(
                FILE,
                FileMode.REGULAR_FILE,
                writer.insert(Constants.OBJ_BLOB, (VERSION + "\n").getBytes(StandardCharsets.US_ASCII)));
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(writer.insert(tree));
        commit.setAuthor(Ids.person(repository.committer()));
        commit.setCommitter(Ids.person(repository.committer()));
        commit.setMessage("rr: format " + VERSION + "\n");
        return Optional.of(RefChange.create(REF.value(), writer.insert(commit)));
    }
}
