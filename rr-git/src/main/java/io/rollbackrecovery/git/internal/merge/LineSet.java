package io.rollbackrecovery.git.internal.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places in a file: ranges of lines, counted from 0, some of them empty (a place between two lines). Immutable.
 */
final class LineSet {
    private record Range(int begin, int end) {}

    private final List<Range> ranges;

    private LineSet(List<Range> ranges) {
        this.ranges = ranges;
    }

    static LineSet none() {
        return new LineSet(List.of());
    }

    LineSet with(int begin, int end) {
        List<Range> more = new ArrayList<>(ranges);
        more.add(new Range(begin, end));
        return normal(more);
    }

    LineSet union(LineSet other) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return normal(all);
    }

    private static LineSet normal(List<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(Range::begin).thenComparingInt(Range::end));
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && range.begin <= last.end) {
                joined.set(joined.size() - 1, new Range(last.begin, Math.max(last.end, range.end)));
            } else {
                joined.add(range);
            }
        }
        return new LineSet(List.copyOf(joined));
    }

    /** Whether an edit that led to this file changed lines here, or lines that touch them. */
    boolean isTouchedBy(List<LineEdit> edits) {
        return edits.stream().anyMatch(edit -> ranges.stream().anyMatch(range -> touches(edit, range)));
    }

    private static boolean touches(LineEdit edit, Range range) {
        return edit.beginB() <= range.end && range.begin <= edit.endB();
    }

    /** Where these places were before the edits that led to this file; lines that an edit touched are taken whole. */
    LineSet before(List<LineEdit> edits) {
        List<Range> before = new ArrayList<>();
        for (Range range : ranges) {
            int begin = range.begin;
            int end = range.end;
            int beginShift = 0;
            int endShift = 0;
            for (LineEdit edit : edits) {
                if (touches(edit, range)) {
                    begin = Math.min(begin, edit.beginB());
                    end = Math.max(end, edit.endB());
                }
            }
            for (LineEdit edit : edits) {
                int shift = edit.lengthA() - edit.lengthB();
                beginShift += edit.endB() <= begin && edit.beginB() < begin ? shift : 0;
                endShift += edit.endB() <= end ? shift : 0;
            }
            before.add(new Range(begin + beginShift, Math.max(begin + beginShift, end + endShift)));
        }
        return normal(before);
    }
}
