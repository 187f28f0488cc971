package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.Reason;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.plan.Warning;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Takes commits of the mainline back some commits later: how many conflict alone, how many of these are clean with their
 * dependents, how many commits that takes, and whether none of them can be left out. What is clean is done again by git.
 */
public final class DependentsReport {
    private int cases = 120;
    private int later = 30;
    private long seed = 1;
    private boolean byGit = true;
    private final List<Path> repositories = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private DependentsReport() {}

    /**
     * Measures.
     *
     * @param arguments options and repositories, as the usage says
     * @return a table, and every case that is not as it should be
     * @throws IOException if the machine cannot be described
     */
    public static String report(List<String> arguments) throws IOException {
        DependentsReport report = new DependentsReport();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--cases" -> report.cases = Integer.parseInt(arguments.get(++i));
                case "--later" -> report.later = Integer.parseInt(arguments.get(++i));
                case "--seed" -> report.seed = Long.parseLong(arguments.get(++i));
                case "--no-git" -> report.byGit = false;
                default -> report.repositories.add(Path.of(arguments.get(i)));
            }
        }
        return report.run();
    }

    private String run() throws IOException {
        Table table = new Table(List.of(
                "repository",
                "commits",
                "clean alone",
                "clean with dependents, of the others",
                "1-minimal",
                "tree as in git",
                "commits in a plan: median, p90, most",
                "ms: median, p90, most"));
        Counts all = new Counts();
        for (Path repository : repositories) {
            Counts counts = measure(repository);
            table.row(counts.row(RevertsAgainstGit.name(repository), byGit));
            all.add(counts);
        }
        table.row(all.row("all", byGit));
        StringBuilder text = new StringBuilder(Machine.describe())
                .append("; ")
                .append(new Git(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))).run("version"))
                .append("; reverted ")
                .append(later)
                .append(" commits of the mainline later\n\n")
                .append(table);
        notes.forEach(note -> text.append("  ").append(note).append('\n'));
        return text.toString();
    }

    private Counts measure(Path repository) {
        Counts counts = new Counts();
        try (RollbackRecovery rr = RollbackRecovery.open(repository);
                Oracle oracle = new Oracle(repository, true)) {
            List<Commit> line = mainline(rr);
            List<Integer> places = new ArrayList<>();
            for (int place = later; place < line.size(); place++) {
                places.add(place);
            }
            Collections.shuffle(places, new Random(seed));
            for (int place : places.subList(0, Math.min(cases, places.size()))) {
                Commit commit = line.get(place);
                Commit onto = line.get(place - later);
                try {
                    measure(rr, oracle, counts, commit, onto);
                } catch (RrException e) {
                    if (e.code() != ErrorCode.MISSING_OBJECT) {
                        throw e;
                    }
                    // a partial clone
                    counts.missing++;
                }
            }
        }
        return counts;
    }

    private static List<Commit> mainline(RollbackRecovery rr) {
        List<Commit> line = new ArrayList<>();
        Optional<CommitId> next = rr.repository().headCommit();
        while (next.isPresent()) {
            line.add(rr.repository().commits().commit(next.get()));
            next = line.get(line.size() - 1).parents().stream().findFirst();
        }
        return line;
    }

    private void measure(RollbackRecovery rr, Oracle oracle, Counts counts, Commit commit, Commit onto) {
        if (isClean(rr, List.of(commit.id()), onto)) {
            counts.clean++;
            return;
        }
        RevertRequest request = RevertRequest.of(List.of(commit.id())).onto(onto.id());
        long start = System.nanoTime();
        Plan plan = rr.reverts().plan(request.mainline(1).withDependents());
        long time = System.nanoTime() - start;
        counts.conflicting++;
        counts.times.add(time);
        String name = commit.id() + " onto " + onto.id();
        if (!plan.isClean()) {
            notes.add("conflicts still: " + name + " with " + plan.reverted().size() + " commits, "
                    + plan.conflicts().stream()
                            .map(conflict ->
                                    conflict.path() + " " + conflict.kind().word())
                            .toList());
            return;
        }
        counts.fixed++;
        Set<CommitId> members = new LinkedHashSet<>(plan.reverted());
        members.add(commit.id());
        plan.reasons().stream().map(Reason::commit).forEach(members::add);
        counts.sizes.add((long) members.size());
        boolean left = plan.warnings().stream().map(Warning::code).anyMatch("regenerate-after"::equals);
        if (left) {
            counts.left++;
        } else if (isMinimal(rr, members, commit, onto)) {
            counts.minimal++;
        } else {
            notes.add("not 1-minimal: " + name);
        }
        if (!byGit || left) {
            return;
        }
        if (treeOfGit(rr, oracle, plan, onto).equals(plan.tree().map(Object::toString))) {
            counts.asInGit++;
        } else {
            notes.add("another tree than git's: " + name);
        }
    }

    private static boolean isClean(RollbackRecovery rr, List<CommitId> commits, Commit onto) {
        return rr.reverts()
                .plan(RevertRequest.of(commits).onto(onto.id()).mainline(1))
                .isClean();
    }

    private static boolean isMinimal(RollbackRecovery rr, Set<CommitId> members, Commit commit, Commit onto) {
        for (CommitId member : members) {
            List<CommitId> rest =
                    members.stream().filter(one -> !one.equals(member)).toList();
            if (!member.equals(commit.id()) && isClean(rr, rest, onto)) {
                return false;
            }
        }
        return true;
    }

    /** The tree in which git ends that takes the plan's commits back one by one; empty if it conflicts. */
    private static Optional<String> treeOfGit(RollbackRecovery rr, Oracle oracle, Plan plan, Commit onto) {
        String tree = onto.tree().hex();
        for (CommitId id : plan.reverted()) {
            List<CommitId> parents = rr.repository().commits().commit(id).parents();
            Verdict verdict = oracle.judge(
                    new History.Case(id.hex(), tree, parents.size() > 1 ? 1 : 0),
                    parents.stream().findFirst().map(CommitId::hex));
            if (!verdict.isClean()) {
                return Optional.empty();
            }
            tree = verdict.tree();
        }
        return Optional.of(tree);
    }

    /** What was measured. */
    private static final class Counts {
        private int clean;
        private int conflicting;
        private int missing;
        private int fixed;
        private int minimal;
        private int left;
        private int asInGit;
        private final List<Long> sizes = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();

        void add(Counts other) {
            clean += other.clean;
            conflicting += other.conflicting;
            missing += other.missing;
            fixed += other.fixed;
            minimal += other.minimal;
            left += other.left;
            asInGit += other.asInGit;
            sizes.addAll(other.sizes);
            times.addAll(other.times);
        }

        List<String> row(String name, boolean byGit) {
            int commits = clean + conflicting;
            return List.of(
                    name,
                    commits + (missing == 0 ? "" : ", " + missing + " more lack a file here"),
                    share(clean, commits),
                    share(fixed, conflicting) + (left == 0 ? "" : ", " + left + " with generated files left"),
                    share(minimal, fixed - left),
                    byGit ? share(asInGit, fixed - left) : "not compared",
                    spread(sizes, Long::longValue),
                    spread(times, time -> time / 1_000_000));
        }

        private static String share(int part, int whole) {
            return part + " of " + whole + (whole == 0 ? "" : " = " + Table.number(100.0 * part / whole) + "%");
        }

        private static String spread(List<Long> values, ToLongFunction<Long> unit) {
            List<Long> sorted = values.stream().sorted().toList();
            if (sorted.isEmpty()) {
                return "";
            }
            return unit.applyAsLong(sorted.get(sorted.size() / 2)) + ", "
                    + unit.applyAsLong(sorted.get(sorted.size() * 9 / 10)) + ", "
                    + unit.applyAsLong(sorted.get(sorted.size() - 1));
        }
    }
}
