package io.rollbackrecovery.analysis.internal.lang.simple;

import java.util.Map;

/**
 * How the lines of a language name other files.
 *
 * @param comment what begins a comment at the beginning of a line
 * @param words the words at the beginning of a statement that a path follows, and whether it begins at the file's own
 *     folder
 * @param quotedOnly whether the path stands in quotes
 * @param paths whether words that look like paths count wherever they stand
 * @param constants whether names such as {@code Foo::Bar} are read, which lead to files by custom
 */
record LineRules(String comment, Map<String, Integer> words, boolean quotedOnly, boolean paths, boolean constants) {
    static final LineRules RUBY = new LineRules(
            "#",
            Map.of(
                    "require_relative", References.FROM_OWN_FOLDER,
                    "require", References.SEARCHED,
                    "load", References.SEARCHED,
                    "autoload", References.SEARCHED),
            true,
            false,
            true);
    static final LineRules SHELL =
            new LineRules("#", Map.of("source", References.SEARCHED, ".", References.SEARCHED), false, true, false);
    static final LineRules PROTO = new LineRules("//", Map.of("import", References.SEARCHED), true, false, false);
    static final LineRules SQL = new LineRules(
            "--",
            Map.of(
                    "\\i", References.SEARCHED,
                    "\\ir", References.FROM_OWN_FOLDER,
                    "\\include", References.SEARCHED,
                    "\\include_relative", References.FROM_OWN_FOLDER,
                    "source", References.SEARCHED),
            false,
            false,
            false);
}
