package io.rollbackrecovery.git.internal.objects;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;

/**
 * Takes new objects. It stands in for JGit's {@code ObjectInserter}, whose hash function asks the user's configuration
 * when its class is loaded, for which JGit runs {@code git --version} and reads files below the home folder.
 *
 * <p>For one thread at a time.
 */
public abstract class ObjectSink implements AutoCloseable {
    /**
     * Adds an object.
     *
     * @param type the type, as in {@link Constants#OBJ_BLOB}
     * @param data holds its bytes
     * @param offset where they begin
     * @param length how many they are
     * @return its id
     */
    public abstract ObjectId insert(int type, byte[] data, int offset, int length) throws IOException;

    /** Adds an object of a stated length from a stream, which is not closed. */
    public abstract ObjectId insert(int type, long length, InputStream in) throws IOException;

    /** Answers a reader that also sees what has been added. */
    public abstract ObjectReader newReader();

    /** Makes what was added last. */
    public abstract void flush() throws IOException;

    /** Gives up what was added since the last flush. */
    @Override
    public abstract void close();

    /** Adds an object. */
    public final ObjectId insert(int type, byte[] data) throws IOException {
        return insert(type, data, 0, data.length);
    }

    /** Adds a tree. */
    public final ObjectId insert(TreeFormatter tree) throws IOException {
        return insert(Constants.OBJ_TREE, tree.toByteArray());
    }

    /** Adds a commit. */
    public final ObjectId insert(CommitBuilder commit) throws IOException {
        return insert(Constants.OBJ_COMMIT, commit.build());
    }

    /** Answers the id that an object has, stored or not. */
    public static ObjectId idFor(int type, byte[] data) {
        return idFor(type, data, 0, data.length);
    }

    /** Answers the id that an object has, stored or not. */
    public static ObjectId idFor(int type, byte[] data, int offset, int length) {
        MessageDigest digest = Constants.newMessageDigest();
        digest.update(Constants.encodedTypeString(type));
        digest.update((byte) ' ');
        digest.update(Constants.encodeASCII(length));
        digest.update((byte) 0);
        digest.update(data, offset, length);
        return ObjectId.fromRaw(digest.digest());
    }
}
