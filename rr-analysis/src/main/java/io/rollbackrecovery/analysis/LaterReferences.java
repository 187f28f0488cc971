package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which references came after the commits in question: those that their file did not have then. */
final class LaterReferences {
    private final RevisionReader reader;
    private final Map<RepoPath, SourceFile> then;
    private final Map<RepoPath, SourceFile> now;
    private final LinkedRevision linked;
    private final Map<RepoPath, Set<String>> references = new HashMap<>();

    /** {@code then} are the files as the commits left them, {@code now} those that are linked. */
    LaterReferences(
            RevisionReader reader,
            Map<RepoPath, SourceFile> then,
            Map<RepoPath, SourceFile> now,
            LinkedRevision linked) {
        this.reader = reader;
        this.then = then;
        this.now = now;
        this.linked = linked;
    }

    /** Whether all that a file has to do with another came later. */
    boolean all(RepoPath from, RepoPath to) {
        SourceFile old = then.get(from);
        if (old == null || old.equals(now.get(from))) {
            return old == null;
        }
        List<Link> between = linked.linksFrom(from).stream()
                .filter(link -> link.to().equals(to))
                .toList();
        return !between.isEmpty() && between.stream().allMatch(this::isLater);
    }

    boolean isLater(Link link) {
        SourceFile old = then.get(link.from());
        if (old == null) {
            return true;
        }
        if (link.reference().isEmpty() || old.equals(now.get(link.from()))) {
            return false;
        }
        return !references
                .computeIfAbsent(
                        link.from(),
                        path -> Optional.of(old)
                                .flatMap(file -> reader.languageOf(path)
                                        .flatMap(language ->
                                                reader.read(file, language).facts()))
                                .map(References::of)
                                .orElse(Set.of()))
                .contains(link.reference());
    }
}
