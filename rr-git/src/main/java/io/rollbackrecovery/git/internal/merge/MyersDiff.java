package io.rollbackrecovery.git.internal.merge;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Myers' diff in linear space ("An O(ND) Difference Algorithm and its Variations", 1986), for regions in which every
 * common line is frequent. Lines that the other side does not have at all are set aside first.
 */
final class MyersDiff {
    private final int[] a;
    private final int[] b;
    private final int[] indexA;
    private final int[] indexB;
    private final boolean[] changedA;
    private final boolean[] changedB;
    private final int[] forward;
    private final int[] backward;
    private final int zero;

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
        new MyersDiff(a, indexA, b, indexB, changedA, changedB).compare(0, indexA.length, 0, indexB.length);
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

    private void compare(int beginA, int endA, int beginB, int endB) {
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
            long middle = middle(loA, hiA, loB, hiB);
            int midA = (int) (middle >>> 32);
            int midB = (int) middle;
            compare(loA, midA, loB, midB);
            compare(midA, hiA, midB, hiB);
        }
    }

    /** Finds a point on a shortest path: where the paths from both corners meet. */
    private long middle(int loA, int hiA, int loB, int hiB) {
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
        while (true) {
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
                int i = Math.max(forward[zero + k - 1] + 1, forward[zero + k + 1]);
                int j = i - k;
                while (i < hiA && j < hiB && same(i, j)) {
                    i++;
                    j++;
                }
                forward[zero + k] = i;
                if (odd && backwardMin <= k && k <= backwardMax && backward[zero + k] <= i) {
                    return ((long) i << 32) | j;
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
                int i = Math.min(backward[zero + k - 1], backward[zero + k + 1] - 1);
                int j = i - k;
                while (i > loA && j > loB && same(i - 1, j - 1)) {
                    i--;
                    j--;
                }
                backward[zero + k] = i;
                if (!odd && forwardMin <= k && k <= forwardMax && i <= forward[zero + k]) {
                    return ((long) i << 32) | j;
                }
            }
        }
    }
}
