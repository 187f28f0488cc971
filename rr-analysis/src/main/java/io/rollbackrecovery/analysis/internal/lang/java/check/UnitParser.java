package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.check.JavaType.Kind;
import io.rollbackrecovery.analysis.internal.lang.java.check.JavaType.Span;
import io.rollbackrecovery.core.id.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the declarations of a Java file. It expects code that a compiler accepts; of other code it reads what it can
 * and always comes to an end.
 */
final class UnitParser {
    private static final int DEEPEST = 60;

    private final JavaTokens tokens;
    private final JavaUnit unit;
    private final TypeReader types;

    private UnitParser(JavaUnit unit) {
        this.unit = unit;
        this.tokens = unit.tokens();
        this.types = new TypeReader(tokens);
    }

    static JavaUnit parse(RepoPath path, byte[] bytes) {
        JavaUnit unit = new JavaUnit(path, JavaTokens.of(bytes));
        new UnitParser(unit).file();
        return unit;
    }

    /** Reads the body of a class that stands in the middle of code. */
    static JavaType parseBody(JavaUnit unit, JavaType outer, String name, List<TypeName> supertypes, int brace) {
        JavaType type = new JavaType(
                unit, Optional.of(outer), name, Kind.CLASS, unit.tokens().line(brace));
        type.supertypes().addAll(supertypes);
        new UnitParser(unit).body(type, brace + 1, unit.tokens().closing(brace), 1);
        return type;
    }

    /** Reads a local class whose keyword, or {@code record}, is at a place; empty if it is none. */
    static Optional<JavaType> parseLocal(JavaUnit unit, JavaType outer, int keyword) {
        return new UnitParser(unit)
                .type(Optional.of(outer), keyword, keyword, 1)
                .map(Parsed::type);
    }

    private record Parsed(JavaType type, int end) {}

    private void file() {
        int at = 0;
        while (at < tokens.size()) {
            if (tokens.isWord(at, "package")) {
                at = dotted(at + 1, false);
            } else if (tokens.isWord(at, "import")) {
                at = dotted(at + 1, true);
            } else {
                Optional<Parsed> parsed = type(Optional.empty(), at, skipModifiers(at), 0);
                parsed.ifPresent(found -> unit.types().putIfAbsent(found.type().name(), found.type()));
                at = parsed.map(Parsed::end).orElse(at + 1);
            }
        }
    }

    private int dotted(int from, boolean isImport) {
        int at = from;
        boolean isStatic = isImport && tokens.isWord(at, "static");
        at += isStatic ? 1 : 0;
        List<String> parts = new ArrayList<>();
        boolean all = false;
        while (at < tokens.size() && !tokens.is(at, ';')) {
            if (tokens.is(at, JavaTokens.NAME)) {
                parts.add(tokens.text(at));
            } else if (tokens.is(at, '*')) {
                all = true;
            } else if (!tokens.is(at, '.')) {
                break;
            }
            at++;
        }
        String name = String.join(".", parts);
        if (!isImport) {
            unit.namespace(name);
        } else if (isStatic && all) {
            unit.staticWildcards().add(name);
        } else if (all) {
            unit.wildcards().add(name);
        } else if (parts.size() > 1 && isStatic) {
            unit.staticImports()
                    .computeIfAbsent(parts.get(parts.size() - 1), member -> new ArrayList<>(1))
                    .add(String.join(".", parts.subList(0, parts.size() - 1)));
        } else if (!parts.isEmpty()) {
            unit.imports().put(parts.get(parts.size() - 1), name);
        }
        return at + 1;
    }

    private int skipModifiers(int from) {
        int at = from;
        while (true) {
            if (tokens.is(at, '@') && !tokens.isWord(at + 1, "interface")) {
                at = skipAnnotation(at);
            } else if (isModifier(at)) {
                at++;
            } else if (tokens.isName(at, "non") && tokens.is(at + 1, '-')) {
                at += 3;
            } else {
                return at;
            }
        }
    }

    private boolean isModifier(int at) {
        if (tokens.is(at, JavaTokens.NAME)) {
            // Words only in this place, before another word or name.
            return tokens.text(at).equals("sealed")
                    && (tokens.is(at + 1, JavaTokens.WORD) || tokens.is(at + 1, JavaTokens.NAME));
        }
        return switch (tokens.text(at)) {
            case "abstract",
                    "default",
                    "final",
                    "native",
                    "private",
                    "protected",
                    "public",
                    "static",
                    "strictfp",
                    "synchronized",
                    "transient",
                    "volatile" -> true;
            default -> false;
        };
    }

    private int skipAnnotation(int from) {
        return tokens.skipAnnotation(from);
    }

    private Modifiers modifiers(int from, int to, boolean insideInterface) {
        Access access = insideInterface ? Access.PUBLIC : Access.PACKAGE;
        boolean isStatic = false;
        boolean isAbstract = false;
        boolean isFinal = false;
        boolean hasBody = false;
        boolean overrides = false;
        int at = from;
        while (at < to) {
            if (tokens.is(at, '@')) {
                overrides |= tokens.isName(at + 1, "Override");
                at = skipAnnotation(at);
                continue;
            }
            switch (tokens.text(at)) {
                case "private" -> access = Access.PRIVATE;
                case "protected" -> access = Access.PROTECTED;
                case "public" -> access = Access.PUBLIC;
                case "static" -> isStatic = true;
                case "abstract" -> isAbstract = true;
                case "final" -> isFinal = true;
                case "default" -> hasBody = true;
                default -> {}
            }
            at++;
        }
        return new Modifiers(access, isStatic, isAbstract, isFinal, hasBody, overrides);
    }

    private Optional<Parsed> type(Optional<JavaType> outer, int start, int keyword, int depth) {
        Optional<Kind> kind = kindAt(keyword);
        int name = tokens.is(keyword, '@') ? keyword + 2 : keyword + 1;
        if (kind.isEmpty() || !tokens.is(name, JavaTokens.NAME) || depth > DEEPEST) {
            return Optional.empty();
        }
        JavaType type = new JavaType(unit, outer, tokens.text(name), kind.get(), tokens.line(name));
        boolean insideInterface = outer.map(JavaType::isInterface).orElse(false);
        type.modifiers(modifiers(start, keyword, insideInterface), insideInterface);
        int at = name + 1;
        if (tokens.is(at, '<')) {
            List<String> parameters = new ArrayList<>();
            at = types.parameters(at, parameters);
            type.typeParameters(parameters);
        }
        if (kind.get() == Kind.RECORD && tokens.is(at, '(')) {
            components(type, at + 1, tokens.closing(at));
            at = tokens.closing(at) + 1;
        }
        boolean permitted = false;
        while (at < tokens.size() && !tokens.is(at, '{') && !tokens.is(at, ';') && !tokens.is(at, '}')) {
            permitted |= tokens.isName(at, "permits");
            Optional<TypeReader.Read> read =
                    tokens.is(at, JavaTokens.NAME) && !permitted ? types.read(at) : Optional.empty();
            read.ifPresent(found -> type.supertypes().add(found.type()));
            at = read.map(TypeReader.Read::end).orElse(at + 1);
        }
        if (!tokens.is(at, '{')) {
            return Optional.empty();
        }
        int end = tokens.closing(at);
        body(type, at + 1, end, depth + 1);
        return Optional.of(new Parsed(type, end + 1));
    }

    private Optional<Kind> kindAt(int at) {
        if (tokens.is(at, '@') && tokens.isWord(at + 1, "interface")) {
            return Optional.of(Kind.ANNOTATION);
        }
        if (tokens.isName(at, "record")
                && tokens.is(at + 1, JavaTokens.NAME)
                && (tokens.is(at + 2, '(') || tokens.is(at + 2, '<'))) {
            return Optional.of(Kind.RECORD);
        }
        return switch (tokens.is(at, JavaTokens.WORD) ? tokens.text(at) : "") {
            case "class" -> Optional.of(Kind.CLASS);
            case "interface" -> Optional.of(Kind.INTERFACE);
            case "enum" -> Optional.of(Kind.ENUM);
            default -> Optional.empty();
        };
    }

    private void components(JavaType type, int from, int to) {
        List<TypeName> parameters = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean variable = parameters(from, to, parameters, names);
        int line = type.line();
        for (int i = 0; i < names.size(); i++) {
            type.fields()
                    .put(
                            names.get(i),
                            new JavaField(type, names.get(i), parameters.get(i), Access.PRIVATE, false, line));
            type.methods().add(accessor(type, names.get(i), parameters.get(i), line));
        }
        type.methods()
                .add(new JavaMethod(
                        type,
                        type.name(),
                        true,
                        parameters,
                        names,
                        variable,
                        TypeName.of(type.name()),
                        List.of(),
                        List.of(),
                        type.access(),
                        false,
                        false,
                        false,
                        false,
                        -1,
                        line));
    }

    private static JavaMethod accessor(JavaType type, String name, TypeName result, int line) {
        return new JavaMethod(
                type,
                name,
                false,
                List.of(),
                List.of(),
                false,
                result,
                List.of(),
                List.of(),
                Access.PUBLIC,
                false,
                false,
                false,
                false,
                -1,
                line);
    }

    /** Reads parameters; true if the last one takes any number of arguments. */
    private boolean parameters(int from, int to, List<TypeName> parameters, List<String> names) {
        boolean variable = false;
        int at = from;
        while (at < to) {
            at = skipModifiers(at);
            Optional<TypeReader.Read> read = types.read(at);
            if (read.isEmpty()) {
                break;
            }
            at = read.get().end();
            while (tokens.is(at, '@')) {
                at = skipAnnotation(at);
            }
            variable = tokens.is(at, JavaTokens.ELLIPSIS);
            at += variable ? 1 : 0;
            boolean receiver = tokens.isWord(at, "this");
            String name = tokens.text(at);
            at++;
            int dimensions = variable ? 1 : 0;
            while (tokens.is(at, '[')) {
                dimensions++;
                at = tokens.closing(at) + 1;
            }
            if (!receiver) {
                parameters.add(read.get().type().array(dimensions));
                names.add(name);
            }
            while (at < to && !tokens.is(at, ',')) {
                at++;
            }
            at++;
        }
        return variable;
    }

    private void body(JavaType type, int from, int to, int depth) {
        int at = type.kind() == Kind.ENUM ? constants(type, from, to) : from;
        while (at < to) {
            int next = member(type, at, to, depth);
            at = Math.max(next, at + 1);
        }
    }

    private int constants(JavaType type, int from, int to) {
        int at = from;
        while (at < to && !tokens.is(at, ';')) {
            while (tokens.is(at, '@')) {
                at = skipAnnotation(at);
            }
            if (tokens.is(at, JavaTokens.NAME)) {
                String name = tokens.text(at);
                type.fields()
                        .put(
                                name,
                                new JavaField(
                                        type, name, TypeName.of(type.name()), Access.PUBLIC, true, tokens.line(at)));
                if (tokens.is(at + 1, '(')) {
                    int end = tokens.closing(at + 1);
                    type.initializers().add(new Span(at + 2, end, true, Optional.empty()));
                    at = end;
                }
                at++;
                if (tokens.is(at, '{')) {
                    JavaType constant = parseBody(unit, type, "", List.of(TypeName.of(type.name())), at);
                    type.nested().put(name + " {}", constant);
                    at = tokens.closing(at) + 1;
                }
            } else {
                at++;
            }
        }
        return at + 1;
    }

    private int member(JavaType type, int start, int to, int depth) {
        int at = skipModifiers(start);
        if (tokens.is(at, ';')) {
            return at + 1;
        }
        if (tokens.is(at, '{')) {
            boolean isStatic = modifiers(start, at, false).isStatic();
            int end = tokens.closing(at);
            type.initializers().add(new Span(at + 1, end, isStatic, Optional.empty()));
            return end + 1;
        }
        Optional<Parsed> nested = type(Optional.of(type), start, at, depth);
        if (nested.isPresent()) {
            type.nested().putIfAbsent(nested.get().type().name(), nested.get().type());
            return nested.get().end();
        }
        Modifiers modifiers = modifiers(start, at, type.isInterface());
        List<String> typeParameters = new ArrayList<>();
        if (tokens.is(at, '<')) {
            at = types.parameters(at, typeParameters);
            while (tokens.is(at, '@')) {
                at = skipAnnotation(at);
            }
        }
        boolean named = tokens.isName(at, type.name());
        if (named && tokens.is(at + 1, '(')) {
            return method(type, modifiers, typeParameters, TypeName.of(type.name()), at, true);
        }
        if (named && type.kind() == Kind.RECORD && tokens.is(at + 1, '{')) {
            int end = tokens.closing(at + 1);
            type.initializers().add(new Span(at + 2, end, false, Optional.empty()));
            return end + 1;
        }
        Optional<TypeReader.Read> result = types.read(at);
        if (result.isEmpty()) {
            return at + 1;
        }
        at = result.get().end();
        while (tokens.is(at, '@')) {
            at = skipAnnotation(at);
        }
        if (!tokens.is(at, JavaTokens.NAME)) {
            return at;
        }
        return tokens.is(at + 1, '(')
                ? method(type, modifiers, typeParameters, result.get().type(), at, false)
                : fields(type, modifiers, result.get().type(), at, to);
    }

    private int method(
            JavaType type,
            Modifiers modifiers,
            List<String> typeParameters,
            TypeName result,
            int name,
            boolean constructor) {
        List<TypeName> parameters = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int close = tokens.closing(name + 1);
        boolean variable = parameters(name + 2, close, parameters, names);
        int at = close + 1;
        int dimensions = 0;
        while (tokens.is(at, '[')) {
            dimensions++;
            at = tokens.closing(at) + 1;
        }
        List<TypeName> exceptions = new ArrayList<>();
        while (at < tokens.size() && !tokens.is(at, '{') && !tokens.is(at, ';') && !tokens.is(at, '}')) {
            boolean listed = tokens.isWord(at, "throws") || !exceptions.isEmpty() && tokens.is(at, ',');
            Optional<TypeReader.Read> read = listed ? types.read(at + 1) : Optional.empty();
            read.ifPresent(found -> exceptions.add(found.type()));
            at = read.map(TypeReader.Read::end).orElse(at + 1);
        }
        int body = tokens.is(at, '{') ? at : -1;
        boolean isAbstract = !constructor && (modifiers.isAbstract() || (type.isInterface() && body < 0));
        if (type.kind() == Kind.ANNOTATION) {
            isAbstract = false;
        }
        JavaMethod method = new JavaMethod(
                type,
                tokens.text(name),
                constructor,
                List.copyOf(parameters),
                List.copyOf(names),
                variable,
                result.array(dimensions),
                List.copyOf(typeParameters),
                List.copyOf(exceptions),
                modifiers.access(),
                modifiers.isStatic(),
                isAbstract,
                modifiers.isFinal(),
                modifiers.overrides(),
                body,
                tokens.line(name));
        // A record's accessor or constructor that is written out takes the place of the one it has anyway.
        type.methods()
                .removeIf(known -> known.body() < 0
                        && type.kind() == Kind.RECORD
                        && known.signature().equals(method.signature()));
        type.methods().add(method);
        return body < 0 ? at + 1 : tokens.closing(body) + 1;
    }

    private int fields(JavaType type, Modifiers modifiers, TypeName declared, int name, int to) {
        boolean isStatic = modifiers.isStatic() || type.isInterface();
        int at = name;
        while (at < to && tokens.is(at, JavaTokens.NAME)) {
            String text = tokens.text(at);
            int line = tokens.line(at);
            at++;
            int dimensions = 0;
            while (tokens.is(at, '[')) {
                dimensions++;
                at = tokens.closing(at) + 1;
            }
            TypeName fieldType = declared.array(dimensions);
            type.fields().putIfAbsent(text, new JavaField(type, text, fieldType, modifiers.access(), isStatic, line));
            if (tokens.is(at, '=')) {
                int end = endOfValue(at + 1, to);
                type.initializers().add(new Span(at + 1, end, isStatic, Optional.of(fieldType)));
                at = end;
            }
            if (!tokens.is(at, ',')) {
                break;
            }
            at++;
        }
        return at + 1;
    }

    /** The comma or semicolon that ends a field's value; commas between type arguments do not. */
    private int endOfValue(int from, int to) {
        int at = from;
        while (at < to && !tokens.is(at, ';')) {
            if (tokens.is(at, '(') || tokens.is(at, '[') || tokens.is(at, '{')) {
                at = tokens.closing(at);
            } else if (tokens.is(at, '<')) {
                at = types.skipArguments(at).map(end -> end - 1).orElse(at);
            } else if (tokens.is(at, ',')) {
                return at;
            }
            at++;
        }
        return at;
    }
}
