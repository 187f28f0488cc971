package io.rollbackrecovery.analysis.internal.lang.go;

import io.rollbackrecovery.analysis.internal.lang.go.GoFrame.Kind;
import io.rollbackrecovery.analysis.internal.lang.go.GoFrame.Local;
import io.rollbackrecovery.analysis.internal.lex.Lexer;
import io.rollbackrecovery.analysis.internal.lex.Names;
import io.rollbackrecovery.analysis.internal.lex.Tokens;
import io.rollbackrecovery.analysis.spi.DeclarationKind;
import io.rollbackrecovery.analysis.spi.FileFacts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Reads the facts of one Go file. Not a parser: it goes over the tokens once and keeps a stack of what the open brackets
 * are, so that it knows which names a function declares for itself. Where it cannot tell, a name counts as one of the
 * package: an edge too many rather than one too few.
 */
final class GoScanner {
    /** A keyword, as the kind of the token before. */
    private static final int KEYWORD = -30;

    private final Tokens tokens;
    private final GoSyntax syntax;
    private final GoFacts facts;
    private final GoScope scope = new GoScope();
    private final Deque<GoFrame> frames = new ArrayDeque<>();
    private int at;
    private int last = ';';
    private boolean start = true;
    private int skippedName = -1;
    private int typeParametersAt = -1;
    private int ownerAt = -1;
    private String owner = "";
    private int literalAt = -1;
    private int typesSeenTo;
    private String lastChain = "";
    private int elseMark = -1;

    GoScanner(byte[] bytes) {
        Names names = new Names(GoSyntax.keywords());
        GoLexer lexer = new GoLexer(bytes, names);
        tokens = Tokens.of(lexer, names, GoSyntax::beginsDeclaration);
        syntax = new GoSyntax(tokens);
        facts = new GoFacts(tokens, names, lexer);
    }

    FileFacts scan() {
        frames.push(new GoFrame(Kind.FILE, tokens.size()));
        while (at < tokens.size()) {
            boolean closes = false;
            while (frames.size() > 1 && frames.element().close <= at) {
                closes = true;
                close(frames.pop());
            }
            int kind = tokens.kind(at);
            if (closes && (kind == ')' || kind == ']' || kind == '}')) {
                last = kind;
                start = false;
                at++;
            } else {
                step(kind);
            }
        }
        return facts.build();
    }

    private void close(GoFrame frame) {
        flush(frame);
        if (frame.kind == Kind.STRUCT || frame.kind == Kind.INTERFACE) {
            lastChain = "";
        }
        boolean goesOn = frame.hasHeader && syntax.isKeyword(at + 1, "else");
        if (frame.mark >= 0) {
            scope.leave(goesOn ? frame.inner : frame.mark);
            elseMark = goesOn ? frame.mark : -1;
        }
    }

    private GoFrame open(Kind kind) {
        GoFrame frame = new GoFrame(kind, Math.max(tokens.partner(at), at + 1));
        frames.push(frame);
        last = tokens.kind(at);
        at++;
        start = frame.hasStatements();
        return frame;
    }

    private void flush(GoFrame frame) {
        frame.pending.forEach(local -> scope.declare(local.name(), local.type()));
        frame.pending.clear();
    }

    private void step(int kind) {
        GoFrame frame = frames.element();
        boolean begins = start;
        switch (kind) {
            case Lexer.NEWLINE -> {
                if (frame.hasStatements() && GoSyntax.endsStatement(last)) {
                    endStatement(frame, true);
                }
                at++;
                return;
            }
            case ';' -> {
                endStatement(frame, false);
                at++;
                return;
            }
            case Lexer.NAME -> {
                start = false;
                if (GoSyntax.isKeyword(tokens.name(at))) {
                    keyword(frame, tokens.text(at), begins);
                } else {
                    name(frame, begins);
                }
                return;
            }
            case '{' -> brace(frame);
            case '(' -> parenthesis(frame);
            case '[' -> bracket(frame);
            case '.' -> member();
            case ':' -> colon(frame);
            default -> {
                start = begins && kind == '*' && frame.kind == Kind.STRUCT;
                if (kind == ',' && !frame.hasStatements()) {
                    frame.endSignature();
                }
                last = kind;
                at++;
            }
        }
    }

    private void endStatement(GoFrame frame, boolean line) {
        flush(frame);
        if (line) {
            frame.header = -1;
            frame.endSignature();
        }
        if (frame.kind == Kind.FILE) {
            scope.leave(0);
        } else if (frame.kind == Kind.GROUP && frame.topLevel) {
            scope.leave(frame.mark);
        }
        last = ';';
        start = true;
    }

    private void colon(GoFrame frame) {
        start = false;
        if (frame.inCase) {
            flush(frame);
            frame.inCase = false;
            start = true;
        }
        last = ':';
        at++;
    }

    private void member() {
        int next = syntax.skipLines(at + 1);
        if (syntax.isName(next)) {
            facts.member(next);
            lastChain = "";
            last = Lexer.NAME;
            at = next + 1;
        } else {
            last = '.';
            at++;
        }
        start = false;
    }

    private void keyword(GoFrame frame, String word, boolean begins) {
        last = KEYWORD;
        switch (word) {
            case "package" -> {
                if (frame.kind == Kind.FILE && syntax.isName(at + 1)) {
                    facts.packageName(at + 1);
                    at++;
                    last = Lexer.NAME;
                }
                at++;
            }
            case "import" -> {
                at = GoImports.read(tokens, syntax, facts, at);
                last = ')';
            }
            case "func" -> function(frame, begins);
            case "type", "var", "const" -> declaration(frame, word, begins);
            case "struct", "interface" -> typeBody(word.equals("struct") ? Kind.STRUCT : Kind.INTERFACE);
            case "map" -> {
                lookForLiteral(frame);
                at++;
            }
            case "if", "for", "switch", "select", "else" -> {
                if (word.equals("else") && elseMark >= 0) {
                    frame.header = elseMark;
                    elseMark = -1;
                } else if (frame.header < 0) {
                    frame.header = scope.mark();
                }
                start = !word.equals("else");
                at++;
            }
            case "case", "default" -> {
                if (frame.kind == Kind.BLOCK) {
                    flush(frame);
                    scope.leave(frame.inner);
                    frame.inCase = true;
                    start = true;
                }
                at++;
            }
            case "break", "continue", "goto", "fallthrough", "return" -> {
                boolean label = !word.equals("return") && syntax.isName(at + 1);
                last = Lexer.NAME;
                lastChain = "";
                at += label ? 2 : 1;
            }
            default -> at++;
        }
    }

    private void function(GoFrame frame, boolean begins) {
        frame.endSignature();
        frame.signature = true;
        if (frame.kind == Kind.FILE && begins) {
            int next = at + 1;
            String receiver = "";
            if (tokens.kind(next) == '(') {
                receiver = syntax.receiver(next);
                next = tokens.partner(next) + 1;
            }
            if (syntax.isName(next)) {
                skippedName = next;
                typeParametersAt = tokens.kind(next + 1) == '[' ? next + 1 : -1;
                int end = syntax.statementEnd(at, tokens.size());
                facts.function(receiver, next, at, end);
            }
        }
        at++;
    }

    private void declaration(GoFrame frame, String word, boolean begins) {
        boolean topLevel = frame.kind == Kind.FILE && begins;
        at++;
        if (tokens.kind(at) == '(') {
            GoFrame group = open(Kind.GROUP);
            group.keyword = word;
            group.topLevel = topLevel;
            group.mark = topLevel ? scope.mark() : -1;
        } else if (syntax.isName(at)) {
            specification(frame, word, topLevel);
        }
    }

    /** One type, or one line of variables or constants, whose first name is next. */
    private void specification(GoFrame frame, String word, boolean topLevel) {
        // What a group in a function declares goes on behind the group.
        int end = topLevel ? syntax.statementEnd(at, frame.close) : at;
        if (word.equals("type")) {
            if (topLevel) {
                facts.declare(tokens.text(at), DeclarationKind.TYPE, at, end);
            } else {
                scope.declare(tokens.name(at), "");
            }
            owner = topLevel ? tokens.text(at) : "";
            ownerAt = at + 1;
            if (tokens.kind(at + 1) == '[' && syntax.isTypeParameters(at + 1)) {
                typeParametersAt = at + 1;
                ownerAt = tokens.partner(at + 1) + 1;
            }
            ownerAt += tokens.kind(ownerAt) == '=' ? 1 : 0;
            last = KEYWORD;
            at++;
            return;
        }
        int next = at;
        while (syntax.isName(next) && tokens.kind(next + 1) == ',') {
            next = syntax.skipLines(next + 2);
        }
        String type = syntax.typeText(next + 1);
        for (int i = at; i <= next; i++) {
            if (syntax.isName(i) && topLevel) {
                facts.declare(tokens.text(i), DeclarationKind.VARIABLE, i, end);
            } else if (syntax.isName(i)) {
                frame.pending.add(new Local(tokens.name(i), known(type)));
            }
        }
        at = syntax.isName(next) ? next + 1 : next;
        last = tokens.kind(at) == Lexer.NEWLINE ? Lexer.NAME : KEYWORD;
    }

    /** A type's name, unless it is one of the function's own. */
    private String known(String type) {
        int dot = type.indexOf('.');
        return scope.has(facts.number(dot < 0 ? type : type.substring(0, dot))) ? "" : type;
    }

    private void typeBody(Kind kind) {
        boolean owned = at == ownerAt;
        at++;
        if (tokens.kind(at) == '{') {
            GoFrame frame = open(kind);
            frame.type = owned ? owner : "";
            frame.topLevel = owned && !owner.isEmpty();
        }
    }

    private void brace(GoFrame frame) {
        boolean literal = at == literalAt;
        if (!literal && frame.header >= 0) {
            int mark = frame.header;
            flush(frame);
            frame.header = -1;
            GoFrame block = open(Kind.BLOCK);
            block.mark = mark;
            block.inner = scope.mark();
            block.hasHeader = true;
        } else if (!literal && frame.signature) {
            List<Local> parameters = frame.parameters;
            frame.endSignature();
            GoFrame block = open(Kind.BLOCK);
            block.mark = scope.mark();
            parameters.forEach(parameter -> scope.declare(parameter.name(), parameter.type()));
            block.inner = scope.mark();
        } else if (literal || last == Lexer.NAME || last == ']' || last == '}') {
            String type = literal || last == Lexer.NAME ? known(lastChain) : "";
            GoFrame of = open(Kind.LITERAL);
            of.type = type;
            of.fieldKeys = !literal;
        } else if (frame.kind == Kind.LITERAL && (last == '{' || last == ',' || last == ':')) {
            GoFrame of = open(Kind.LITERAL);
            of.type = frame.type;
            of.fieldKeys = true;
        } else {
            GoFrame block = open(Kind.BLOCK);
            block.mark = scope.mark();
            block.inner = block.mark;
        }
    }

    private void parenthesis(GoFrame frame) {
        boolean parameters = frame.signature;
        List<Local> into = frame.parameters;
        boolean named = parameters && syntax.hasNames(at);
        GoFrame opened = open(parameters ? Kind.PARAMETERS : Kind.OTHER);
        opened.named = named;
        opened.into = into;
    }

    private void bracket(GoFrame frame) {
        if (at == typeParametersAt) {
            open(Kind.TYPE_PARAMETERS).named = true;
            return;
        }
        if (last != Lexer.NAME && last != ')' && last != ']' && last != '}' && last != Lexer.TEXT) {
            lookForLiteral(frame);
        }
        open(Kind.OTHER);
    }

    /** Finds out whether the type that begins here is that of a literal. */
    private void lookForLiteral(GoFrame frame) {
        if (frame.signature || at < typesSeenTo) {
            return;
        }
        int end = syntax.typeEnd(at);
        typesSeenTo = end;
        if (tokens.kind(end) == '{') {
            literalAt = end;
        }
    }

    private void name(GoFrame frame, boolean begins) {
        if (at == skippedName) {
            last = Lexer.NAME;
            at++;
            return;
        }
        switch (frame.kind) {
            case GROUP -> {
                if (begins) {
                    specification(frame, frame.keyword, frame.topLevel);
                    return;
                }
            }
            case STRUCT -> {
                if (begins) {
                    field(frame);
                    return;
                }
            }
            case INTERFACE -> {
                if (begins && tokens.kind(at + 1) == '(') {
                    facts.part(frame.type, DeclarationKind.METHOD, at);
                    frame.endSignature();
                    frame.signature = true;
                    last = Lexer.NAME;
                    at++;
                    return;
                }
            }
            case PARAMETERS, TYPE_PARAMETERS -> {
                if (frame.named && (last == '(' || last == ',' || last == '[') && parameter(frame)) {
                    return;
                }
            }
            case LITERAL -> {
                if (frame.fieldKeys && (last == '{' || last == ',') && tokens.kind(at + 1) == ':') {
                    facts.key(frame.type, at);
                    last = Lexer.NAME;
                    at++;
                    return;
                }
            }
            default -> {
                if (begins && statement(frame)) {
                    return;
                }
            }
        }
        use();
    }

    /** A label, or variables that are declared; false, with nothing read, if it is something else. */
    private boolean statement(GoFrame frame) {
        if (frame.kind == Kind.BLOCK && !frame.inCase && tokens.kind(at + 1) == ':') {
            at += 2;
            last = ';';
            start = true;
            return true;
        }
        int next = syntax.lastDefined(at);
        if (next < 0) {
            return false;
        }
        String type = next == at ? known(syntax.madeType(next + 2)) : "";
        for (int i = at; i <= next; i += 2) {
            frame.pending.add(new Local(tokens.name(i), type));
        }
        last = GoLexer.DEFINE;
        at = next + 2;
        return true;
    }

    private boolean parameter(GoFrame frame) {
        boolean typed = syntax.isParameterName(at);
        if (!typed && tokens.kind(at + 1) != ',' && tokens.kind(at + 1) != ')') {
            return false;
        }
        if (frame.kind == Kind.TYPE_PARAMETERS) {
            scope.declare(tokens.name(at), "");
        } else if (typed) {
            String type = known(syntax.typeText(at + 1));
            frame.untyped.forEach(name -> frame.into.add(new Local(name, type)));
            frame.untyped.clear();
            frame.into.add(new Local(tokens.name(at), type));
        } else {
            frame.untyped.add(tokens.name(at));
        }
        last = typed ? KEYWORD : Lexer.NAME;
        at++;
        return true;
    }

    /** Names of fields, or an embedded type, at the beginning of a line of a struct. */
    private void field(GoFrame frame) {
        if (syntax.isEmbedded(at)) {
            boolean qualified = tokens.kind(at + 1) == '.' && syntax.isName(at + 2);
            facts.part(frame.type, DeclarationKind.FIELD, qualified ? at + 2 : at);
            use();
            return;
        }
        facts.part(frame.type, DeclarationKind.FIELD, at);
        while (tokens.kind(at + 1) == ',' && syntax.isName(at + 2)) {
            at += 2;
            facts.part(frame.type, DeclarationKind.FIELD, at);
        }
        last = KEYWORD;
        at++;
    }

    /** A name that is used, with what follows it after dots. */
    private void use() {
        int head = at;
        int end = at + 1;
        int second = -1;
        while (tokens.kind(end) == '.' && syntax.isName(syntax.skipLines(end + 1))) {
            int part = syntax.skipLines(end + 1);
            second = second < 0 ? part : second;
            end = part + 1;
        }
        lastChain = facts.use(head, second, end, scope);
        last = Lexer.NAME;
        at = end;
    }
}
