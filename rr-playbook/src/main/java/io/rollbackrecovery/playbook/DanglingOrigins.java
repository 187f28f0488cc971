package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import io.rollbackrecovery.git.GitRepository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the later commits that a dangling reference comes from. Not thread-safe. */
final class DanglingOrigins {
    private static final long LARGEST_FILE = 4L << 20;
    private static final Set<String> NO_NAMES = Set.of("for", "new", "as", "without");

    private final GitRepository repository;
    private final SourceReader source;
    /** Newest first, merges left out: what they bring came with their parents. */
    private final List<Commit> later = new ArrayList<>();

    private final Map<CommitId, List<PathChange>> changes = new HashMap<>();
    private final Map<SourceFile, List<String>> lines = new HashMap<>();

    DanglingOrigins(GitRepository repository, List<CommitId> before, CommitId onto) {
        this.repository = repository;
        this.source = repository.sources();
        CommitGraph graph = repository.commits();
        for (CommitId id : graph.range(before, onto)) {
            Commit commit = graph.commit(id);
            if (commit.parents().size() == 1) {
                later.add(commit);
            }
        }
    }

    /**
     * Gives the commits that would have to be taken back as well.
     *
     * @param plan the plan in which the references dangle
     * @param dangling the references
     * @param members what the plan takes back
     * @return one reason for each reference and commit that is not a member; empty if nothing helps
     */
    List<Reason> of(Plan plan, List<DanglingReference> dangling, Set<CommitId> members) {
        List<Reason> reasons = new ArrayList<>();
        for (DanglingReference reference : dangling) {
            List<Reason> found = writersOfLine(plan, reference, members);
            reasons.addAll(found.isEmpty() ? removersOfNeed(reference, members) : found);
        }
        return reasons;
    }

    private List<Reason> writersOfLine(Plan plan, DanglingReference reference, Set<CommitId> members) {
        Optional<String> text = repository.readPlanned(
                plan,
                planned -> plan.changes().stream()
                        .filter(change -> change.path().equals(reference.path()))
                        .findFirst()
                        .flatMap(PathChange::after)
                        .or(() -> current(reference.path()))
                        .map(file -> read(planned, file))
                        .filter(all -> reference.line() <= all.size())
                        .map(all -> all.get(reference.line() - 1).strip()));
        if (text.isEmpty() || text.get().length() < 2) {
            return List.of();
        }
        List<Reason> found = new ArrayList<>();
        for (Commit commit : later) {
            if (members.contains(commit.id())) {
                continue;
            }
            for (PathChange change : changes(commit)) {
                if (change.path().equals(reference.path())
                        && count(change.after(), text.get()) > count(change.before(), text.get())) {
                    found.add(reason(commit, reference, members, place(change.after(), text.get())));
                }
            }
        }
        return found;
    }

    private Optional<SourceFile> current(RepoPath path) {
        return later.isEmpty()
                ? Optional.empty()
                : source.files(later.get(0).tree()).stream()
                        .filter(file -> file.path().equals(path))
                        .findFirst();
    }

    private List<Reason> removersOfNeed(DanglingReference reference, Set<CommitId> members) {
        List<Reason> found = new ArrayList<>();
        Set<String> names = names(reference.symbol());
        for (Commit commit : later) {
            if (members.contains(commit.id())) {
                continue;
            }
            for (PathChange change : changes(commit)) {
                boolean about = change.path().equals(reference.target())
                        || change.path().equals(reference.path());
                if (about
                        && names.stream()
                                .anyMatch(name -> mentions(change.before(), name) > mentions(change.after(), name))) {
                    found.add(reason(commit, reference, members, OptionalInt.empty()));
                }
            }
        }
        return found;
    }

    /** The names that a symbol is made of: the last part of what is dotted, without parameters. */
    private static Set<String> names(String symbol) {
        Set<String> names = new LinkedHashSet<>();
        int paren = symbol.indexOf('(');
        for (String word : (paren < 0 ? symbol : symbol.substring(0, paren)).split("[^\\w$.]+", -1)) {
            String name = word.substring(word.lastIndexOf('.') + 1);
            if (name.length() > 1 && !NO_NAMES.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private Reason reason(Commit commit, DanglingReference reference, Set<CommitId> members, OptionalInt line) {
        CommitId because = members.iterator().next();
        for (CommitId member : members) {
            Commit known = repository.commits().commit(member);
            if (changes(known).stream().anyMatch(change -> change.path().equals(reference.target()))) {
                because = member;
                break;
            }
        }
        Optional<LineRange> lines =
                line.isPresent() ? Optional.of(new LineRange(line.getAsInt(), line.getAsInt())) : Optional.empty();
        return new Reason(commit.id(), because, Optional.of(reference.path()), lines, Reason.Kind.REFERENCE);
    }

    private List<PathChange> changes(Commit commit) {
        return changes.computeIfAbsent(commit.id(), id -> {
            var before = commit.parents().isEmpty()
                    ? source.emptyTree()
                    : repository.commits().commit(commit.parents().get(0)).tree();
            return source.diff(before, commit.tree());
        });
    }

    private long count(Optional<SourceFile> file, String line) {
        return lines(file).stream().filter(line::equals).count();
    }

    private OptionalInt place(Optional<SourceFile> file, String line) {
        int at = lines(file).indexOf(line);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at + 1);
    }

    private long mentions(Optional<SourceFile> file, String name) {
        return lines(file).stream().filter(line -> hasWord(line, name)).count();
    }

    private static boolean hasWord(String line, String name) {
        for (int at = line.indexOf(name); at >= 0; at = line.indexOf(name, at + 1)) {
            boolean begins = at == 0 || !Character.isJavaIdentifierPart(line.charAt(at - 1));
            int end = at + name.length();
            if (begins && (end == line.length() || !Character.isJavaIdentifierPart(line.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private List<String> lines(Optional<SourceFile> file) {
        return file.map(known -> lines.computeIfAbsent(
                        known,
                        absent ->
                                read(source, absent).stream().map(String::strip).toList()))
                .orElse(List.of());
    }

    private static List<String> read(SourceReader from, SourceFile file) {
        return from.read(file.blob(), LARGEST_FILE)
                .bytes()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of());
    }
}
