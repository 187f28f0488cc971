package io.rollbackrecovery.core.session;

import java.util.Locale;

/** Who made a commit. */
public enum Attribution {
    /** A person. */
    HUMAN,
    /** An AI agent. */
    AGENT,
    /** A machine that is no AI agent, such as a bot that updates dependencies. */
    AUTOMATION,
    /** A person and an agent together. */
    MIXED,
    /** The evidence contradicts itself or was lost. */
    UNKNOWN;

    /**
     * Gives the word that documents use.
     *
     * @return the lower-case name
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
