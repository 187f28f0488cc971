package io.rollbackrecovery.git.internal.objects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of one store that are open now, bounded: a store with thousands of packs must not use up the process's
 * file handles. A file that was closed under a reader opens itself again. Thread-safe.
 */
final class OpenFiles {
    private final int limit;
    private final Map<PagedFile, Boolean> open = new LinkedHashMap<>(16, 0.75f, true);

    OpenFiles(int limit) {
        this.limit = limit;
    }

    /** Notes that a file was opened, and closes the one unused for longest if there are too many. */
    void opened(PagedFile file) throws IOException {
        List<PagedFile> surplus = new ArrayList<>();
        synchronized (open) {
            open.put(file, true);
            Iterator<PagedFile> eldest = open.keySet().iterator();
            while (open.size() - surplus.size() > limit && eldest.hasNext()) {
                surplus.add(eldest.next());
            }
            surplus.forEach(open::remove);
        }
        for (PagedFile one : surplus) {
            one.closeHandle();
        }
    }

    void closed(PagedFile file) {
        synchronized (open) {
            open.remove(file);
        }
    }

    int size() {
        synchronized (open) {
            return open.size();
        }
    }
}
