package io.rollbackrecovery.core.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What RR throws when a request cannot be carried out: the environment is broken, or the request was wrong. When it is
 * thrown nothing has changed, unless the message says otherwise.
 *
 * <p>The message says what was wrong, in one sentence; {@link #hint()} says what to do about it.
 */
public final class RrException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String message;
    private final String hint;

    /**
     * Makes an exception without a cause.
     *
     * @param code what went wrong
     * @param message one sentence that says what was wrong, with the names and values at fault
     * @param hint what the reader can do; empty if there is nothing
     */
    public RrException(ErrorCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param code what went wrong
     * @param message one sentence that says what was wrong, with the names and values at fault
     * @param hint what the reader can do; empty if there is nothing
     * @param cause the exception that led here, or null
     */
    public RrException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.message = Objects.requireNonNull(message);
        this.code = Objects.requireNonNull(code);
        this.hint = Objects.requireNonNull(hint);
    }

    /**
     * Gives the stable code.
     *
     * @return what went wrong
     */
    public ErrorCode code() {
        return code;
    }

    /**
     * Says what was wrong.
     *
     * @return one sentence, never null
     */
    @Override
    public String getMessage() {
        return message;
    }

    /**
     * Gives the advice for the reader.
     *
     * @return what to do about it; empty if there is nothing
     */
    public String hint() {
        return hint;
    }
}
