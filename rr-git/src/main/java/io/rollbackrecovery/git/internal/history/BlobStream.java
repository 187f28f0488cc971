package io.rollbackrecovery.git.internal.history;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** The bytes of a blob of any size; closing it closes the reader that gives them. Not thread-safe. */
public final class BlobStream extends FilterInputStream {
    private final ObjectReader reader;

    private BlobStream(InputStream in, ObjectReader reader) {
        super(in);
        this.reader = reader;
    }

    /**
     * Opens a blob.
     *
     * @param reader gives its bytes, and is closed with the stream, or at once if there is no such blob
     * @param blob its id
     */
    public static BlobStream open(ObjectReader reader, ObjectId blob) throws IOException {
        boolean opened = false;
        try {
            BlobStream stream =
                    new BlobStream(reader.open(blob, Constants.OBJ_BLOB).openStream(), reader);
            opened = true;
            return stream;
        } finally {
            if (!opened) {
                reader.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            reader.close();
        }
    }
}
