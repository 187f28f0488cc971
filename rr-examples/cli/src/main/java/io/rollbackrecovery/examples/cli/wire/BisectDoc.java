package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.analysis.BisectProbe;
import io.rollbackrecovery.analysis.BisectResult;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The search for the commit that broke a check. {@code outcome} says how it ended; the exit code is null if none. */
public record BisectDoc(
        @Nullable CommitId culprit,
        List<CommitId> candidates,
        int probes,
        double confidence,
        String outcome,
        String message,
        String hint,
        List<ProbeDoc> log) {
    /** One run of the check. */
    public record ProbeDoc(
            int n,
            CommitId commit,
            TreeId tree,
            @Nullable Integer exit,
            String verdict,
            long durationMs,
            boolean reused) {
        static ProbeDoc of(BisectProbe probe) {
            return new ProbeDoc(
                    probe.n(),
                    probe.commit(),
                    probe.tree(),
                    probe.run().exitCode().isPresent() ? probe.run().exitCode().getAsInt() : null,
                    probe.verdict().name().toLowerCase(Locale.ROOT),
                    probe.run().duration().toMillis(),
                    probe.reused());
        }
    }

    /** Writes the result of a search. */
    public static BisectDoc of(BisectResult result) {
        return new BisectDoc(
                result.culprit().orElse(null),
                result.candidates(),
                result.probes(),
                result.confidence(),
                result.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                result.message(),
                result.hint(),
                result.log().stream().map(ProbeDoc::of).toList());
    }
}
