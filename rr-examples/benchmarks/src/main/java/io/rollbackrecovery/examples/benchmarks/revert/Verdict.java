package io.rollbackrecovery.examples.benchmarks.revert;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What comes of one revert.
 *
 * @param kind clean, in conflict, or not answered
 * @param tree the tree's id if it is clean, else empty
 * @param paths the paths in conflict
 * @param detail the kinds of conflict, or why there is no answer
 */
record Verdict(Kind kind, String tree, Set<String> paths, String detail) {
    /** Clean, in conflict, or not answered. */
    enum Kind {
        CLEAN,
        CONFLICT,
        REFUSED
    }

    Verdict {
        paths = Set.copyOf(paths);
    }

    static Verdict clean(String tree) {
        return new Verdict(Kind.CLEAN, tree, Set.of(), "");
    }

    static Verdict conflict(List<String> paths, String detail) {
        return new Verdict(Kind.CONFLICT, "", new TreeSet<>(paths), detail);
    }

    static Verdict refused(String why) {
        return new Verdict(Kind.REFUSED, "", Set.of(), why);
    }

    boolean isClean() {
        return kind == Kind.CLEAN;
    }
}
