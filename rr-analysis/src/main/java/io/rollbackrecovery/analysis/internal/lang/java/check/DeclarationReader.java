package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.Optional;

/** Reads local variables with what they are set to. */
final class DeclarationReader {
    private final CodeReader code;
    private final Locals locals;
    private final Expressions expressions;
    private final JavaTokens tokens;
    private final TypeReader types;

    DeclarationReader(CodeReader code, Locals locals, Expressions expressions) {
        this.code = code;
        this.locals = locals;
        this.expressions = expressions;
        this.tokens = code.type().unit().tokens();
        this.types = new TypeReader(tokens);
    }

    /** Reads the variables that are declared at a place, and gives the place behind them; empty if there are none. */
    Optional<Integer> read(int from, int to) {
        Optional<TypeReader.Read> read = types.read(from);
        if (read.isEmpty() || !tokens.is(read.get().end(), JavaTokens.NAME)) {
            return Optional.empty();
        }
        TypeName written = read.get().type();
        String simple = written.name().substring(written.name().lastIndexOf('.') + 1);
        if (!simple.isEmpty() && !Character.isUpperCase(simple.charAt(0)) && !types.isPrimitive(from)) {
            return Optional.empty();
        }
        int at = read.get().end();
        Ty declared = code.resolve(written, from);
        while (tokens.is(at, JavaTokens.NAME)) {
            String name = tokens.text(at++);
            int line = tokens.line(at);
            int dimensions = 0;
            while (tokens.is(at, '[')) {
                dimensions++;
                at = tokens.closing(at) + 1;
            }
            Ty variable = Ty.array(declared, dimensions);
            if (!written.name().isEmpty()) {
                locals.innermost().put(name, variable);
            }
            if (tokens.is(at, '=')) {
                int end = expressions.endOfValue(at + 1, to);
                Ty value = code.walk(at + 1, end);
                if (written.name().isEmpty()) {
                    locals.innermost().put(name, value == Ty.Other.NULL ? Ty.Other.UNKNOWN : value);
                } else if (!tokens.is(at + 1, '{')) {
                    code.fit(value, variable, line);
                }
                at = end;
            } else if (tokens.is(at, ':')) {
                Ty all = code.walk(at + 1, to);
                locals.innermost().put(name, written.name().isEmpty() ? Expressions.elementOf(all) : variable);
                return Optional.of(to);
            } else {
                locals.innermost().putIfAbsent(name, variable);
            }
            if (!tokens.is(at, ',')) {
                return Optional.of(at);
            }
            at++;
        }
        return Optional.of(at);
    }
}
