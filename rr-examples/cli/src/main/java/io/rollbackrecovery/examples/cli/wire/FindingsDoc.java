package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.git.Doctor;
import java.util.List;
import java.util.Optional;

/** What the doctor found, and what it did about an interrupted operation. */
public record FindingsDoc(List<FindingDoc> findings, Optional<RecoveredDoc> recovered) {
    /** Something that was found. */
    public record FindingDoc(String code, String message, String hint) {}

    /** An interrupted operation that was finished (happened) or taken back. */
    public record RecoveredDoc(String operation, boolean happened, List<PathResultDoc> paths) {}

    /** Writes what was found and done. */
    public static FindingsDoc of(List<Doctor.Finding> findings, Optional<Doctor.Recovered> recovered) {
        return new FindingsDoc(
                findings.stream()
                        .map(found -> new FindingDoc(found.code(), found.message(), found.hint()))
                        .toList(),
                recovered.map(done -> new RecoveredDoc(
                        done.operation().id().value(), done.happened(), PathResultDoc.of(done.paths()))));
    }
}
