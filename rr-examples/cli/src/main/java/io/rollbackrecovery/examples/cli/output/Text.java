package io.rollbackrecovery.examples.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Collects text for people: lines, and rows whose columns are aligned. Not thread-safe. */
public final class Text {
    private final StringBuilder out = new StringBuilder();
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean coloured;

    /** Begins a text, with colours or without. */
    public Text(boolean coloured) {
        this.coloured = coloured;
    }

    /** Adds a line. */
    public Text line(String line) {
        flush();
        out.append(safe(line)).append('\n');
        return this;
    }

    /** Adds a line in bold. */
    public Text title(String line) {
        flush();
        out.append(coloured ? "\033[1m" + safe(line) + "\033[0m" : safe(line)).append('\n');
        return this;
    }

    /** Adds lines as they are. */
    public Text lines(String lines) {
        lines.lines().forEach(this::line);
        return this;
    }

    /** Adds a row; rows that follow each other are aligned. */
    public Text row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(safe(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    /** Gives the text, its last line ended. */
    @Override
    public String toString() {
        flush();
        return out.toString();
    }

    // What comes from a repository must not steer the terminal.
    private static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return safe.toString();
    }

    private void flush() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = width(row.get(i));
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell);
                if (i + 1 < row.size()) {
                    line.append(" ".repeat(widths.get(i) - width(cell) + 2));
                }
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        rows.clear();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
