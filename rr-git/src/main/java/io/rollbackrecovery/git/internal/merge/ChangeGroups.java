package io.rollbackrecovery.git.internal.merge;

import java.util.Optional;

/**
 * Moves groups of changed lines to where git puts them. A group that begins and ends with the same line can be read as
 * lying one line further up or down; groups that meet become one; the lowest place is taken, unless there is one that
 * meets a change in the other file: then the lowest of those.
 *
 * <p>Both files are seen as a row of groups, possibly empty, one between each two unchanged lines; the groups of the two
 * files correspond one to one.
 */
final class ChangeGroups {
    private final int[] lines;
    private final boolean[] changed;
    private final boolean[] otherChanged;
    private final Optional<IndentHeuristic> indent;
    private int start;
    private int end;
    private int otherStart;
    private int otherEnd;

    private ChangeGroups(int[] lines, boolean[] changed, boolean[] otherChanged, Optional<IndentHeuristic> indent) {
        this.lines = lines;
        this.changed = changed;
        this.otherChanged = otherChanged;
        this.indent = indent;
    }

    /**
     * Moves the groups of one file.
     *
     * @param lines the numbers of its lines
     * @param changed which of them are changed, with one more place that is always false; is rewritten
     * @param otherChanged the same of the other file; is only read
     */
    static void slide(int[] lines, boolean[] changed, boolean[] otherChanged) {
        new ChangeGroups(lines, changed, otherChanged, Optional.empty()).slideAll();
    }

    /** As {@link #slide(int[], boolean[], boolean[])}, but to where a person reads a group best, as in git's patches. */
    static void slide(TextLines lines, boolean[] changed, boolean[] otherChanged) {
        Optional<IndentHeuristic> indent = Optional.of(new IndentHeuristic(lines));
        new ChangeGroups(lines.numbers, changed, otherChanged, indent).slideAll();
    }

    private void slideAll() {
        end = skip(changed, 0);
        otherEnd = skip(otherChanged, 0);
        while (true) {
            if (end > start) {
                place();
            }
            if (end == lines.length) {
                return;
            }
            start = end + 1;
            end = skip(changed, start);
            otherDown();
        }
    }

    private void place() {
        int size;
        int highestEnd;
        int meetingEnd;
        do {
            size = end - start;
            while (up()) {
                otherUp();
            }
            highestEnd = end;
            meetingEnd = otherEnd > otherStart ? end : -1;
            while (down()) {
                otherDown();
                if (otherEnd > otherStart) {
                    meetingEnd = end;
                }
            }
        } while (size != end - start);
        if (end != highestEnd && meetingEnd >= 0) {
            while (otherEnd == otherStart && up()) {
                otherUp();
            }
        } else if (end != highestEnd && indent.isPresent()) {
            int best = indent.get().bestEnd(size, highestEnd, end);
            while (end > best && up()) {
                otherUp();
            }
        }
    }

    private boolean up() {
        if (start == 0 || lines[start - 1] != lines[end - 1]) {
            return false;
        }
        changed[--start] = true;
        changed[--end] = false;
        while (start > 0 && changed[start - 1]) {
            start--;
        }
        return true;
    }

    private boolean down() {
        if (end == lines.length || lines[start] != lines[end]) {
            return false;
        }
        changed[start++] = false;
        changed[end++] = true;
        end = skip(changed, end);
        return true;
    }

    private void otherUp() {
        otherEnd = otherStart - 1;
        otherStart = otherEnd;
        while (otherStart > 0 && otherChanged[otherStart - 1]) {
            otherStart--;
        }
    }

    private void otherDown() {
        otherStart = otherEnd + 1;
        otherEnd = skip(otherChanged, otherStart);
    }

    private static int skip(boolean[] changed, int from) {
        int i = from;
        while (changed[i]) {
            i++;
        }
        return i;
    }
}
