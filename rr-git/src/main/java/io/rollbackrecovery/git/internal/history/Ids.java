package io.rollbackrecovery.git.internal.history;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.TreeId;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.RawParseUtils;

/** RR's values from JGit's, and back. */
public final class Ids {
    private static final int MOST_OFFSET_SECONDS = 18 * 60 * 60;

    private Ids() {}

    /** Gives RR's id of a commit. */
    public static CommitId commit(AnyObjectId id) {
        return new CommitId(id.name());
    }

    /** Gives RR's id of a tree. */
    public static TreeId tree(AnyObjectId id) {
        return new TreeId(id.name());
    }

    /** Gives RR's id of a blob. */
    public static BlobId blob(AnyObjectId id) {
        return new BlobId(id.name());
    }

    /** Gives JGit's id. */
    public static ObjectId jgit(GitId id) {
        return ObjectId.fromString(id.hex());
    }

    /** Gives who and when, as the commit records it. */
    public static Signature signature(PersonIdent person) {
        // A damaged offset must not make a commit unreadable: git shows such commits too.
        int seconds = person.getZoneOffset().getTotalSeconds();
        ZoneOffset offset =
                Math.abs(seconds) <= MOST_OFFSET_SECONDS ? ZoneOffset.ofTotalSeconds(seconds) : ZoneOffset.UTC;
        return new Signature(
                person.getName(),
                person.getEmailAddress(),
                person.getWhenAsInstant().truncatedTo(ChronoUnit.SECONDS),
                offset);
    }

    /** Gives the person as JGit writes it. */
    public static PersonIdent person(Signature signature) {
        return new PersonIdent(signature.name(), signature.email(), signature.time(), signature.offset());
    }

    /** Gives a parsed commit as a value. */
    public static Commit value(RevCommit commit) {
        List<CommitId> parents = new ArrayList<>(commit.getParentCount());
        for (RevCommit parent : commit.getParents()) {
            parents.add(commit(parent));
        }
        byte[] raw = commit.getRawBuffer();
        return new Commit(
                commit(commit),
                tree(commit.getTree()),
                parents,
                signature(commit.getAuthorIdent()),
                signature(commit.getCommitterIdent()),
                message(raw));
    }

    /** Decodes the message by the commit's encoding; bytes that it does not know are replaced, never refused. */
    private static String message(byte[] raw) {
        int start = RawParseUtils.commitMessage(raw, 0);
        if (start < 0) {
            return "";
        }
        Charset charset;
        try {
            charset = RawParseUtils.parseEncoding(raw);
        } catch (IllegalArgumentException unknown) {
            charset = StandardCharsets.UTF_8;
        }
        return RawParseUtils.decode(charset, raw, start, raw.length);
    }
}
