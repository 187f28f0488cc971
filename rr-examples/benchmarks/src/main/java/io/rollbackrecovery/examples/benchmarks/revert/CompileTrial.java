package io.rollbackrecovery.examples.benchmarks.revert;

import io.rollbackrecovery.RollbackRecovery;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.RevertRequest;
import io.rollbackrecovery.core.reference.DanglingReference;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import io.rollbackrecovery.core.run.RunContext;
import io.rollbackrecovery.core.source.SourceReader;
import io.rollbackrecovery.playbook.ConsistentPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes commits of one repository back, one by one, and compiles what comes of it. Not thread-safe. */
final class CompileTrial {
    /** Of larger plans it is not looked whether each commit is needed. */
    private static final int LARGEST_CHECKED = 8;

    private static final int MOST_SHOWN = 6;

    private final RollbackRecovery rr;
    private final String repository;
    private final JavaCompile javac;
    private final boolean onlyForeseen;
    private final boolean onlyLikely;
    private final boolean whole;
    private final Consumer<String> log;
    private final ReferenceJudge judge;
    private final SourceReader sources;

    CompileTrial(
            RollbackRecovery rr,
            String repository,
            JavaCompile javac,
            boolean onlyForeseen,
            boolean onlyLikely,
            boolean whole,
            Consumer<String> log) {
        this.rr = rr;
        this.repository = repository;
        this.javac = javac;
        this.onlyForeseen = onlyForeseen;
        this.onlyLikely = onlyLikely;
        this.whole = whole;
        this.log = log;
        this.judge = rr.blastRadius().judge();
        this.sources = rr.repository().sources();
    }

    /** Tries one; empty if it is not clean as text, changes no Java file, or misses a library. */
    Optional<CompiledRevert> run(String commit, String onto, int later) {
        RevertRequest request = RevertRequest.of(List.of(new CommitId(commit))).onto(new CommitId(onto));
        Plan plan = rr.reverts().plan(request);
        Optional<TreeId> tree = plan.tree();
        if (!plan.isClean()
                || tree.isEmpty()
                || plan.changes().stream()
                        .noneMatch(change -> javac.takes(change.path().toString()))) {
            return Optional.empty();
        }
        TreeId base = tree(rr.repository().require(commit + "^").hex());
        TreeId now = tree(onto);
        if (onlyLikely
                && !rr.repository().readPlanned(plan, planned -> javac.isLikely(planned, base, now, tree.get()))) {
            return Optional.empty();
        }
        List<DanglingReference> dangling =
                rr.repository().readPlanned(plan, planned -> judge.dangling(planned, base, now, tree.get())).stream()
                        .filter(found -> javac.takes(found.path().toString()))
                        .toList();
        boolean foreseen = !dangling.isEmpty();
        if (onlyForeseen && !foreseen) {
            return Optional.of(
                    new CompiledRevert(repository, commit, onto, later, "", 0, false, 1, false, List.of(), false, ""));
        }
        Optional<Set<String>> errors = rr.repository()
                .readPlanned(
                        plan,
                        planned -> whole
                                ? javac.fresh(planned, tree.get(), javac.errors(sources, now))
                                : javac.freshInAffected(planned, base, now, tree.get()));
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        boolean broken = !errors.get().isEmpty();
        if (!broken && !foreseen) {
            return Optional.of(
                    new CompiledRevert(repository, commit, onto, later, "", 0, false, 1, false, List.of(), false, ""));
        }
        Set<String> known = new HashSet<>();
        if (broken) {
            // What the commit's own parent has as well is no fault of the revert: it came to a state that was broken.
            known.addAll(javac.errors(sources, now));
            known.addAll(javac.errors(sources, base));
            errors.get().removeAll(known);
            if (errors.get().isEmpty()) {
                return Optional.empty();
            }
        }
        CompiledRevert found = consistent(request, later, foreseen, errors.get(), known);
        log.accept(found.line());
        show("javac", errors.get());
        show("judge", dangling);
        return Optional.of(found);
    }

    private CompiledRevert consistent(
            RevertRequest request, int later, boolean foreseen, Set<String> errors, Set<String> known) {
        long start = System.nanoTime();
        ConsistentPlan found = rr.consistentReverts().plan(request, RunContext.none());
        log.accept("planned in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        Plan plan = found.plan();
        int size = plan.reverted().size();
        List<String> notes = new ArrayList<>();
        if (!plan.isClean()) {
            notes.add("conflicts");
        }
        if (!found.willBreak().isEmpty()) {
            notes.add(found.willBreak().size() + " said to break");
        }
        if (!known.isEmpty()) {
            notes.add(known.size() + " errors before it or in its parent");
        }
        boolean mended = false;
        List<String> extra = new ArrayList<>();
        boolean checked = false;
        if (!errors.isEmpty() && plan.isClean()) {
            Optional<Set<String>> left = compile(plan, known);
            mended = left.map(Set::isEmpty).orElse(true);
            if (left.isEmpty()) {
                notes.add("but for files that need a library which is not there");
            }
            show("left", left.orElse(Set.of("a library is missed")));
            show("will break", found.willBreak());
            checked = mended && size <= LARGEST_CHECKED;
            if (checked) {
                extra.addAll(notNeeded(request, plan, known));
            }
        }
        String cause = errors.stream().findFirst().map(CompileTrial::code).orElse("");
        return new CompiledRevert(
                repository,
                request.commits().get(0).hex(),
                request.onto().orElseThrow().hex(),
                later,
                cause,
                errors.size(),
                foreseen,
                size,
                mended,
                extra,
                checked,
                String.join(", ", notes));
    }

    /** The members without which the rest is clean and compiles as well. */
    private List<String> notNeeded(RevertRequest request, Plan plan, Set<String> known) {
        List<String> extra = new ArrayList<>();
        for (CommitId member : plan.reverted()) {
            if (request.commits().contains(member)) {
                continue;
            }
            List<CommitId> rest = new ArrayList<>(plan.reverted());
            rest.remove(member);
            Plan without = rr.reverts().plan(request.instead(rest).mainline(1));
            if (without.isClean() && compile(without, known).map(Set::isEmpty).orElse(false)) {
                extra.add(member.abbreviated());
            }
        }
        return extra;
    }

    private void show(String what, Collection<?> all) {
        all.stream().limit(MOST_SHOWN).forEach(one -> log.accept("    " + what + ": " + one));
    }

    private Optional<Set<String>> compile(Plan plan, Set<String> known) {
        return rr.repository()
                .readPlanned(plan, planned -> javac.fresh(planned, plan.tree().orElseThrow(), known));
    }

    /** javac's own word for an error, as in {@code compiler.err.cant.resolve}. */
    private static String code(String error) {
        for (String word : error.split(" ", -1)) {
            if (word.startsWith("compiler.err.")) {
                return word.substring("compiler.err.".length());
            }
        }
        return "error";
    }

    private TreeId tree(String commit) {
        return rr.repository().commits().commit(new CommitId(commit)).tree();
    }
}
