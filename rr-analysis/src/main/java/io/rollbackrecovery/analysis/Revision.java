package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Surroundings;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The paths of one tree with the facts of those in an analysed language; real, or as a revert would leave it. */
final class Revision implements Surroundings {
    private final SortedSet<RepoPath> paths;
    private final Map<FactExtractor, SortedMap<RepoPath, FileFacts>> facts;
    private final List<UnreadFile> unread;

    private Revision(
            SortedSet<RepoPath> paths,
            Map<FactExtractor, SortedMap<RepoPath, FileFacts>> facts,
            List<UnreadFile> unread) {
        this.paths = paths;
        this.facts = facts;
        this.unread = unread;
    }

    static Builder builder(List<FactExtractor> languages) {
        return new Builder(languages);
    }

    /** Starts another revision that differs in some paths: those are left out, to be told anew. */
    Builder without(Set<RepoPath> some) {
        return new Builder(this, some);
    }

    @Override
    public SortedSet<RepoPath> paths() {
        return paths;
    }

    @Override
    public SortedMap<RepoPath, FileFacts> facts(String language) {
        for (Map.Entry<FactExtractor, SortedMap<RepoPath, FileFacts>> files : facts.entrySet()) {
            if (files.getKey().language().equals(language)) {
                return files.getValue();
            }
        }
        return new TreeMap<>();
    }

    Map<FactExtractor, SortedMap<RepoPath, FileFacts>> facts() {
        return facts;
    }

    SortedMap<RepoPath, FileFacts> factsOf(FactExtractor language) {
        return facts.getOrDefault(language, new TreeMap<>());
    }

    Optional<FileFacts> factsOf(RepoPath path) {
        for (SortedMap<RepoPath, FileFacts> files : facts.values()) {
            FileFacts found = files.get(path);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Ordered by path. */
    List<UnreadFile> unread() {
        return unread;
    }

    static final class Builder {
        private final SortedSet<RepoPath> paths;
        private final Map<FactExtractor, SortedMap<RepoPath, FileFacts>> facts = new LinkedHashMap<>();
        private final Set<FactExtractor> shared = new HashSet<>();
        private final List<UnreadFile> unread = new ArrayList<>();

        private Builder(List<FactExtractor> languages) {
            paths = new TreeSet<>();
            for (FactExtractor language : languages) {
                facts.put(language, new TreeMap<>());
            }
        }

        private Builder(Revision base, Set<RepoPath> without) {
            // Copying what is sorted takes linear time, and little of it.
            paths = new TreeSet<>(base.paths);
            paths.removeAll(without);
            base.unread.stream().filter(one -> !without.contains(one.path())).forEach(unread::add);
            facts.putAll(base.facts);
            shared.addAll(base.facts.keySet());
            for (RepoPath path : without) {
                base.facts.forEach((language, files) -> {
                    if (files.containsKey(path)) {
                        own(language, files).remove(path);
                    }
                });
            }
        }

        /** The files of a language, to be changed. */
        private SortedMap<RepoPath, FileFacts> own(FactExtractor language, SortedMap<RepoPath, FileFacts> files) {
            if (!shared.remove(language)) {
                return facts.getOrDefault(language, files);
            }
            SortedMap<RepoPath, FileFacts> copy = new TreeMap<>(files);
            facts.put(language, copy);
            return copy;
        }

        Builder path(RepoPath path) {
            paths.add(path);
            return this;
        }

        Builder facts(FactExtractor language, RepoPath path, FileFacts of) {
            SortedMap<RepoPath, FileFacts> files = facts.get(language);
            if (files == null) {
                throw new IllegalArgumentException(
                        "a language that this revision does not know: " + language.language());
            }
            own(language, files).put(path, of);
            of.partial().ifPresent(why -> unread.add(new UnreadFile(path, true, why)));
            return this;
        }

        Builder unread(RepoPath path, String why) {
            unread.add(new UnreadFile(path, false, why));
            return this;
        }

        Revision build() {
            unread.sort(Comparator.comparing(UnreadFile::path));
            return new Revision(paths, facts, List.copyOf(unread));
        }
    }
}
