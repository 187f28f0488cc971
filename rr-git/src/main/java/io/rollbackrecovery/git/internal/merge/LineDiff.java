package io.rollbackrecovery.git.internal.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The edit script between two files as git's merge computes it: histogram diff over the whole files (common ends are not
 * cut off first: that would change which lines count as rare), then every group of changed lines is moved as far down as
 * it goes, or to where it meets a change of the other file.
 *
 * <p>The histogram algorithm is JGit's (Shawn Pearce), which git adopted: split at the longest run of common lines whose
 * rarest line is rarest in the first file; where all common lines occur more than 64 times, fall back to Myers' diff.
 */
final class LineDiff {
    private static final int MAX_OCCURRENCES = 64;

    private final int[] a;
    private final int[] b;
    private final boolean[] changedA;
    private final boolean[] changedB;
    private final int[] head;
    private final int[] occurrences;
    private final int[] next;

    private int lcsBeginA;
    private int lcsEndA;
    private int lcsBeginB;
    private int lcsEndB;
    private int limit;
    private boolean hasCommon;

    private LineDiff(int[] a, int[] b, int numbers) {
        this.a = a;
        this.b = b;
        this.changedA = new boolean[a.length + 1];
        this.changedB = new boolean[b.length + 1];
        this.head = new int[numbers];
        this.occurrences = new int[numbers];
        this.next = new int[a.length];
    }

    /**
     * Compares two files.
     *
     * @param a the lines' numbers in the first
     * @param b the lines' numbers in the second
     * @param numbers more than the largest number
     * @return the edits in order; between two of them there is at least one common line
     */
    static List<LineEdit> edits(int[] a, int[] b, int numbers) {
        LineDiff diff = new LineDiff(a, b, numbers);
        diff.mark();
        ChangeGroups.slide(a, diff.changedA, diff.changedB);
        ChangeGroups.slide(b, diff.changedB, diff.changedA);
        return diff.script();
    }

    /**
     * Compares two files as git does to write a patch: Myers' diff, and groups of changed lines where they read best.
     *
     * @param a the first, of one table with the second
     * @param b the second
     * @param numbers more than the largest number
     * @return the edits in order; between two of them there is at least one common line
     */
    static List<LineEdit> patch(TextLines a, TextLines b, int numbers) {
        LineDiff diff = new LineDiff(a.numbers, b.numbers, 0);
        MyersDiff.markWhole(a.numbers, b.numbers, numbers, diff.changedA, diff.changedB);
        ChangeGroups.slide(a, diff.changedA, diff.changedB);
        ChangeGroups.slide(b, diff.changedB, diff.changedA);
        return diff.script();
    }

    private List<LineEdit> script() {
        List<LineEdit> edits = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (!changedA[i] && !changedB[j]) {
                i++;
                j++;
                continue;
            }
            int beginA = i;
            int beginB = j;
            while (changedA[i]) {
                i++;
            }
            while (changedB[j]) {
                j++;
            }
            edits.add(new LineEdit(beginA, i, beginB, j));
        }
        return edits;
    }

    private record Region(int beginA, int endA, int beginB, int endB) {}

    private void mark() {
        Deque<Region> regions = new ArrayDeque<>();
        regions.push(new Region(0, a.length, 0, b.length));
        while (!regions.isEmpty()) {
            Region region = regions.pop();
            if (region.beginA == region.endA) {
                Arrays.fill(changedB, region.beginB, region.endB, true);
            } else if (region.beginB == region.endB) {
                Arrays.fill(changedA, region.beginA, region.endA, true);
            } else {
                findCommon(region);
                if (hasCommon && limit > MAX_OCCURRENCES) {
                    MyersDiff.mark(a, region.beginA, region.endA, b, region.beginB, region.endB, changedA, changedB);
                } else if (lcsBeginA < 0) {
                    Arrays.fill(changedA, region.beginA, region.endA, true);
                    Arrays.fill(changedB, region.beginB, region.endB, true);
                } else {
                    regions.push(new Region(lcsEndA, region.endA, lcsEndB, region.endB));
                    regions.push(new Region(region.beginA, lcsBeginA, region.beginB, lcsBeginB));
                }
            }
        }
    }

    private void findCommon(Region region) {
        for (int i = region.endA - 1; i >= region.beginA; i--) {
            int line = a[i];
            next[i] = occurrences[line] == 0 ? -1 : head[line];
            head[line] = i;
            occurrences[line]++;
        }
        lcsBeginA = -1;
        lcsEndA = -1;
        limit = MAX_OCCURRENCES + 1;
        hasCommon = false;
        int j = region.beginB;
        while (j < region.endB) {
            j = tryAt(region, j);
        }
        for (int i = region.beginA; i < region.endA; i++) {
            occurrences[a[i]] = 0;
        }
    }

    /** Tries all runs of common lines through line {@code j} of the second file; gives the next line to try. */
    private int tryAt(Region region, int j) {
        int nextJ = j + 1;
        int count = occurrences[b[j]];
        if (count == 0) {
            return nextJ;
        }
        hasCommon = true;
        if (count > limit) {
            return nextJ;
        }
        int at = head[b[j]];
        while (at >= 0) {
            int beginA = at;
            int beginB = j;
            int rarest = count;
            while (beginA > region.beginA && beginB > region.beginB && a[beginA - 1] == b[beginB - 1]) {
                beginA--;
                beginB--;
                rarest = rarest > 1 ? Math.min(rarest, occurrences[a[beginA]]) : rarest;
            }
            int endA = at + 1;
            int endB = j + 1;
            while (endA < region.endA && endB < region.endB && a[endA] == b[endB]) {
                rarest = rarest > 1 ? Math.min(rarest, occurrences[a[endA]]) : rarest;
                endA++;
                endB++;
            }
            nextJ = Math.max(nextJ, endB);
            int bestLength = lcsBeginA < 0 ? 1 : lcsEndA - lcsBeginA;
            if (endA - beginA > bestLength || rarest < limit) {
                lcsBeginA = beginA;
                lcsEndA = endA;
                lcsBeginB = beginB;
                lcsEndB = endB;
                limit = rarest;
            }
            at = next[at];
            while (at >= 0 && at < endA) {
                at = next[at];
            }
        }
        return nextJ;
    }
}
