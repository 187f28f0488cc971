package io.rollbackrecovery.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One system call of an operation, on the repository: strace counts each kind of call, and each thread, apart.
 *
 * @param call the call's name
 * @param number which call of that name in its thread, from 1
 * @param kind what it does
 * @param what the call as strace shows it, shortened
 */
record CrashPlace(String call, int number, Kind kind, String what) {
    /** What a system call does to a repository. */
    enum Kind {
        /** Changes something on the disk. */
        CHANGES,
        /** Makes what was changed durable: a kill here leaves what a kill at the next change leaves. */
        SYNCS,
        /** Reads. */
        READS
    }

    /** For strace: what to look at, as names that this machine may not know. */
    static final String TRACE =
            "trace=?open,?openat,?creat,?rename,?renameat,?renameat2,?unlink,?unlinkat,?rmdir,?link,?linkat,?symlink,"
                    + "?symlinkat,?mkdir,?mkdirat,?fsync,?fdatasync,?chmod,?fchmod,?fchmodat,?truncate,?ftruncate,"
                    + "?pwrite64,?write,?writev,?utimensat,?pread64,?read";

    private static final Pattern CALL = Pattern.compile("^(\\d+) +([a-z0-9_]+)\\((.*)$");
    private static final Set<String> OPENS = Set.of("open", "openat");
    private static final Set<String> SYNCS = Set.of("fsync", "fdatasync");
    private static final Set<String> READS = Set.of("read", "pread64");
    private static final int SHOWN = 150;

    /** How strace is told to do something at this call. */
    String inject(String fault) {
        return "inject=" + call + ":" + fault + ":when=" + number;
    }

    @Override
    public String toString() {
        return call + "-" + number + " " + what;
    }

    /**
     * Reads the places of an operation from a log of strace, of calls that succeeded.
     *
     * @param log written with {@link #TRACE}, {@code -f} and {@code -y}
     * @param repository the folder that the calls are about
     */
    static List<CrashPlace> read(Path log, Path repository) throws IOException {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        Map<String, List<CrashPlace>> byThread = new HashMap<>();
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            Matcher call = CALL.matcher(line);
            if (!call.find()) {
                continue; // the end of a call that another thread interrupted, or a signal
            }
            int number = counts.computeIfAbsent(call.group(1), thread -> new HashMap<>())
                    .merge(call.group(2), 1, Integer::sum);
            String arguments = call.group(3);
            if (arguments.contains(repository.toString()) && !arguments.matches(".* = -1 E.*")) {
                String what = arguments.replace(repository.toString(), "");
                byThread.computeIfAbsent(call.group(1), thread -> new ArrayList<>())
                        .add(new CrashPlace(
                                call.group(2),
                                number,
                                kind(call.group(2), arguments),
                                what.substring(0, Math.min(SHOWN, what.length()))));
            }
        }
        List<CrashPlace> most = byThread.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new IllegalStateException("no call of " + log + " is about " + repository));
        for (List<CrashPlace> other : byThread.values()) {
            if (other != most && other.stream().anyMatch(place -> place.kind() != Kind.READS)) {
                throw new IllegalStateException("a second thread changes the repository: " + other);
            }
        }
        return most;
    }

    private static Kind kind(String call, String arguments) {
        if (OPENS.contains(call)) {
            return arguments.contains("O_CREAT") || arguments.contains("O_TRUNC") ? Kind.CHANGES : Kind.READS;
        }
        if (SYNCS.contains(call)) {
            return Kind.SYNCS;
        }
        return READS.contains(call) ? Kind.READS : Kind.CHANGES;
    }
}
