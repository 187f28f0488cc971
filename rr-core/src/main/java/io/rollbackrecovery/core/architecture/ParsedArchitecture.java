package io.rollbackrecovery.core.architecture;

import java.util.List;
import java.util.Optional;

/**
 * What reading a text came to: an architecture, or errors, or neither where the text declares nothing.
 *
 * @param architecture the architecture; empty if there are errors or no {@code rr-architecture} block
 * @param errors everything that is wrong, by line
 */
public record ParsedArchitecture(Optional<Architecture> architecture, List<ArchitectureError> errors) {
    /** Copies the list, so that the value is immutable. */
    public ParsedArchitecture {
        errors = List.copyOf(errors);
    }

    /**
     * Tells whether the text declares anything, right or wrong.
     *
     * @return false if it has no {@code rr-architecture} block
     */
    public boolean declared() {
        return architecture.isPresent() || !errors.isEmpty();
    }
}
