package io.rollbackrecovery.git.internal.merge;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Myers' diff in linear space ("An O(ND) Difference Algorithm and its Variations", 1986), for regions in which every
 * common line is frequent. Lines that the other side does not have at all are set aside first. As in git, the search for
 * a shortest script is given up where it grows dear: first for a path that follows a long run of common lines, and at the
 * latest after as many edits as the square root of the lines, so that the cost stays bounded.
 */
final class MyersDiff {
    private static final int LEAST_BOUND = 256;
    private static final int LONG_RUN = 20;
    private static final int MOST_FREQUENT = 1024;
    private static final int LOOKED_AROUND = 100;
    private static final byte ABSENT = 0;
    private static final byte RARE = 1;
    private static final byte FREQUENT = 2;
    private static final int WORTH = 4;

    /** Where to cut in two, and whether the part before and the part after are to be compared without giving up. */
    private record Cut(int a, int b, boolean exactBefore, boolean exactAfter) {}

    private final int[] a;
    private final int[] b;
    private final int[] indexA;
    private final int[] indexB;
    private final boolean[] changedA;
    private final boolean[] changedB;
    private final int[] forward;
    private final int[] backward;
    private final int zero;
    private final int bound;

    private MyersDiff(int[] a, int[] indexA, int[] b, int[] indexB, boolean[] changedA, boolean[] changedB) {
        this.a = a;
        this.b = b;
        this.indexA = indexA;
        this.indexB = indexB;
        this.changedA = changedA;
        this.changedB = changedB;
        int diagonals = indexA.length + indexB.length + 3;
        this.forward = new int[diagonals];
        this.backward = new int[diagonals];
        this.zero = indexB.length + 1;
        this.bound = Math.max(LEAST_BOUND, aboutTheRootOf(diagonals));
    }

    /** The power of two at or above the square root. */
    private static int aboutTheRootOf(int number) {
        int root = 1;
        for (int n = number; n > 0; n >>= 2) {
            root <<= 1;
        }
        return root;
    }

    /** Marks the changed lines of two regions. */
    static void mark(
            int[] a, int beginA, int endA, int[] b, int beginB, int endB, boolean[] changedA, boolean[] changedB) {
        int loA = beginA;
        int loB = beginB;
        int hiA = endA;
        int hiB = endB;
        while (loA < hiA && loB < hiB && a[loA] == b[loB]) {
            loA++;
            loB++;
        }
        while (loA < hiA && loB < hiB && a[hiA - 1] == b[hiB - 1]) {
            hiA--;
            hiB--;
        }
        int[] indexA = matched(a, loA, hiA, b, beginB, endB, changedA);
        int[] indexB = matched(b, loB, hiB, a, beginA, endA, changedB);
        new MyersDiff(a, indexA, b, indexB, changedA, changedB).compare(0, indexA.length, 0, indexB.length, false);
    }

    /**
     * Marks the changed lines of two whole files, as git's plain diff does: besides lines that the other file has not,
     * very frequent ones among such lines are set aside before the search.
     *
     * @param numbers more than the largest number of a line
     */
    static void markWhole(int[] a, int[] b, int numbers, boolean[] changedA, boolean[] changedB) {
        int lo = 0;
        int hiA = a.length;
        int hiB = b.length;
        while (lo < hiA && lo < hiB && a[lo] == b[lo]) {
            lo++;
        }
        while (lo < hiA && lo < hiB && a[hiA - 1] == b[hiB - 1]) {
            hiA--;
            hiB--;
        }
        int[] indexA = frequentSetAside(a, lo, hiA, b, numbers, changedA);
        int[] indexB = frequentSetAside(b, lo, hiB, a, numbers, changedB);
        new MyersDiff(a, indexA, b, indexB, changedA, changedB).compare(0, indexA.length, 0, indexB.length, false);
    }

    private static int[] frequentSetAside(int[] own, int lo, int hi, int[] other, int numbers, boolean[] changed) {
        int[] occurrences = new int[numbers];
        for (int line : other) {
            occurrences[line]++;
        }
        int frequent = Math.min(MOST_FREQUENT, aboutTheRootOf(own.length));
        byte[] kinds = new byte[hi - lo];
        for (int i = lo; i < hi; i++) {
            int count = occurrences[own[i]];
            kinds[i - lo] = count == 0 ? ABSENT : count >= frequent ? FREQUENT : RARE;
        }
        int[] index = new int[hi - lo];
        int count = 0;
        for (int i = lo; i < hi; i++) {
            byte kind = kinds[i - lo];
            if (kind == RARE || kind == FREQUENT && !isAmongAbsent(kinds, i - lo)) {
                index[count++] = i;
            } else {
                changed[i] = true;
            }
        }
        return Arrays.copyOf(index, count);
    }

    /** Whether the lines around a frequent one are mostly such as the other file has not. */
    private static boolean isAmongAbsent(byte[] kinds, int at) {
        int absentBefore = 0;
        int frequent = 2;
        for (int i = at - 1; i >= Math.max(0, at - LOOKED_AROUND) && kinds[i] != RARE; i--) {
            absentBefore += kinds[i] == ABSENT ? 1 : 0;
            frequent += kinds[i] == FREQUENT ? 1 : 0;
        }
        if (absentBefore == 0) {
            return false;
        }
        int absentAfter = 0;
        for (int i = at + 1; i <= Math.min(kinds.length - 1, at + LOOKED_AROUND) && kinds[i] != RARE; i++) {
            absentAfter += kinds[i] == ABSENT ? 1 : 0;
            frequent += kinds[i] == FREQUENT ? 1 : 0;
        }
        int absent = absentBefore + absentAfter;
        return absentAfter > 0 && frequent * 4 < frequent + absent;
    }

    private static int[] matched(int[] own, int lo, int hi, int[] other, int begin, int end, boolean[] changed) {
        Set<Integer> there = new HashSet<>();
        for (int i = begin; i < end; i++) {
            there.add(other[i]);
        }
        int[] index = new int[hi - lo];
        int count = 0;
        for (int i = lo; i < hi; i++) {
            if (there.contains(own[i])) {
                index[count++] = i;
            } else {
                changed[i] = true;
            }
        }
        return Arrays.copyOf(index, count);
    }

    private boolean same(int i, int j) {
        return a[indexA[i]] == b[indexB[j]];
    }

    private void compare(int beginA, int endA, int beginB, int endB, boolean exact) {
        int loA = beginA;
        int loB = beginB;
        int hiA = endA;
        int hiB = endB;
        while (loA < hiA && loB < hiB && same(loA, loB)) {
            loA++;
            loB++;
        }
        while (loA < hiA && loB < hiB && same(hiA - 1, hiB - 1)) {
            hiA--;
            hiB--;
        }
        if (loA == hiA) {
            for (int j = loB; j < hiB; j++) {
                changedB[indexB[j]] = true;
            }
        } else if (loB == hiB) {
            for (int i = loA; i < hiA; i++) {
                changedA[indexA[i]] = true;
            }
        } else {
            Cut cut = middle(loA, hiA, loB, hiB, exact);
            compare(loA, cut.a, loB, cut.b, cut.exactBefore);
            compare(cut.a, hiA, cut.b, hiB, cut.exactAfter);
        }
    }

    /** Finds a point on a shortest path, where the paths from both corners meet; or on a good one. */
    private Cut middle(int loA, int hiA, int loB, int hiB, boolean exact) {
        int lowest = loA - hiB;
        int highest = hiA - loB;
        int forwardMid = loA - loB;
        int backwardMid = hiA - hiB;
        boolean odd = ((forwardMid - backwardMid) & 1) != 0;
        int forwardMin = forwardMid;
        int forwardMax = forwardMid;
        int backwardMin = backwardMid;
        int backwardMax = backwardMid;
        forward[zero + forwardMid] = loA;
        backward[zero + backwardMid] = hiA;
        for (int cost = 1; ; cost++) {
            boolean longRun = false;
            if (forwardMin > lowest) {
                forward[zero + --forwardMin - 1] = -1;
            } else {
                forwardMin++;
            }
            if (forwardMax < highest) {
                forward[zero + ++forwardMax + 1] = -1;
            } else {
                forwardMax--;
            }
            for (int k = forwardMax; k >= forwardMin; k -= 2) {
                int start = Math.max(forward[zero + k - 1] + 1, forward[zero + k + 1]);
                int i = start;
                while (i < hiA && i - k < hiB && same(i, i - k)) {
                    i++;
                }
                longRun |= i - start > LONG_RUN;
                forward[zero + k] = i;
                if (odd && backwardMin <= k && k <= backwardMax && backward[zero + k] <= i) {
                    return new Cut(i, i - k, true, true);
                }
            }
            if (backwardMin > lowest) {
                backward[zero + --backwardMin - 1] = Integer.MAX_VALUE;
            } else {
                backwardMin++;
            }
            if (backwardMax < highest) {
                backward[zero + ++backwardMax + 1] = Integer.MAX_VALUE;
            } else {
                backwardMax--;
            }
            for (int k = backwardMax; k >= backwardMin; k -= 2) {
                int start = Math.min(backward[zero + k - 1], backward[zero + k + 1] - 1);
                int i = start;
                while (i > loA && i - k > loB && same(i - 1, i - k - 1)) {
                    i--;
                }
                longRun |= start - i > LONG_RUN;
                backward[zero + k] = i;
                if (!odd && forwardMin <= k && k <= forwardMax && i <= forward[zero + k]) {
                    return new Cut(i, i - k, true, true);
                }
            }
            if (exact) {
                continue;
            }
            Box box = new Box(loA, hiA, loB, hiB);
            if (longRun && cost > LEAST_BOUND) {
                Optional<Cut> good = goodForward(box, forwardMin, forwardMax, cost);
                if (good.isEmpty()) {
                    good = goodBackward(box, backwardMin, backwardMax, cost);
                }
                if (good.isPresent()) {
                    return good.get();
                }
            }
            if (cost >= bound) {
                return furthest(box, forwardMin, forwardMax, backwardMin, backwardMax);
            }
        }
    }

    private record Box(int loA, int hiA, int loB, int hiB) {}

    /** A forward path that came far for its cost and ends with a long run of common lines. */
    private Optional<Cut> goodForward(Box box, int min, int max, int cost) {
        Optional<Cut> best = Optional.empty();
        int bestValue = WORTH * cost;
        for (int k = max; k >= min; k -= 2) {
            int i = forward[zero + k];
            int j = i - k;
            int value = (i - box.loA) + (j - box.loB) - Math.abs(k - (box.loA - box.loB));
            boolean inside = box.loA + LONG_RUN <= i && i < box.hiA && box.loB + LONG_RUN <= j && j < box.hiB;
            if (value > bestValue && inside && isRun(i - LONG_RUN, j - LONG_RUN)) {
                bestValue = value;
                best = Optional.of(new Cut(i, j, true, false));
            }
        }
        return best;
    }

    /** A backward path that came far for its cost and begins with a long run of common lines. */
    private Optional<Cut> goodBackward(Box box, int min, int max, int cost) {
        Optional<Cut> best = Optional.empty();
        int bestValue = WORTH * cost;
        for (int k = max; k >= min; k -= 2) {
            int i = backward[zero + k];
            int j = i - k;
            int value = (box.hiA - i) + (box.hiB - j) - Math.abs(k - (box.hiA - box.hiB));
            boolean inside = box.loA < i && i <= box.hiA - LONG_RUN && box.loB < j && j <= box.hiB - LONG_RUN;
            if (value > bestValue && inside && isRun(i, j)) {
                bestValue = value;
                best = Optional.of(new Cut(i, j, false, true));
            }
        }
        return best;
    }

    private boolean isRun(int i, int j) {
        for (int n = 0; n < LONG_RUN; n++) {
            if (!same(i + n, j + n)) {
                return false;
            }
        }
        return true;
    }

    /** The point that is furthest from its corner. */
    private Cut furthest(Box box, int forwardMin, int forwardMax, int backwardMin, int backwardMax) {
        long forwardBest = -1;
        int forwardA = -1;
        for (int k = forwardMax; k >= forwardMin; k -= 2) {
            int i = Math.min(forward[zero + k], box.hiA);
            i = i - k > box.hiB ? box.hiB + k : i;
            if ((long) i + i - k > forwardBest) {
                forwardBest = (long) i + i - k;
                forwardA = i;
            }
        }
        long backwardBest = Long.MAX_VALUE;
        int backwardA = -1;
        for (int k = backwardMax; k >= backwardMin; k -= 2) {
            int i = Math.max(box.loA, backward[zero + k]);
            i = i - k < box.loB ? box.loB + k : i;
            if ((long) i + i - k < backwardBest) {
                backwardBest = (long) i + i - k;
                backwardA = i;
            }
        }
        if ((long) box.hiA + box.hiB - backwardBest < forwardBest - (box.loA + box.loB)) {
            return new Cut(forwardA, (int) (forwardBest - forwardA), true, false);
        }
        return new Cut(backwardA, (int) (backwardBest - backwardA), false, true);
    }
}
