package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TagId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.core.plan.PlannedTag;
import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;

/** Commits and tags of a plan as Git objects: their ids, known before anything is written, and their writing. */
public final class CommitObjects {
    private CommitObjects() {}

    /**
     * Plans a commit.
     *
     * @param tree its tree, which need not exist yet
     * @param parents its parents, which need not exist yet
     * @param author who is named as author
     * @param committer who is named as committer
     * @param message the whole message, recorded as it is, in UTF-8
     * @return the commit with the id that it will have
     */
    public static PlannedCommit commit(
            TreeId tree, List<CommitId> parents, Signature author, Signature committer, String message) {
        byte[] bytes = commitBytes(tree, parents, author, committer, message);
        return new PlannedCommit(
                new CommitId(id(Constants.OBJ_COMMIT, bytes)), tree, parents, author, committer, message);
    }

    /**
     * Plans an annotated tag of a commit.
     *
     * @param name the short name that the tag object records
     * @param target the commit, which need not exist yet
     * @param tagger who is named as tagger
     * @param message the whole message
     * @return the tag with the id that its object will have
     */
    public static PlannedTag tag(String name, CommitId target, Signature tagger, String message) {
        byte[] bytes = tagBytes(name, target, tagger, message);
        return new PlannedTag(new TagId(id(Constants.OBJ_TAG, bytes)), name, target, tagger, message);
    }

    /**
     * Writes a planned commit.
     *
     * @param commit the commit
     * @param inserter where to
     * @throws RrException {@code INTERNAL} if it would get another id than planned; {@code IO}
     */
    public static void write(PlannedCommit commit, ObjectSink inserter) {
        byte[] bytes =
                commitBytes(commit.tree(), commit.parents(), commit.author(), commit.committer(), commit.message());
        write(Constants.OBJ_COMMIT, bytes, commit.id().hex(), inserter);
    }

    /**
     * Writes a planned tag.
     *
     * @param tag the tag
     * @param inserter where to
     * @throws RrException {@code INTERNAL} if it would get another id than planned; {@code IO}
     */
    public static void write(PlannedTag tag, ObjectSink inserter) {
        byte[] bytes = tagBytes(tag.name(), tag.target(), tag.tagger(), tag.message());
        write(Constants.OBJ_TAG, bytes, tag.id().hex(), inserter);
    }

    private static void write(int type, byte[] bytes, String promised, ObjectSink inserter) {
        try {
            String id = id(type, bytes);
            if (!id.equals(promised)) {
                throw new RrException(
                        ErrorCode.INTERNAL,
                        "a planned " + Constants.typeString(type) + " " + promised + " would become " + id,
                        "the plan was changed since it was made: plan again");
            }
            inserter.insert(type, bytes);
        } catch (IOException e) {
            throw new RrException(
                    ErrorCode.IO,
                    "the " + Constants.typeString(type) + " " + promised + " cannot be written: " + e.getMessage(),
                    IoProblem.hint(e),
                    e);
        }
    }

    private static String id(int type, byte[] bytes) {
        return ObjectSink.idFor(type, bytes).name();
    }

    private static byte[] commitBytes(
            TreeId tree, List<CommitId> parents, Signature author, Signature committer, String message) {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(ObjectId.fromString(tree.hex()));
        builder.setParentIds(parents.stream()
                .map(parent -> ObjectId.fromString(parent.hex()))
                .toList());
        builder.setAuthor(person(author));
        builder.setCommitter(person(committer));
        builder.setMessage(message);
        try {
            return builder.build();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("UTF-8 is always there", e);
        }
    }

    private static byte[] tagBytes(String name, CommitId target, Signature tagger, String message) {
        TagBuilder builder = new TagBuilder();
        builder.setTag(name);
        builder.setObjectId(ObjectId.fromString(target.hex()), Constants.OBJ_COMMIT);
        builder.setTagger(person(tagger));
        builder.setMessage(message);
        try {
            return builder.build();
        } catch (UnsupportedEncodingException e) {
            throw new AssertionError("UTF-8 is always there", e);
        }
    }

    private static PersonIdent person(Signature signature) {
        return new PersonIdent(signature.name(), signature.email(), signature.time(), signature.offset());
    }
}
