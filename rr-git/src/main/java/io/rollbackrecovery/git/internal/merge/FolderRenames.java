package io.rollbackrecovery.git.internal.merge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which folders each side renamed, and where a path goes that the other side added to one of them. A folder counts as
 * renamed if the side has it no more and most of its files went to one other folder.
 */
final class FolderRenames {
    private final Map<Side, SortedMap<String, String>> renames = new EnumMap<>(Side.class);
    private final Map<Side, SortedMap<String, List<String>>> places = new EnumMap<>(Side.class);
    private final List<String> unclear = new ArrayList<>();
    private final Set<String> reported = new HashSet<>();

    FolderRenames(Map<Side, FolderRenameCounts> counts) {
        for (Side side : List.of(Side.OURS, Side.THEIRS)) {
            SortedMap<String, String> own = new TreeMap<>();
            FolderRenameCounts counted = counts.get(side);
            if (counted != null) {
                counted.majorities().forEach((folder, target) -> {
                    target.ifPresent(to -> own.put(folder, to));
                    if (target.isEmpty()) {
                        unclear.add(folder);
                    }
                });
            }
            renames.put(side, own);
            places.put(side, new TreeMap<>());
        }
        // A folder that both sides renamed is left to the renames of its files.
        Set<String> both = new HashSet<>(of(Side.OURS).keySet());
        both.retainAll(of(Side.THEIRS).keySet());
        of(Side.OURS).keySet().removeAll(both);
        of(Side.THEIRS).keySet().removeAll(both);
    }

    private SortedMap<String, String> of(Side side) {
        return renames.getOrDefault(side, new TreeMap<>());
    }

    /** Folders whose files went to several places, none of which has the most. */
    List<String> unclear() {
        return unclear;
    }

    /** Notes a path that a side added or renamed, before any is {@link #place placed}. */
    void announce(Side side, String path) {
        target(side, path)
                .ifPresent(place -> places.getOrDefault(side, new TreeMap<>())
                        .computeIfAbsent(place, absent -> new ArrayList<>())
                        .add(path));
    }

    /** Where a path of a side would go because of the other side's folder renames. */
    private Optional<String> target(Side side, String path) {
        SortedMap<String, String> folders = of(side.opposite());
        String folder = path;
        while (folder.indexOf('/') >= 0) {
            folder = RenameCandidates.folderOf(folder);
            String to = folders.get(folder);
            if (to != null) {
                return Optional.of(
                        to.isEmpty() ? path.substring(folder.length() + 1) : to + path.substring(folder.length()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> renamedFolder(Side side, String path) {
        SortedMap<String, String> folders = of(side.opposite());
        String folder = path;
        while (folder.indexOf('/') >= 0) {
            folder = RenameCandidates.folderOf(folder);
            if (folders.containsKey(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** What becomes of a path. */
    enum Placing {
        /** It stays. */
        STAYS,
        /** It goes to {@link Placed#place}. */
        MOVES,
        /** It should go there, and cannot: something is there, or several would go there. */
        BLOCKED
    }

    /** What becomes of a path, and where it would go. */
    record Placed(Placing placing, String place) {}

    /** Tells whether something is in the way at a path. */
    interface InTheWay {
        boolean test(String place);
    }

    /** Says where a path goes that a side added, or renamed to there. */
    Placed place(Side side, String path, InTheWay inTheWay) {
        Placed stays = new Placed(Placing.STAYS, path);
        Optional<String> folder = renamedFolder(side, path);
        if (folder.isEmpty()
                || places.getOrDefault(side.opposite(), new TreeMap<>()).containsKey(path)) {
            return stays;
        }
        // Not into a folder that this side renamed itself: then the other side's rename takes care of it.
        String newFolder = of(side.opposite()).getOrDefault(folder.get(), "");
        if (of(side).containsKey(newFolder)) {
            return stays;
        }
        String place = target(side, path).orElse(path);
        List<String> candidates = places.getOrDefault(side, new TreeMap<>()).getOrDefault(place, List.of());
        if (reported.contains(side + place) || inTheWay.test(place) || candidates.size() > 1) {
            reported.add(side + place);
            return new Placed(Placing.BLOCKED, place);
        }
        return new Placed(Placing.MOVES, place);
    }
}
