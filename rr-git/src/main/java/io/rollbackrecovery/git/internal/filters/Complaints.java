package io.rollbackrecovery.git.internal.filters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a program says on its error output, read along so that it never waits. Thread-safe. */
final class Complaints {
    private static final int KEPT = 2_000;

    private final Thread reader;
    private String end = "";

    private Complaints(InputStream errors) {
        this.reader = new Thread(() -> read(errors), "rr-filter-errors");
        reader.setDaemon(true);
    }

    static Complaints of(Process process) {
        Complaints complaints = new Complaints(process.getErrorStream());
        complaints.reader.start();
        return complaints;
    }

    private void read(InputStream errors) {
        byte[] chunk = new byte[4096];
        try (errors) {
            for (int count = errors.read(chunk); count > 0; count = errors.read(chunk)) {
                add(new String(chunk, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // the program is gone: what it had said until then is all there is
            add("");
        }
    }

    private synchronized void add(String more) {
        String all = end + more;
        end = all.substring(Math.max(0, all.length() - KEPT));
    }

    /** Gives what was said, on one line, after a program that ended; empty if nothing was. */
    String text() {
        try {
            reader.join(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return end.strip().replaceAll("\\s+", " ");
        }
    }
}
