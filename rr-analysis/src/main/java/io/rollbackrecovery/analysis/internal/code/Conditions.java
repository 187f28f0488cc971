package io.rollbackrecovery.analysis.internal.code;

import io.rollbackrecovery.analysis.internal.code.Code.Statement;
import io.rollbackrecovery.analysis.internal.code.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the conditions of a file. Takes time linear in its tokens, but for bounded looks ahead. */
public final class Conditions {
    /** Of files with more conditions the first are looked at. */
    private static final int MOST = 5_000;

    private static final int LONGEST = 200;
    private static final int LONGEST_BODY = 400;
    private static final Set<String> BRANCHES = Set.of("if", "elif", "elsif", "elseif", "while", "unless", "guard");
    private static final Set<String> DEMANDS =
            Set.of("assert", "require", "check", "checkArgument", "checkState", "isTrue", "invariant", "precondition");
    private static final Set<String> DECIDES = Set.of("&&", "||", "!", "==", "!=", "<", ">", "<=", ">=", "is", "in");

    private final Code code;
    private final List<Condition> found = new ArrayList<>();

    private Conditions(Code code) {
        this.code = code;
    }

    /** All of them, in order. */
    public static List<Condition> of(Code code) {
        if (!code.style().isProgram()) {
            return List.of();
        }
        Conditions conditions = new Conditions(code);
        conditions.run();
        return conditions.found;
    }

    private void run() {
        for (int i = 0; i < code.size() && found.size() < MOST; i++) {
            Token token = code.token(i);
            if (token.is("=>") && !code.is(i + 1, "{")) {
                value(Condition.Kind.RESULT, i + 1);
            }
            if (token.is("@") && i + 1 < code.size() && code.token(i + 1).isName()) {
                annotation(i);
            }
            if (!token.isName() || code.is(i - 1, ".") || code.is(i + 1, "=") || code.is(i + 1, ":")) {
                continue;
            }
            if (BRANCHES.contains(token.text())) {
                branch(i);
            } else if (token.text().equals("return")) {
                value(Condition.Kind.RESULT, i + 1);
            } else if (token.text().equals("fun") && code.style() == CodeStyle.KOTLIN) {
                expressionBody(i);
            } else if (DEMANDS.contains(token.text())) {
                demand(i);
            }
        }
        for (Statement statement : code.statements()) {
            if (found.size() < 2 * MOST) {
                assignment(statement);
            }
        }
    }

    private void add(Condition.Kind kind, int from, int to, int bodyFrom, int bodyTo) {
        found.add(new Condition(
                kind,
                "",
                code.token(from).line(),
                code.tokens().subList(from, to),
                code.tokens().subList(bodyFrom, bodyTo),
                code.shown(from, to)));
    }

    /** {@code @Allowed("a and b")}: a single text is read as an expression, as it is for many frameworks. */
    private void annotation(int at) {
        int open = at + 2;
        while (code.is(open, ".")) {
            open += 2;
        }
        if (open >= code.size()
                || !code.is(open, "(")
                || code.token(at).end() != code.token(at + 1).start()) {
            return;
        }
        int close = Math.min(code.partner(open), code.size());
        if (close - open > LONGEST || close <= open + 1) {
            return;
        }
        boolean isText = close == open + 2 && code.token(open + 1).kind() == Kind.TEXT;
        List<Token> tokens = isText
                ? CodeScanner.scan(code.token(open + 1).text(), CodeStyle.PYTHON)
                : code.tokens().subList(open + 1, close);
        found.add(new Condition(
                Condition.Kind.DEMAND,
                code.token(open - 1).text(),
                code.token(at).line(),
                tokens,
                List.of(),
                code.shown(at, Math.min(close + 1, code.size()))));
    }

    private void branch(int keyword) {
        CodeStyle style = code.style();
        int from = keyword + 1;
        int to;
        if (style.parentheses() && code.is(from, "(")) {
            to = Math.min(code.partner(from), code.size());
            from++;
        } else {
            to = endOfBare(from);
            if (style == CodeStyle.GO) {
                for (int i = to - 1; i > from; i--) {
                    if (code.is(i, ";")) {
                        from = i + 1;
                        break;
                    }
                }
            }
        }
        if (from >= to || to - from > LONGEST) {
            return;
        }
        boolean behind = style == CodeStyle.RUBY && code.statementOf(keyword).from() < keyword;
        int bodyFrom = behind ? code.statementOf(keyword).from() : bodyStart(to);
        int bodyTo = behind ? keyword : bodyEnd(keyword, bodyFrom);
        Condition.Kind kind =
                code.is(keyword, "unless") || code.is(keyword, "guard") ? Condition.Kind.UNLESS : Condition.Kind.BRANCH;
        add(kind, from, to, bodyFrom, Math.max(bodyFrom, bodyTo));
    }

    /** Where a condition without parentheses ends: at the block, the colon or the line. */
    private int endOfBare(int from) {
        CodeStyle style = code.style();
        int limit = Math.min(code.size(), from + LONGEST + 1);
        int i = from;
        while (i < limit) {
            Token token = code.token(i);
            if (token.is("(") || token.is("[")) {
                i = Math.max(i, code.partner(i));
            } else if (style == CodeStyle.PYTHON ? token.is(":") : style != CodeStyle.RUBY && token.is("{")) {
                return i;
            } else if (style == CodeStyle.RUBY && (token.is("then") || (token.first() && i > from))) {
                return i;
            } else if (token.is("{") && style == CodeStyle.PYTHON) {
                i = Math.max(i, code.partner(i));
            } else if (token.is("else") && code.style() == CodeStyle.RUST) {
                return i;
            }
            i++;
        }
        return Math.min(i, code.size());
    }

    private int bodyStart(int to) {
        int next = to;
        while (next < code.size()
                && (code.is(next, ")") || code.is(next, ":") || code.is(next, "then") || code.is(next, "else"))) {
            next++;
        }
        return Math.min(next, code.size());
    }

    private int bodyEnd(int keyword, int from) {
        int limit = Math.min(code.size(), from + LONGEST_BODY);
        if (from >= code.size()) {
            return code.size();
        }
        if (code.is(from, "{")) {
            return Math.min(limit, code.partner(from));
        }
        if (code.style() == CodeStyle.PYTHON || code.style() == CodeStyle.RUBY) {
            int column = indentOf(keyword);
            int i = from;
            while (i < limit && !(code.token(i).first() && code.token(i).column() <= column)) {
                i++;
            }
            return i;
        }
        return Math.min(limit, code.statementOf(from).to());
    }

    private int indentOf(int token) {
        int i = token;
        while (i > 0 && !code.token(i).first()) {
            i--;
        }
        return code.token(i).column();
    }

    private void value(Condition.Kind kind, int from) {
        if (from >= code.size()) {
            return;
        }
        int to = Math.min(code.statementOf(from).to(), from + LONGEST + 1);
        if (code.statementIndex(from) != code.statementIndex(from - 1)) {
            return;
        }
        int depth = 0;
        for (int i = from; i < to; i++) {
            Token token = code.token(i);
            if (token.is("(") || token.is("[") || token.is("{")) {
                depth++;
            } else if (token.is(")") || token.is("]") || token.is("}")) {
                depth--;
            }
            if (depth < 0 || (depth == 0 && (token.is(";") || token.is(",")))) {
                to = i;
            }
        }
        if (from < to && to - from <= LONGEST && !code.is(to - 1, "{")) {
            add(kind, from, to, to, to);
        }
    }

    private void expressionBody(int fun) {
        Statement statement = code.statementOf(fun);
        for (int i = fun; i < Math.min(statement.to(), fun + LONGEST); i++) {
            if (code.is(i, "(")) {
                i = Math.max(i, Math.min(code.partner(i), statement.to() - 1));
            } else if (code.is(i, "=")) {
                value(Condition.Kind.RESULT, i + 1);
                return;
            }
        }
    }

    private void demand(int keyword) {
        int from = keyword + 1;
        int to;
        if (code.is(from, "(")) {
            to = Math.min(code.partner(from), code.size());
            from++;
            to = Math.min(to, from + LONGEST + 1);
        } else if (code.is(keyword, "assert")) {
            to = Math.min(code.statementOf(keyword).to(), from + LONGEST + 1);
        } else {
            return;
        }
        int depth = 0;
        for (int i = from; i < to; i++) {
            Token token = code.token(i);
            depth += token.is("(") || token.is("[") || token.is("{") ? 1 : 0;
            depth -= token.is(")") || token.is("]") || token.is("}") ? 1 : 0;
            if (depth == 0 && (token.is(",") || token.is(";") || token.is(":"))) {
                to = i;
            }
        }
        if (from < to && to - from <= LONGEST) {
            add(Condition.Kind.DEMAND, from, to, to, to);
        }
    }

    /** {@code name = a && b}. */
    private void assignment(Statement statement) {
        for (int i = statement.from() + 1; i < Math.min(statement.to(), statement.from() + 12); i++) {
            if ((code.is(i, "=") || code.is(i, ":=")) && code.token(i - 1).kind() == Kind.NAME) {
                boolean decides = false;
                for (int j = i + 1; j < Math.min(statement.to(), i + LONGEST) && !decides; j++) {
                    Token token = code.token(j);
                    decides = token.kind() != Kind.TEXT && DECIDES.contains(token.text());
                }
                if (decides) {
                    value(Condition.Kind.VALUE, i + 1);
                }
                return;
            }
        }
    }
}
