package io.rollbackrecovery.analysis.risk;

import java.util.Locale;

/** How much a change to a sensitive place asks for a look, from least to most. */
public enum RiskLevel {
    /** Worth knowing: a kind of file that can affect everything was changed. */
    NOTE,
    /** Worth a look: something sensitive changed, or may have. */
    WARN,
    /** Look before anything else: a protection is weaker, gone or circumvented, as far as the code tells. */
    HIGH;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
