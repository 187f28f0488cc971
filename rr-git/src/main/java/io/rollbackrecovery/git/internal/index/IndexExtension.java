package io.rollbackrecovery.git.internal.index;

import java.util.Set;

/** A part of the index file that is kept as bytes. */
final class IndexExtension {
    /** What describes the entries or the work tree as they were when it was written. */
    private static final Set<String> OF_THE_ENTRIES = Set.of("TREE", "UNTR", "FSMN");

    /** What describes the file's own layout, and is wrong in any other file. */
    private static final Set<String> OF_THE_FILE = Set.of("EOIE", "IEOT");

    private final String name;
    private final byte[] content;

    IndexExtension(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    String name() {
        return name;
    }

    byte[] content() {
        return content;
    }

    boolean survivesChanges() {
        return survivesRewriting() && !OF_THE_ENTRIES.contains(name);
    }

    boolean survivesRewriting() {
        return !OF_THE_FILE.contains(name);
    }
}
