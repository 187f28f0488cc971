package io.rollbackrecovery.core.session;

/** How the commits of a session come into the base branch. */
public enum MergeMode {
    /** As one commit; the originals are kept under {@code refs/rr/sessions/<id>/head}. */
    SQUASH,
    /** By a merge commit. */
    MERGE,
    /** As they are; the base branch must not have moved on. */
    FF
}
