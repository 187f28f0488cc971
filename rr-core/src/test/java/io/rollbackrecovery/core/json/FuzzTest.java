package io.rollbackrecovery.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the fuzzer calls, with documents in which something was changed. */
class FuzzTest {
    private static final int CHANGES = 400;

    @Test
    void damagedDocumentsAreRefusedOrRead() {
        Random random = new Random(7);
        for (String document : FuzzSeeds.documents()) {
            byte[] whole = document.getBytes(StandardCharsets.UTF_8);
            FuzzJournal.fuzzerTestOneInput(whole);
            for (int i = 0; i < CHANGES; i++) {
                FuzzJournal.fuzzerTestOneInput(changed(whole, random));
            }
        }
        FuzzJournal.fuzzerTestOneInput(new byte[0]);
        FuzzJournal.fuzzerTestOneInput("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        FuzzJournal.fuzzerTestOneInput("{\"a\":".repeat(50_000).getBytes(StandardCharsets.UTF_8));
    }

    /** Cuts, overwrites or doubles a piece. */
    private static byte[] changed(byte[] whole, Random random) {
        int from = random.nextInt(whole.length);
        int to = Math.min(whole.length, from + 1 + random.nextInt(30));
        byte[] copy = whole.clone();
        switch (random.nextInt(4)) {
            case 0 -> {
                System.arraycopy(whole, to, copy, from, whole.length - to);
                return Arrays.copyOf(copy, whole.length - (to - from));
            }
            case 1 -> copy[from] = (byte) random.nextInt(256);
            case 2 -> {
                for (int i = from; i < to; i++) {
                    copy[i] = whole[random.nextInt(whole.length)];
                }
            }
            default -> {
                return Arrays.copyOf(whole, from);
            }
        }
        return copy;
    }
}
