package io.rollbackrecovery.analysis.internal.bisect;

import io.rollbackrecovery.core.check.Verdict;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.plan.Warning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The questions of {@code git bisect}, one after the other: {@code bisect_next_all} of git 2.39's bisect.c. Asks for a
 * commit, is told the verdict, asks for the next. Not thread-safe.
 *
 * <p>What git remembers within one process (which commits were parsed, in which order good ones became known) decides
 * between equals where dates are skewed, so the bounds of git's processes are kept too: {@code start} is one, {@code run}
 * the next, and a merge base that has to be tested ends one.
 */
public final class BisectSteps {
    private final Nodes nodes;
    private final boolean firstParent;
    private final Set<CommitId> good;
    private final Set<CommitId> skipped;
    private final Set<CommitId> goodInProcess = new LinkedHashSet<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private CommitId bad;
    private Optional<CommitId> asked = Optional.empty();
    private List<Node> rest = List.of();
    private boolean ancestorsAreSound;
    private boolean processEnds;

    /**
     * Prepares a search.
     *
     * @param graph the commits
     * @param good known to be good; one at least
     * @param bad known to be bad
     * @param skipped not to be tested
     * @param firstParent whether only the first parent of a merge is followed
     */
    public BisectSteps(
            CommitGraph graph,
            Collection<CommitId> good,
            CommitId bad,
            Collection<CommitId> skipped,
            boolean firstParent) {
        this.nodes = new Nodes(graph);
        this.good = new TreeSet<>(good);
        this.bad = bad;
        this.skipped = new TreeSet<>(skipped);
        this.firstParent = firstParent;
    }

    /**
     * Tells what to do next.
     *
     * @return a test, whose verdict {@link #record} wants; or how the search ended
     */
    public Step next() {
        Step step = asked.isEmpty() ? first() : step();
        asked = step instanceof Step.Test test ? Optional.of(test.commit()) : asked;
        return step;
    }

    /**
     * Takes the first step. Where git knows the answer before {@code run}, that tests what is checked out all the same:
     * what {@code start} asked for before {@code skip} took it out of question, else the bad end.
     */
    private Step first() {
        CommitId checkedOut = bad;
        if (!skipped.isEmpty()) {
            List<CommitId> given = List.copyOf(skipped);
            skipped.clear();
            checkedOut = step() instanceof Step.Test test ? test.commit() : bad;
            skipped.addAll(given);
            ancestorsAreSound = false;
            processEnds = true;
        }
        Step step = step();
        processEnds = true;
        return step instanceof Step.Found ? new Step.Test(checkedOut, 0) : step;
    }

    private Step step() {
        if (processEnds) {
            nodes.beginProcess();
            goodInProcess.clear();
        }
        goodInProcess.addAll(good);
        Step step = ancestors().orElseGet(this::choose);
        processEnds = !ancestorsAreSound;
        return step;
    }

    /**
     * Takes a verdict.
     *
     * @param commit the commit that was tested
     * @param verdict what the test said; not {@code ABORT}
     */
    public void record(CommitId commit, Verdict verdict) {
        switch (verdict) {
            case GOOD -> good.add(commit);
            case BAD -> bad = commit;
            case SKIP -> skipped.add(commit);
            case ABORT -> throw new IllegalArgumentException("an aborted search has no next step");
        }
    }

    /**
     * Gives the good commit over which git tries a command that it doubts.
     *
     * @return the first of the good commits by id
     */
    public CommitId reference() {
        return good.iterator().next();
    }

    /**
     * Gives the commits one of which is the first bad one, as far as is known.
     *
     * @return the rest, newest first
     */
    public List<CommitId> candidates() {
        return rest.stream().map(node -> node.id).toList();
    }

    /**
     * Gives what the reader should know.
     *
     * @return the warnings so far
     */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    private Step choose() {
        List<Node> goodNodes = goodNodes();
        List<Node> starts = new ArrayList<>(List.of(nodes.parsed(bad)));
        starts.addAll(goodNodes);
        rest = LimitedWalk.list(nodes, starts, goodNodes, firstParent).stream()
                .filter(node -> !node.isUninteresting)
                .toList();
        List<Node> chosen = Halving.choose(rest, !skipped.isEmpty(), firstParent);
        Skips skips = Skips.manage(chosen, skipped, bad);
        if (skips.rest().isEmpty()) {
            return skips.tried().isEmpty() ? bothGoodAndBad() : onlySkipped(skips.tried());
        }
        Node best = skips.rest().get(0);
        if (!best.id.equals(bad)) {
            return new Step.Test(best.id, stepsLeft(rest.size()));
        }
        if (skips.tried().isEmpty()) {
            return new Step.Found(bad);
        }
        List<Node> left = new ArrayList<>(skips.tried());
        left.add(best);
        return onlySkipped(left);
    }

    private static Step onlySkipped(List<Node> left) {
        return new Step.OnlySkipped(left.stream().map(node -> node.id).toList());
    }

    private Step bothGoodAndBad() {
        return new Step.Impossible(
                "the bad commit " + bad.abbreviated() + " is an ancestor of a good one, or is both",
                "Give a bad commit that came after the good ones.");
    }

    /** Where a good commit is no ancestor of the bad one, the merge bases must be good. */
    private Optional<Step> ancestors() {
        if (ancestorsAreSound) {
            return Optional.empty();
        }
        Node badNode = nodes.parsed(bad);
        List<Node> goodNodes = goodNodes();
        List<Node> starts = new ArrayList<>(List.of(badNode));
        starts.addAll(goodNodes);
        if (!LimitedWalk.list(nodes, starts, List.of(badNode), false).isEmpty()) {
            for (Node base : MergeBases.of(nodes, badNode, goodNodes)) {
                if (base == badNode) {
                    return Optional.of(badMergeBase());
                } else if (skipped.contains(base.id)) {
                    warnings.add(new Warning(
                            "skipped-merge-base",
                            "the merge base " + base.id.abbreviated() + " was skipped, so it is not certain that the"
                                    + " first bad commit comes after it"));
                } else if (!good.contains(base.id)) {
                    return Optional.of(new Step.Test(base.id, stepsLeft(0)));
                }
            }
        }
        ancestorsAreSound = true;
        return Optional.empty();
    }

    private Step badMergeBase() {
        if (asked.equals(Optional.of(bad))) {
            return new Step.Impossible(
                    "the merge base " + bad.abbreviated() + " of the good and the bad commits is bad, so something was"
                            + " mended between it and the good ones",
                    "Ask for what mended it: swap good and bad, with a check that is turned round.");
        }
        return bothGoodAndBad();
    }

    private List<Node> goodNodes() {
        return goodInProcess.stream().map(nodes::parsed).toList();
    }

    /** git's estimate of how many tests follow this one. */
    private static int stepsLeft(int all) {
        if (all < 3) {
            return 0;
        }
        int log = 31 - Integer.numberOfLeadingZeros(all);
        int power = 1 << log;
        return power < 3 * (all - power) ? log : log - 1;
    }
}
