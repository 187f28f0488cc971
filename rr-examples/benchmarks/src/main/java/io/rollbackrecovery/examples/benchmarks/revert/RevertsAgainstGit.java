package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares RR's plans of real reverts with git's own verdict: clean or not, the tree where both are clean, the set of
 * paths where both conflict.
 */
public final class RevertsAgainstGit {
    private int cases = 100;
    private int later = 30;
    private long seed = 1;
    private boolean mergeTree;
    private final List<Path> repositories = new ArrayList<>();
    private final Map<String, List<String>> differences = new TreeMap<>();

    private RevertsAgainstGit() {}

    /**
     * Compares.
     *
     * @param arguments options and repositories, as the usage says
     * @return a table, and every difference by its class
     * @throws IOException if the machine cannot be described
     */
    public static String report(List<String> arguments) throws IOException {
        RevertsAgainstGit comparison = new RevertsAgainstGit();
        comparison.read(arguments);
        return comparison.run();
    }

    private void read(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--cases" -> cases = Integer.parseInt(arguments.get(++i));
                case "--later" -> later = Integer.parseInt(arguments.get(++i));
                case "--seed" -> seed = Long.parseLong(arguments.get(++i));
                case "--merge-tree" -> mergeTree = true;
                default -> repositories.add(Path.of(arguments.get(i)));
            }
        }
    }

    private String run() throws IOException {
        Table table = new Table(List.of(
                "repository",
                "reverts",
                "clean in git",
                "same verdict",
                "same tree",
                "same paths",
                "rr, ms",
                "git, ms"));
        Counts all = new Counts();
        for (Path repository : repositories) {
            Counts counts = compare(repository);
            table.row(counts.row(name(repository)));
            all.add(counts);
        }
        table.row(all.row("all"));
        StringBuilder text = new StringBuilder(Machine.describe())
                .append("; ")
                .append(new Git(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))).run("version"))
                .append("; against ")
                .append(mergeTree ? "git merge-tree" : "git revert --no-commit")
                .append("; medians, git with all that it takes to ask it\n\n")
                .append(table);
        differences.forEach((kind, list) -> {
            text.append("\n").append(kind).append(": ").append(list.size()).append('\n');
            list.forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text.toString();
    }

    static String name(Path repository) {
        Path absolute = repository.toAbsolutePath().normalize();
        Path name = absolute.getFileName();
        Path parent = absolute.getParent();
        boolean plain = name == null
                || name.toString().equals("repo")
                || name.toString().equals(".git");
        return String.valueOf(plain && parent != null ? parent.getFileName() : name);
    }

    private Counts compare(Path repository) {
        Counts counts = new Counts();
        History history = new History(new Git(repository));
        try (RollbackRecovery rr = RollbackRecovery.open(repository);
                Oracle oracle = new Oracle(repository, mergeTree)) {
            for (History.Case one : history.cases(cases, later, seed)) {
                long start = System.nanoTime();
                Verdict ours = plan(rr, one);
                long middle = System.nanoTime();
                Verdict git = oracle.judge(one, history.returnsTo(one));
                counts.times(middle - start, System.nanoTime() - middle);
                counts.count(ours, git);
                difference(ours, git)
                        .ifPresent(kind -> differences
                                .computeIfAbsent(kind, key -> new ArrayList<>())
                                .add(name(repository) + " " + one.commit() + " onto " + one.onto() + " "
                                        + apart(ours, git)));
            }
            counts.withoutWorkTree += oracle.withoutWorkTree();
        }
        return counts;
    }

    private static Verdict plan(RollbackRecovery rr, History.Case one) {
        RevertRequest request =
                RevertRequest.of(List.of(new CommitId(one.commit()))).onto(new CommitId(one.onto()));
        try {
            Plan plan = rr.reverts().plan(one.mainline() == 0 ? request : request.mainline(one.mainline()));
            if (plan.conflicts().isEmpty()) {
                return Verdict.clean(plan.tree().orElseThrow().toString());
            }
            TreeSet<String> kinds = new TreeSet<>();
            plan.conflicts().forEach(conflict -> kinds.add(conflict.kind().word()));
            return Verdict.conflict(
                    plan.conflicts().stream()
                            .map(conflict -> conflict.path().toString())
                            .toList(),
                    String.join(", ", kinds));
        } catch (RrException e) {
            return Verdict.refused(e.code() + ": " + e.getMessage());
        }
    }

    private static Optional<String> difference(Verdict ours, Verdict git) {
        if (ours.kind() != git.kind()) {
            return Optional.of("verdict, rr " + word(ours) + ", git " + word(git));
        }
        if (!ours.tree().equals(git.tree())) {
            return Optional.of("tree");
        }
        return ours.paths().equals(git.paths()) ? Optional.empty() : Optional.of("paths, rr: " + ours.detail());
    }

    private static String word(Verdict verdict) {
        return verdict.kind().toString().toLowerCase(Locale.ROOT)
                + (verdict.detail().isEmpty() ? "" : " (" + verdict.detail() + ")");
    }

    private static String apart(Verdict ours, Verdict git) {
        TreeSet<String> more = new TreeSet<>(ours.paths());
        more.removeAll(git.paths());
        TreeSet<String> less = new TreeSet<>(git.paths());
        less.removeAll(ours.paths());
        return (more.isEmpty() ? "" : "rr only " + more + " ") + (less.isEmpty() ? "" : "git only " + less);
    }

    /** How often both agree. */
    private static final class Counts {
        private int reverts;
        private int refused;
        private int withoutWorkTree;
        private int clean;
        private int verdicts;
        private int bothClean;
        private int trees;
        private int bothConflict;
        private int paths;
        private final List<Long> ownTimes = new ArrayList<>();
        private final List<Long> gitTimes = new ArrayList<>();

        void times(long own, long git) {
            ownTimes.add(own);
            gitTimes.add(git);
        }

        void count(Verdict ours, Verdict git) {
            if (git.kind() == Verdict.Kind.REFUSED) {
                refused++;
                return;
            }
            reverts++;
            clean += git.isClean() ? 1 : 0;
            verdicts += ours.kind() == git.kind() ? 1 : 0;
            if (ours.isClean() && git.isClean()) {
                bothClean++;
                trees += ours.tree().equals(git.tree()) ? 1 : 0;
            } else if (ours.kind() == git.kind()) {
                bothConflict++;
                paths += ours.paths().equals(git.paths()) ? 1 : 0;
            }
        }

        void add(Counts other) {
            reverts += other.reverts;
            refused += other.refused;
            withoutWorkTree += other.withoutWorkTree;
            clean += other.clean;
            verdicts += other.verdicts;
            bothClean += other.bothClean;
            trees += other.trees;
            bothConflict += other.bothConflict;
            paths += other.paths;
            ownTimes.addAll(other.ownTimes);
            gitTimes.addAll(other.gitTimes);
        }

        List<String> row(String name) {
            return List.of(
                    name,
                    reverts
                            + (refused == 0 ? "" : " and " + refused + " that git refuses")
                            + (withoutWorkTree == 0 ? "" : ", " + withoutWorkTree + " by merge-tree"),
                    String.valueOf(clean),
                    share(verdicts, reverts),
                    share(trees, bothClean),
                    share(paths, bothConflict),
                    median(ownTimes),
                    median(gitTimes));
        }

        private static String share(int part, int whole) {
            return part + " of " + whole + (whole == 0 ? "" : " = " + Table.number(100.0 * part / whole) + "%");
        }

        private static String median(List<Long> times) {
            List<Long> sorted = times.stream().sorted().toList();
            return sorted.isEmpty() ? "" : Table.number(sorted.get(sorted.size() / 2) / 1e6);
        }
    }
}
