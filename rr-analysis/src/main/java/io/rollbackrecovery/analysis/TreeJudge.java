package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.Dangling;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.ReferenceChecker;
import io.rollbackrecovery.core.id.BlobId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Judges planned trees by their links, and by what a language knows beyond these. Thread-safe: callers wait for each
 * other only where they want the links of the same revision.
 */
final class TreeJudge implements ReferenceJudge {
    private static final int KEPT_REVISIONS = 2;

    private final RevisionReader reader;
    private final LinkedRevisions revisions;
    private final Map<TreeId, Files> kept = new LinkedHashMap<>(8, 0.75f, true);

    TreeJudge(RevisionReader reader, LinkedRevisions revisions) {
        this.reader = reader;
        this.revisions = revisions;
    }

    @Override
    public List<DanglingReference> dangling(SourceReader source, TreeId base, TreeId now, TreeId planned) {
        RevisionReader files = reader.from(source);
        List<PathChange> changes = source.diff(now, planned);
        Set<RepoPath> changed = new HashSet<>();
        changes.forEach(change -> changed.add(change.path()));
        if (changed.isEmpty()) {
            return List.of();
        }
        LinkedRevision current = revisions.of(files, now);
        LinkedRevision first = revisions.of(files, base);
        LinkedRevision later = current.to(files.read(current.revision(), changes), changed);
        Map<String, DanglingReference> found = new HashMap<>();
        for (BrokenReference broken : new BreakSearch(current, first, later, changed).named()) {
            boolean checked = files.languageOf(broken.path())
                    .flatMap(FactExtractor::checker)
                    .isPresent();
            // A checker knows members better than their names tell, inherited ones above all.
            if (!checked || !isMember(broken, current) && !isMember(broken, first)) {
                add(found, new DanglingReference(broken.path(), broken.line(), broken.symbol(), broken.target()));
            }
        }
        Map<RepoPath, Map<String, Integer>> unresolvedNow = current.unresolved();
        later.unresolved()
                .forEach((path, references) -> references.forEach((reference, line) -> {
                    if (!unresolvedNow.getOrDefault(path, Map.of()).containsKey(reference)) {
                        add(found, new DanglingReference(path, line, reference, path));
                    }
                }));
        Files nowFiles = files(source, now);
        Files plannedFiles = new Files(nowFiles, changes);
        for (FactExtractor language : files.languages()) {
            language.checker().ifPresent(checker -> {
                State before = new State(current.revision().factsOf(language), nowFiles, files, language);
                State after = new State(later.revision().factsOf(language), plannedFiles, files, language);
                for (Dangling dangling : checker.check(before, after, Collections.unmodifiableSet(changed))) {
                    add(
                            found,
                            new DanglingReference(
                                    dangling.path(), dangling.line(), dangling.symbol(), dangling.target()));
                }
            });
        }
        List<DanglingReference> sorted = new ArrayList<>(found.values());
        Collections.sort(sorted);
        return List.copyOf(sorted);
    }

    private static boolean isMember(BrokenReference broken, LinkedRevision in) {
        return in.revision().factsOf(broken.target()).stream()
                .flatMap(facts -> facts.declarations().stream())
                .anyMatch(
                        declared -> declared.name().equals(broken.symbol()) && declared.kind() != DeclarationKind.TYPE);
    }

    /** Of the same name in one line, the first that tells is enough. */
    private static void add(Map<String, DanglingReference> found, DanglingReference reference) {
        String simple = reference.symbol().substring(reference.symbol().lastIndexOf('.') + 1);
        int end = 0;
        while (end < simple.length() && Character.isJavaIdentifierPart(simple.charAt(end))) {
            end++;
        }
        found.putIfAbsent(reference.path() + ":" + reference.line() + ":" + simple.substring(0, end), reference);
    }

    private Files files(SourceReader source, TreeId tree) {
        synchronized (kept) {
            Files known = kept.get(tree);
            if (known != null) {
                return known;
            }
        }
        Files listed = new Files(source, tree);
        synchronized (kept) {
            kept.put(tree, listed);
            if (kept.size() > KEPT_REVISIONS) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return listed;
    }

    /** The files of a tree by path. */
    private static final class Files {
        private final Map<RepoPath, SourceFile> byPath = new HashMap<>();

        Files(SourceReader source, TreeId tree) {
            Collection<SourceFile> all = source.files(tree);
            all.forEach(file -> byPath.put(file.path(), file));
        }

        Files(Files before, List<PathChange> changes) {
            byPath.putAll(before.byPath);
            for (PathChange change : changes) {
                change.after()
                        .ifPresentOrElse(file -> byPath.put(change.path(), file), () -> byPath.remove(change.path()));
            }
        }
    }

    private record State(
            SortedMap<RepoPath, FileFacts> known, Files files, RevisionReader reader, FactExtractor language)
            implements ReferenceChecker.State {
        @Override
        public SortedMap<RepoPath, FileFacts> facts() {
            return Collections.unmodifiableSortedMap(known);
        }

        @Override
        public Optional<BlobId> content(RepoPath path) {
            return Optional.ofNullable(files.byPath.get(path)).map(SourceFile::blob);
        }

        @Override
        public Optional<byte[]> bytes(RepoPath path) {
            return Optional.ofNullable(files.byPath.get(path))
                    .filter(file -> language.handles(path))
                    .flatMap(reader::bytes);
        }
    }
}
