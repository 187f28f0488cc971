package io.rollbackrecovery.git.env;

/**
 * Whether a repository's own configuration may name programs that RR starts (filters, merge drivers, signing).
 * Whatever the trust, hooks never run.
 */
public enum Trust {
    /** Nothing that the repository names is run; what needs it is refused by name. The library's default. */
    UNTRUSTED,
    /** The caller vouches for the repository's configuration, as git does for a repository that its user owns. */
    TRUSTED
}
