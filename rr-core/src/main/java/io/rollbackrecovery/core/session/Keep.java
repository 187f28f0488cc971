package io.rollbackrecovery.core.session;

/** Which commits of a session stay when it is taken back. */
public enum Keep {
    /** None: the whole session goes. */
    NOTHING,
    /** All that are not plainly an agent's or a bot's: those of people, and mixed and unknown ones. */
    HUMAN_COMMITS
}
