package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.lang.FileClasses;
import io.rollbackrecovery.analysis.internal.link.LinkIndex;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells why a graph may lack edges. */
final class Causes {
    private Causes() {}

    static List<Cause> of(LinkedRevision linked) {
        return of(linked.revision(), linked.unresolved().keySet(), linked.cut());
    }

    /**
     * Why a graph may lack edges, with the files of which a reference leads nowhere, and those of which one could mean more
     * files than are linked.
     */
    static List<Cause> of(Revision revision, Collection<RepoPath> unresolved, Collection<RepoPath> cut) {
        List<Cause> causes = new ArrayList<>();
        add(causes, CauseKind.UNREAD, unreadPaths(revision), "not read, or not to the end");
        notAnalysed(revision).ifPresent(causes::add);
        add(causes, CauseKind.DYNAMIC, dynamic(revision), "loading code by a name that only the running program knows");
        add(
                causes,
                CauseKind.UNRESOLVED,
                List.copyOf(unresolved),
                "importing something of this repository that is not there");
        add(
                causes,
                CauseKind.AMBIGUOUS,
                List.copyOf(cut),
                "with a name that could mean more than " + LinkIndex.MOST_CANDIDATES
                        + " files, of which not all are linked");
        return causes;
    }

    /** The cause that changed build, lock and configuration files are; empty if none was changed. */
    static Optional<Cause> globalInputs(Collection<RepoPath> changed) {
        List<RepoPath> inputs =
                changed.stream().filter(FileClasses::isGlobalInput).sorted().toList();
        return inputs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(
                        CauseKind.GLOBAL_INPUT,
                        files(inputs.size()) + " changed that could affect everything: " + some(inputs),
                        inputs));
    }

    private static void add(List<Cause> causes, CauseKind kind, List<RepoPath> paths, String what) {
        if (!paths.isEmpty()) {
            causes.add(new Cause(kind, files(paths.size()) + " " + what + ": " + some(paths), paths));
        }
    }

    private static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }

    private static String some(List<RepoPath> paths) {
        return paths.get(0) + (paths.size() == 1 ? "" : ", ...");
    }

    private static List<RepoPath> unreadPaths(Revision revision) {
        return revision.unread().stream().map(UnreadFile::path).toList();
    }

    private static Optional<Cause> notAnalysed(Revision revision) {
        SortedMap<String, Integer> languages = new TreeMap<>();
        List<RepoPath> paths = new ArrayList<>();
        for (RepoPath path : revision.paths()) {
            Optional<String> language = FileClasses.notAnalysed(path);
            if (language.isPresent() && revision.factsOf(path).isEmpty()) {
                languages.merge(language.get(), 1, Integer::sum);
                paths.add(path);
            }
        }
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        List<String> counts = new ArrayList<>();
        for (Map.Entry<String, Integer> language : languages.entrySet()) {
            counts.add(language.getKey() + " (" + language.getValue() + ")");
        }
        return Optional.of(new Cause(
                CauseKind.NOT_ANALYSED,
                files(paths.size()) + " in languages that are not analysed: " + String.join(", ", counts),
                paths));
    }

    private static List<RepoPath> dynamic(Revision revision) {
        TreeSet<RepoPath> paths = new TreeSet<>();
        for (SortedMap<RepoPath, FileFacts> files : revision.facts().values()) {
            files.forEach((path, facts) -> {
                if (!facts.dynamic().isEmpty()) {
                    paths.add(path);
                }
            });
        }
        return List.copyOf(paths);
    }
}
