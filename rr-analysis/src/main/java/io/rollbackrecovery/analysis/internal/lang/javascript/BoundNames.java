package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;

/** The names that {@code const {a, b: [c]} = ..} binds. */
final class BoundNames {
    /** Takes a name that is bound. */
    interface Taker {
        void take(String name, int line);
    }

    private final Taker taker;
    private int depth;
    private int skipped;
    private String pending = "";
    private int line;

    BoundNames(Taker taker) {
        this.taker = taker;
    }

    boolean isOpen() {
        return depth > 0;
    }

    void begin() {
        depth = 1;
        skipped = 0;
        pending = "";
    }

    void reset() {
        depth = 0;
    }

    void token(Cursor cursor) {
        switch (cursor.kind()) {
            case '{', '[', '(' -> {
                depth++;
                if (skipped == 0) {
                    pending = "";
                }
            }
            case '}', ']', ')' -> {
                commit();
                if (skipped >= depth) {
                    skipped = 0;
                }
                depth--;
            }
            case Lexer.NAME -> {
                if (skipped == 0) {
                    pending = cursor.word();
                    line = cursor.line();
                }
            }
            case ':' -> pending = skipped == 0 ? "" : pending;
            case ',' -> {
                commit();
                if (skipped >= depth) {
                    skipped = 0;
                }
            }
            case '=' -> {
                commit();
                skipped = skipped == 0 ? depth : skipped;
            }
            default -> {}
        }
    }

    private void commit() {
        if (skipped == 0 && !pending.isEmpty()) {
            taker.take(pending, line);
        }
        pending = "";
    }
}
