package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.id.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one side may have renamed: the paths that it added and removed, which of the removed ones matter, and the folders
 * that it removed. Folders are written as text here, one character a byte, so that the root can be written too: as an
 * empty text.
 */
final class RenameCandidates {
    /** Why it matters whether a removed path was renamed. */
    enum Relevance {
        /** The other side changed its content. */
        CONTENT,
        /** Its folder vanished, and the other side added something to the folder. */
        LOCATION
    }

    /** Whether it matters where a removed folder went. */
    enum FolderRelevance {
        NONE,
        /** For a folder above it. */
        FOR_ANCESTOR,
        /** Because the other side added something to it. */
        FOR_SELF
    }

    /** In the order in which they were met, which decides between equally good renames: as in git. */
    final Map<String, OpenPath> added = new LinkedHashMap<>();

    final Map<String, OpenPath> removed = new LinkedHashMap<>();
    final Map<String, Relevance> relevant = new HashMap<>();
    final Map<String, FolderRelevance> removedFolders = new HashMap<>();

    /** Notes what a side did at an open path. */
    void collect(Side side, OpenPath path, boolean locationMatters) {
        if (path.has(Side.BASE) == path.has(side)) {
            return;
        }
        if (path.has(side)) {
            added.put(key(path.path), path);
            return;
        }
        String name = key(path.path);
        removed.put(name, path);
        if (path.same() == 0) {
            relevant.put(name, Relevance.CONTENT);
        } else if (locationMatters) {
            relevant.put(name, Relevance.LOCATION);
        }
    }

    FolderRelevance folder(String folder) {
        return Optional.ofNullable(removedFolders.get(folder)).orElse(FolderRelevance.NONE);
    }

    boolean mayHaveRenames() {
        return !relevant.isEmpty() && !(added.isEmpty() && removed.isEmpty());
    }

    /** A path as text, one character a byte. */
    static String key(RepoPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    static String key(Optional<RepoPath> path) {
        return path.map(RenameCandidates::key).orElse("");
    }

    static RepoPath path(String key) {
        return RepoPath.ofBytes(key.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The folder of a path; empty for the root. */
    static String folderOf(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Adds up what is known of a removed folder. */
    void removeFolder(String folder, FolderRelevance relevance) {
        removedFolders.put(folder, relevance);
    }

    static Map<Side, RenameCandidates> forBothSides() {
        Map<Side, RenameCandidates> both = new EnumMap<>(Side.class);
        both.put(Side.OURS, new RenameCandidates());
        both.put(Side.THEIRS, new RenameCandidates());
        return both;
    }
}
