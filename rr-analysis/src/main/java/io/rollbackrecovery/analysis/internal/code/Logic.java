package io.rollbackrecovery.analysis.internal.code;

import io.rollbackrecovery.analysis.internal.code.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A condition as a formula over atoms, so that two can be compared for every combination of what the atoms may be:
 * reordered, turned around or differently nested conditions are equal. An atom is what the language evaluates as one:
 * a call, a name, a comparison (negated ones and {@code a > b} are brought to one form).
 */
public final class Logic {
    private static final int DEEPEST = 24;
    private static final int MOST_ATOMS = 12;

    private final Node root;
    private final List<String> atoms;

    private interface Node {
        boolean holds(Map<String, Boolean> world);
    }

    /**
     * How two conditions differ.
     *
     * @param widened what the atoms are where only the second holds; empty if there is no such case
     * @param narrowed what the atoms are where only the first holds; empty if there is no such case
     */
    public record Difference(Optional<Map<String, Boolean>> widened, Optional<Map<String, Boolean>> narrowed) {
        public boolean isNone() {
            return widened.isEmpty() && narrowed.isEmpty();
        }
    }

    private Logic(Node root, List<String> atoms) {
        this.root = root;
        this.atoms = atoms;
    }

    /** Reads a condition; empty if it is nested too deeply or decides by too much. */
    public static Optional<Logic> of(List<Token> tokens) {
        Reader reader = new Reader(tokens);
        Node root = reader.or(0, tokens.size(), 0);
        return reader.failed || reader.atoms.size() > MOST_ATOMS
                ? Optional.empty()
                : Optional.of(new Logic(root, List.copyOf(reader.atoms)));
    }

    /** The condition that holds exactly where this one does not. */
    public Logic negated() {
        return new Logic(world -> !root.holds(world), atoms);
    }

    /** The atoms, ordered. */
    public List<String> atoms() {
        return atoms;
    }

    /** Compares with a later form, case by case; empty if there are too many cases. */
    public Optional<Difference> to(Logic later) {
        TreeSet<String> all = new TreeSet<>(atoms);
        all.addAll(later.atoms);
        if (all.size() > MOST_ATOMS) {
            return Optional.empty();
        }
        List<String> names = List.copyOf(all);
        Optional<Map<String, Boolean>> widened = Optional.empty();
        Optional<Map<String, Boolean>> narrowed = Optional.empty();
        for (int world = 0; world < 1 << names.size(); world++) {
            Map<String, Boolean> values = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), (world >> i & 1) != 0);
            }
            boolean before = root.holds(values);
            boolean after = later.root.holds(values);
            if (after && !before && widened.isEmpty()) {
                widened = Optional.of(values);
            } else if (before && !after && narrowed.isEmpty()) {
                narrowed = Optional.of(values);
            }
        }
        return Optional.of(new Difference(widened, narrowed));
    }

    /** Descends into a condition, to a bounded depth. */
    private static final class Reader {
        private final List<Token> tokens;
        private final Set<String> atoms = new TreeSet<>();
        private boolean failed;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
        }

        private Node or(int from, int to, int depth) {
            List<int[]> parts = split(from, to, "||");
            return parts.size() == 1 ? and(from, to, depth) : any(parts, depth);
        }

        private Node any(List<int[]> parts, int depth) {
            List<Node> nodes = new ArrayList<>();
            for (int[] part : parts) {
                nodes.add(and(part[0], part[1], depth));
            }
            return world -> nodes.stream().anyMatch(node -> node.holds(world));
        }

        private Node and(int from, int to, int depth) {
            List<int[]> parts = split(from, to, "&&");
            if (parts.size() == 1) {
                return not(from, to, depth);
            }
            List<Node> nodes = new ArrayList<>();
            for (int[] part : parts) {
                nodes.add(not(part[0], part[1], depth));
            }
            return world -> nodes.stream().allMatch(node -> node.holds(world));
        }

        private Node not(int from, int to, int depth) {
            if (depth > DEEPEST || from >= to) {
                failed = true;
                return world -> false;
            }
            if (tokens.get(from).is("!")
                    && !(from + 1 < to && tokens.get(from + 1).is("in"))) {
                Node inner = not(from + 1, to, depth + 1);
                return world -> !inner.holds(world);
            }
            if (tokens.get(from).is("(") && closing(from, to) == to - 1) {
                return or(from + 1, to - 1, depth + 1);
            }
            return comparison(from, to);
        }

        /** The pieces between operators outside brackets. */
        private List<int[]> split(int from, int to, String operator) {
            List<int[]> parts = new ArrayList<>();
            int depth = 0;
            int begin = from;
            for (int i = from; i < to; i++) {
                Token token = tokens.get(i);
                depth += opens(token) ? 1 : closes(token) ? -1 : 0;
                if (depth == 0 && token.is(operator) && token.kind() == Kind.OPERATOR) {
                    parts.add(new int[] {begin, i});
                    begin = i + 1;
                }
            }
            parts.add(new int[] {begin, to});
            return parts;
        }

        private int closing(int from, int to) {
            int depth = 0;
            for (int i = from; i < to; i++) {
                depth += opens(tokens.get(i)) ? 1 : closes(tokens.get(i)) ? -1 : 0;
                if (depth == 0) {
                    return i;
                }
            }
            return to;
        }

        private Node comparison(int from, int to) {
            int depth = 0;
            for (int i = from; i < to; i++) {
                Token token = tokens.get(i);
                depth += opens(token) ? 1 : closes(token) ? -1 : 0;
                if (depth != 0 || i == from || i + 1 >= to || token.kind() == Kind.TEXT) {
                    continue;
                }
                boolean negatedWord = i + 2 < to && tokens.get(i + 1).is("!");
                switch (token.text()) {
                    case "==" -> {
                        return equal(text(from, i), text(i + 1, to), false);
                    }
                    case "!=" -> {
                        return equal(text(from, i), text(i + 1, to), true);
                    }
                    case "is" -> {
                        return negatedWord
                                ? equal(text(from, i), text(i + 2, to), true)
                                : equal(text(from, i), text(i + 1, to), false);
                    }
                    case "<" -> {
                        return atom(text(from, i) + " < " + text(i + 1, to), false);
                    }
                    case ">=" -> {
                        return atom(text(from, i) + " < " + text(i + 1, to), true);
                    }
                    case ">" -> {
                        return atom(text(i + 1, to) + " < " + text(from, i), false);
                    }
                    case "<=" -> {
                        return atom(text(i + 1, to) + " < " + text(from, i), true);
                    }
                    case "!" -> {
                        if (tokens.get(i + 1).is("in")) {
                            return atom(text(from, i) + " in " + text(i + 2, to), true);
                        }
                    }
                    default -> {}
                }
            }
            return call(from, to);
        }

        /** A call of {@code equals} is a comparison like others. */
        private Node call(int from, int to) {
            int open = to - 1;
            while (open > from && !(tokens.get(open).is("(") && closing(open, to) == to - 1)) {
                open--;
            }
            boolean equals = open - 2 > from
                    && tokens.get(open - 1).is("equals")
                    && tokens.get(open - 2).is(".");
            if (!equals) {
                return constantOrAtom(text(from, to));
            }
            List<int[]> arguments = split(open + 1, to - 1, ",");
            String receiver = text(from, open - 2);
            if (arguments.size() == 2 && receiver.equals("Objects")) {
                return equal(
                        text(arguments.get(0)[0], arguments.get(0)[1]),
                        text(arguments.get(1)[0], arguments.get(1)[1]),
                        false);
            }
            return equal(receiver, text(open + 1, to - 1), false);
        }

        private Node equal(String left, String right, boolean negated) {
            if (right.equals("true") || right.equals("false")) {
                return atom(left, negated == right.equals("true"));
            }
            if (left.equals("true") || left.equals("false")) {
                return atom(right, negated == left.equals("true"));
            }
            boolean inOrder = left.compareTo(right) <= 0;
            return atom(inOrder ? left + " == " + right : right + " == " + left, negated);
        }

        private Node constantOrAtom(String text) {
            if (text.equals("true") || text.equals("false")) {
                boolean holds = text.equals("true");
                return world -> holds;
            }
            return atom(text, false);
        }

        private Node atom(String text, boolean negated) {
            atoms.add(text);
            return world -> world.getOrDefault(text, false) != negated;
        }

        /** The words of an operand in one form for all languages, without {@code this} and needless parentheses. */
        private String text(int from, int to) {
            int begin = from;
            int end = to;
            while (begin < end && tokens.get(begin).is("(") && closing(begin, end) == end - 1) {
                begin++;
                end--;
            }
            StringBuilder text = new StringBuilder();
            for (int i = begin; i < end; i++) {
                Token token = tokens.get(i);
                boolean own = (token.is("this") || token.is("self"))
                        && i + 1 < end
                        && tokens.get(i + 1).is(".");
                if (own) {
                    i++;
                    continue;
                }
                String word = token.kind() == Kind.TEXT
                        ? '"' + token.text() + '"'
                        : switch (token.text()) {
                            case "None", "nil", "undefined", "NULL", "nullptr" -> "null";
                            case "True", "TRUE" -> "true";
                            case "False", "FALSE" -> "false";
                            default -> token.text();
                        };
                boolean apart = text.length() > 0
                        && Character.isLetterOrDigit(text.charAt(text.length() - 1))
                        && !word.isEmpty()
                        && (Character.isLetterOrDigit(word.charAt(0)) || word.charAt(0) == '"');
                text.append(apart ? " " : "").append(word);
            }
            return text.toString();
        }

        private static boolean opens(Token token) {
            return token.kind() == Kind.OPERATOR && (token.is("(") || token.is("[") || token.is("{"));
        }

        private static boolean closes(Token token) {
            return token.kind() == Kind.OPERATOR && (token.is(")") || token.is("]") || token.is("}"));
        }
    }
}
