package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.check.Members.Call;
import io.rollbackrecovery.analysis.internal.lang.java.check.Problem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the code of one type: which names it declares, and which members of which types it uses. Where a type is not
 * known it says nothing, so what it finds is a lower bound.
 */
final class CodeReader {
    private static final int DEEPEST = 150;

    private final Members members;
    private final JavaWorld world;
    private final JavaType type;
    private final JavaTokens tokens;
    private final TypeReader types;
    private final List<Problem> problems;
    private final Optional<CodeReader> around;
    private final Locals locals = new Locals();
    private final Handlers handlers;
    private final List<Subject> subjects = new ArrayList<>();
    private TypeScope scope;
    private Ty result = Ty.Other.UNKNOWN;
    private final int depth;
    private final ChainReader chains;
    private final Expressions expressions;
    private final DeclarationReader declarations;
    private int nesting;

    /** What a switch looks at, and the block in which its labels stand. */
    private record Subject(int from, int to, Ty type) {}

    CodeReader(JavaType type, JavaWorld world, Members members, List<Problem> problems) {
        this(type, TypeScope.in(type, world), world, members, problems, Optional.empty(), 0);
    }

    private CodeReader(
            JavaType type,
            TypeScope scope,
            JavaWorld world,
            Members members,
            List<Problem> problems,
            Optional<CodeReader> around,
            int depth) {
        this.type = type;
        this.scope = scope;
        this.world = world;
        this.members = members;
        this.problems = problems;
        this.around = around;
        this.depth = depth;
        this.tokens = type.unit().tokens();
        this.types = new TypeReader(tokens);
        this.handlers = new Handlers(members.assignability());
        this.expressions = new Expressions(tokens, types);
        this.declarations = new DeclarationReader(this, locals, expressions);
        this.chains = new ChainReader(this, members, world);
    }

    /** Reads all code of the type, and of the types in it. */
    void read() {
        TypeScope inType = scope;
        for (JavaMethod method : type.methods()) {
            if (method.body() >= 0) {
                scope = inType.with(method.typeParameters());
                Map<String, Ty> parameters = new HashMap<>();
                for (int i = 0; i < method.parameters().size(); i++) {
                    parameters.put(
                            method.parameterNames().get(i),
                            scope.resolve(method.parameters().get(i)));
                }
                locals.open(parameters);
                result = method.constructor() ? Ty.Other.UNKNOWN : scope.resolve(method.result());
                handlers.open(method.exceptions().stream().map(scope::resolve).toList());
                walk(method.body() + 1, tokens.closing(method.body()));
                handlers.close();
                result = Ty.Other.UNKNOWN;
                locals.close();
                scope = inType;
            }
        }
        for (JavaType.Span span : type.initializers()) {
            int line = tokens.line(span.from());
            handlers.openForAll();
            Ty value = walk(span.from(), span.to());
            handlers.close();
            span.target().ifPresent(target -> fit(value, scope.resolve(target), line));
        }
        for (JavaType nested : type.nested().values()) {
            inside(nested).read();
        }
    }

    JavaType type() {
        return type;
    }

    /** Notes that something is called, and reports what it throws and nobody here takes. */
    void called(Call call, String symbol, int at, JavaType target) {
        for (Ty thrown : handlers.notTaken(call)) {
            report(Kind.EXCEPTION, Ty.name(thrown) + " of " + symbol, tokens.line(at), target);
        }
    }

    TypeScope scope() {
        return scope;
    }

    /** The reader of the code that the type stands in. */
    Optional<CodeReader> around() {
        return around;
    }

    /** A local variable or parameter. */
    Optional<Ty> local(String name) {
        return locals.find(name);
    }

    /** What a type in code means; notes what means nothing. */
    Ty resolve(TypeName name, int at) {
        for (String unknown : scope.unknown(name)) {
            report(Kind.TYPE, unknown, tokens.line(at), type);
        }
        return scope.resolve(name);
    }

    /** Reads the body of an anonymous class whose brace is at a place. */
    JavaType anonymous(TypeName parent, int brace) {
        JavaType body = UnitParser.parseBody(type.unit(), type, "", List.of(parent), brace);
        inside(body).read();
        return body;
    }

    private CodeReader inside(JavaType inner) {
        return new CodeReader(inner, scope.inside(inner), world, members, problems, Optional.of(this), depth + 1);
    }

    void report(Kind kind, String symbol, int line, JavaType target) {
        problems.add(new Problem(kind, symbol, line, target.unit().path()));
    }

    /** Reports a value of a type that does not fit where it goes. */
    void fit(Ty value, Ty wanted, int line) {
        if (members.assignability().neverFits(value, wanted)) {
            JavaType about = value instanceof Ty.Project project
                    ? project.type()
                    : wanted instanceof Ty.Project project ? project.type() : type;
            report(Kind.VALUE, Ty.name(value) + " for " + Ty.name(wanted), line, about);
        }
    }

    /** Walks code in a scope of its own; its type if it is one expression whose type is known. */
    Ty walk(int from, int to) {
        if (nesting + depth > DEEPEST) {
            handlers.unknown();
            return Ty.Other.UNKNOWN;
        }
        nesting++;
        locals.open();
        int outside = handlers.depth();
        Ty whole = expressions.shape(from, to);
        int at = from;
        boolean fresh = true;
        while (at < to) {
            int next = step(at, to, fresh);
            if (at == from && next == to && whole == Ty.Other.UNKNOWN && expressions.startsChain(at)) {
                whole = chains.last();
            }
            fresh = expressions.isFreshAfter(next - 1) || fresh && tokens.is(at, '@');
            at = Math.max(next, at + 1);
        }
        locals.close();
        handlers.closeTo(outside);
        nesting--;
        return whole;
    }

    private int step(int at, int to, boolean fresh) {
        switch (tokens.kind(at)) {
            case '{' -> {
                walk(at + 1, tokens.closing(at));
                return tokens.closing(at) + 1;
            }
            case '@' -> {
                return tokens.isWord(at + 1, "interface") ? at + 2 : tokens.skipAnnotation(at);
            }
            case JavaTokens.WORD -> {
                return word(at, to);
            }
            case JavaTokens.NAME -> {
                return name(at, to, fresh);
            }
            case '(' -> {
                int close = tokens.closing(at);
                if (tokens.is(close + 1, JavaTokens.ARROW)) {
                    lambdaParameters(at + 1, close);
                    return lambdaBody(close + 2);
                }
                return chains.read(at);
            }
            case JavaTokens.STRING, JavaTokens.CHARACTER, JavaTokens.NUMBER -> {
                return chains.read(at);
            }
            default -> {
                return at + 1;
            }
        }
    }

    private int word(int at, int to) {
        switch (tokens.text(at)) {
            case "class", "interface", "enum" -> {
                return localType(at);
            }
            case "new", "this", "super", "true", "false", "null" -> {
                return chains.read(at);
            }
            case "case" -> {
                return caseLabel(at + 1, to);
            }
            case "default" -> {
                return tokens.is(at + 1, JavaTokens.ARROW) && tokens.is(at + 2, '{') ? at + 2 : at + 1;
            }
            case "break", "continue" -> {
                return tokens.is(at + 1, JavaTokens.NAME) ? at + 2 : at + 1;
            }
            case "try" -> {
                return tried(at);
            }
            case "throw" -> {
                handlers.unknown();
                return at + 1;
            }
            case "for", "catch" -> {
                return tokens.is(at + 1, '(') ? headed(at + 1) : at + 1;
            }
            case "switch" -> {
                return tokens.is(at + 1, '(') ? switched(at + 1) : at + 1;
            }
            case "if", "while", "synchronized" -> {
                // What a pattern in the condition declares lives on behind it.
                return tokens.is(at + 1, '(') ? at + 2 : at + 1;
            }
            case "instanceof" -> {
                return pattern(at + 1);
            }
            case "return" -> {
                return returned(at);
            }
            default -> {
                if (types.isPrimitive(at)) {
                    return declarations.read(at, to).orElseGet(() -> chains.read(at));
                }
                return at + 1;
            }
        }
    }

    private int localType(int keyword) {
        Optional<JavaType> local = UnitParser.parseLocal(type.unit(), type, keyword);
        int brace = keyword;
        while (brace < tokens.size() && !tokens.is(brace, '{')) {
            brace++;
        }
        if (local.isEmpty() || brace >= tokens.size()) {
            return keyword + 1;
        }
        scope.declareLocal(local.get());
        inside(local.get()).read();
        return tokens.closing(brace) + 1;
    }

    /** Reads what a switch looks at, and notes its type for the labels in its block. */
    private int switched(int paren) {
        int close = tokens.closing(paren);
        Ty subject = walk(paren + 1, close);
        if (tokens.is(close + 1, '{')) {
            subjects.add(new Subject(close + 1, tokens.closing(close + 1), subject));
        }
        return close + 1;
    }

    /** A constant that the enum of the innermost switch does not have. */
    private void constant(int at) {
        for (int i = subjects.size() - 1; i >= 0; i--) {
            Subject subject = subjects.get(i);
            if (subject.from() < at && at < subject.to()) {
                if (subject.type() instanceof Ty.Project project
                        && project.type().kind() == JavaType.Kind.ENUM
                        && !project.type().fields().containsKey(tokens.text(at))) {
                    String symbol = project.type().path() + "." + tokens.text(at);
                    report(Kind.FIELD, symbol, tokens.line(at), project.type());
                }
                return;
            }
        }
    }

    private int caseLabel(int from, int to) {
        int at = from;
        while (at < to && !tokens.is(at, ':') && !tokens.is(at, JavaTokens.ARROW)) {
            boolean alone = tokens.is(at + 1, ':') || tokens.is(at + 1, ',') || tokens.is(at + 1, JavaTokens.ARROW);
            if (tokens.is(at, JavaTokens.NAME) && alone && (at == from || tokens.is(at - 1, ','))) {
                constant(at);
            }
            Optional<Integer> declared = tokens.is(at, JavaTokens.NAME) && tokens.is(at + 1, JavaTokens.NAME)
                    ? Optional.of(pattern(at))
                    : Optional.empty();
            at = declared.orElse(tokens.is(at, '(') ? tokens.closing(at) + 1 : at + 1);
        }
        return at + 1;
    }

    private int tried(int at) {
        boolean resources = tokens.is(at + 1, '(');
        int block = resources ? tokens.closing(at + 1) + 1 : at + 1;
        if (!tokens.is(block, '{')) {
            return at + 1;
        }
        int behind = tokens.closing(block) + 1;
        Map<Ty, Integer> caught = caught(behind);
        handlers.open(caught.keySet());
        if (resources) {
            handlers.unknown();
            headed(at + 1);
        } else {
            walk(block + 1, behind - 1);
        }
        for (Ty never : handlers.close()) {
            report(Kind.EXCEPTION, Ty.name(never) + " never thrown", tokens.line(caught.getOrDefault(never, at)), type);
        }
        return behind;
    }

    /** What the clauses behind a block catch, with the places where it stands. */
    private Map<Ty, Integer> caught(int from) {
        Map<Ty, Integer> caught = new LinkedHashMap<>();
        int at = from;
        while (tokens.isWord(at, "catch") && tokens.is(at + 1, '(')) {
            int close = tokens.closing(at + 1);
            int next = at + 2;
            while (next < close) {
                Optional<TypeReader.Read> read = types.read(next);
                if (read.isPresent()) {
                    caught.putIfAbsent(scope.resolve(read.get().type()), next);
                    next = tokens.is(read.get().end(), '|') ? read.get().end() + 1 : close;
                } else {
                    next = tokens.is(next, '@') ? tokens.skipAnnotation(next) : next + 1;
                }
            }
            at = tokens.is(close + 1, '{') ? tokens.closing(close + 1) + 1 : close + 1;
        }
        return caught;
    }

    /** A statement whose head declares names for its block only. */
    private int headed(int paren) {
        int close = tokens.closing(paren);
        locals.open();
        int at = paren + 1;
        boolean fresh = true;
        while (at < close) {
            int next = union(at).orElse(-1);
            next = next >= 0 ? next : step(at, close, fresh);
            fresh = expressions.isFreshAfter(next - 1) || fresh && tokens.is(at, '@');
            at = Math.max(next, at + 1);
        }
        at = close + 1;
        if (tokens.is(at, '{')) {
            walk(at + 1, tokens.closing(at));
            at = tokens.closing(at) + 1;
            locals.close();
        } else {
            // The names stay known up to the end of the block around, which is too long and does little harm.
            Map<String, Ty> names = locals.close();
            names.forEach((name, known) -> locals.innermost().putIfAbsent(name, known));
        }
        return at;
    }

    /** The alternatives of a catch. */
    private Optional<Integer> union(int from) {
        int at = from;
        while (tokens.is(at, JavaTokens.NAME)
                || tokens.is(at, '.')
                || tokens.is(at, '|')
                || tokens.isWord(at, "final")) {
            at++;
        }
        boolean isCatch = tokens.isWord(from - 2, "catch") && tokens.is(from - 1, '(') && tokens.is(at, ')');
        if (isCatch && tokens.is(at - 1, JavaTokens.NAME)) {
            Optional<TypeReader.Read> only = types.read(tokens.isWord(from, "final") ? from + 1 : from);
            boolean single = only.isPresent() && only.get().end() == at - 1;
            locals.innermost()
                    .put(tokens.text(at - 1), single ? resolve(only.get().type(), from) : Ty.Other.UNKNOWN);
            return Optional.of(at);
        }
        return Optional.empty();
    }

    private int pattern(int from) {
        int at = tokens.isWord(from, "final") ? from + 1 : from;
        Optional<TypeReader.Read> read = types.read(at);
        if (read.isEmpty()) {
            return from;
        }
        at = read.get().end();
        if (tokens.is(at, '(')) {
            for (int i = at + 1; i < tokens.closing(at); i++) {
                if (tokens.is(i, JavaTokens.NAME) && (tokens.is(i + 1, ',') || tokens.is(i + 1, ')'))) {
                    declarePattern(tokens.text(i), Ty.Other.UNKNOWN);
                }
            }
            at = tokens.closing(at) + 1;
        }
        if (tokens.is(at, JavaTokens.NAME) && !tokens.isName(at, "when")) {
            declarePattern(tokens.text(at), resolve(read.get().type(), from));
            at++;
        }
        return at;
    }

    /** What a pattern declares may be used behind the expression that it stands in. */
    private void declarePattern(String name, Ty known) {
        locals.putAround(name, known);
    }

    private int returned(int at) {
        int end = at + 1;
        while (end < tokens.size() && !tokens.is(end, ';') && !tokens.is(end, '}')) {
            end = tokens.is(end, '(') || tokens.is(end, '[') || tokens.is(end, '{') ? tokens.closing(end) + 1 : end + 1;
        }
        Ty value = walk(at + 1, Math.min(end, tokens.size()));
        fit(value, result, tokens.line(at));
        return Math.min(end, tokens.size());
    }

    private void lambdaParameters(int from, int to) {
        locals.open();
        int at = from;
        while (at < to) {
            Optional<TypeReader.Read> read = types.read(at);
            int name = read.map(TypeReader.Read::end).orElse(at);
            if (read.isPresent() && tokens.is(name, JavaTokens.NAME)) {
                locals.innermost().put(tokens.text(name), resolve(read.get().type(), at));
                at = name;
            } else if (tokens.is(at, JavaTokens.NAME)) {
                locals.innermost().put(tokens.text(at), Ty.Other.UNKNOWN);
            }
            at++;
        }
        Map<String, Ty> names = locals.close();
        locals.innermost().putAll(names);
    }

    private int lambdaBody(int at) {
        // What a function may throw is not known here. Without braces it ends where what is walked ends.
        handlers.openForAll();
        if (!tokens.is(at, '{')) {
            return at;
        }
        Ty outer = result;
        result = Ty.Other.UNKNOWN;
        walk(at + 1, tokens.closing(at));
        result = outer;
        handlers.close();
        return tokens.closing(at) + 1;
    }

    private int name(int at, int to, boolean fresh) {
        String text = tokens.text(at);
        if (tokens.is(at + 1, JavaTokens.ARROW)) {
            locals.innermost().put(text, Ty.Other.UNKNOWN);
            return lambdaBody(at + 2);
        }
        if (fresh && text.equals("record") && tokens.is(at + 1, JavaTokens.NAME) && tokens.is(at + 2, '(')) {
            return localType(at);
        }
        if (fresh && text.equals("yield") && !tokens.is(at + 1, '=') && !tokens.is(at + 1, '.')) {
            return at + 1;
        }
        if (fresh && tokens.is(at + 1, ':') && !tokens.is(at - 1, ':') && !tokens.is(at - 1, '(')) {
            return at + 2;
        }
        Optional<Integer> declared = fresh ? declarations.read(at, to) : Optional.empty();
        return declared.orElseGet(() -> chains.read(at));
    }
}
