package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.lang.FileClasses;
import io.rollbackrecovery.analysis.spi.Declaration;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Link;
import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.solver.Closure;
import io.rollbackrecovery.core.solver.ClosureSolver;
import io.rollbackrecovery.core.solver.Requirement;
import io.rollbackrecovery.core.source.ChangeKind;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Computes one blast radius. */
final class BlastComputation {
    private final SourceReader source;
    private final CommitGraph history;
    private final RequestedCommits request;
    private final List<CommitId> timeline;
    private final ChangeSet changes;
    private final Map<RepoPath, SourceFile> nowFiles;
    private final Map<RepoPath, SourceFile> beforeFiles;
    private final Set<RepoPath> changedSince;
    private final RevisionReader reader;
    private final LinkedRevision now;
    private final LinkedRevision before;
    private final PlannedRevision planned;

    BlastComputation(
            SourceReader source,
            CommitGraph history,
            RevisionReader reader,
            LinkedRevisions linked,
            RequestedCommits request) {
        this.source = source;
        this.reader = reader;
        this.history = history;
        this.request = request;
        this.timeline = request.timeline(history);
        this.changes = ChangeSet.of(request.commits(), history, source);
        TreeId nowTree = history.commit(request.on()).tree();
        TreeId beforeTree = request.commits().isEmpty()
                ? nowTree
                : ChangeSet.parentTree(history.commit(request.oldest()), history, source);
        this.nowFiles = byPath(nowTree);
        this.beforeFiles = byPath(beforeTree);
        this.changedSince = new HashSet<>();
        for (PathChange change : source.diff(beforeTree, nowTree)) {
            changedSince.add(change.path());
        }
        this.now = linked.of(reader, nowTree);
        this.before = linked.of(reader, beforeTree);
        this.planned = new PlannedRevision(reader, now.revision());
    }

    private Map<RepoPath, SourceFile> byPath(TreeId tree) {
        Map<RepoPath, SourceFile> files = new LinkedHashMap<>();
        source.files(tree).forEach(file -> files.put(file.path(), file));
        return files;
    }

    BlastRadius compute() {
        Set<RepoPath> changed = changes.touched().keySet();
        LaterReferences later = new LaterReferences(reader, afterwardsFiles(), nowFiles, now);
        List<Dependent> dependents = DependentsSearch.find(changed, now.graph(), before.graph()).stream()
                .map(found -> new Dependent(
                        found.path(),
                        found.distance(),
                        found.changedToo(),
                        !found.changedToo()
                                && later.all(found.path(), found.via().get(0).to()),
                        found.via()))
                .toList();
        Closure<RepoPath, Link> together = together();
        SortedMap<RepoPath, List<CommitId>> commits = commitsOf(together.members());
        LinkedRevision afterwards = now.to(planned.build(), planned.changed());
        List<FileToRevert> mustRevert = mustRevert(together, commits, dependents);
        List<Cause> causes = new ArrayList<>(Causes.of(now));
        Causes.globalInputs(changed).ifPresent(causes::add);
        causes.sort(Comparator.comparing(Cause::kind));
        List<ChangedSymbol> symbols = symbols(later);
        return new BlastRadius(
                request.on(),
                request.commits(),
                changes.changedFiles(),
                symbols,
                dependents,
                mustRevert,
                new BreakSearch(now, before, afterwards, together.members()).find(),
                order(mustRevert, commits, afterwards, symbols),
                tests(dependents),
                new EntryPointSearch(now, before).find(changed),
                now.revision().unread(),
                causes);
    }

    /** The files as the commits left them; where they are not part of the revision, those before them. */
    private Map<RepoPath, SourceFile> afterwardsFiles() {
        if (request.commits().isEmpty()) {
            return nowFiles;
        }
        CommitId newest = request.commits().get(0);
        return history.isAncestor(newest, request.on())
                ? byPath(history.commit(newest).tree())
                : beforeFiles;
    }

    /** A renamed file of equal content has no changed symbols. */
    private List<ChangedSymbol> symbols(LaterReferences later) {
        Set<RepoPath> renamed = new HashSet<>();
        for (ChangedFile file : changes.changedFiles()) {
            if (file.kind() == ChangeKind.RENAME) {
                renamed.add(file.path());
                file.from().ifPresent(renamed::add);
            }
        }
        Map<RepoPath, Map<String, List<Link>>> uses = uses(now);
        Map<RepoPath, Map<String, List<Link>>> oldUses = uses(before);
        SymbolDifference difference = new SymbolDifference(reader);
        List<ChangedSymbol> symbols = new ArrayList<>();
        changes.touched().forEach((path, touched) -> {
            if (!renamed.contains(path)) {
                for (ChangedSymbol symbol : difference.between(touched.before(), touched.after())) {
                    boolean isGone = symbol.change() == SymbolChange.REMOVED;
                    symbols.add(used(symbol, isGone ? oldUses : uses, isGone ? Optional.empty() : Optional.of(later)));
                }
            }
        });
        symbols.sort(SymbolDifference.order());
        return symbols;
    }

    /** The links into changed files by file and symbol. */
    private Map<RepoPath, Map<String, List<Link>>> uses(LinkedRevision linked) {
        Map<RepoPath, Map<String, List<Link>>> uses = new HashMap<>();
        linked.eachLink(link -> {
            if (changes.touched().containsKey(link.to()) && !link.symbol().isEmpty()) {
                uses.computeIfAbsent(link.to(), path -> new HashMap<>())
                        .computeIfAbsent(link.symbol(), name -> new ArrayList<>(1))
                        .add(link);
            }
        });
        return uses;
    }

    private static ChangedSymbol used(
            ChangedSymbol symbol, Map<RepoPath, Map<String, List<Link>>> uses, Optional<LaterReferences> later) {
        SortedMap<RepoPath, SymbolUse> byPath = new TreeMap<>();
        for (Link link : uses.getOrDefault(symbol.path(), Map.of()).getOrDefault(symbol.name(), List.of())) {
            boolean isLater = later.map(known -> known.isLater(link)).orElse(false);
            byPath.merge(
                    link.from(),
                    new SymbolUse(link.from(), link.line(), isLater),
                    (one, two) ->
                            new SymbolUse(one.path(), Math.min(one.line(), two.line()), one.later() && two.later()));
        }
        return new ChangedSymbol(
                symbol.path(),
                symbol.name(),
                symbol.kind(),
                symbol.change(),
                symbol.line(),
                List.copyOf(byPath.values()));
    }

    /** What must go together: a file changed since that came to refer to something which goes away goes too. */
    private Closure<RepoPath, Link> together() {
        changes.touched()
                .forEach((path, change) -> planned.takeBack(path, change, Optional.ofNullable(nowFiles.get(path))));
        Map<RepoPath, List<Link>> into = new HashMap<>();
        List<RepoPath> others = changedSince.stream()
                .filter(path -> !changes.touched().containsKey(path))
                .toList();
        now.eachLink(
                others,
                link -> into.computeIfAbsent(link.to(), path -> new ArrayList<>())
                        .add(link));
        List<RepoPath> asked = new ArrayList<>();
        changes.touched().forEach((path, change) -> {
            // What the commits added and others deleted since is gone already.
            if (change.before().isPresent() || nowFiles.containsKey(path)) {
                asked.add(path);
            }
        });
        return ClosureSolver.closure(asked, path -> {
            if (!changes.touched().containsKey(path)) {
                planned.restore(path, Optional.ofNullable(beforeFiles.get(path)));
            }
            return into.getOrDefault(path, List.of()).stream()
                    .filter(this::isTakenAway)
                    .filter(this::isNewReference)
                    .sorted(Comparator.comparing(Link::from).thenComparing(Link::line))
                    .map(link -> new Requirement<>(link.from(), link))
                    .toList();
        });
    }

    private boolean isTakenAway(Link link) {
        if (planned.removes(link.to())) {
            return true;
        }
        return declares(now.revision().factsOf(link.to()), link.symbol())
                && !declares(planned.factsOf(link.to()), link.symbol());
    }

    private static boolean declares(Optional<FileFacts> facts, String symbol) {
        return facts.isPresent()
                && facts.get().declarations().stream().map(Declaration::name).anyMatch(symbol::equals);
    }

    private boolean isNewReference(Link link) {
        // A link that no text makes is nothing that could be taken back.
        return !link.reference().isEmpty() && !before.mentions(link.from(), link.reference());
    }

    /** For files that were changed by the commits themselves, those; for others all commits since. */
    private SortedMap<RepoPath, List<CommitId>> commitsOf(Set<RepoPath> paths) {
        SortedMap<RepoPath, List<CommitId>> commits = new TreeMap<>();
        Set<RepoPath> others = new HashSet<>();
        for (RepoPath path : paths) {
            commits.put(path, new ArrayList<>(changes.commitsOf(path)));
            if (!changes.touched().containsKey(path)) {
                others.add(path);
            }
        }
        if (!others.isEmpty()) {
            for (CommitId id : timeline) {
                Commit commit = history.commit(id);
                for (PathChange change : source.diff(ChangeSet.parentTree(commit, history, source), commit.tree())) {
                    if (others.contains(change.path())) {
                        commits.getOrDefault(change.path(), new ArrayList<>()).add(id);
                    }
                }
            }
        }
        return commits;
    }

    private List<FileToRevert> mustRevert(
            Closure<RepoPath, Link> together, SortedMap<RepoPath, List<CommitId>> commits, List<Dependent> dependents) {
        Map<RepoPath, String> linked = new HashMap<>();
        for (Dependent dependent : dependents) {
            Edge<RepoPath> first = dependent.via().get(0);
            RepoPath target = dependent.via().get(dependent.via().size() - 1).to();
            if (dependent.changedToo()) {
                String through = dependent.distance() == 1 ? "" : " through " + first.to();
                linked.put(
                        dependent.path(),
                        "changed, and depends on " + target + through + " ("
                                + first.kind().word() + "), which was changed too");
            }
        }
        for (Dependent dependent : dependents) {
            RepoPath target = dependent.via().get(dependent.via().size() - 1).to();
            if (dependent.changedToo()) {
                linked.putIfAbsent(
                        target, "changed, and " + dependent.path() + ", which was changed too, depends on it");
            }
        }
        List<FileToRevert> files = new ArrayList<>();
        for (RepoPath path : new TreeSet<>(together.members())) {
            String reason = together.because(path)
                    .map(because -> needed(because.reason()))
                    .orElseGet(() -> linked.getOrDefault(path, "changed"));
            files.add(new FileToRevert(path, commits.getOrDefault(path, List.of()), reason));
        }
        return files;
    }

    private static String needed(Link link) {
        boolean symbol = !link.symbol().isEmpty() && !link.symbol().equals(Link.WHOLE_FILE);
        return "changed since, and line " + link.line() + " refers to "
                + (symbol ? link.symbol() + " of " + link.to() : link.to().toString()) + ", which goes away";
    }

    private List<RevertStep> order(
            List<FileToRevert> files,
            SortedMap<RepoPath, List<CommitId>> commits,
            LinkedRevision afterwards,
            List<ChangedSymbol> symbols) {
        Map<RepoPath, Set<String>> resigned = new HashMap<>();
        for (ChangedSymbol symbol : symbols) {
            if (symbol.change() == SymbolChange.SIGNATURE) {
                resigned.computeIfAbsent(symbol.path(), path -> new HashSet<>())
                        .add(symbol.name().substring(symbol.name().lastIndexOf('.') + 1));
            }
        }
        List<RepoPath> paths = files.stream().map(FileToRevert::path).toList();
        Map<CommitId, Integer> age = new HashMap<>();
        timeline.forEach(id -> age.put(id, age.size()));
        List<RevertStep> steps = new ArrayList<>();
        for (List<RepoPath> group : new RevertOrder(now, before, afterwards, resigned).of(paths)) {
            TreeSet<CommitId> ids = new TreeSet<>(Comparator.comparingInt(id -> age.getOrDefault(id, 0)));
            group.forEach(path -> ids.addAll(commits.getOrDefault(path, List.of())));
            steps.add(new RevertStep(steps.size() + 1, group, List.copyOf(ids)));
        }
        return steps;
    }

    private List<ReachingTest> tests(List<Dependent> dependents) {
        List<ReachingTest> tests = new ArrayList<>();
        for (ChangedFile file : changes.changedFiles()) {
            if (FileClasses.isTest(file.path())) {
                tests.add(new ReachingTest(file.path(), 0, file.kind() != ChangeKind.DELETE, changedTest(file.kind())));
            }
        }
        for (Dependent dependent : dependents) {
            if (!dependent.changedToo() && FileClasses.isTest(dependent.path())) {
                tests.add(new ReachingTest(dependent.path(), dependent.distance(), false, chain(dependent.via())));
            }
        }
        tests.sort(Comparator.comparingInt(ReachingTest::distance).thenComparing(ReachingTest::path));
        return tests;
    }

    private static String changedTest(ChangeKind kind) {
        return switch (kind) {
            case ADD -> "came with the change, so that its pass alone proves nothing";
            case DELETE -> "was deleted by the change and comes back with the revert";
            default -> "was changed too, so that its pass alone proves nothing";
        };
    }

    private static String chain(List<Edge<RepoPath>> via) {
        StringBuilder chain = new StringBuilder("depends on ");
        for (int i = 0; i < via.size(); i++) {
            chain.append(i == 0 ? "" : ", which depends on ").append(via.get(i).to());
        }
        return chain.toString();
    }
}
