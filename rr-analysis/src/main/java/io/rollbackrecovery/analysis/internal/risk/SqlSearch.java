package io.rollbackrecovery.analysis.internal.risk;

import io.rollbackrecovery.analysis.internal.code.Code;
import io.rollbackrecovery.analysis.internal.code.Code.Statement;
import io.rollbackrecovery.analysis.internal.code.CodeStyle;
import io.rollbackrecovery.analysis.internal.code.Token;
import io.rollbackrecovery.analysis.risk.RiskRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds SQL that is put together from pieces that are no constants. */
final class SqlSearch {
    private static final Pattern SQL = Pattern.compile(
            "(?is)\\s*(select\\s.{1,400}\\sfrom\\s.*|insert\\s+into\\s.*|update\\s+\\S+\\s+set\\s.*|delete\\s+from\\s.*"
                    + "|alter\\s+table\\s.*|drop\\s+table\\s.*|.{0,200}\\swhere\\s+\\S+\\s*(=|like|in)\\s*['(]?)");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]*");

    private final List<Changed> files;

    SqlSearch(List<Changed> files) {
        this.files = files;
    }

    List<Found> find(RiskRule rule) {
        List<CodeSearch.Place> old = new ArrayList<>();
        List<CodeSearch.Place> now = new ArrayList<>();
        for (Changed file : files) {
            if (!file.isForeign()) {
                file.before().ifPresent(text -> places(file, text, old));
                file.after().filter(text -> rule.appliesTo(text.path())).ifPresent(text -> places(file, text, now));
            }
        }
        CodeSearch.pairUp(old, now);
        List<Found> found = new ArrayList<>();
        for (CodeSearch.Place place : now) {
            found.add(new Found(
                    rule,
                    CodeSearch.level(rule, place.file()),
                    place.in().path(),
                    place.line(),
                    rule.what(),
                    "",
                    place.shown()));
        }
        return found;
    }

    private static void places(Changed file, SourceText text, List<CodeSearch.Place> into) {
        Optional<Code> read = text.code().filter(code -> code.style().isProgram());
        if (read.isEmpty()) {
            return;
        }
        Code code = read.get();
        String whole = text.text();
        int last = -1;
        for (int i = 0; i < code.size(); i++) {
            Token token = code.token(i);
            if (token.kind() == Token.Kind.TEXT && token.text().length() < 4_000 && isMixed(code, i, whole)) {
                Statement statement = code.statementOf(i);
                if (statement.from() != last) {
                    last = statement.from();
                    into.add(new CodeSearch.Place(
                            file, text, i, i + 1, token.key(), statement.text(), text.around(token.line())));
                }
            }
        }
    }

    private static boolean isMixed(Code code, int at, String whole) {
        Token token = code.token(at);
        String text = token.text();
        CodeStyle style = code.style();
        if (!SQL.matcher(text).matches()) {
            return false;
        }
        boolean format = style == CodeStyle.PYTHON
                && whole.charAt(token.start()) != '"'
                && whole.charAt(token.start()) != '\''
                && Character.toLowerCase(whole.charAt(token.start())) != 'r'
                && Character.toLowerCase(whole.charAt(token.start())) != 'b'
                && text.indexOf('{') >= 0;
        boolean template = style == CodeStyle.SCRIPT && whole.charAt(token.start()) == '`' && text.contains("${");
        boolean kotlin = style == CodeStyle.KOTLIN && text.matches("(?s).*\\$[a-z{].*");
        boolean php =
                style == CodeStyle.PHP && whole.charAt(token.start()) == '"' && text.matches("(?s).*\\$[a-zA-Z_{].*");
        boolean ruby = style == CodeStyle.RUBY && text.contains("#{");
        if (format || kotlin || php || ruby) {
            return true;
        }
        if (template) {
            // A tagged template (sql`..`) binds its values.
            return at == 0 || !code.token(at - 1).isName() || code.is(at - 1, "return");
        }
        boolean plus = code.is(at + 1, "+") && isVariable(code, at + 2);
        boolean dot = style == CodeStyle.PHP && code.is(at + 1, ".") && at + 2 < code.size();
        boolean percent = style == CodeStyle.PYTHON && code.is(at + 1, "%");
        boolean method = code.is(at + 1, ".") && (code.is(at + 2, "format") || code.is(at + 2, "formatted"));
        boolean printed = code.is(at - 1, "(")
                && (code.is(at - 2, "Sprintf") || (code.is(at - 2, "format") && code.is(at - 4, "String")))
                && (text.contains("%s") || text.contains("%v") || text.contains("%d"));
        return plus || dot || percent || (method && text.matches("(?s).*(\\{|%s).*")) || printed;
    }

    /** Whether what stands there is neither a text, nor a number, nor named like a constant. */
    private static boolean isVariable(Code code, int at) {
        if (at >= code.size()) {
            return false;
        }
        Token token = code.token(at);
        boolean constant = token.isName()
                && CONSTANT.matcher(token.text()).matches()
                && !code.is(at + 1, ".")
                && !code.is(at + 1, "(");
        return token.kind() != Token.Kind.TEXT && token.kind() != Token.Kind.NUMBER && !constant;
    }
}
