package io.rollbackrecovery.core.id;

import java.util.regex.Pattern;

/** The shape of a whole object id. */
final class Digits {
    static final Pattern WHOLE = Pattern.compile("(?:[0-9a-f]{2}){20,64}");

    private Digits() {}
}
