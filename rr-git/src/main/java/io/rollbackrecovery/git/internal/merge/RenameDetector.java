package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.git.internal.merge.RenameCandidates.FolderRelevance;
import io.rollbackrecovery.git.internal.merge.RenameCandidates.Relevance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds which of the removed paths of one side became which of its added ones, in git's three rounds: equal content; a
 * file name that only one removed and one added path have, three quarters alike; and then every relevant removed path
 * against every added one, half alike, best first. Empty files are never paired, links and submodules only if equal.
 */
final class RenameDetector {
    private static final int LEAST = Similarity.MAX / 2;
    private static final int LEAST_BY_NAME = LEAST + (Similarity.MAX - LEAST) / 2;
    private static final int CANDIDATES = 4;
    private static final int MOST_ALTERNATIVES = 100;
    private static final ObjectId EMPTY_BLOB = ObjectId.fromString("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

    private final Similarity similarity;
    private final Side side;
    private final RenameCandidates candidates;
    private final FolderRenameCounts counts;
    private final int limit;

    private final List<String> sources = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private final SortedMap<String, String> sourceOfTarget = new TreeMap<>();
    private final Set<String> used = new HashSet<>();
    private int neededLimit;

    RenameDetector(Similarity similarity, Side side, RenameCandidates candidates, int limit) {
        this.similarity = similarity;
        this.side = side;
        this.candidates = candidates;
        this.counts = new FolderRenameCounts(candidates);
        this.limit = limit;
    }

    /** The added paths that were renamed, with the path that they were renamed from. */
    SortedMap<String, String> renames() {
        return sourceOfTarget;
    }

    /** Where the renames say that removed folders went. */
    FolderRenameCounts folderCounts() {
        return counts;
    }

    /** The limit that would have been needed; 0 if it sufficed. */
    int neededLimit() {
        return neededLimit;
    }

    private Version removed(String path) {
        return version(candidates.removed, path, Side.BASE);
    }

    private Version added(String path) {
        return version(candidates.added, path, side);
    }

    private Similarity.Content removedContent(String path) {
        return similarity.content(removed(path), RenameCandidates.path(path));
    }

    private Similarity.Content addedContent(String path) {
        return similarity.content(added(path), RenameCandidates.path(path));
    }

    private static Version version(Map<String, OpenPath> paths, String path, Side side) {
        OpenPath open = paths.get(path);
        if (open == null) {
            throw new IllegalStateException("no candidate for a rename: " + path);
        }
        return open.version(side).orElseThrow();
    }

    void detect() {
        candidates.removed.keySet().stream()
                .filter(path -> !removed(path).id().equals(EMPTY_BLOB))
                .forEach(sources::add);
        candidates.added.keySet().stream()
                .filter(path -> !added(path).id().equals(EMPTY_BLOB))
                .forEach(targets::add);
        if (sources.isEmpty() || targets.isEmpty()) {
            return;
        }
        findEqual();
        sources.removeIf(used::contains);
        sourceOfTarget.forEach((target, from) -> counts.add(from, target));
        findByName(counts.guesses());
        sources.removeIf(path -> used.contains(path) || !candidates.relevant.containsKey(path));
        dropSourcesOfKnownFolders();
        findAlike();
        counts.finish();
    }

    private void record(String from, String to) {
        sourceOfTarget.put(to, from);
        used.add(from);
    }

    private void findEqual() {
        Map<ObjectId, List<String>> byContent = new HashMap<>();
        for (String path : sources) {
            byContent
                    .computeIfAbsent(removed(path).id(), absent -> new ArrayList<>())
                    .add(path);
        }
        for (String target : targets) {
            Version version = added(target);
            Optional<String> best = Optional.empty();
            int tried = 0;
            for (String from : byContent.getOrDefault(version.id(), List.of())) {
                Version source = removed(from);
                boolean modesFit = source.isFile() && version.isFile() || source.mode() == version.mode();
                if (!modesFit || used.contains(from)) {
                    continue;
                }
                boolean sameName = sameName(from, target);
                if (best.isEmpty() || sameName) {
                    best = Optional.of(from);
                }
                if (sameName || ++tried == MOST_ALTERNATIVES) {
                    break;
                }
            }
            best.ifPresent(from -> record(from, target));
        }
    }

    private static boolean sameName(String one, String two) {
        return RenameCandidates.nameOf(one).equals(RenameCandidates.nameOf(two));
    }

    /** Paths by file name; empty where several have the name. */
    private static Map<String, Optional<String>> byName(List<String> paths) {
        Map<String, Optional<String>> byName = new HashMap<>();
        for (String path : paths) {
            byName.merge(RenameCandidates.nameOf(path), Optional.of(path), (one, two) -> Optional.empty());
        }
        return byName;
    }

    private void findByName(Map<String, String> folderGuesses) {
        Set<String> free = new HashSet<>(targets);
        free.removeAll(sourceOfTarget.keySet());
        Map<String, Optional<String>> sourceNames = byName(sources);
        Map<String, Optional<String>> targetNames =
                byName(targets.stream().filter(free::contains).toList());
        for (String from : sources) {
            String name = RenameCandidates.nameOf(from);
            Optional<String> target = targetNames.get(name);
            if (target == null || !candidates.relevant.containsKey(from)) {
                continue;
            }
            if (target.isEmpty()
                    || sourceNames.getOrDefault(name, Optional.empty()).isEmpty()) {
                // The name alone does not tell, but the folder may be known to have moved.
                target = Optional.ofNullable(folderGuesses.get(RenameCandidates.folderOf(from)))
                        .map(folder -> folder + "/" + name)
                        .filter(free::contains);
            }
            if (target.isEmpty() || sourceOfTarget.containsKey(target.get())) {
                continue;
            }
            if (similarity.score(removedContent(from), addedContent(target.get()), LEAST_BY_NAME) >= LEAST_BY_NAME) {
                record(from, target.get());
                counts.add(from, target.get());
            }
        }
    }

    /** Leaves out sources that matter only for a folder of which it is already clear where most of it went. */
    private void dropSourcesOfKnownFolders() {
        counts.settleMajorities(sources);
        sources.removeIf(path -> {
            if (candidates.relevant.get(path) != Relevance.LOCATION) {
                return false;
            }
            String folder = RenameCandidates.folderOf(path);
            FolderRelevance relevance = candidates.folder(folder);
            while (relevance == FolderRelevance.FOR_ANCESTOR) {
                if (folder.isEmpty()) {
                    break;
                }
                folder = RenameCandidates.folderOf(folder);
                relevance = candidates.folder(folder);
            }
            return relevance != FolderRelevance.FOR_SELF;
        });
    }

    private record Candidate(String from, String to, int score, boolean sameName) {}

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::score)
            .thenComparing(Candidate::sameName)
            .reversed();

    private void findAlike() {
        List<String> free = targets.stream()
                .filter(path -> !sourceOfTarget.containsKey(path))
                .toList();
        if (sources.isEmpty() || free.isEmpty()) {
            return;
        }
        if (limit > 0 && (long) sources.size() * free.size() > (long) limit * limit) {
            neededLimit = Math.max(sources.size(), free.size());
            return;
        }
        List<Source> contents = new ArrayList<>();
        for (String from : sources) {
            contents.add(new Source(from, RenameCandidates.nameOf(from), removedContent(from)));
        }
        List<Candidate> matrix = new ArrayList<>();
        for (String to : free) {
            matrix.addAll(bestSources(contents, to));
        }
        matrix.sort(BEST_FIRST);
        for (Candidate candidate : matrix) {
            if (candidate.score < LEAST) {
                break;
            }
            if (!sourceOfTarget.containsKey(candidate.to) && !used.contains(candidate.from)) {
                record(candidate.from, candidate.to);
                counts.add(candidate.from, candidate.to);
            }
        }
    }

    private record Source(String path, String name, Similarity.Content content) {}

    private List<Candidate> bestSources(List<Source> contents, String to) {
        Similarity.Content target = addedContent(to);
        String name = RenameCandidates.nameOf(to);
        List<Candidate> best = new ArrayList<>(CANDIDATES);
        for (Source from : contents) {
            int score = similarity.score(from.content, target, LEAST);
            if (best.size() == CANDIDATES && score == 0) {
                // It cannot push out another, or only one that is of no use either.
                continue;
            }
            Candidate candidate = new Candidate(from.path, to, score, from.name.equals(name));
            if (best.size() < CANDIDATES) {
                best.add(candidate);
                continue;
            }
            int worst = 0;
            for (int i = 1; i < CANDIDATES; i++) {
                worst = BEST_FIRST.compare(best.get(i), best.get(worst)) > 0 ? i : worst;
            }
            if (BEST_FIRST.compare(best.get(worst), candidate) > 0) {
                best.set(worst, candidate);
            }
        }
        return best;
    }
}
