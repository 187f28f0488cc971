package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ImportFact;
import io.rollbackrecovery.core.graph.EdgeKind;
import java.util.HashSet;
import java.util.Set;

/** Collects the distinct references of one file to others. */
final class References {
    /** A reference that begins at the file's own folder. */
    static final int FROM_OWN_FOLDER = 1;
    /** A reference that is looked for in several places. */
    static final int SEARCHED = 0;

    private static final int LONGEST = 400;
    private static final int MOST = 20_000;

    private final FileFacts.Builder facts = FileFacts.builder();
    private final Set<String> known = new HashSet<>();

    /** The facts, to add to. */
    FileFacts.Builder facts() {
        return facts;
    }

    void add(EdgeKind kind, String path, int level, int line) {
        if (path.isEmpty() || path.length() > LONGEST) {
            return;
        }
        if (known.size() == MOST) {
            facts.partial("more than " + MOST + " references");
        } else if (known.add(level + path)) {
            facts.importing(new ImportFact(kind, path, "", "", level, line));
        }
    }
}
