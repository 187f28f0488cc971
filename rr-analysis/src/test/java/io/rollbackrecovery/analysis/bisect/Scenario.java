package io.rollbackrecovery.analysis.bisect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** A generated history with a question about it: commits by number, parents before their children. */
final class Scenario {
    /** The moment of the first commit of a history whose dates are in order. */
    static final long START = 1_700_000_000L;

    final int number;
    final List<int[]> parents = new ArrayList<>();
    final List<Long> dates = new ArrayList<>();
    final List<Integer> good = new ArrayList<>();
    final List<Integer> skip = new ArrayList<>();
    final List<Integer> exits = new ArrayList<>();
    int bad;
    boolean firstParent;

    private Scenario(int number) {
        this.number = number;
    }

    static Scenario generate(int number) {
        Random random = new Random(number);
        Scenario scenario = new Scenario(number);
        int size = random.nextInt(10) == 0 ? 60 + random.nextInt(240) : 2 + random.nextInt(50);
        scenario.growHistory(random, size, random.nextInt(4));
        scenario.setDates(random, random.nextInt(5));
        scenario.askQuestion(random);
        return scenario;
    }

    private void growHistory(Random random, int size, int shape) {
        for (int i = 0; i < size; i++) {
            int reach = shape == 1 ? 3 : shape == 2 ? 12 : size;
            if (i == 0 || shape == 3 && random.nextInt(40) == 0) {
                parents.add(new int[0]);
            } else if (shape == 0 || random.nextInt(3) == 0) {
                parents.add(new int[] {i - 1});
            } else {
                int count = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1 + random.nextInt(2);
                int base = Math.max(0, i - reach);
                int from = i;
                parents.add(random.ints(count, base, from).distinct().toArray());
            }
        }
    }

    private void setDates(Random random, int skew) {
        for (int i = 0; i < parents.size(); i++) {
            dates.add(START
                    + switch (skew) {
                        case 0 -> i * 60L;
                        // ties
                        case 1 -> i / 4 * 60L;
                        case 2 -> 0;
                        case 3 -> i * 60L + random.nextInt(1200) - 600;
                        default -> random.nextInt(parents.size()) * 60L;
                    });
        }
    }

    private void askQuestion(Random random) {
        int size = parents.size();
        bad = random.nextInt(3) == 0 ? random.nextInt(size) : size - 1;
        int goods = 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0);
        BitSet before = ancestors(bad);
        boolean sound = random.nextInt(4) != 0;
        for (int i = 0; i < goods; i++) {
            int commit = random.nextInt(size);
            if (!sound || before.get(commit) && commit != bad) {
                good.add(commit);
            }
        }
        if (good.isEmpty()) {
            good.add(before.nextSetBit(0));
        }
        firstParent = random.nextInt(4) == 0;
        int culprit = random.nextInt(size);
        int skips = random.nextInt(3) == 0 ? random.nextInt(60) : 0;
        boolean noise = random.nextInt(6) == 0;
        int badCode = List.of(1, 1, 1, 1, 2, 126, 127).get(random.nextInt(7));
        boolean aborts = random.nextInt(15) == 0;
        for (int i = 0; i < size; i++) {
            boolean isBad = noise ? random.nextBoolean() : ancestors(i).get(culprit);
            boolean skipped = random.nextInt(100) < skips;
            boolean broken = aborts && random.nextInt(10) == 0;
            exits.add(broken ? 128 + random.nextInt(20) : skipped ? 125 : isBad ? badCode : 0);
        }
        if (random.nextInt(4) == 0) {
            random.ints(1 + random.nextInt(4), 0, size).distinct().forEach(skip::add);
        }
    }

    private BitSet ancestors(int commit) {
        BitSet seen = new BitSet();
        seen.set(commit);
        for (int i = commit; i >= 0; i--) {
            if (seen.get(i)) {
                Arrays.stream(parents.get(i)).forEach(seen::set);
            }
        }
        return seen;
    }

    /** The stream for {@code git fast-import} that makes the commits, with marks from a number on. */
    String fastImport(int firstMark) {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < parents.size(); i++) {
            String message = "scenario " + number + " commit " + i;
            // a commit without a from line goes on from its branch, unless that was reset
            stream.append("reset refs/heads/main\n\ncommit refs/heads/main\n");
            stream.append("mark :").append(firstMark + i).append('\n');
            stream.append("committer T <t@example.org> ").append(dates.get(i)).append(" +0000\n");
            stream.append("data ")
                    .append(message.length())
                    .append('\n')
                    .append(message)
                    .append('\n');
            for (int p = 0; p < parents.get(i).length; p++) {
                stream.append(p == 0 ? "from :" : "merge :")
                        .append(firstMark + parents.get(i)[p])
                        .append('\n');
            }
            stream.append('\n');
        }
        return stream.toString();
    }
}
