package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.check.Members.Call;
import io.rollbackrecovery.analysis.internal.lang.java.check.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows names, calls and members from one to the next: {@code a.b(c).d}. */
final class ChainReader {
    private final CodeReader code;
    private final Members members;
    private final JavaWorld world;
    private final JavaTokens tokens;
    private final TypeReader types;
    private Ty last = Ty.Other.UNKNOWN;

    ChainReader(CodeReader code, Members members, JavaWorld world) {
        this.code = code;
        this.members = members;
        this.world = world;
        this.tokens = code.type().unit().tokens();
        this.types = new TypeReader(tokens);
    }

    /** The type of the chain that was read last. */
    Ty last() {
        return last;
    }

    /** What a chain has come to: the place behind it, and whether it names a type and not a value. */
    private record Head(int end, Ty type, boolean isType) {}

    /** Reads the chain that begins at a place, and gives the place behind it. */
    int read(int from) {
        Head head = head(from);
        Ty type = head.type();
        boolean isType = head.isType();
        int at = head.end();
        while (true) {
            if (tokens.is(at, '.')) {
                int name = tokens.is(at + 1, '<') ? types.skipArguments(at + 1).orElse(at + 2) : at + 1;
                if (tokens.is(name, JavaTokens.NAME) && tokens.is(name + 1, '(')) {
                    List<Ty> arguments = arguments(name + 1);
                    type = call(type, isType, name, arguments);
                    isType = false;
                    at = tokens.closing(name + 1) + 1;
                } else if (tokens.is(name, JavaTokens.NAME)) {
                    Head member = member(type, isType, name);
                    type = member.type();
                    isType = member.isType();
                    at = member.end();
                } else if (tokens.isWord(name, "new")) {
                    Head made = inner(name);
                    type = made.type();
                    isType = false;
                    at = made.end();
                } else if (tokens.isWord(name, "this") || tokens.isWord(name, "super")) {
                    type = tokens.isWord(name, "this") ? type : Ty.Other.UNKNOWN;
                    isType = false;
                    at = name + 1;
                } else {
                    type = Ty.Other.UNKNOWN;
                    isType = false;
                    at = tokens.is(name, JavaTokens.WORD) ? name + 1 : name;
                    if (!tokens.isWord(name, "class")) {
                        break;
                    }
                }
            } else if (tokens.is(at, JavaTokens.METHOD_REFERENCE)) {
                int name = tokens.is(at + 1, '<') ? types.skipArguments(at + 1).orElse(at + 2) : at + 1;
                if (tokens.is(name, JavaTokens.NAME) && !members.hasMethod(type, tokens.text(name), code.type())) {
                    report(Kind.METHOD, type, tokens.text(name), name);
                }
                type = Ty.Other.FUNCTION;
                isType = false;
                at = name + 1;
            } else if (tokens.is(at, '[')) {
                code.walk(at + 1, tokens.closing(at));
                type = type instanceof Ty.Array array && !isType ? array.element() : Ty.Other.UNKNOWN;
                at = tokens.closing(at) + 1;
            } else {
                break;
            }
        }
        last = isType ? Ty.Other.UNKNOWN : type;
        return Math.max(at, from + 1);
    }

    private Head head(int at) {
        switch (tokens.kind(at)) {
            case JavaTokens.STRING -> {
                return new Head(at + 1, Ty.Platform.STRING, false);
            }
            case JavaTokens.CHARACTER -> {
                return new Head(at + 1, Ty.Platform.CHAR, false);
            }
            case JavaTokens.NUMBER -> {
                return new Head(at + 1, Ty.Platform.INT, false);
            }
            case '(' -> {
                return parenthesis(at);
            }
            case JavaTokens.WORD -> {
                return word(at);
            }
            default -> {
                return name(at);
            }
        }
    }

    private Head word(int at) {
        return switch (tokens.text(at)) {
            case "true", "false" -> new Head(at + 1, Ty.Platform.BOOLEAN, false);
            case "null" -> new Head(at + 1, Ty.Other.NULL, false);
            case "new" -> made(at);
            case "this" ->
                tokens.is(at + 1, '(')
                        ? constructed(at + 1, new Ty.Project(code.type(), List.of()))
                        : new Head(at + 1, new Ty.Project(code.type(), List.of()), false);
            case "super" ->
                tokens.is(at + 1, '(') ? constructed(at + 1, superclass()) : new Head(at + 1, superclass(), false);
            default -> new Head(at + 1, Ty.Other.UNKNOWN, false);
        };
    }

    private Ty superclass() {
        List<Ty> classes = world.supertypes(code.type()).stream()
                .filter(parent -> !(parent instanceof Ty.Project project)
                        || !project.type().isInterface())
                .filter(parent -> !(parent instanceof Ty.Platform platform)
                        || !platform.type().isInterface())
                .toList();
        return classes.size() == 1 ? classes.get(0) : Ty.Other.UNKNOWN;
    }

    private Head constructed(int paren, Ty of) {
        int line = paren - 1;
        List<Ty> arguments = arguments(paren);
        if (of instanceof Ty.Project project && code.type().kind() != JavaType.Kind.ENUM) {
            construct(project.type(), arguments, line, true);
        }
        return new Head(tokens.closing(paren) + 1, Ty.Other.UNKNOWN, false);
    }

    private void construct(JavaType type, List<Ty> arguments, int at, boolean inheriting) {
        Call call = type.isInterface() ? Call.UNKNOWN : members.constructor(type, arguments, code.type(), inheriting);
        String symbol = type.path() + "." + type.name() + "(" + arguments.size() + ")";
        if (!call.found()) {
            code.report(Kind.METHOD, symbol, tokens.line(at), type);
        }
        code.called(call, symbol, at, type);
    }

    private Head made(int at) {
        int name = at + 1;
        while (tokens.is(name, '@')) {
            name = tokens.skipAnnotation(name);
        }
        Optional<TypeReader.Read> read = readMade(name);
        if (read.isEmpty()) {
            return new Head(at + 1, Ty.Other.UNKNOWN, false);
        }
        int next = read.get().end();
        TypeName written = read.get().type();
        if (tokens.is(next, '[') || written.dimensions() > 0) {
            int dimensions = written.dimensions();
            while (tokens.is(next, '[')) {
                code.walk(next + 1, tokens.closing(next));
                next = tokens.closing(next) + 1;
                dimensions++;
            }
            if (tokens.is(next, '{')) {
                code.walk(next + 1, tokens.closing(next));
                next = tokens.closing(next) + 1;
            }
            Ty element = code.resolve(new TypeName(written.name(), written.arguments(), 0), name);
            return new Head(next, Ty.array(element, dimensions), false);
        }
        Ty type = code.resolve(written, name);
        if (!tokens.is(next, '(')) {
            return new Head(next, type, false);
        }
        List<Ty> arguments = arguments(next);
        next = tokens.closing(next) + 1;
        if (type instanceof Ty.Project project) {
            construct(project.type(), arguments, name, tokens.is(next, '{'));
            if (project.type().isAbstract() && !tokens.is(next, '{')) {
                code.report(Kind.ABSTRACT, "new " + project.type().path(), tokens.line(name), project.type());
            }
        } else {
            Optional<List<Ty>> thrown = type instanceof Ty.Platform platform
                    ? Platform.exceptions(platform.type(), arguments.size())
                    : Optional.empty();
            code.called(new Call(true, type, thrown, thrown.isPresent()), written.name(), name, code.type());
        }
        if (tokens.is(next, '{')) {
            JavaType body = code.anonymous(written, next);
            return new Head(tokens.closing(next) + 1, new Ty.Project(body, List.of()), false);
        }
        return new Head(next, type, false);
    }

    /** A type behind {@code new}, whose arguments may be left out: {@code List<>}. */
    private Optional<TypeReader.Read> readMade(int name) {
        int at = name;
        while (tokens.is(at, JavaTokens.NAME) && tokens.is(at + 1, '.')) {
            at += 2;
        }
        if (tokens.is(at, JavaTokens.NAME) && tokens.is(at + 1, '<') && tokens.is(at + 2, '>')) {
            StringBuilder dotted = new StringBuilder();
            for (int i = name; i <= at; i++) {
                dotted.append(tokens.is(i, '.') ? "." : tokens.text(i));
            }
            return Optional.of(new TypeReader.Read(TypeName.of(dotted.toString()), at + 3));
        }
        return types.read(name);
    }

    /** {@code outer.new Inner()}, whose type is not worked out. */
    private Head inner(int at) {
        code.called(Call.UNKNOWN, "", at, code.type());
        Optional<TypeReader.Read> read = readMade(at + 1);
        int next = read.map(TypeReader.Read::end).orElse(at + 1);
        if (tokens.is(next, '(')) {
            arguments(next);
            next = tokens.closing(next) + 1;
        }
        if (tokens.is(next, '{')) {
            code.walk(next + 1, tokens.closing(next));
            next = tokens.closing(next) + 1;
        }
        return new Head(next, Ty.Other.UNKNOWN, false);
    }

    private Head parenthesis(int at) {
        int close = tokens.closing(at);
        Optional<TypeReader.Read> cast = types.read(at + 1);
        if (cast.isPresent() && cast.get().end() == close && beginsOperand(close + 1, types.isPrimitive(at + 1))) {
            Ty type = code.resolve(cast.get().type(), at + 1);
            if (tokens.is(close + 1, '(') && tokens.is(tokens.closing(close + 1) + 1, JavaTokens.ARROW)
                    || tokens.is(close + 2, JavaTokens.ARROW)) {
                // The lambda is read by whoever reads on.
                return new Head(close + 1, type, false);
            }
            int end = isSign(close + 1) ? read(close + 2) : read(close + 1);
            return new Head(end, type, false);
        }
        Ty inner = code.walk(at + 1, close);
        return new Head(close + 1, inner, false);
    }

    private boolean isSign(int at) {
        return tokens.is(at, '-') || tokens.is(at, '+') || tokens.is(at, '~') || tokens.is(at, '!');
    }

    private boolean beginsOperand(int at, boolean primitive) {
        return switch (tokens.kind(at)) {
            case JavaTokens.NAME, JavaTokens.STRING, JavaTokens.CHARACTER, JavaTokens.NUMBER, '(', '~', '!' -> true;
            case '-', '+' -> primitive;
            case JavaTokens.WORD ->
                switch (tokens.text(at)) {
                    case "new", "this", "super", "true", "false", "null" -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    private Head name(int at) {
        String text = tokens.text(at);
        if (tokens.is(at + 1, '(')) {
            List<Ty> arguments = arguments(at + 1);
            Ty result = bareCall(at, text, arguments);
            return new Head(tokens.closing(at + 1) + 1, result, false);
        }
        Found found = variable(text);
        if (found.type().isPresent()) {
            return new Head(at + 1, found.type().get(), false);
        }
        TypeScope scope = code.scope();
        Ty type = scope.named(text);
        if (type != Ty.Other.UNKNOWN) {
            return new Head(skipTypeArguments(at + 1), type, true);
        }
        if (scope.isKnown(text)) {
            return new Head(skipTypeArguments(at + 1), Ty.Other.UNKNOWN, true);
        }
        if (tokens.is(at + 1, '.') && !Character.isUpperCase(text.charAt(0))) {
            Optional<Head> qualified = qualified(at);
            if (qualified.isPresent()) {
                return qualified.get();
            }
        }
        boolean isType = TypeScope.looksLikeType(text);
        boolean open = isType || Character.isUpperCase(text.charAt(0)) && !found.open()
                ? scope.mayBeUnseen(text)
                : found.open();
        if (!open && !looksLikePackage(at)) {
            code.report(Kind.NAME, text, tokens.line(at), code.type());
        }
        return new Head(at + 1, Ty.Other.UNKNOWN, false);
    }

    /** {@code List<String>::new} is the one place where type arguments stand in an expression. */
    private int skipTypeArguments(int at) {
        if (!tokens.is(at, '<')) {
            return at;
        }
        Optional<Integer> end = types.skipArguments(at);
        return end.isPresent() && tokens.is(end.get(), JavaTokens.METHOD_REFERENCE) ? end.get() : at;
    }

    /** A name that begins with packages. */
    private Optional<Head> qualified(int from) {
        StringBuilder dotted = new StringBuilder(tokens.text(from));
        int at = from + 1;
        while (tokens.is(at, '.') && tokens.is(at + 1, JavaTokens.NAME)) {
            dotted.append('.').append(tokens.text(at + 1));
            at += 2;
            if (Character.isUpperCase(tokens.text(at - 1).charAt(0))) {
                Ty type = code.scope().qualified(dotted.toString());
                return Optional.of(new Head(at, type, true));
            }
        }
        return Optional.empty();
    }

    private boolean looksLikePackage(int from) {
        int at = from;
        while (tokens.is(at, JavaTokens.NAME) && tokens.is(at + 1, '.')) {
            at += 2;
        }
        return at > from + 2 && tokens.is(at, JavaTokens.NAME) && !tokens.is(at + 1, '(');
    }

    /** What a simple name means; not there and not open if it means nothing. */
    private record Found(Optional<Ty> type, boolean open) {}

    private Found variable(String name) {
        boolean open = false;
        for (Optional<CodeReader> at = Optional.of(code);
                at.isPresent();
                at = at.get().around()) {
            Optional<Ty> local = at.get().local(name);
            if (local.isPresent()) {
                return new Found(local, false);
            }
            JavaType type = at.get().type();
            Optional<Ty> field = members.field(new Ty.Project(type, List.of()), name, type);
            if (field.isPresent() && field.get() != Ty.Other.UNKNOWN) {
                return new Found(field, false);
            }
            open |= field.isPresent();
        }
        JavaUnit unit = code.type().unit();
        for (String from : unit.staticImports().getOrDefault(name, List.of())) {
            return new Found(members.field(code.scope().qualified(from), name, code.type()), true);
        }
        for (String from : unit.staticWildcards()) {
            Optional<Ty> field = members.field(code.scope().qualified(from), name, code.type());
            open |= field.isPresent();
        }
        return new Found(Optional.empty(), open);
    }

    private Ty bareCall(int at, String name, List<Ty> arguments) {
        for (Optional<CodeReader> reader = Optional.of(code);
                reader.isPresent();
                reader = reader.get().around()) {
            JavaType type = reader.get().type();
            Hierarchy hierarchy = world.hierarchy(type);
            boolean named = world.isLost(type.unit().path(), name)
                    ? hierarchy.types().stream()
                            .flatMap(up -> up.methods().stream())
                            .anyMatch(method -> method.name().equals(name))
                    : hierarchy.open() || members.hasMethod(new Ty.Project(type, List.of()), name, type);
            if (named) {
                Call call = members.call(new Ty.Project(type, List.of()), false, name, arguments, type);
                if (!call.found()) {
                    report(Kind.METHOD, new Ty.Project(type, List.of()), name + "(" + arguments.size() + ")", at);
                }
                code.called(call, type.path() + "." + name + "(" + arguments.size() + ")", at, type);
                return call.result();
            }
        }
        JavaUnit unit = code.type().unit();
        List<String> owners = new ArrayList<>(unit.staticImports().getOrDefault(name, List.of()));
        boolean imported = !owners.isEmpty();
        code.called(Call.UNKNOWN, name, at, code.type());
        owners.addAll(unit.staticWildcards());
        boolean found = false;
        for (String owner : owners) {
            Ty type = code.scope().qualified(owner);
            Call call = members.call(type, true, name, arguments, code.type());
            if (call.found() && call.result() != Ty.Other.UNKNOWN) {
                return call.result();
            }
            found |= call.found();
        }
        if (!found) {
            Ty about = imported ? code.scope().qualified(owners.get(0)) : new Ty.Project(code.type(), List.of());
            report(Kind.METHOD, about, name + "(" + arguments.size() + ")", at);
        }
        return Ty.Other.UNKNOWN;
    }

    private Ty call(Ty receiver, boolean onType, int name, List<Ty> arguments) {
        Call call = members.call(receiver, onType, tokens.text(name), arguments, code.type());
        if (!call.found()) {
            report(Kind.METHOD, receiver, tokens.text(name) + "(" + arguments.size() + ")", name);
        }
        JavaType target = receiver instanceof Ty.Project project ? project.type() : code.type();
        String symbol = Ty.name(receiver) + "." + tokens.text(name) + "(" + arguments.size() + ")";
        code.called(call, symbol, name, target);
        return call.result();
    }

    private Head member(Ty receiver, boolean onType, int name) {
        String text = tokens.text(name);
        Optional<Ty> field = members.field(receiver, text, code.type());
        if (field.isPresent() && field.get() != Ty.Other.UNKNOWN) {
            return new Head(name + 1, field.get(), false);
        }
        if (onType) {
            Ty nested = code.scope().member(receiver, text);
            if (nested != Ty.Other.UNKNOWN) {
                return new Head(skipTypeArguments(name + 1), nested, true);
            }
        }
        if (field.isEmpty()) {
            report(Kind.FIELD, receiver, text, name);
        }
        return new Head(name + 1, Ty.Other.UNKNOWN, onType && Character.isUpperCase(text.charAt(0)));
    }

    private void report(Kind kind, Ty about, String symbol, int at) {
        JavaType target = about instanceof Ty.Project project ? project.type() : code.type();
        code.report(kind, target.path() + "." + symbol, tokens.line(at), target);
    }

    /** Reads arguments, each in a scope of its own, and gives their types. */
    private List<Ty> arguments(int paren) {
        List<Ty> arguments = new ArrayList<>();
        int close = tokens.closing(paren);
        int at = paren + 1;
        while (at < close) {
            int end = at;
            while (end < close && !tokens.is(end, ',')) {
                if (tokens.is(end, '(') || tokens.is(end, '[') || tokens.is(end, '{')) {
                    end = tokens.closing(end);
                } else if (tokens.is(end, '<')) {
                    end = types.skipArguments(end).map(behind -> behind - 1).orElse(end);
                }
                end++;
            }
            arguments.add(code.walk(at, Math.min(end, close)));
            at = end + 1;
        }
        return arguments;
    }
}
