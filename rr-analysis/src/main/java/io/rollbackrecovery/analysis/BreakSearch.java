package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.References.Use;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.analysis.spi.Mention;
import io.rollbackrecovery.core.graph.Direction;
import io.rollbackrecovery.core.graph.Reach;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds references that lead somewhere now, or did before the change, and will lead nowhere once it is taken back.
 */
final class BreakSearch {
    private static final Comparator<BrokenReference> ORDER = Comparator.comparing(BrokenReference::path)
            .thenComparing(BrokenReference::line)
            .thenComparing(BrokenReference::symbol)
            .thenComparing(BrokenReference::target);

    private final LinkedRevision now;
    private final LinkedRevision before;
    private final LinkedRevision planned;
    private final Set<RepoPath> takenBack;

    BreakSearch(LinkedRevision now, LinkedRevision before, LinkedRevision planned, Set<RepoPath> takenBack) {
        this.now = now;
        this.before = before;
        this.planned = planned;
        this.takenBack = takenBack;
    }

    List<BrokenReference> find() {
        List<BrokenReference> broken = named();
        broken.addAll(memberUses(broken));
        broken.sort(ORDER);
        return broken.stream().distinct().toList();
    }

    /** Those that a language's rules lead to what goes away, in no order. */
    List<BrokenReference> named() {
        List<BrokenReference> broken = new ArrayList<>();
        Map<Use, List<Link>> current = References.into(takenBack, now);
        collect(current, left(current), broken);
        Map<Use, List<Link>> restored = new HashMap<>();
        before.eachLink(takenBack, link -> {
            if (!now.mentions(link.from(), link.reference())) {
                restored.computeIfAbsent(Use.of(link), use -> new ArrayList<>(1))
                        .add(link);
            }
        });
        collect(restored, left(restored), broken);
        return broken;
    }

    /** What is left of references, wherever they lead. */
    private Map<Use, Set<String>> left(Map<Use, List<Link>> references) {
        Set<RepoPath> files = new HashSet<>();
        references.keySet().forEach(use -> files.add(use.from()));
        return References.symbols(planned, files);
    }

    private void collect(Map<Use, List<Link>> references, Map<Use, Set<String>> left, List<BrokenReference> broken) {
        references.forEach((use, links) -> {
            if (planned.mentions(use.from(), use.reference())
                    && References.dangles(links, left.getOrDefault(use, Set.of()))
                    && !isRebound(use)) {
                Link shown = links.get(0);
                boolean known = !shown.symbol().isEmpty() && !shown.symbol().equals(Link.WHOLE_FILE);
                broken.add(new BrokenReference(
                        use.from(), shown.line(), known ? shown.symbol() : use.reference(), shown.to(), true));
            }
        });
    }

    /** Whether an import that is taken back or comes back gives the first name of a reference another meaning. */
    private boolean isRebound(Use use) {
        Optional<FileFacts> current = now.revision().factsOf(use.from());
        Optional<FileFacts> later = planned.revision().factsOf(use.from());
        return current.isPresent()
                && later.isPresent()
                && !References.isImport(later.get(), use.reference())
                && !References.bindings(current.get(), use.reference())
                        .equals(References.bindings(later.get(), use.reference()));
    }

    /**
     * Uses of members that go away, in files that depend on theirs. Without types only the name tells, so a name counts
     * if nobody else declares it, and if no file mentions it that has nothing to do with its owner.
     */
    private List<BrokenReference> memberUses(List<BrokenReference> certain) {
        Map<String, RepoPath> removed = removedMembers();
        if (removed.isEmpty()) {
            return List.of();
        }
        Set<String> known = new HashSet<>();
        for (BrokenReference reference : certain) {
            String symbol = reference.symbol();
            known.add(reference.path() + " " + symbol.substring(symbol.lastIndexOf('.') + 1));
        }
        Map<String, List<BrokenReference>> uses = new HashMap<>();
        Set<String> meansElse = new HashSet<>();
        Map<RepoPath, Reach<RepoPath>> reaches = new HashMap<>();
        forEachPlannedFile((path, facts) -> {
            for (Mention member : facts.members()) {
                RepoPath owner = removed.get(member.text());
                if (owner != null && !owner.equals(path)) {
                    Reach<RepoPath> users = reaches.computeIfAbsent(
                            owner, from -> now.graph().reach(List.of(from), Direction.DEPENDENTS));
                    if (users.contains(path)) {
                        uses.computeIfAbsent(member.text(), name -> new ArrayList<>())
                                .add(new BrokenReference(path, member.line(), member.text(), owner, false));
                    } else {
                        meansElse.add(member.text());
                    }
                }
            }
        });
        uses.keySet().removeAll(meansElse);
        return uses.values().stream()
                .flatMap(List::stream)
                .filter(use -> !known.contains(use.path() + " " + use.symbol()))
                .toList();
    }

    /** Members that are declared in one file now, and nowhere in the planned revision. */
    private Map<String, RepoPath> removedMembers() {
        Map<String, RepoPath> removed = new HashMap<>();
        for (RepoPath path : takenBack) {
            Optional<FileFacts> facts = now.revision().factsOf(path);
            facts.ifPresent(known -> known.declarations().stream()
                    .filter(declaration -> declaration.name().indexOf('.') >= 0)
                    .forEach(declaration -> removed.putIfAbsent(declaration.simpleName(), path)));
        }
        forEachPlannedFile((path, facts) -> removed.keySet().removeAll(References.memberNames(facts)));
        return removed;
    }

    private void forEachPlannedFile(BiConsumer<RepoPath, FileFacts> action) {
        planned.revision().facts().values().forEach(files -> files.forEach(action));
    }
}
