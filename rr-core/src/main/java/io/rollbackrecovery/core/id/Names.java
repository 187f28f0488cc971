package io.rollbackrecovery.core.id;

import java.util.regex.Pattern;

/** What the names that RR gives have in common: they are safe as one component of a ref, a file name and a URL. */
final class Names {
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

    private Names() {}

    static String require(String what, String name) {
        // The last three are what git's check-ref-format refuses within this alphabet.
        if (!SHAPE.matcher(name).matches() || name.contains("..") || name.endsWith(".") || name.endsWith(".lock")) {
            throw new IllegalArgumentException("not a " + what + ": '" + name
                    + "' (1 to 100 of A-Z a-z 0-9 . _ -, beginning with a letter or digit,"
                    + " without '..', not ending in '.' or '.lock')");
        }
        return name;
    }
}
