package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Code;
import io.rollbackrecovery.analysis.internal.code.Code.Statement;
import io.rollbackrecovery.analysis.internal.code.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** A sequence of tokens to look for, as {@link io.rollbackrecovery.analysis.risk.RiskRule#addedCode} describes. */
final class TokenPattern {
    private static final int GAP = 12;
    private static final int FAR = 60;
    private static final int LONGEST_NAME = 120;
    private static final Set<String> DECLARES = Set.of("def", "func", "function", "fn", "fun", "class", "import");

    private final boolean alone;
    private final List<Element> elements;
    private final Set<String> unless;

    /** One place of the sequence: words, or part of a text, or an expression; nothing of these for any token. */
    private record Element(Set<String> words, List<String> texts, List<Pattern> expression, boolean any, boolean gap) {
        boolean matches(Token token) {
            if (any) {
                return true;
            }
            if (!texts.isEmpty()) {
                String lower = token.kind() == Token.Kind.TEXT ? token.text().toLowerCase(Locale.ROOT) : "";
                return token.kind() == Token.Kind.TEXT
                        && texts.stream().anyMatch(text -> text.equals("*") || lower.contains(text));
            }
            if (!expression.isEmpty()) {
                return token.isName()
                        && token.text().length() <= LONGEST_NAME
                        && expression.get(0).matcher(token.text()).matches();
            }
            return token.kind() != Token.Kind.TEXT && words.contains(token.text());
        }
    }

    private TokenPattern(boolean alone, List<Element> elements, Set<String> unless) {
        this.alone = alone;
        this.elements = elements;
        this.unless = unless;
    }

    static TokenPattern of(String text) {
        boolean alone = false;
        List<Element> elements = new ArrayList<>();
        Set<String> unless = Set.of();
        for (String word : text.trim().split(" +", -1)) {
            if (word.equals("!") && elements.isEmpty()) {
                alone = true;
            } else if (word.startsWith("unless:")) {
                unless = Set.of(word.substring(7).split("\\|", -1));
            } else if (word.equals("...")) {
                elements.add(new Element(Set.of(), List.of(), List.of(), true, true));
            } else if (word.equals("*")) {
                elements.add(new Element(Set.of(), List.of(), List.of(), true, false));
            } else if (word.startsWith("\"") && word.length() > 1) {
                elements.add(new Element(
                        Set.of(),
                        List.of(word.substring(1).toLowerCase(Locale.ROOT).split("\\|", -1)),
                        List.of(),
                        false,
                        false));
            } else if (word.length() > 2 && word.startsWith("/") && word.endsWith("/")) {
                Pattern expression = Pattern.compile(word.substring(1, word.length() - 1));
                elements.add(new Element(Set.of(), List.of(), List.of(expression), false, false));
            } else {
                elements.add(new Element(Set.of(word.split("\\|", -1)), List.of(), List.of(), false, false));
            }
        }
        return new TokenPattern(alone, List.copyOf(elements), unless);
    }

    /** The words that the first token can be; empty if others can be too. */
    Set<String> firstWords() {
        return elements.get(0).words();
    }

    /** The place behind a match that begins at a token; empty if there is none. */
    OptionalInt match(Code code, int from) {
        if (alone
                && (code.is(from - 1, ".")
                        || (from > 0 && DECLARES.contains(code.token(from - 1).text())))) {
            return OptionalInt.empty();
        }
        OptionalInt end = match(code, from, 0);
        if (end.isPresent() && !unless.isEmpty()) {
            Statement statement = code.statementOf(from);
            int begin = Math.max(statement.from(), from - FAR);
            for (int i = begin; i < Math.min(statement.to(), from + FAR); i++) {
                if (unless.contains(code.token(i).text())) {
                    return OptionalInt.empty();
                }
            }
        }
        return end;
    }

    /** Gaps are bounded and few, so trying all their lengths is too. */
    private OptionalInt match(Code code, int at, int element) {
        if (element == elements.size()) {
            return OptionalInt.of(at);
        }
        Element wanted = elements.get(element);
        if (wanted.gap()) {
            for (int skip = 0; skip <= GAP && at + skip <= code.size(); skip++) {
                OptionalInt end = match(code, at + skip, element + 1);
                if (end.isPresent()) {
                    return end;
                }
                if (code.is(at + skip, ";")) {
                    break;
                }
            }
            return OptionalInt.empty();
        }
        return at < code.size() && wanted.matches(code.token(at))
                ? match(code, at + 1, element + 1)
                : OptionalInt.empty();
    }
}
