package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.Drift.Rule;
import io.rollbackrecovery.analysis.Drift.Violation;
import io.rollbackrecovery.core.architecture.Architecture;
import io.rollbackrecovery.core.architecture.ArchitectureParser;
import io.rollbackrecovery.core.architecture.ParsedArchitecture;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.graph.Edge;
import io.rollbackrecovery.core.graph.EdgeKind;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the dependencies of two revisions with the architecture. One search an instance. */
final class DriftSearch {
    private static final List<RepoPath> PLACES =
            List.of(RepoPath.of("ARCHITECTURE.md"), RepoPath.of("docs/ARCHITECTURE.md"));
    private static final long LARGEST_ARCHITECTURE = 1L << 20;
    private static final int MOST_LINKED_COMMITS = 60;

    private final SourceReader source;
    private final CommitGraph commits;
    private final RevisionReader reader;
    private final LinkedRevisions revisions;
    private final Optional<CommitId> before;
    private final CommitId now;
    private final Map<CommitId, DependencyGraph<RepoPath>> graphs = new HashMap<>();
    private final Map<CommitId, Set<RepoPath>> changed = new HashMap<>();
    private final List<CommitId> oldestFirst;

    DriftSearch(
            SourceReader source,
            CommitGraph commits,
            RevisionReader reader,
            LinkedRevisions revisions,
            Optional<CommitId> before,
            CommitId now) {
        this.source = source;
        this.commits = commits;
        this.reader = reader;
        this.revisions = revisions;
        this.before = before;
        this.now = now;
        this.oldestFirst = new ArrayList<>(
                before.map(commit -> commits.range(List.of(commit), now)).orElse(List.of()));
        Collections.reverse(oldestFirst);
    }

    Drift find() {
        LinkedRevision current = linked(now);
        DependencyGraph<RepoPath> graph = current.graph();
        DependencyGraph<RepoPath> old = before.map(this::linked)
                .map(LinkedRevision::graph)
                .orElseGet(() -> DependencyGraph.<RepoPath>builder().build());
        Optional<Architecture> architecture = architecture();
        Map<Edge<RepoPath>, String> found = new HashMap<>();
        Map<Edge<RepoPath>, Rule> rules = new HashMap<>();
        List<Edge<RepoPath>> added =
                graph.edges().filter(edge -> !has(old, edge.from(), edge.to())).toList();
        if (architecture.isPresent()) {
            Architecture layers = architecture.get();
            for (Edge<RepoPath> edge : added) {
                if (!layers.allows(edge.from(), edge.to())) {
                    String from = layers.layerOf(edge.from()).orElseThrow().name();
                    String to = layers.layerOf(edge.to()).orElseThrow().name();
                    found.put(edge, "layer " + from + " must not depend on layer " + to);
                    rules.put(edge, Rule.FORBIDDEN_DEPENDENCY);
                }
            }
        } else if (before.isPresent()) {
            newFolders(old, added).forEach((edge, what) -> {
                found.put(edge, what);
                rules.put(edge, Rule.NEW_DEPENDENCY);
            });
        }
        if (before.isPresent()) {
            cycles(graph, old, added).forEach((edge, what) -> {
                found.putIfAbsent(edge, what);
                rules.putIfAbsent(edge, Rule.NEW_CYCLE);
            });
        }
        Map<String, Integer> lines = new HashMap<>();
        Set<RepoPath> dependents = found.keySet().stream().map(Edge::from).collect(Collectors.toSet());
        current.eachLink(dependents, link -> lines.merge(link.from() + " " + link.to(), link.line(), Math::min));
        List<Violation> violations = new ArrayList<>();
        found.forEach((edge, what) -> violations.add(new Violation(
                rules.getOrDefault(edge, Rule.NEW_CYCLE),
                edge.from(),
                lines.getOrDefault(edge.from() + " " + edge.to(), 1),
                edge.to(),
                what,
                broughtBy(edge))));
        violations.sort(Comparator.comparing(Violation::from)
                .thenComparing(Violation::line)
                .thenComparing(Violation::to));
        return new Drift(architecture.isPresent(), once(violations), Causes.of(current));
    }

    /** Several kinds of reference between two files are one violation. */
    private static List<Violation> once(List<Violation> sorted) {
        Set<String> seen = new HashSet<>();
        return sorted.stream()
                .filter(one -> seen.add(one.from() + " " + one.to() + " " + one.rule()))
                .toList();
    }

    private static boolean has(DependencyGraph<RepoPath> graph, RepoPath from, RepoPath to) {
        return graph.contains(from)
                && graph.contains(to)
                && graph.edgesFrom(from).stream().anyMatch(edge -> edge.to().equals(to));
    }

    private Optional<Architecture> architecture() {
        Map<RepoPath, SourceFile> files = source.files(commits.commit(now).tree()).stream()
                .filter(file -> PLACES.contains(file.path()))
                .collect(Collectors.toMap(SourceFile::path, file -> file));
        for (RepoPath place : PLACES) {
            SourceFile file = files.get(place);
            Optional<byte[]> bytes = file == null
                    ? Optional.empty()
                    : source.read(file.blob(), LARGEST_ARCHITECTURE).bytes();
            if (bytes.isPresent()) {
                ParsedArchitecture parsed = ArchitectureParser.parse(new String(bytes.get(), StandardCharsets.UTF_8));
                if (!parsed.errors().isEmpty()) {
                    throw new RrException(
                            ErrorCode.BAD_REQUEST,
                            "the architecture in " + place + " has errors: " + parsed.errors(),
                            "Mend the rr-architecture block.");
                }
                if (parsed.architecture().isPresent()) {
                    return parsed.architecture();
                }
            }
        }
        return Optional.empty();
    }

    private static String folder(RepoPath path) {
        return path.parent().map(RepoPath::toString).orElse(".");
    }

    private static Map<Edge<RepoPath>, String> newFolders(DependencyGraph<RepoPath> old, List<Edge<RepoPath>> added) {
        Set<String> folders = old.nodes().stream().map(DriftSearch::folder).collect(Collectors.toSet());
        Set<String> known = old.edges()
                .map(edge -> folder(edge.from()) + " " + folder(edge.to()))
                .collect(Collectors.toSet());
        Map<Edge<RepoPath>, String> found = new HashMap<>();
        for (Edge<RepoPath> edge : added) {
            String from = folder(edge.from());
            String to = folder(edge.to());
            boolean weak = edge.kind() == EdgeKind.STRING || edge.kind() == EdgeKind.CONFIG;
            if (!weak
                    && !from.equals(to)
                    && folders.contains(from)
                    && folders.contains(to)
                    && !known.contains(from + " " + to)) {
                found.put(edge, "folder " + from + " did not depend on folder " + to + " before");
            }
        }
        return found;
    }

    private static Map<Edge<RepoPath>, String> cycles(
            DependencyGraph<RepoPath> graph, DependencyGraph<RepoPath> old, List<Edge<RepoPath>> added) {
        Map<RepoPath, List<RepoPath>> groups = groups(graph);
        Map<RepoPath, List<RepoPath>> oldGroups = groups(old);
        Map<Edge<RepoPath>, String> found = new HashMap<>();
        for (Edge<RepoPath> edge : added) {
            List<RepoPath> group = groups.getOrDefault(edge.from(), List.of());
            boolean inOne = group.size() > 1 && group.contains(edge.to());
            boolean before = oldGroups.getOrDefault(edge.from(), List.of()).contains(edge.to());
            if (inOne && !before && !edge.from().equals(edge.to())) {
                found.put(
                        edge,
                        "a circle of " + group.size() + " files: "
                                + group.stream()
                                        .limit(4)
                                        .map(RepoPath::toString)
                                        .collect(Collectors.joining(", "))
                                + (group.size() > 4 ? ", ..." : ""));
            }
        }
        return found;
    }

    private static Map<RepoPath, List<RepoPath>> groups(DependencyGraph<RepoPath> graph) {
        Map<RepoPath, List<RepoPath>> groups = new HashMap<>();
        for (List<RepoPath> group : graph.components()) {
            if (group.size() > 1) {
                group.forEach(path -> groups.put(path, group));
            }
        }
        return groups;
    }

    /** The first commit of the range whose files have the dependency. */
    private Optional<CommitId> broughtBy(Edge<RepoPath> edge) {
        for (CommitId id : oldestFirst) {
            Commit commit = commits.commit(id);
            if (commit.parents().size() > 1 || !touches(commit, edge)) {
                continue;
            }
            if (!graphs.containsKey(id)) {
                if (graphs.size() >= MOST_LINKED_COMMITS) {
                    return Optional.empty();
                }
                graphs.put(id, linked(id).graph());
            }
            DependencyGraph<RepoPath> graph = graphs.get(id);
            if (graph != null && has(graph, edge.from(), edge.to())) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private boolean touches(Commit commit, Edge<RepoPath> edge) {
        Set<RepoPath> paths = changed.computeIfAbsent(commit.id(), id -> {
            TreeId parent = commit.parents().isEmpty()
                    ? source.emptyTree()
                    : commits.commit(commit.parents().get(0)).tree();
            return source.diff(parent, commit.tree()).stream()
                    .map(PathChange::path)
                    .collect(Collectors.toSet());
        });
        return paths.contains(edge.from()) || paths.contains(edge.to());
    }

    private LinkedRevision linked(CommitId commit) {
        return revisions.of(reader, commits.commit(commit).tree());
    }
}
