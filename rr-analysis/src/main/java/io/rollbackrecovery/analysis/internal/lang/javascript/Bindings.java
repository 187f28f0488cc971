package io.rollbackrecovery.analysis.internal.lang.javascript;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import java.util.ArrayList;
import java.util.List;

/** Follows {@code a = require(..)} and {@code const {a, b: c} = await import(..)}: what the loaded file is called. */
final class Bindings {
    private enum State {
        NONE,
        KEYWORD,
        NAME,
        PATTERN,
        PATTERN_END,
        ASSIGNED
    }

    private State state = State.NONE;
    private String name = "";
    private final List<String> pairs = new ArrayList<>();
    private String key = "";
    private String alias = "";

    /** Takes every token, in order. */
    void token(Cursor cursor) {
        int kind = cursor.kind();
        if (state == State.PATTERN) {
            pattern(kind, cursor);
        } else if (kind == Lexer.NAME) {
            word(cursor);
        } else if (kind == '{' && state == State.KEYWORD) {
            state = State.PATTERN;
            clear();
        } else if (kind == '=' && (state == State.NAME || state == State.PATTERN_END)) {
            state = State.ASSIGNED;
        } else {
            state = State.NONE;
        }
    }

    private void word(Cursor cursor) {
        String word = cursor.word();
        switch (word) {
            case "const", "let", "var" -> state = State.KEYWORD;
            case "require", "await", "import" -> {
                if (state != State.ASSIGNED) {
                    state = State.NONE;
                }
            }
            default -> {
                clear();
                state = cursor.afterDot() ? State.NONE : State.NAME;
                name = word;
            }
        }
    }

    private void clear() {
        pairs.clear();
        name = "";
        key = "";
        alias = "";
    }

    private void pattern(int kind, Cursor cursor) {
        switch (kind) {
            case Lexer.NAME -> {
                if (key.isEmpty()) {
                    key = cursor.word();
                }
                alias = cursor.word();
            }
            case ':' -> {}
            case ',', '}' -> {
                if (!key.isEmpty()) {
                    pairs.add(key);
                    pairs.add(alias);
                }
                key = "";
                if (kind == '}') {
                    state = State.PATTERN_END;
                }
            }
            default -> state = State.NONE;
        }
    }

    /** At a call right behind an assignment: the one name that gets its result; empty if there is none. */
    String name() {
        return state == State.ASSIGNED ? name : "";
    }

    /** At a call right behind an assignment: names taken from its result, each before what it is called here. */
    List<String> pattern() {
        return state == State.ASSIGNED ? List.copyOf(pairs) : List.of();
    }
}
