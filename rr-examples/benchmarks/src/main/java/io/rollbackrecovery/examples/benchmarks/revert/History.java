package io.rollbackrecovery.examples.benchmarks.revert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commits of a repository's HEAD, and which reverts of them are tried. */
final class History {
    private static final Pattern REVERTED = Pattern.compile("This reverts commit ([0-9a-f]{40})");

    private final Map<String, List<String>> parents = new LinkedHashMap<>();
    private final List<String> mainline = new ArrayList<>();
    /** For each commit, the place in the mainline of the first commit that contains it. */
    private final Map<String, Integer> entered = new HashMap<>();

    private final Git git;

    /**
     * A revert to try.
     *
     * @param commit what is taken back
     * @param onto on which commit
     * @param mainline the parent to return to, 0 if the commit has at most one
     */
    record Case(String commit, String onto, int mainline) {}

    History(Git git) {
        this.git = git;
        for (String line :
                git.run("rev-list", "--topo-order", "--parents", "HEAD").lines().toList()) {
            List<String> ids = List.of(line.split(" ", -1));
            parents.put(ids.get(0), ids.subList(1, ids.size()));
        }
        Optional<String> next = parents.keySet().stream().findFirst();
        while (next.isPresent()) {
            mainline.add(next.get());
            next = parentsOf(next.get()).stream().findFirst();
        }
        Collections.reverse(mainline);
        for (int place = 0; place < mainline.size(); place++) {
            enter(mainline.get(place), place);
        }
    }

    private List<String> parentsOf(String commit) {
        return parents.getOrDefault(commit, List.of());
    }

    private void enter(String commit, int place) {
        Deque<String> open = new ArrayDeque<>(List.of(commit));
        while (!open.isEmpty()) {
            String one = open.pop();
            if (entered.putIfAbsent(one, place) == null) {
                open.addAll(parentsOf(one));
            }
        }
    }

    /**
     * Chooses reverts.
     *
     * @param count how many commits are drawn by chance
     * @param later on how much later a commit of the mainline they are reverted
     * @param seed the seed of chance
     * @return those; then every commit that says it is a revert, {@code later} commits later, and what each of them
     *     reverted, on the commit before it
     */
    List<Case> cases(int count, int later, long seed) {
        List<String> commits = new ArrayList<>(parents.keySet());
        commits.removeIf(commit -> entered.getOrDefault(commit, 0) + later >= mainline.size());
        Collections.shuffle(commits, new Random(seed));
        Set<Case> cases = new LinkedHashSet<>();
        for (String commit : commits.subList(0, Math.min(count, commits.size()))) {
            cases.add(later(commit, later));
        }
        String log = git.run("log", "-z", "--format=%H%n%B", "--grep=This reverts commit", "HEAD");
        for (String entry : log.split("\0", -1)) {
            String revert = entry.lines().findFirst().orElse("");
            if (!parents.containsKey(revert)) {
                continue;
            }
            if (entered.getOrDefault(revert, 0) + later < mainline.size()) {
                cases.add(later(revert, later));
            }
            Matcher reverted = REVERTED.matcher(entry);
            if (reverted.find()
                    && parents.containsKey(reverted.group(1))
                    && !parentsOf(revert).isEmpty()) {
                cases.add(of(reverted.group(1), parentsOf(revert).get(0)));
            }
        }
        return List.copyOf(cases);
    }

    private Case later(String commit, int later) {
        return of(commit, mainline.get(entered.getOrDefault(commit, 0) + later));
    }

    private Case of(String commit, String onto) {
        return new Case(commit, onto, parentsOf(commit).size() > 1 ? 1 : 0);
    }

    /** The tree-ish that reverting returns to. */
    Optional<String> returnsTo(Case one) {
        return parentsOf(one.commit()).stream().findFirst();
    }
}
