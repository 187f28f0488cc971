package io.rollbackrecovery.git.internal.index;

import io.rollbackrecovery.core.error.RrException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Any bytes with a right checksum are an index: it is read, or refused with an error of RR's. */
public final class FuzzIndex {
    private static final byte[] BEGIN = {'D', 'I', 'R', 'C', 0, 0, 0};

    private FuzzIndex() {}

    public static void fuzzerTestOneInput(byte[] data) throws NoSuchAlgorithmException {
        // Without its first bytes nearly nothing would get any further.
        byte[] file = Arrays.copyOf(BEGIN, BEGIN.length + data.length + 20);
        System.arraycopy(data, 0, file, BEGIN.length, data.length);
        byte[] sum = MessageDigest.getInstance("SHA-1").digest(Arrays.copyOf(file, file.length - 20));
        System.arraycopy(sum, 0, file, file.length - 20, 20);
        try {
            IndexFormat.parse(file);
        } catch (RrException refused) {
            if (refused.getMessage().isEmpty()) {
                throw new IllegalStateException("refused without a reason", refused);
            }
        }
    }
}
