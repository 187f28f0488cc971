package io.rollbackrecovery.playbook;

import java.util.Locale;

/** A way to recover. The words stand in case records for ever; new strategies may be added. */
public enum Strategy {
    /** The session's branch goes; nothing was ever on the base branch. */
    DELETE_BRANCH,
    /** The one commit of a squashed session is reverted. */
    REVERT_SQUASH,
    /** The merge commit of a session is reverted. */
    REVERT_MERGE,
    /** The commits are reverted, newest first. */
    REVERT_COMMITS,
    /** The one commit that broke it is reverted, with what builds on it. */
    REVERT_CULPRIT,
    /** Nothing is reverted in a batch: the drift of several sessions is corrected by targeted commits. */
    GOVERNANCE,
    /** Some paths only are taken back. */
    PARTIAL,
    /** The files of a checkpoint come back by a new commit. */
    RESTORE,
    /** Nothing is reverted: the fault is corrected by new commits. */
    FIX_FORWARD;

    /**
     * Gives the word that records and documents use.
     *
     * @return the lower-case name with hyphens, for example {@code revert-squash}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word.
     *
     * @param word what {@link #word()} gave
     * @return the strategy
     * @throws IllegalArgumentException if there is no such strategy
     */
    public static Strategy ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /**
     * Tells whether RR plans it. What it does not plan is done by commits that people make.
     *
     * @return false for {@link #GOVERNANCE} and {@link #FIX_FORWARD}
     */
    public boolean isPlanned() {
        return this != GOVERNANCE && this != FIX_FORWARD;
    }
}
