package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Condition;
import io.rollbackrecovery.analysis.internal.code.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of a file that were given another name: gone altogether, where another name that was not there before stands as
 * often, at least twice, and in the place of the old one in a condition that is otherwise the same.
 */
final class Renames {
    private final Map<String, String> names;

    private Renames(Map<String, String> names) {
        this.names = names;
    }

    static Renames between(Changed file) {
        Map<String, String> names = new HashMap<>();
        if (file.before().isEmpty() || file.after().isEmpty()) {
            return new Renames(names);
        }
        SourceText before = file.before().get();
        SourceText after = file.after().get();
        Map<String, Integer> old = before.nameCounts();
        Map<String, Integer> now = after.nameCounts();
        Map<String, List<Condition>> shapes = new HashMap<>();
        for (Condition condition : after.conditions()) {
            shapes.computeIfAbsent(shape(condition), shape -> new ArrayList<>()).add(condition);
        }
        for (Condition condition : before.conditions()) {
            for (Condition other : shapes.getOrDefault(shape(condition), List.of())) {
                for (int i = 0; i < condition.tokens().size(); i++) {
                    String from = condition.tokens().get(i).text();
                    String to = other.tokens().get(i).text();
                    boolean renamed = condition.tokens().get(i).isName()
                            && !from.equals(to)
                            && !now.containsKey(from)
                            && !old.containsKey(to)
                            && old.getOrDefault(from, 0) >= 2
                            && old.getOrDefault(from, 0).equals(now.getOrDefault(to, 0));
                    if (renamed) {
                        names.putIfAbsent(from, to);
                    }
                }
            }
        }
        return new Renames(names);
    }

    /** A condition with its names left out. */
    private static String shape(Condition condition) {
        StringBuilder shape = new StringBuilder();
        for (Token token : condition.tokens()) {
            shape.append(token.isName() ? "_" : token.key()).append(' ');
        }
        return shape.toString();
    }

    /** The name that a name got; itself if it was kept. */
    String of(String name) {
        return names.getOrDefault(name, name);
    }

    List<Token> of(List<Token> tokens) {
        if (names.isEmpty()) {
            return tokens;
        }
        return tokens.stream()
                .map(token -> token.isName() && names.containsKey(token.text())
                        ? new Token(
                                token.kind(),
                                of(token.text()),
                                token.line(),
                                token.column(),
                                token.first(),
                                token.start(),
                                token.end())
                        : token)
                .toList();
    }
}
