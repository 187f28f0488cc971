package io.rollbackrecovery.git.internal.index;

import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the fuzzer calls, with seeded random bytes after a version and a number of entries. */
class FuzzTest {
    private static final int INPUTS = 3_000;

    @Test
    void anyIndexIsReadOrRefused() throws NoSuchAlgorithmException {
        Random random = new Random(7);
        for (int i = 0; i < INPUTS; i++) {
            byte[] data = new byte[5 + random.nextInt(300)];
            if (i % 2 == 0) {
                random.nextBytes(data);
            }
            data[0] = (byte) (2 + random.nextInt(3));
            data[4] = (byte) random.nextInt(4);
            for (int j = 0; j < 4 && i % 3 == 0; j++) {
                data[1 + random.nextInt(data.length - 1)] = (byte) random.nextInt(256);
            }
            FuzzIndex.fuzzerTestOneInput(data);
        }
        FuzzIndex.fuzzerTestOneInput(new byte[0]);
    }
}
