package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.SourceReader;
import io.rollbackrecovery.examples.benchmarks.Machine;
import io.rollbackrecovery.examples.benchmarks.Table;
import io.rollbackrecovery.playbook.ConsistentPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reverts of real Java commits that are clean as text: does javac take the result, does RR foresee it, and does the
 * consistent plan compile? Only commits that touch a declaration or an import are tried.
 */
public final class RevertsThatCompile {
    private static final List<Integer> LATER = List.of(5, 12, 25, 40);
    private static final String DECLARATION =
            "^[+-]\\s*(public|protected|private|static|abstract|final|default|import|class|interface|enum)\\b.*"
                    + "|^[+-]\\s+[A-Z][\\w<>,\\[\\] .]* \\w+\\(.*";

    private int cases = 100;
    private long seed = 7;
    private boolean onlyForeseen;
    private final List<Path> repositories = new ArrayList<>();
    private String folder = "src/main/java";
    private String classpath = "";
    private final List<String> lines = new ArrayList<>();

    private RevertsThatCompile() {}

    /**
     * Tries them.
     *
     * @param arguments options and repositories, as the usage says
     * @return a table, and each case that does not compile or was said not to
     * @throws IOException if the machine cannot be described
     */
    public static String report(List<String> arguments) throws IOException {
        RevertsThatCompile run = new RevertsThatCompile();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--cases" -> run.cases = Integer.parseInt(arguments.get(++i));
                case "--seed" -> run.seed = Long.parseLong(arguments.get(++i));
                case "--sources" -> run.folder = arguments.get(++i);
                case "--classpath" -> run.classpath = arguments.get(++i);
                case "--foreseen" -> run.onlyForeseen = true;
                default -> run.repositories.add(Path.of(arguments.get(i)));
            }
        }
        return run.run();
    }

    private String run() throws IOException {
        Table table = new Table(List.of(
                "repository",
                "clean as text",
                "do not compile",
                "foreseen",
                "foreseen, but compile",
                "consistent plan compiles",
                "commits in it, median"));
        for (Path repository : repositories) {
            Counts counts = new Counts();
            try (RollbackRecovery rr = RollbackRecovery.open(repository)) {
                new Walk(rr, new Git(repository), counts).run();
            }
            table.row(counts.row(repository));
        }
        return Machine.describe() + (onlyForeseen ? "; only what was foreseen was compiled" : "") + "\n\n" + table
                + "\n" + String.join("\n", lines) + "\n";
    }

    /** One repository. */
    private final class Walk {
        private final RollbackRecovery rr;
        private final Git git;
        private final Counts counts;
        private final ReferenceJudge judge;
        private final JavaCompile javac = new JavaCompile(folder, classpath);

        Walk(RollbackRecovery rr, Git git, Counts counts) {
            this.rr = rr;
            this.git = git;
            this.counts = counts;
            this.judge = rr.blastRadius().judge();
        }

        void run() {
            List<String> mainline =
                    git.run("rev-list", "--first-parent", "HEAD").lines().toList();
            Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < mainline.size(); i++) {
                places.put(mainline.get(i), i);
            }
            Random random = new Random(seed);
            int tried = 0;
            for (String commit : git.run("rev-list", "--first-parent", "--no-merges", "HEAD", "--", folder)
                    .lines()
                    .toList()) {
                int place = places.getOrDefault(commit, 0);
                int later = LATER.get(random.nextInt(LATER.size()));
                if (tried < cases && place >= later && place + 1 < mainline.size() && touchesDeclaration(commit)) {
                    tried++;
                    one(commit, mainline.get(place - later), later);
                }
            }
        }

        private boolean touchesDeclaration(String commit) {
            return git.run("show", "--format=", "-U0", commit, "--", folder)
                    .lines()
                    .anyMatch(line -> line.matches(DECLARATION));
        }

        private void one(String commit, String onto, int later) {
            RevertRequest request =
                    RevertRequest.of(List.of(new CommitId(commit))).onto(new CommitId(onto));
            Plan plan = rr.reverts().plan(request);
            Optional<TreeId> tree = plan.tree();
            if (!plan.isClean() || plan.isNoEffect() || tree.isEmpty()) {
                return;
            }
            TreeId base = tree(rr.repository().require(commit + "^").hex());
            TreeId now = tree(onto);
            boolean foreseen =
                    !rr
                            .repository()
                            .readPlanned(plan, planned -> judge.dangling(planned, base, now, tree.get()))
                            .stream()
                            .filter(found -> found.path().toString().startsWith(folder))
                            .toList()
                            .isEmpty();
            if (onlyForeseen && !foreseen) {
                counts.clean++;
                return;
            }
            SourceReader sources = rr.repository().sources();
            Set<String> known = javac.errors(sources, now);
            Optional<Set<String>> errors =
                    rr.repository().readPlanned(plan, planned -> fresh(planned, tree.get(), known));
            if (errors.isEmpty()) {
                // A library that the classpath does not have is missed: javac cannot tell.
                return;
            }
            counts.clean++;
            boolean broken = !errors.get().isEmpty();
            if (broken || foreseen) {
                String result = broken ? consistent(request, now, known) : "compiles";
                lines.add(commit + " on " + onto + " (" + later + " later): " + (foreseen ? "foreseen" : "not foreseen")
                        + ", " + result);
            }
            counts.broken += broken ? 1 : 0;
            counts.foreseen += broken && foreseen ? 1 : 0;
            counts.wrongly += !broken && foreseen ? 1 : 0;
        }

        private TreeId tree(String commit) {
            return rr.repository().commits().commit(new CommitId(commit)).tree();
        }

        private String consistent(RevertRequest request, TreeId now, Set<String> known) {
            ConsistentPlan found = rr.consistentReverts().plan(request, RunContext.none());
            Plan plan = found.plan();
            int size = plan.reverted().size();
            if (!plan.isClean()) {
                return "no clean plan with " + size + " commits";
            }
            boolean compiles = rr.repository()
                    .readPlanned(plan, planned -> fresh(planned, plan.tree().orElse(now), known))
                    .map(Set::isEmpty)
                    .orElse(false);
            if (compiles) {
                counts.mended++;
                counts.sizes.add(size);
            }
            return (compiles ? "compiles with " : "does not compile with ") + size + " commits"
                    + (found.willBreak().isEmpty()
                            ? ""
                            : ", " + found.willBreak().size() + " said to break");
        }

        /** The errors that a tree has and another had not; empty if a library is missed. */
        private Optional<Set<String>> fresh(SourceReader sources, TreeId tree, Set<String> known) {
            Set<String> errors = new TreeSet<>(javac.errors(sources, tree));
            errors.removeAll(known);
            return errors.stream().anyMatch(error -> error.contains(JavaCompile.NO_PACKAGE))
                    ? Optional.empty()
                    : Optional.of(errors);
        }
    }

    private static final class Counts {
        private int clean;
        private int broken;
        private int foreseen;
        private int wrongly;
        private int mended;
        private final List<Integer> sizes = new ArrayList<>();

        List<String> row(Path repository) {
            List<Integer> sorted = sizes.stream().sorted().toList();
            return List.of(
                    String.valueOf(repository.getFileName()),
                    String.valueOf(clean),
                    String.valueOf(broken),
                    String.valueOf(foreseen),
                    String.valueOf(wrongly),
                    mended + " of " + broken,
                    sorted.isEmpty() ? "" : String.valueOf(sorted.get(sorted.size() / 2)));
        }
    }
}
