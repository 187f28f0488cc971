package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.ConflictKind;
import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Merges two versions of one thing: two files, two links or two submodules. Modes are merged like content. Of links and
 * submodules that both sides changed there is no merge; a submodule's history is not at hand, so not even a forward one.
 */
final class ContentMerge {
    private static final int LOOKED_AT = 8000;

    /**
     * What came of it.
     *
     * @param version the merged version; without conflict alone
     * @param conflict why it cannot be merged
     * @param hunks the lines in conflict, if it is about lines
     */
    record Result(Version version, Optional<ConflictKind> conflict, List<Conflict.Hunk> hunks) {}

    private final ObjectSource source;
    private final ObjectSink memory;
    private final MergeAttributes attributes;
    private final boolean renormalize;

    /**
     * Merges files.
     *
     * @param renormalize whether files with carriage returns are left to git, which would convert them first
     */
    ContentMerge(ObjectSource source, ObjectSink memory, MergeAttributes attributes, boolean renormalize) {
        this.source = source;
        this.memory = memory;
        this.attributes = attributes;
        this.renormalize = renormalize;
    }

    /**
     * Merges two versions of the same kind.
     *
     * @param path the path whose attributes count
     * @param base the common ancestor, if there is one
     * @param ours one side
     * @param theirs the other side
     * @return the merged version, or why there is none
     */
    Result merge(RepoPath path, Optional<Version> base, Version ours, Version theirs) {
        int baseMode = base.map(Version::mode).orElse(0);
        boolean modesClash = ours.mode() != theirs.mode() && ours.mode() != baseMode && theirs.mode() != baseMode;
        int mode = ours.mode() == theirs.mode() || ours.mode() == baseMode ? theirs.mode() : ours.mode();
        ConflictKind lines = base.isPresent() ? ConflictKind.CONTENT : ConflictKind.ADD_ADD;
        Result content = ObjectSource.forPath(path, () -> content(path, base, ours, theirs, mode, lines));
        if (modesClash && content.conflict.isEmpty()) {
            return new Result(content.version, Optional.of(lines), List.of());
        }
        return content;
    }

    private Result content(
            RepoPath path, Optional<Version> base, Version ours, Version theirs, int mode, ConflictKind lines) {
        Optional<ObjectId> baseId = base.map(Version::id);
        if (ours.id().equals(theirs.id()) || baseId.equals(Optional.of(ours.id()))) {
            return clean(mode, theirs.id());
        }
        if (baseId.equals(Optional.of(theirs.id()))) {
            return clean(mode, ours.id());
        }
        if (ours.isGitlink()) {
            return conflict(ours, ConflictKind.SUBMODULE);
        }
        if (!ours.isFile()) {
            return conflict(ours, lines);
        }
        MergeAttributes.Driver driver = attributes.driver(path);
        if (driver == MergeAttributes.Driver.COMMAND) {
            return conflict(ours, ConflictKind.DRIVER);
        }
        if (driver == MergeAttributes.Driver.BINARY || isTooLarge(ours.id()) || isTooLarge(theirs.id())) {
            return conflict(ours, ConflictKind.BINARY);
        }
        byte[] oursBytes = source.blob(ours.id());
        byte[] theirsBytes = source.blob(theirs.id());
        Optional<ObjectId> baseFile = base.filter(Version::isFile).map(Version::id);
        byte[] baseBytes = baseFile.isPresent() ? source.blob(baseFile.get()) : new byte[0];
        if (isBinary(oursBytes) || isBinary(theirsBytes) || isBinary(baseBytes)) {
            return conflict(ours, ConflictKind.BINARY);
        }
        if (renormalize && (hasReturn(baseBytes) || hasReturn(oursBytes) || hasReturn(theirsBytes))) {
            return conflict(ours, ConflictKind.DRIVER);
        }
        TextMerge.Result merged =
                TextMerge.merge(baseBytes, oursBytes, theirsBytes, driver == MergeAttributes.Driver.UNION);
        if (!merged.conflicts().isEmpty()) {
            return new Result(ours, Optional.of(lines), merged.conflicts());
        }
        try {
            return clean(mode, memory.insert(Constants.OBJ_BLOB, merged.content()));
        } catch (IOException e) {
            throw new RrException(
                    ErrorCode.IO, "a merged file cannot be kept: " + e.getMessage(), IoProblem.hint(e), e);
        }
    }

    private static Result clean(int mode, ObjectId id) {
        return new Result(new Version(mode, id), Optional.empty(), List.of());
    }

    private static Result conflict(Version ours, ConflictKind kind) {
        return new Result(ours, Optional.of(kind), List.of());
    }

    private boolean isTooLarge(ObjectId id) {
        return source.size(id) > ObjectSource.MAX_TEXT;
    }

    private static boolean hasReturn(byte[] content) {
        for (byte b : content) {
            if (b == '\r') {
                return true;
            }
        }
        return false;
    }

    /** Git's own test: a zero byte among the first 8000. */
    static boolean isBinary(byte[] content) {
        int end = Math.min(content.length, LOOKED_AT);
        for (int i = 0; i < end; i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
