package io.rollbackrecovery.git.internal.filters;

import java.io.IOException;

/** A filter that a file cannot do without has failed. */
public final class FilterException extends IOException {
    private static final long serialVersionUID = 1;

    /** Says what failed, and for which file. */
    public FilterException(String message) {
        super(message);
    }
}
