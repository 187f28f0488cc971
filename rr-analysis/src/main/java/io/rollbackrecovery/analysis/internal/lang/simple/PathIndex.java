package io.rollbackrecovery.analysis.internal.lang.simple;

import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths of a revision, to be found by name. Folders end in a slash; the top of the repository is empty text. */
final class PathIndex {
    /** How many files of a name are looked at. */
    private static final int MOST_LOOKS = 5_000;

    private final Map<String, RepoPath> paths = new HashMap<>();
    private final Map<String, List<RepoPath>> byName = new HashMap<>();

    PathIndex(Collection<RepoPath> all) {
        for (RepoPath path : all) {
            paths.put(path.toString(), path);
            byName.computeIfAbsent(path.name(), name -> new ArrayList<>(1)).add(path);
        }
    }

    static String folderOf(RepoPath path) {
        String text = path.toString();
        return text.substring(0, text.lastIndexOf('/') + 1);
    }

    static String parent(String folder) {
        return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    Optional<RepoPath> get(String path) {
        return Optional.ofNullable(paths.get(path));
    }

    /** The path that a relative one leads to from a folder; empty if that is outside of the repository. */
    static Optional<String> resolve(String folder, String relative) {
        String at = folder;
        int start = 0;
        while (start <= relative.length()) {
            int slash = relative.indexOf('/', start);
            String part = relative.substring(start, slash < 0 ? relative.length() : slash);
            if (part.equals("..")) {
                if (at.isEmpty()) {
                    return Optional.empty();
                }
                at = parent(at);
            } else if (!part.isEmpty() && !part.equals(".")) {
                at = slash < 0 ? at + part : at + part + "/";
            }
            if (slash < 0) {
                break;
            }
            start = slash + 1;
        }
        return Optional.of(at);
    }

    /** The file at a relative path from a folder, with one of the endings. */
    Optional<RepoPath> find(String folder, String relative, PathRules rules) {
        Optional<String> place = resolve(folder, relative);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        String path = place.get();
        for (String ending : rules.endings()) {
            RepoPath found = paths.get(path + ending);
            if (found == null && rules.partials()) {
                int name = path.lastIndexOf('/') + 1;
                found = paths.get(path.substring(0, name) + "_" + path.substring(name) + ending);
            }
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The files anywhere whose path ends in a relative one; more than are linked tells that there may be more still. */
    List<RepoPath> endingIn(String relative, PathRules rules) {
        Optional<String> plain = resolve("", relative.startsWith("../") ? withoutParents(relative) : relative);
        if (plain.isEmpty() || plain.get().isEmpty()) {
            return List.of();
        }
        List<RepoPath> found = new ArrayList<>();
        for (String ending : rules.endings()) {
            String path = plain.get() + ending;
            List<RepoPath> named = byName.getOrDefault(path.substring(path.lastIndexOf('/') + 1), List.of());
            for (RepoPath candidate : named.subList(0, Math.min(named.size(), MOST_LOOKS))) {
                String text = candidate.toString();
                boolean ends = text.equals(path) || text.endsWith("/" + path);
                if (ends && found.size() <= LinkIndex.MOST_CANDIDATES) {
                    found.add(candidate);
                }
            }
        }
        return found;
    }

    private static String withoutParents(String relative) {
        String rest = relative;
        while (rest.startsWith("../")) {
            rest = rest.substring(3);
        }
        return rest;
    }

    /** Files with a name. */
    List<RepoPath> named(String name) {
        return byName.getOrDefault(name, List.of());
    }
}
