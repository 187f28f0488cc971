package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.link.IndexedLinker;
import io.rollbackrecovery.analysis.internal.link.Keys;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.internal.link.Offers;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Linker;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of one revision that are linked together, and their links. Thread-safe: links do not change any more, and
 * what is kept to find those of the next revision is guarded by its index.
 */
final class LinkGroup {
    /** Beyond this many files, their links are packed. */
    private static final int MANY = 20_000;

    private final Linker linker;
    private final SortedMap<RepoPath, FileFacts> files;
    private final Map<RepoPath, FileLinks> links;
    private final Set<RepoPath> relinked;
    private final Optional<Index> index;
    private final Map<RepoPath, int[]> uses;

    /** An index that is made when it is asked for. Whoever uses it holds its lock. */
    private static final class Index {
        private final Supplier<LinkIndex> maker;
        private @Nullable LinkIndex made;

        Index(Supplier<LinkIndex> maker) {
            this.maker = maker;
        }

        static Index of(LinkIndex made) {
            Index index = new Index(() -> made);
            index.made = made;
            return index;
        }

        synchronized LinkIndex get() {
            LinkIndex known = made;
            if (known == null) {
                known = maker.get();
                made = known;
            }
            return known;
        }
    }

    private LinkGroup(
            Linker linker,
            SortedMap<RepoPath, FileFacts> files,
            Map<RepoPath, FileLinks> links,
            Set<RepoPath> relinked,
            Optional<Index> index,
            Map<RepoPath, int[]> uses) {
        this.linker = linker;
        this.files = files;
        this.links = links;
        this.relinked = relinked;
        this.index = index;
        this.uses = uses;
    }

    static LinkGroup of(Linker linker, SortedMap<RepoPath, FileFacts> files, Revision revision) {
        Map<RepoPath, FileLinks> links = new HashMap<>(files.size() * 2);
        Optional<Index> index = Optional.empty();
        if (files.isEmpty()) {
            return new LinkGroup(linker, files, links, Set.of(), index, new HashMap<>());
        }
        if (linker instanceof IndexedLinker indexed) {
            LinkIndex made = indexed.index(files, revision);
            index = Optional.of(Index.of(made));
            FileLinks.Collector collector = new FileLinks.Collector();
            files.forEach((path, facts) -> {
                made.link(path, facts, collector);
                links.put(path, kept(collector.take(), files.size()));
            });
        } else {
            FileLinks.Sorter sorter = new FileLinks.Sorter();
            linker.link(files, revision, sorter);
            sorter.takeInto(links);
        }
        return new LinkGroup(linker, files, links, files.keySet(), index, new HashMap<>());
    }

    /** A group whose links are known from before. */
    static LinkGroup known(
            Linker linker,
            SortedMap<RepoPath, FileFacts> files,
            Map<RepoPath, FileLinks> links,
            Map<RepoPath, int[]> uses,
            Revision revision) {
        Optional<Index> index = linker instanceof IndexedLinker indexed
                ? Optional.of(new Index(() -> indexed.index(files, revision)))
                : Optional.empty();
        return new LinkGroup(linker, files, links, files.keySet(), index, uses);
    }

    /** Whether links follow changes, all of them from the group's own files. */
    boolean isIndexed() {
        return files.isEmpty() || index.isPresent();
    }

    /** The same files in another revision: links only what the change can touch. */
    LinkGroup after(RevisionChange change, SortedMap<RepoPath, FileFacts> now) {
        if (files.isEmpty() && now.isEmpty()) {
            return this;
        }
        if (index.isEmpty()) {
            return of(linker, now, change.now());
        }
        Index old = index.get();
        if (!concerns(change, now)) {
            return new LinkGroup(linker, now, links, Set.of(), index, uses);
        }
        // Groups of several revisions share an index where no answer of it differs, and what is kept beside it.
        synchronized (old) {
            return after(change, now, old.get());
        }
    }

    /** Whether a change has anything that the index must be asked about: making it takes a while. */
    private boolean concerns(RevisionChange change, SortedMap<RepoPath, FileFacts> now) {
        return linker instanceof IndexedLinker indexed && indexed.readsOtherLanguages()
                || !change.cameOrWent().isEmpty()
                || change.paths().stream().anyMatch(path -> files.containsKey(path) || now.containsKey(path));
    }

    private LinkGroup after(RevisionChange change, SortedMap<RepoPath, FileFacts> now, LinkIndex old) {
        Set<RepoPath> changed = new HashSet<>();
        Keys keys = new Keys();
        for (RepoPath path : change.paths()) {
            if (!Objects.equals(files.get(path), now.get(path))) {
                changed.add(path);
                Offers.differences(offers(old, path, files), offers(old, path, now), keys);
            }
        }
        change.cameOrWent().forEach(path -> old.path(path, keys));
        foreign(change, old, keys);
        if (changed.isEmpty() && keys.isEmpty()) {
            return new LinkGroup(linker, now, links, Set.of(), index, uses);
        }
        LinkIndex next = old;
        if (!keys.isEmpty()) {
            next = ((IndexedLinker) linker).index(now, change.now());
            next.differences(old, keys);
        }
        return relink(old, next, now, changed, keys);
    }

    private static Offers offers(LinkIndex index, RepoPath path, SortedMap<RepoPath, FileFacts> files) {
        Offers offers = new Offers(path);
        FileFacts facts = files.get(path);
        if (facts != null) {
            index.offers(path, facts, offers);
        }
        return offers;
    }

    /** What changed in languages of other groups. */
    private void foreign(RevisionChange change, LinkIndex old, Keys keys) {
        for (FactExtractor language : change.now().facts().keySet()) {
            if (language.linker().equals(linker)) {
                continue;
            }
            SortedMap<RepoPath, FileFacts> one = change.before().factsOf(language);
            SortedMap<RepoPath, FileFacts> other = change.now().factsOf(language);
            for (RepoPath path : change.paths()) {
                FileFacts before = one.get(path);
                FileFacts after = other.get(path);
                if (!Objects.equals(before, after)) {
                    Offers had = new Offers(path);
                    Offers has = new Offers(path);
                    if (before != null) {
                        old.foreignOffers(language.language(), path, before, had);
                    }
                    if (after != null) {
                        old.foreignOffers(language.language(), path, after, has);
                    }
                    Offers.differences(had, has, keys);
                }
            }
        }
    }

    private LinkGroup relink(
            LinkIndex old, LinkIndex next, SortedMap<RepoPath, FileFacts> now, Set<RepoPath> changed, Keys keys) {
        int[] answers = keys.sorted();
        boolean all = keys.isEverything() || next.touchesAll(answers);
        Map<RepoPath, int[]> nextUses = new HashMap<>();
        if (!all) {
            nextUses.putAll(uses);
            changed.forEach(nextUses::remove);
        }
        Map<RepoPath, FileLinks> nextLinks = new HashMap<>(links);
        changed.forEach(nextLinks::remove);
        Set<RepoPath> touched = new HashSet<>();
        FileLinks.Collector collector = new FileLinks.Collector();
        if (all || answers.length > 0) {
            now.forEach((path, facts) -> {
                if (all || changed.contains(path) || Keys.meet(answers, uses(next, path, facts, nextUses))) {
                    touched.add(path);
                }
            });
        } else {
            touched.addAll(changed);
            touched.retainAll(now.keySet());
        }
        for (RepoPath path : touched) {
            next.link(path, Objects.requireNonNull(now.get(path)), collector);
            nextLinks.put(path, kept(collector.take(), now.size()));
        }
        return new LinkGroup(
                linker, now, nextLinks, touched, next == old ? index : Optional.of(Index.of(next)), nextUses);
    }

    /** The keys by which a file of this group asks for others; the group has to be an indexed one. */
    int[] uses(RepoPath path) {
        Index shared = index.orElseThrow();
        synchronized (shared) {
            return uses(shared.get(), path, Objects.requireNonNull(files.get(path)), uses);
        }
    }

    private static int[] uses(LinkIndex index, RepoPath path, FileFacts facts, Map<RepoPath, int[]> known) {
        return known.computeIfAbsent(path, key -> {
            Keys keys = new Keys();
            index.uses(path, facts, keys);
            return keys.sorted();
        });
    }

    private static FileLinks kept(FileLinks links, int ofFiles) {
        return ofFiles > MANY ? PackedLinks.of(links) : links;
    }

    SortedMap<RepoPath, FileFacts> files() {
        return files;
    }

    FileLinks links(RepoPath path) {
        return links.getOrDefault(path, FileLinks.none());
    }

    /** The files whose links may be others than in the revision before. */
    Set<RepoPath> relinked() {
        return relinked;
    }

    List<RepoPath> unresolved() {
        return links.entrySet().stream()
                .filter(entry -> !entry.getValue().unresolved().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
