package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.check.Problem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Tokens tokens;
    private final TypeReader types;
    private final List<Problem> problems;
    private final Optional<CodeReader> around;
    private final List<Map<String, Ty>> blocks = new ArrayList<>();
    private TypeScope scope;
    private Ty result = Ty.Other.UNKNOWN;
    private final int depth;
    private final ChainReader chains;
    private int nesting;

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
        this.chains = new ChainReader(this, members, world);
        blocks.add(new HashMap<>());
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
                blocks.add(parameters);
                result = method.constructor() ? Ty.Other.UNKNOWN : scope.resolve(method.result());
                walk(method.body() + 1, tokens.closing(method.body()));
                result = Ty.Other.UNKNOWN;
                blocks.remove(blocks.size() - 1);
                scope = inType;
            }
        }
        for (JavaType.Span span : type.initializers()) {
            int line = tokens.line(span.from());
            Ty value = walk(span.from(), span.to());
            span.target().ifPresent(target -> fit(value, scope.resolve(target), line));
        }
        for (JavaType nested : type.nested().values()) {
            inside(nested).read();
        }
    }

    JavaType type() {
        return type;
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
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Ty known = blocks.get(i).get(name);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
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

    private void fit(Ty value, Ty wanted, int line) {
        if (members.assignability().neverFits(value, wanted)) {
            JavaType about = value instanceof Ty.Project project
                    ? project.type()
                    : wanted instanceof Ty.Project project ? project.type() : type;
            report(Kind.VALUE, name(value) + " for " + name(wanted), line, about);
        }
    }

    static String name(Ty type) {
        if (type instanceof Ty.Project project) {
            return project.type().path();
        }
        if (type instanceof Ty.Platform platform) {
            return platform.type().getSimpleName();
        }
        return type instanceof Ty.Array array ? name(array.element()) + "[]" : type.toString();
    }

    /** Walks code in a scope of its own; its type if it is one expression whose type is known. */
    Ty walk(int from, int to) {
        if (nesting + depth > DEEPEST) {
            return Ty.Other.UNKNOWN;
        }
        nesting++;
        blocks.add(new HashMap<>());
        Ty whole = shape(from, to);
        int at = from;
        boolean fresh = true;
        while (at < to) {
            int next = step(at, to, fresh);
            if (at == from && next == to && whole == Ty.Other.UNKNOWN && startsChain(at)) {
                whole = chains.last();
            }
            fresh = isFreshAfter(next - 1) || fresh && tokens.is(at, '@');
            at = Math.max(next, at + 1);
        }
        blocks.remove(blocks.size() - 1);
        nesting--;
        return whole;
    }

    private boolean startsChain(int at) {
        return switch (tokens.kind(at)) {
            case Tokens.NAME, Tokens.STRING, Tokens.CHARACTER, Tokens.NUMBER, '(' -> true;
            case Tokens.WORD ->
                switch (tokens.text(at)) {
                    case "new", "this", "super", "true", "false", "null" -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    private boolean isFreshAfter(int at) {
        return switch (tokens.kind(at)) {
            case ';', '{', '}', ':', '(', Tokens.ARROW -> true;
            case Tokens.WORD ->
                tokens.text(at).equals("final") || tokens.text(at).equals("else");
            case ')' -> false;
            default -> false;
        };
    }

    /** What the operators of an expression tell of its type. */
    private Ty shape(int from, int to) {
        if (tokens.is(from + 1, Tokens.ARROW)
                || (tokens.is(from, '(') && tokens.is(tokens.closing(from) + 1, Tokens.ARROW))) {
            return Ty.Other.FUNCTION;
        }
        boolean question = false;
        boolean comparison = tokens.is(from, '!');
        boolean plus = false;
        boolean text = false;
        boolean isSwitch = tokens.isWord(from, "switch");
        for (int at = from; at < to; at++) {
            switch (tokens.kind(at)) {
                case '(', '[', '{' -> at = tokens.closing(at);
                case '?' -> question |= !tokens.is(at - 1, '<') && !tokens.is(at - 1, ',');
                case Tokens.COMPARISON, '&', '|' -> comparison = true;
                case Tokens.WORD -> comparison |= tokens.text(at).equals("instanceof");
                case '+' -> plus = true;
                case Tokens.STRING -> text = true;
                case Tokens.ARROW, '=', ';' -> {
                    return Ty.Other.UNKNOWN;
                }
                default -> {}
            }
        }
        if (question || isSwitch) {
            return Ty.Other.UNKNOWN;
        }
        if (tokens.is(from, '!') && !tokens.is(from + 1, '(')) {
            return comparison && !plus ? Ty.Platform.BOOLEAN : Ty.Other.UNKNOWN;
        }
        return plus && text && !comparison ? Ty.Platform.STRING : Ty.Other.UNKNOWN;
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
            case Tokens.WORD -> {
                return word(at, to);
            }
            case Tokens.NAME -> {
                return name(at, to, fresh);
            }
            case '(' -> {
                int close = tokens.closing(at);
                if (tokens.is(close + 1, Tokens.ARROW)) {
                    lambdaParameters(at + 1, close);
                    return lambdaBody(close + 2);
                }
                return chains.read(at);
            }
            case Tokens.STRING, Tokens.CHARACTER, Tokens.NUMBER -> {
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
                return tokens.is(at + 1, Tokens.ARROW) && tokens.is(at + 2, '{') ? at + 2 : at + 1;
            }
            case "break", "continue" -> {
                return tokens.is(at + 1, Tokens.NAME) ? at + 2 : at + 1;
            }
            case "for", "try", "catch" -> {
                return tokens.is(at + 1, '(') ? headed(at + 1) : at + 1;
            }
            case "if", "while", "switch", "synchronized" -> {
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
                    return declaration(at, to).orElseGet(() -> chains.read(at));
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

    private int caseLabel(int from, int to) {
        int at = from;
        while (at < to && !tokens.is(at, ':') && !tokens.is(at, Tokens.ARROW)) {
            Optional<Integer> declared = tokens.is(at, Tokens.NAME) && tokens.is(at + 1, Tokens.NAME)
                    ? Optional.of(pattern(at))
                    : Optional.empty();
            at = declared.orElse(tokens.is(at, '(') ? tokens.closing(at) + 1 : at + 1);
        }
        return at + 1;
    }

    /** A statement whose head declares names for its block only. */
    private int headed(int paren) {
        int close = tokens.closing(paren);
        blocks.add(new HashMap<>());
        int at = paren + 1;
        boolean fresh = true;
        while (at < close) {
            int next = union(at).orElse(-1);
            next = next >= 0 ? next : step(at, close, fresh);
            fresh = isFreshAfter(next - 1) || fresh && tokens.is(at, '@');
            at = Math.max(next, at + 1);
        }
        at = close + 1;
        if (tokens.is(at, '{')) {
            walk(at + 1, tokens.closing(at));
            at = tokens.closing(at) + 1;
            blocks.remove(blocks.size() - 1);
        } else {
            // The names stay known up to the end of the block around, which is too long and does little harm.
            Map<String, Ty> names = blocks.remove(blocks.size() - 1);
            names.forEach((name, known) -> innermost().putIfAbsent(name, known));
        }
        return at;
    }

    /** The alternatives of a catch. */
    private Optional<Integer> union(int from) {
        int at = from;
        while (tokens.is(at, Tokens.NAME) || tokens.is(at, '.') || tokens.is(at, '|') || tokens.isWord(at, "final")) {
            at++;
        }
        boolean isCatch = tokens.isWord(from - 2, "catch") && tokens.is(from - 1, '(') && tokens.is(at, ')');
        if (isCatch && tokens.is(at - 1, Tokens.NAME)) {
            Optional<TypeReader.Read> only = types.read(tokens.isWord(from, "final") ? from + 1 : from);
            boolean single = only.isPresent() && only.get().end() == at - 1;
            innermost().put(tokens.text(at - 1), single ? resolve(only.get().type(), from) : Ty.Other.UNKNOWN);
            return Optional.of(at);
        }
        return Optional.empty();
    }

    private Map<String, Ty> innermost() {
        return blocks.get(blocks.size() - 1);
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
                if (tokens.is(i, Tokens.NAME) && (tokens.is(i + 1, ',') || tokens.is(i + 1, ')'))) {
                    declarePattern(tokens.text(i), Ty.Other.UNKNOWN);
                }
            }
            at = tokens.closing(at) + 1;
        }
        if (tokens.is(at, Tokens.NAME) && !tokens.isName(at, "when")) {
            declarePattern(tokens.text(at), resolve(read.get().type(), from));
            at++;
        }
        return at;
    }

    /** What a pattern declares may be used behind the expression that it stands in. */
    private void declarePattern(String name, Ty known) {
        innermost().put(name, known);
        blocks.get(Math.max(0, blocks.size() - 2)).putIfAbsent(name, known);
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
        blocks.add(new HashMap<>());
        int at = from;
        while (at < to) {
            Optional<TypeReader.Read> read = types.read(at);
            int name = read.map(TypeReader.Read::end).orElse(at);
            if (read.isPresent() && tokens.is(name, Tokens.NAME)) {
                innermost().put(tokens.text(name), resolve(read.get().type(), at));
                at = name;
            } else if (tokens.is(at, Tokens.NAME)) {
                innermost().put(tokens.text(at), Ty.Other.UNKNOWN);
            }
            at++;
        }
        Map<String, Ty> names = blocks.remove(blocks.size() - 1);
        innermost().putAll(names);
    }

    private int lambdaBody(int at) {
        if (!tokens.is(at, '{')) {
            return at;
        }
        Ty outer = result;
        result = Ty.Other.UNKNOWN;
        walk(at + 1, tokens.closing(at));
        result = outer;
        return tokens.closing(at) + 1;
    }

    private int name(int at, int to, boolean fresh) {
        String text = tokens.text(at);
        if (tokens.is(at + 1, Tokens.ARROW)) {
            innermost().put(text, Ty.Other.UNKNOWN);
            return lambdaBody(at + 2);
        }
        if (fresh && text.equals("record") && tokens.is(at + 1, Tokens.NAME) && tokens.is(at + 2, '(')) {
            return localType(at);
        }
        if (fresh && text.equals("yield") && !tokens.is(at + 1, '=') && !tokens.is(at + 1, '.')) {
            return at + 1;
        }
        if (fresh && tokens.is(at + 1, ':') && !tokens.is(at - 1, ':') && !tokens.is(at - 1, '(')) {
            return at + 2;
        }
        Optional<Integer> declared = fresh ? declaration(at, to) : Optional.empty();
        return declared.orElseGet(() -> chains.read(at));
    }

    /** Reads local variables; empty if none are declared here. */
    private Optional<Integer> declaration(int from, int to) {
        Optional<TypeReader.Read> read = types.read(from);
        if (read.isEmpty() || !tokens.is(read.get().end(), Tokens.NAME)) {
            return Optional.empty();
        }
        TypeName written = read.get().type();
        String simple = written.name().substring(written.name().lastIndexOf('.') + 1);
        if (!simple.isEmpty() && !Character.isUpperCase(simple.charAt(0)) && !types.isPrimitive(from)) {
            return Optional.empty();
        }
        int at = read.get().end();
        Ty declared = resolve(written, from);
        while (tokens.is(at, Tokens.NAME)) {
            String name = tokens.text(at++);
            int line = tokens.line(at);
            int dimensions = 0;
            while (tokens.is(at, '[')) {
                dimensions++;
                at = tokens.closing(at) + 1;
            }
            Ty variable = Ty.array(declared, dimensions);
            if (!written.name().isEmpty()) {
                innermost().put(name, variable);
            }
            if (tokens.is(at, '=')) {
                int end = endOfValue(at + 1, to);
                Ty value = walk(at + 1, end);
                if (written.name().isEmpty()) {
                    innermost().put(name, value == Ty.Other.NULL ? Ty.Other.UNKNOWN : value);
                } else if (!tokens.is(at + 1, '{')) {
                    fit(value, variable, line);
                }
                at = end;
            } else if (tokens.is(at, ':')) {
                Ty all = walk(at + 1, to);
                innermost().put(name, written.name().isEmpty() ? elementOf(all) : variable);
                return Optional.of(to);
            } else {
                innermost().putIfAbsent(name, variable);
            }
            if (!tokens.is(at, ',')) {
                return Optional.of(at);
            }
            at++;
        }
        return Optional.of(at);
    }

    private static Ty elementOf(Ty all) {
        if (all instanceof Ty.Array array) {
            return array.element();
        }
        return all instanceof Ty.Platform platform && Iterable.class.isAssignableFrom(platform.type())
                ? Platform.element(platform)
                : Ty.Other.UNKNOWN;
    }

    private int endOfValue(int from, int to) {
        int at = from;
        while (at < to && !tokens.is(at, ';') && !tokens.is(at, ',')) {
            if (tokens.is(at, '(') || tokens.is(at, '[') || tokens.is(at, '{')) {
                at = tokens.closing(at);
            } else if (tokens.is(at, '<')) {
                at = types.skipArguments(at).map(end -> end - 1).orElse(at);
            }
            at++;
        }
        return Math.min(at, to);
    }
}
