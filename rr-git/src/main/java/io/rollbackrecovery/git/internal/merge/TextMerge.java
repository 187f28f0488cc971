package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.plan.Conflict;
import io.rollbackrecovery.core.plan.LineRange;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The three-way merge of a text, line by line, with git's verdict: two changes do not clash only if at least one
 * untouched line lies between them, or if they are the same change. Bytes are merged as they are: line endings are part
 * of the lines.
 */
final class TextMerge {
    /** What came of it. */
    static final class Result {
        private final byte[] content;
        private final List<Conflict.Hunk> conflicts;

        private Result(byte[] content, List<Conflict.Hunk> conflicts) {
            this.content = content;
            this.conflicts = List.copyOf(conflicts);
        }

        /** The merged text, not to be changed; meaningful only without conflicts. */
        byte[] content() {
            return content;
        }

        /** The lines in conflict, in order. */
        List<Conflict.Hunk> conflicts() {
            return conflicts;
        }
    }

    private enum Take {
        OURS,
        THEIRS,
        BOTH,
        CONFLICT
    }

    /** Lines of the three texts that belong together; begin and length of each. */
    private static final class Hunk {
        Take take;
        final int beginBase;
        int base;
        final int beginOurs;
        int ours;
        final int beginTheirs;
        int theirs;

        Hunk(Take take, int beginBase, int base, int beginOurs, int ours, int beginTheirs, int theirs) {
            this.take = take;
            this.beginBase = beginBase;
            this.base = base;
            this.beginOurs = beginOurs;
            this.ours = ours;
            this.beginTheirs = beginTheirs;
            this.theirs = theirs;
        }
    }

    private final LineTable table = new LineTable();
    private final TextLines base;
    private final TextLines ours;
    private final TextLines theirs;
    private final List<Hunk> hunks = new ArrayList<>();

    private TextMerge(byte[] base, byte[] ours, byte[] theirs) {
        this.base = table.lines(base);
        this.ours = table.lines(ours);
        this.theirs = table.lines(theirs);
    }

    /**
     * Merges a text.
     *
     * @param base the common ancestor; empty if there is none
     * @param ours one side
     * @param theirs the other side
     * @param union whether lines in conflict are resolved by taking both sides, ours first
     * @return the merged text, or the conflicts
     */
    static Result merge(byte[] base, byte[] ours, byte[] theirs, boolean union) {
        return new TextMerge(base, ours, theirs).run(union);
    }

    private Result run(boolean union) {
        List<LineEdit> oursEdits = LineDiff.edits(base.numbers, ours.numbers, table.size());
        if (oursEdits.isEmpty()) {
            return new Result(theirs.content, List.of());
        }
        List<LineEdit> theirsEdits = LineDiff.edits(base.numbers, theirs.numbers, table.size());
        if (theirsEdits.isEmpty()) {
            return new Result(ours.content, List.of());
        }
        weave(oursEdits, theirsEdits);
        List<Hunk> refined = new ArrayList<>();
        List<Conflict.Hunk> conflicts = new ArrayList<>();
        for (Hunk hunk : hunks) {
            if (hunk.take != Take.CONFLICT) {
                refined.add(hunk);
            } else if (refine(hunk, refined)) {
                conflicts.add(new Conflict.Hunk(
                        range(hunk.beginBase, hunk.base),
                        range(hunk.beginOurs, hunk.ours),
                        range(hunk.beginTheirs, hunk.theirs)));
            }
        }
        if (union) {
            joinNear(refined);
            for (Hunk hunk : refined) {
                hunk.take = hunk.take == Take.CONFLICT ? Take.BOTH : hunk.take;
            }
            return new Result(write(refined), List.of());
        }
        return conflicts.isEmpty() ? new Result(write(refined), conflicts) : new Result(new byte[0], conflicts);
    }

    private static LineRange range(int begin, int length) {
        return new LineRange(begin + 1, begin + length);
    }

    private void weave(List<LineEdit> oursEdits, List<LineEdit> theirsEdits) {
        int i = 0;
        int j = 0;
        while (i < oursEdits.size() && j < theirsEdits.size()) {
            LineEdit o = oursEdits.get(i);
            LineEdit t = theirsEdits.get(j);
            if (o.endA() < t.beginA()) {
                addOurs(o, t.beginB() - t.beginA());
                i++;
            } else if (t.endA() < o.beginA()) {
                addTheirs(t, o.beginB() - o.beginA());
                j++;
            } else {
                if (!sameChange(o, t)) {
                    addConflict(o, t);
                }
                // Which one ends first may touch nothing more; the other may still meet the next edit.
                if (o.endA() >= t.endA()) {
                    j++;
                }
                if (t.endA() >= o.endA()) {
                    i++;
                }
            }
        }
        for (; i < oursEdits.size(); i++) {
            addOurs(oursEdits.get(i), theirs.count() - base.count());
        }
        for (; j < theirsEdits.size(); j++) {
            addTheirs(theirsEdits.get(j), ours.count() - base.count());
        }
    }

    private boolean sameChange(LineEdit o, LineEdit t) {
        return o.beginA() == t.beginA()
                && o.endA() == t.endA()
                && Arrays.equals(ours.numbers, o.beginB(), o.endB(), theirs.numbers, t.beginB(), t.endB());
    }

    private void addOurs(LineEdit o, int theirsShift) {
        add(new Hunk(
                Take.OURS, o.beginA(), o.lengthA(), o.beginB(), o.lengthB(), o.beginA() + theirsShift, o.lengthA()));
    }

    private void addTheirs(LineEdit t, int oursShift) {
        add(new Hunk(
                Take.THEIRS, t.beginA(), t.lengthA(), t.beginA() + oursShift, t.lengthA(), t.beginB(), t.lengthB()));
    }

    private void addConflict(LineEdit o, LineEdit t) {
        int begin = Math.min(o.beginA(), t.beginA());
        int end = Math.max(o.endA(), t.endA());
        int beginOurs = o.beginB() - (o.beginA() - begin);
        int endOurs = o.endB() + (end - o.endA());
        int beginTheirs = t.beginB() - (t.beginA() - begin);
        int endTheirs = t.endB() + (end - t.endA());
        add(new Hunk(
                Take.CONFLICT,
                begin,
                end - begin,
                beginOurs,
                endOurs - beginOurs,
                beginTheirs,
                endTheirs - beginTheirs));
    }

    private void add(Hunk hunk) {
        Hunk last = hunks.isEmpty() ? null : hunks.get(hunks.size() - 1);
        if (last != null
                && (hunk.beginOurs <= last.beginOurs + last.ours
                        || hunk.beginTheirs <= last.beginTheirs + last.theirs)) {
            last.take = last.take == hunk.take ? last.take : Take.CONFLICT;
            last.base = hunk.beginBase + hunk.base - last.beginBase;
            last.ours = hunk.beginOurs + hunk.ours - last.beginOurs;
            last.theirs = hunk.beginTheirs + hunk.theirs - last.beginTheirs;
        } else {
            hunks.add(hunk);
        }
    }

    /** Cuts a conflict down to the lines in which the sides differ; gives false if they do not differ at all. */
    private boolean refine(Hunk hunk, List<Hunk> into) {
        if (hunk.ours == 0 || hunk.theirs == 0) {
            into.add(hunk);
            return true;
        }
        List<LineEdit> edits = LineDiff.edits(
                Arrays.copyOfRange(ours.numbers, hunk.beginOurs, hunk.beginOurs + hunk.ours),
                Arrays.copyOfRange(theirs.numbers, hunk.beginTheirs, hunk.beginTheirs + hunk.theirs),
                table.size());
        for (LineEdit edit : edits) {
            into.add(new Hunk(
                    Take.CONFLICT,
                    hunk.beginBase,
                    hunk.base,
                    hunk.beginOurs + edit.beginA(),
                    edit.lengthA(),
                    hunk.beginTheirs + edit.beginB(),
                    edit.lengthB()));
        }
        return !edits.isEmpty();
    }

    /** Joins conflicts with at most three lines between them, as git does for its markers, which a union shows. */
    private static void joinNear(List<Hunk> refined) {
        int i = 0;
        while (i + 1 < refined.size()) {
            Hunk one = refined.get(i);
            Hunk two = refined.get(i + 1);
            boolean join = one.take == Take.CONFLICT
                    && two.take == Take.CONFLICT
                    && two.beginOurs - (one.beginOurs + one.ours) <= 3;
            if (join) {
                one.ours = two.beginOurs + two.ours - one.beginOurs;
                one.theirs = two.beginTheirs + two.theirs - one.beginTheirs;
                refined.remove(i + 1);
            } else {
                i++;
            }
        }
    }

    private byte[] write(List<Hunk> refined) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(ours.content.length + 256);
        int line = 0;
        for (Hunk hunk : refined) {
            copy(out, ours, line, hunk.beginOurs);
            if (hunk.take == Take.OURS || hunk.take == Take.BOTH) {
                copy(out, ours, hunk.beginOurs, hunk.beginOurs + hunk.ours);
            }
            if (hunk.take == Take.BOTH && hunk.ours > 0 && !ours.endsWithLineFeed(hunk.beginOurs + hunk.ours - 1)) {
                if (usesCrLf(hunk)) {
                    out.write('\r');
                }
                out.write('\n');
            }
            if (hunk.take == Take.THEIRS || hunk.take == Take.BOTH) {
                copy(out, theirs, hunk.beginTheirs, hunk.beginTheirs + hunk.theirs);
            }
            line = hunk.beginOurs + hunk.ours;
        }
        copy(out, ours, line, ours.count());
        return out.toByteArray();
    }

    private static void copy(ByteArrayOutputStream out, TextLines from, int begin, int end) {
        out.write(from.content, from.offset(begin), from.offset(end) - from.offset(begin));
    }

    /** Whether a missing line end is to be CR LF: if ours and theirs do not say no before it, and the base says yes. */
    private boolean usesCrLf(Hunk hunk) {
        return lineEnd(ours, Math.max(0, hunk.beginOurs - 1)) != LineEnd.LF
                && lineEnd(theirs, Math.max(0, hunk.beginTheirs - 1)) != LineEnd.LF
                && lineEnd(base, 0) == LineEnd.CR_LF;
    }

    private enum LineEnd {
        CR_LF,
        LF,
        UNKNOWN
    }

    private static LineEnd lineEnd(TextLines text, int line) {
        if (text.count() == 0) {
            return LineEnd.UNKNOWN;
        }
        int at = text.endsWithLineFeed(line) ? line : line - 1;
        if (at < 0) {
            return LineEnd.UNKNOWN;
        }
        return text.endsWithCrLf(at) ? LineEnd.CR_LF : LineEnd.LF;
    }
}
