package io.rollbackrecovery.playbook;

import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Finds the later commits that a dangling reference comes from. Files are followed through renames: names that a file
 * had before count as its own. Not thread-safe.
 */
final class DanglingOrigins {
    private static final long LARGEST_FILE = 4L << 20;
    private static final Set<String> NO_NAMES = Set.of("for", "new", "as", "without", "of", "never", "thrown");

    private final GitRepository repository;
    private final SourceReader source;
    private final List<CommitId> before;
    private final CommitId onto;
    private final CommitId history;
    private Optional<List<Commit>> later = Optional.empty();

    private final Map<CommitId, List<PathChange>> changes = new HashMap<>();
    private final Map<SourceFile, List<String>> lines = new HashMap<>();
    private final Map<RepoPath, Set<RepoPath>> names = new HashMap<>();

    DanglingOrigins(GitRepository repository, List<CommitId> before, CommitId onto, CommitId history) {
        this.repository = repository;
        this.source = repository.sources();
        this.before = List.copyOf(before);
        this.onto = onto;
        this.history = history;
    }

    /** Newest first, merges left out: what they bring came with their parents. */
    private List<Commit> later() {
        if (later.isEmpty()) {
            List<Commit> found = new ArrayList<>();
            CommitGraph graph = repository.commits();
            for (CommitId id : graph.range(before, history)) {
                Commit commit = graph.commit(id);
                if (commit.parents().size() == 1) {
                    found.add(commit);
                }
            }
            later = Optional.of(found);
        }
        return later.get();
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
            found = found.isEmpty() ? removersOfNeed(plan, reference, members) : found;
            reasons.addAll(found.isEmpty() ? movers(plan, reference, members) : found);
        }
        return reasons;
    }

    private Optional<String> text(Plan plan, DanglingReference reference) {
        TreeId now = repository.commits().commit(onto).tree();
        return repository.readPlanned(
                plan,
                planned -> plan.changes().stream()
                        .filter(change -> change.path().equals(reference.path()))
                        .findFirst()
                        .map(PathChange::after)
                        .orElseGet(() -> source.file(now, reference.path()))
                        .map(file -> read(planned, file))
                        .filter(all -> reference.line() <= all.size())
                        .map(all -> all.get(reference.line() - 1).strip()));
    }

    /**
     * Commits that moved the line elsewhere, so that the revert took its old place back and left it; if there are none,
     * those that moved others in the file.
     */
    private List<Reason> movers(Plan plan, DanglingReference reference, Set<CommitId> members) {
        Optional<String> text = text(plan, reference);
        Set<RepoPath> paths = names(plan, reference.path());
        List<Reason> found = new ArrayList<>();
        List<Reason> others = new ArrayList<>();
        for (Commit commit : later()) {
            for (PathChange change : members.contains(commit.id()) ? List.<PathChange>of() : changes(commit)) {
                if (paths.contains(change.path())) {
                    MovedLines moved = new MovedLines(lines(change.before()), lines(change.after()));
                    if (text.isPresent() && moved.has(text.get())) {
                        found.add(reason(commit, reference, members, OptionalInt.empty()));
                    } else if (moved.any()) {
                        others.add(reason(commit, reference, members, OptionalInt.empty()));
                    }
                }
            }
        }
        return found.isEmpty() ? others : found;
    }

    private List<Reason> writersOfLine(Plan plan, DanglingReference reference, Set<CommitId> members) {
        Optional<String> text = text(plan, reference);
        if (text.isEmpty() || text.get().length() < 2) {
            return List.of();
        }
        Set<RepoPath> path = names(plan, reference.path());
        List<Reason> found = new ArrayList<>();
        for (Commit commit : later()) {
            if (members.contains(commit.id())) {
                continue;
            }
            long more = 0;
            OptionalInt place = OptionalInt.empty();
            for (PathChange change : changes(commit)) {
                if (path.contains(change.path())) {
                    more += count(change.after(), text.get()) - count(change.before(), text.get());
                    place = place.isPresent() ? place : place(change.after(), text.get());
                }
            }
            if (more > 0) {
                found.add(reason(commit, reference, members, place));
            }
        }
        return found;
    }

    /** As below; if the plan itself moves the file, also by the path that it has now. */
    private Set<RepoPath> names(Plan plan, RepoPath path) {
        Set<RepoPath> all = new LinkedHashSet<>(names(path));
        for (PathChange change : plan.changes()) {
            if (change.path().equals(path) && change.before().isEmpty()) {
                List<String> text = repository.readPlanned(
                        plan,
                        planned -> change.after().map(file -> read(planned, file)).orElse(List.of()).stream()
                                .map(String::strip)
                                .toList());
                movedFrom(plan.changes(), path, text).ifPresent(now -> all.addAll(names(now)));
            }
        }
        return all;
    }

    /** A path and the paths from which later commits moved the file there. */
    private Set<RepoPath> names(RepoPath path) {
        Set<RepoPath> known = names.get(path);
        if (known == null) {
            known = new LinkedHashSet<>(List.of(path));
            for (Commit commit : later()) {
                for (PathChange change : changes(commit)) {
                    if (change.before().isEmpty() && known.contains(change.path())) {
                        movedFrom(changes(commit), change.path(), lines(change.after()))
                                .ifPresent(known::add);
                    }
                }
            }
            names.put(path, known);
        }
        return known;
    }

    /** The deleted file with which an added one shares the most lines, if these are half of them. */
    private Optional<RepoPath> movedFrom(List<PathChange> changes, RepoPath added, List<String> text) {
        Map<String, Integer> counts = new HashMap<>();
        text.forEach(line -> counts.merge(line, 1, Integer::sum));
        Optional<RepoPath> best = Optional.empty();
        int most = 0;
        for (PathChange change : changes) {
            if (change.after().isPresent() || !extension(change.path()).equals(extension(added))) {
                continue;
            }
            Map<String, Integer> left = new HashMap<>(counts);
            List<String> old = lines(change.before());
            int same = 0;
            for (String line : old) {
                if (left.merge(line, -1, Integer::sum) >= 0) {
                    same++;
                }
            }
            if (same > most && same * 2 >= Math.max(old.size(), text.size())) {
                most = same;
                best = Optional.of(change.path());
            }
        }
        return best;
    }

    private static String extension(RepoPath path) {
        String name = path.name();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Commits that took the needed name away; if there are none, those that changed a line with it, such as its parameters. */
    private List<Reason> removersOfNeed(Plan plan, DanglingReference reference, Set<CommitId> members) {
        List<Reason> found = new ArrayList<>();
        List<Reason> changers = new ArrayList<>();
        Set<String> symbols = symbols(reference.symbol());
        Set<RepoPath> target = names(plan, reference.target());
        Set<RepoPath> paths = new HashSet<>(target);
        paths.addAll(names(plan, reference.path()));
        for (Commit commit : later()) {
            if (members.contains(commit.id())) {
                continue;
            }
            for (PathChange change : changes(commit)) {
                if (!paths.contains(change.path())) {
                    continue;
                }
                if (symbols.stream()
                        .anyMatch(name -> mentions(change.before(), name) > mentions(change.after(), name))) {
                    found.add(reason(commit, reference, members, OptionalInt.empty()));
                } else if (target.contains(change.path())
                        && symbols.stream().anyMatch(name -> changesLineWith(change, name))) {
                    changers.add(reason(commit, reference, members, OptionalInt.empty()));
                }
            }
        }
        return found.isEmpty() ? changers : found;
    }

    private boolean changesLineWith(PathChange change, String name) {
        return lines(change.before()).stream()
                .filter(line -> hasWord(line, name))
                .anyMatch(line -> count(change.before(), line) > count(change.after(), line));
    }

    /** The names that a symbol is made of: the last part of what is dotted, without parameters. */
    private static Set<String> symbols(String symbol) {
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
