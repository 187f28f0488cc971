package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.facts.FactCodec;
import java.util.Optional;

/** Any bytes are an entry of the cache: it gives facts that can be written again, or none. */
public final class FuzzFacts {
    private FuzzFacts() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FactCodec codec = new FactCodec();
        Optional<FactCodec.Kept> kept = codec.read(data);
        kept.flatMap(FactCodec.Kept::facts).ifPresent(facts -> {
            if (!codec.read(codec.facts(facts)).equals(kept)) {
                throw new IllegalStateException("facts change when they are written again");
            }
        });
    }
}
