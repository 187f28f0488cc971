package io.rollbackrecovery.analysis.internal.lang.simple;

import java.util.List;

/**
 * How a path that a file names is looked for.
 *
 * @param endings what may be left out at the end of the path, in order; empty text for nothing
 * @param partials whether a file may have an underscore before its name
 * @param absolute whether a path that begins with a slash begins at some folder above
 * @param anywhere whether the path may begin at any folder
 * @param counterparts whether a header is linked to the source file of the same name
 */
record PathRules(List<String> endings, boolean partials, boolean absolute, boolean anywhere, boolean counterparts) {
    static final PathRules C = new PathRules(List.of(""), false, false, true, true);
    static final PathRules PROTO = new PathRules(List.of(""), false, false, true, false);
    static final PathRules RUBY = new PathRules(List.of(".rb", ""), false, false, true, false);
    static final PathRules SHELL = new PathRules(List.of(""), false, true, false, false);
    static final PathRules CSS =
            new PathRules(List.of("", ".scss", ".sass", ".css", ".less", "/_index.scss"), true, true, false, false);
    static final PathRules HTML = new PathRules(List.of("", "/index.html"), false, true, false, false);
    static final PathRules SQL = new PathRules(List.of("", ".sql"), false, true, false, false);
    static final PathRules CONFIG = new PathRules(List.of(""), false, true, false, false);
}
