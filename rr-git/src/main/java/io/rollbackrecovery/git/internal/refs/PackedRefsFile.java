package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.files.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file {@code packed-refs}: parsed once for each state of the file. Thread-safe. */
final class PackedRefsFile {
    private final Path file;
    private volatile @Nullable Content last;

    PackedRefsFile(Path file) {
        this.file = file;
    }

    /** One state of the file. */
    static final class Content {
        private final Optional<FileStamp> stamp;
        private final long readAt;
        private final byte[] bytes;
        private final PackedRefs refs;

        private Content(Optional<FileStamp> stamp, long readAt, byte[] bytes, PackedRefs refs) {
            this.stamp = stamp;
            this.readAt = readAt;
            this.bytes = bytes;
            this.refs = refs;
        }

        PackedRefs refs() {
            return refs;
        }
    }

    /** Answers the path to write: of a link, what it points to. */
    Path target() throws IOException {
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    PackedRefs read() throws IOException {
        return content().refs();
    }

    Content content() throws IOException {
        Content known = last;
        if (known != null && isUnchanged(known)) {
            return known;
        }
        while (true) {
            Optional<FileStamp> before = FileStamp.of(file);
            long now = System.currentTimeMillis();
            byte[] bytes = Durable.read(file).orElse(new byte[0]);
            if (before.equals(FileStamp.of(file))) {
                Content content = new Content(before, now, bytes, parse(bytes));
                last = content;
                return content;
            }
        }
    }

    /** Answers whether the file is still as it was read; a file that was young then is read again to be sure. */
    boolean isUnchanged(Content known) throws IOException {
        Optional<FileStamp> now = FileStamp.of(file);
        if (!now.equals(known.stamp)) {
            return false;
        }
        return now.isEmpty()
                || !now.get().isTooYoung(known.readAt)
                || Arrays.equals(known.bytes, Durable.read(file).orElse(new byte[0]));
    }

    private PackedRefs parse(byte[] bytes) {
        try {
            return bytes.length == 0 ? PackedRefs.EMPTY : PackedRefs.parse(bytes);
        } catch (IOException damaged) {
            throw new RrException(
                    ErrorCode.CORRUPT, "cannot parse " + file + ": " + damaged.getMessage(), "See git fsck.", damaged);
        }
    }
}
