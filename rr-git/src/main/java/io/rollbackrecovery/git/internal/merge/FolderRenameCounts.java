package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.git.internal.merge.RenameCandidates.FolderRelevance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts, for each removed folder, how many of its files went into which folder. */
final class FolderRenameCounts {
    private static final String UNKNOWN = "/";

    private final RenameCandidates candidates;
    private final SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();

    FolderRenameCounts(RenameCandidates candidates) {
        this.candidates = candidates;
    }

    /** Counts a rename for its folders: for all above it too, as long as the names below them are the same. */
    void add(String from, String to) {
        String oldFolder = from;
        String newFolder = to;
        boolean first = true;
        while (true) {
            String oldRest = RenameCandidates.nameOf(oldFolder);
            String newRest = RenameCandidates.nameOf(newFolder);
            oldFolder = RenameCandidates.folderOf(oldFolder);
            newFolder = RenameCandidates.folderOf(newFolder);
            if (!candidates.removedFolders.containsKey(oldFolder) || !first && !oldRest.equals(newRest)) {
                return;
            }
            FolderRelevance relevance = candidates.folder(oldFolder);
            if (first || relevance == FolderRelevance.FOR_SELF) {
                increment(oldFolder, newFolder);
            }
            first = false;
            if (relevance == FolderRelevance.NONE || oldFolder.isEmpty() || newFolder.isEmpty()) {
                return;
            }
        }
    }

    private void increment(String oldFolder, String newFolder) {
        counts.computeIfAbsent(oldFolder, absent -> new TreeMap<>()).merge(newFolder, 1, Integer::sum);
    }

    /** Where each folder seems to have gone so far: where most of its files went. */
    Map<String, String> guesses() {
        Map<String, String> guesses = new TreeMap<>();
        counts.forEach((folder, targets) -> targets.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .ifPresent(best -> guesses.put(folder, best.getKey())));
        return guesses;
    }

    /** Marks folders whose majority is clear whatever becomes of the sources that are left. */
    void settleMajorities(List<String> sourcesLeft) {
        for (String source : sourcesLeft) {
            String folder = RenameCandidates.folderOf(source);
            while (!folder.isEmpty() && candidates.folder(folder) != FolderRelevance.NONE) {
                increment(folder, UNKNOWN);
                folder = RenameCandidates.folderOf(folder);
            }
        }
        counts.forEach((folder, targets) -> {
            if (candidates.folder(folder) == FolderRelevance.FOR_SELF && isClear(targets)) {
                candidates.removeFolder(folder, FolderRelevance.FOR_ANCESTOR);
            }
        });
    }

    private static boolean isClear(Map<String, Integer> targets) {
        int first = 0;
        int second = 0;
        int unknown = 0;
        for (Map.Entry<String, Integer> target : targets.entrySet()) {
            int count = target.getValue();
            if (target.getKey().equals(UNKNOWN)) {
                unknown = count;
            } else if (count >= first) {
                second = first;
                first = count;
            } else if (count >= second) {
                second = count;
            }
        }
        return first > second + unknown;
    }

    /** Forgets what was counted only on the way. */
    void finish() {
        counts.keySet().removeIf(folder -> candidates.folder(folder) == FolderRelevance.NONE);
        counts.values().forEach(targets -> targets.remove(UNKNOWN));
    }

    /** A folder with the one that most of its files went to; empty if two have equally many. */
    SortedMap<String, Optional<String>> majorities() {
        SortedMap<String, Optional<String>> majorities = new TreeMap<>();
        counts.forEach((folder, targets) -> {
            int most =
                    targets.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            List<String> best = targets.entrySet().stream()
                    .filter(target -> target.getValue() == most)
                    .map(Map.Entry::getKey)
                    .toList();
            if (most > 0) {
                majorities.put(folder, best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty());
            }
        });
        return majorities;
    }
}
