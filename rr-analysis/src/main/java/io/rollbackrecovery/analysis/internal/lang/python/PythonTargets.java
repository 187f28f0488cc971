package io.rollbackrecovery.analysis.internal.lang.python;

import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statement binds if it is an assignment: {@code a = ..}, {@code a: int}, {@code a, b = ..} or
 * {@code self.a = ..}. Fed with the tokens of one statement, in order.
 */
final class PythonTargets {
    private final List<String> names = new ArrayList<>();
    private int line;
    private boolean undecided = true;
    private boolean assigned;
    private boolean self;
    private boolean expectName = true;
    private boolean afterSelfDot;

    /** Takes one token. */
    void token(int kind, String word, boolean isPlainName, int tokenLine) {
        if (!undecided) {
            return;
        }
        if (isPlainName && expectName) {
            line = names.isEmpty() ? tokenLine : line;
            names.add(word);
            expectName = false;
        } else if (isPlainName && afterSelfDot) {
            names.set(0, word);
            self = true;
            afterSelfDot = false;
        } else if (kind == ',' && !expectName && !self) {
            expectName = true;
        } else if (kind == '.' && names.size() == 1 && names.get(0).equals("self") && !self) {
            afterSelfDot = true;
        } else {
            undecided = false;
            assigned = !afterSelfDot && !names.isEmpty() && (kind == '=' || kind == ':' || isAugmented(kind));
        }
    }

    /** {@code __all__ += [..]} tells exports too, so an augmented assignment counts for that name alone. */
    private boolean isAugmented(int kind) {
        return kind == Lexer.OTHER && names.equals(List.of("__all__"));
    }

    /** Whether a colon that comes now belongs to the statement, as in {@code a: int}. */
    boolean open() {
        return undecided && !names.isEmpty();
    }

    /** Whether literals that come now are names of {@code __all__}. */
    boolean exports() {
        return !undecided && assigned && names.contains("__all__");
    }

    /** Declares what was bound. */
    void declareIn(PythonBlocks blocks) {
        if (!assigned) {
            return;
        }
        for (String name : names) {
            if (self) {
                blocks.declareAttribute(name, line);
            } else {
                blocks.declare(name, DeclarationKind.VARIABLE, line);
            }
        }
    }
}
