package io.rollbackrecovery.git.internal.dependents;

import io.rollbackrecovery.core.plan.LineRange;
import io.rollbackrecovery.git.internal.merge.LineEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The places of a file that one commit made: lines that it wrote, and seams where it only took lines away. Later edits
 * move them and cut pieces out of them. Immutable; lines are counted from 0.
 */
final class OwnedLines {
    private record Range(int begin, int end) {
        boolean isTouchedBy(LineEdit edit) {
            return edit.beginA() <= end && begin <= edit.endA();
        }
    }

    private static final OwnedLines NONE = new OwnedLines(List.of());

    private final List<Range> ranges;

    private OwnedLines(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * What came of later edits.
     *
     * @param lines what is left
     * @param touch the first place that an edit touched
     */
    record Moved(OwnedLines lines, Optional<Touch> touch) {}

    /**
     * A place that an edit touched: git's merge needs at least one unchanged line between two edits.
     *
     * @param lines the owned lines that it replaced, or the one beside which it put something, as they were numbered
     *     before it
     * @param changed whether it changed owned lines themselves, and not only the place beside them
     */
    record Touch(LineRange lines, boolean changed) {}

    static OwnedLines none() {
        return NONE;
    }

    /** The places that some edits made. */
    static OwnedLines madeBy(List<LineEdit> edits) {
        return new OwnedLines(edits.stream()
                .map(edit -> new Range(edit.beginB(), edit.endB()))
                .toList());
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Brings the places past some edits: what an edit replaced belongs to it from then on. */
    Moved past(List<LineEdit> edits) {
        if (edits.isEmpty() || ranges.isEmpty()) {
            return new Moved(this, Optional.empty());
        }
        List<Range> left = new ArrayList<>();
        Optional<Touch> touch = Optional.empty();
        int first = 0;
        int shiftBefore = 0;
        for (Range range : ranges) {
            while (first < edits.size() && edits.get(first).endA() < range.begin) {
                shiftBefore += edits.get(first).lengthB() - edits.get(first).lengthA();
                first++;
            }
            int shift = shiftBefore;
            int at = range.begin;
            boolean touched = false;
            for (int i = first; i < edits.size() && range.isTouchedBy(edits.get(i)); i++) {
                LineEdit edit = edits.get(i);
                touched = true;
                if (touch.isEmpty()) {
                    touch = Optional.of(touch(range, edit));
                }
                if (at < edit.beginA()) {
                    left.add(new Range(at + shift, Math.min(range.end, edit.beginA()) + shift));
                }
                at = Math.max(at, edit.endA());
                shift += edit.lengthB() - edit.lengthA();
            }
            if (at < range.end || !touched) {
                left.add(new Range(at + shift, range.end + shift));
            }
        }
        return new Moved(new OwnedLines(List.copyOf(left)), touch);
    }

    private static Touch touch(Range range, LineEdit edit) {
        int begin = Math.max(range.begin, edit.beginA());
        int end = Math.min(range.end, edit.endA());
        if (begin < end) {
            return new Touch(new LineRange(begin + 1, end), true);
        }
        if (range.begin == range.end) {
            return new Touch(new LineRange(range.begin + 1, range.begin), false);
        }
        int beside = edit.beginA() >= range.end ? range.end - 1 : Math.max(range.begin, edit.endA() - 1);
        return new Touch(
                new LineRange(beside + 1, beside + 1), edit.beginA() > range.begin && edit.beginA() < range.end);
    }
}
