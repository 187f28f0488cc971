package io.rollbackrecovery.git.internal.merge;

/**
 * Where a group of added or removed lines that could lie in several places reads best, as git's diff decides it by
 * indentation and blank lines (its indent heuristic, by Michael Haggerty; the weights are git's, found by experiment).
 */
final class IndentHeuristic {
    private static final int MOST_INDENT = 200;
    private static final int MOST_BLANKS = 20;
    private static final int MOST_SLIDING = 100;

    private static final int START_OF_FILE = 1;
    private static final int END_OF_FILE = 21;
    private static final int TOTAL_BLANK = -30;
    private static final int POST_BLANK = 6;
    private static final int INDENTED = -4;
    private static final int INDENTED_WITH_BLANK = 10;
    private static final int OUTDENTED = 24;
    private static final int OUTDENTED_WITH_BLANK = 17;
    private static final int DEDENTED = 23;
    private static final int DEDENTED_WITH_BLANK = 17;
    private static final int INDENT_WEIGHT = 60;

    private final TextLines lines;

    private int effectiveIndent;
    private int penalty;

    IndentHeuristic(TextLines lines) {
        this.lines = lines;
    }

    /**
     * Chooses a place.
     *
     * @param size how many lines the group has
     * @param highestEnd the end of the group where it lies highest
     * @param lowestEnd the end of the group where it lies lowest
     * @return the end of the group where it reads best
     */
    int bestEnd(int size, int highestEnd, int lowestEnd) {
        int best = -1;
        int bestIndent = 0;
        int bestPenalty = 0;
        for (int end = Math.max(highestEnd, Math.max(lowestEnd - size - 1, lowestEnd - MOST_SLIDING));
                end <= lowestEnd;
                end++) {
            effectiveIndent = 0;
            penalty = 0;
            addSplit(end);
            addSplit(end - size);
            int order = INDENT_WEIGHT * Integer.compare(effectiveIndent, bestIndent) + (penalty - bestPenalty);
            if (best < 0 || order <= 0) {
                best = end;
                bestIndent = effectiveIndent;
                bestPenalty = penalty;
            }
        }
        return best;
    }

    /** Adds how bad it is to split the file above a line. */
    private void addSplit(int split) {
        boolean atEnd = split >= lines.count();
        int indent = atEnd ? -1 : indent(split);
        int blanksBefore = 0;
        int indentBefore = -1;
        for (int i = split - 1; i >= 0 && indentBefore < 0; i--) {
            indentBefore = indent(i);
            if (indentBefore < 0 && ++blanksBefore == MOST_BLANKS) {
                indentBefore = 0;
            }
        }
        int blanksAfter = 0;
        int indentAfter = -1;
        for (int i = split + 1; i < lines.count() && indentAfter < 0; i++) {
            indentAfter = indent(i);
            if (indentAfter < 0 && ++blanksAfter == MOST_BLANKS) {
                indentAfter = 0;
            }
        }
        penalty += indentBefore == -1 && blanksBefore == 0 ? START_OF_FILE : 0;
        penalty += atEnd ? END_OF_FILE : 0;
        int blanksFromHere = indent == -1 ? 1 + blanksAfter : 0;
        int blanks = blanksBefore + blanksFromHere;
        penalty += TOTAL_BLANK * blanks + POST_BLANK * blanksFromHere;
        int effective = indent == -1 ? indentAfter : indent;
        effectiveIndent += effective;
        if (effective == -1 || indentBefore == -1) {
            return;
        }
        if (effective > indentBefore) {
            penalty += blanks > 0 ? INDENTED_WITH_BLANK : INDENTED;
        } else if (effective < indentBefore && indentAfter != -1 && indentAfter > effective) {
            penalty += blanks > 0 ? OUTDENTED_WITH_BLANK : OUTDENTED;
        } else if (effective < indentBefore) {
            penalty += blanks > 0 ? DEDENTED_WITH_BLANK : DEDENTED;
        }
    }

    /** The indentation of a line in columns; -1 if it is blank. */
    private int indent(int line) {
        int columns = 0;
        for (int i = lines.offset(line); i < lines.offset(line + 1); i++) {
            byte b = lines.content[i];
            if (b == ' ') {
                columns++;
            } else if (b == '\t') {
                columns += 8 - columns % 8;
            } else if (b != '\n' && b != '\r' && b != '\f' && b != 0x0b) {
                return columns;
            }
            if (columns >= MOST_INDENT) {
                return MOST_INDENT;
            }
        }
        return -1;
    }
}
