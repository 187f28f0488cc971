package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The files of a revision by their paths as text. A folder is given with a slash at its end, the top as nothing. */
final class FileTree {
    private static final int MOST_MATCHES = 2_000;

    private final SortedMap<RepoPath, FileFacts> facts;
    private final Map<String, RepoPath> files = new HashMap<>();
    private final String[] sorted;

    FileTree(SortedMap<RepoPath, FileFacts> facts, Collection<RepoPath> paths) {
        this.facts = facts;
        for (RepoPath path : paths) {
            files.put(path.toString(), path);
        }
        for (RepoPath path : facts.keySet()) {
            files.put(path.toString(), path);
        }
        sorted = files.keySet().toArray(String[]::new);
        Arrays.sort(sorted);
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    Optional<RepoPath> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** What a file declares and refers to; empty if it is none of this language or was not read. */
    Optional<FileFacts> factsOf(RepoPath path) {
        return Optional.ofNullable(facts.get(path));
    }

    SortedMap<RepoPath, FileFacts> facts() {
        return facts;
    }

    static String folderOf(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** The folder above one; empty for the top. */
    static Optional<String> above(String folder) {
        return folder.isEmpty()
                ? Optional.empty()
                : Optional.of(folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1));
    }

    /** Joins a folder and a path that may have dots; empty if that leads out of the repository. */
    static Optional<String> join(String folder, String path) {
        Deque<String> parts = new ArrayDeque<>();
        String whole = path.startsWith("/") ? path : folder + path;
        for (String part : whole.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** The files that a pattern matches, none of packages that were installed; empty if they are too many. */
    List<String> matching(String pattern) {
        int wild = 0;
        while (wild < pattern.length() && "*?{[".indexOf(pattern.charAt(wild)) < 0) {
            wild++;
        }
        String prefix = pattern.substring(0, wild);
        int from = Arrays.binarySearch(sorted, prefix);
        List<String> found = new ArrayList<>();
        Glob glob = Glob.of(pattern);
        int looked = 0;
        for (int i = from < 0 ? -from - 1 : from; i < sorted.length && sorted[i].startsWith(prefix); i++) {
            if (++looked > 20 * MOST_MATCHES) {
                return List.of();
            }
            if (!sorted[i].contains("node_modules/") && glob.matches(sorted[i])) {
                found.add(sorted[i]);
                if (found.size() > MOST_MATCHES) {
                    return List.of();
                }
            }
        }
        return found;
    }
}
