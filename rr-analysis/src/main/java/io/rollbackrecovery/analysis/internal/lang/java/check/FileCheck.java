package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.check.Members.Call;
import io.rollbackrecovery.analysis.internal.lang.java.check.Problem.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what a compiler would not accept in one file, as far as it can be told without the libraries. */
final class FileCheck {
    private final JavaUnit unit;
    private final JavaWorld world;
    private final Members members;
    private final List<Problem> problems = new ArrayList<>();

    private FileCheck(JavaUnit unit, JavaWorld world) {
        this.unit = unit;
        this.world = world;
        this.members = new Members(world);
    }

    static List<Problem> problems(JavaUnit unit, JavaWorld world) {
        FileCheck check = new FileCheck(unit, world);
        check.imports();
        check.annotations();
        for (JavaType type : unit.types().values()) {
            new CodeReader(type, world, check.members, check.problems).read();
            check.declarations(type);
        }
        return check.problems;
    }

    private void report(Kind kind, String symbol, int line, JavaType target) {
        problems.add(new Problem(kind, symbol, line, target.unit().path()));
    }

    /** Members that are imported, and types that may not be; types are found to be missing by the links. */
    private void imports() {
        unit.imports()
                .values()
                .forEach(name -> world.find(name, unit.path())
                        .filter(type -> TypeScope.isHidden(type, unit))
                        .ifPresent(type -> report(Kind.TYPE, name, 1, type)));
        unit.staticImports().forEach((member, owners) -> {
            for (String owner : owners) {
                Optional<JavaType> type = world.find(owner, unit.path());
                type.filter(known -> !hasStatic(known, member))
                        .ifPresent(known -> report(Kind.TYPE, owner + "." + member, 1, known));
            }
        });
    }

    /** Annotations, and types in what is written in their parentheses: these are skipped wherever code is read. */
    private void annotations() {
        Optional<JavaType> first = unit.types().values().stream().findFirst();
        if (first.isEmpty()) {
            return;
        }
        TypeScope scope = TypeScope.in(first.get(), world);
        Set<String> own = new HashSet<>();
        unit.types().values().forEach(type -> addNames(type, own));
        JavaTokens tokens = unit.tokens();
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.is(at, '@') && tokens.is(at + 1, JavaTokens.NAME)) {
                int end = tokens.skipAnnotation(at);
                for (int name = at + 1; name < end; name++) {
                    boolean begins = tokens.is(name, JavaTokens.NAME) && !tokens.is(name - 1, '.');
                    if (begins && TypeScope.looksLikeType(tokens.text(name)) && !own.contains(tokens.text(name))) {
                        for (String unknown : scope.unknown(TypeName.of(tokens.text(name)))) {
                            report(Kind.TYPE, unknown, tokens.line(name), first.get());
                        }
                    }
                }
                elements(tokens, at, end, scope);
                at = Math.max(at, end - 1);
            }
        }
    }

    /** The names in {@code @Name(one = .., two = ..)}, where the annotation is declared in the repository. */
    private void elements(JavaTokens tokens, int sign, int end, TypeScope scope) {
        StringBuilder dotted = new StringBuilder(tokens.text(sign + 1));
        int at = sign + 2;
        while (tokens.is(at, '.') && tokens.is(at + 1, JavaTokens.NAME)) {
            dotted.append('.').append(tokens.text(at + 1));
            at += 2;
        }
        if (!tokens.is(at, '(') || !(scope.named(dotted.toString()) instanceof Ty.Project annotation)) {
            return;
        }
        for (at++; at < end - 1; at++) {
            boolean begins = tokens.is(at - 1, '(') || tokens.is(at - 1, ',');
            if (begins && tokens.is(at, JavaTokens.NAME) && tokens.is(at + 1, '=')) {
                String name = tokens.text(at);
                if (annotation.type().methods().stream()
                        .noneMatch(method -> method.name().equals(name))) {
                    String symbol = annotation.type().path() + "." + name;
                    report(Kind.METHOD, symbol, tokens.line(at), annotation.type());
                }
            } else if (tokens.is(at, '(') || tokens.is(at, '{')) {
                at = tokens.closing(at);
            }
        }
    }

    private static void addNames(JavaType type, Set<String> names) {
        names.add(type.name());
        type.nested().values().forEach(nested -> addNames(nested, names));
    }

    private boolean hasStatic(JavaType type, String member) {
        Ty.Project project = new Ty.Project(type, List.of());
        return members.field(project, member, type).isPresent()
                || members.hasMethod(project, member, type)
                || world.memberType(type, member).isPresent();
    }

    private void declarations(JavaType type) {
        typeNames(type);
        duplicates(type);
        for (Ty parent : world.supertypes(type)) {
            if (parent instanceof Ty.Project known && known.type().isFinal()) {
                report(Kind.OVERRIDE, type.path() + " as " + known.type().path(), type.line(), known.type());
            }
        }
        Hierarchy hierarchy = world.hierarchy(type);
        for (JavaMethod method : type.methods()) {
            if (!method.constructor()) {
                overriding(type, hierarchy, method);
            }
        }
        if (!type.isAbstract()) {
            unimplemented(type, hierarchy);
        }
        type.nested().values().forEach(this::declarations);
    }

    /** Types in the heads of members: what a revision without their import leaves unknown. */
    private void typeNames(JavaType type) {
        TypeScope scope = TypeScope.in(type, world);
        for (TypeName parent : type.supertypes()) {
            known(type, TypeScope.around(type, world), parent, type.line());
        }
        for (JavaField field : type.fields().values()) {
            known(type, scope, field.type(), field.line());
        }
        for (JavaMethod method : type.methods()) {
            TypeScope inMethod = scope.with(method.typeParameters());
            known(type, inMethod, method.result(), method.line());
            for (TypeName exception : method.exceptions()) {
                known(type, inMethod, exception, method.line());
            }
            for (TypeName parameter : method.parameters()) {
                known(type, inMethod, parameter, method.line());
            }
        }
    }

    private void known(JavaType type, TypeScope scope, TypeName name, int line) {
        for (String unknown : scope.unknown(name)) {
            report(Kind.TYPE, unknown, line, type);
        }
    }

    private void duplicates(JavaType type) {
        Set<String> signatures = new HashSet<>();
        for (JavaMethod method : type.methods()) {
            if (!signatures.add(method.signature())) {
                report(Kind.DUPLICATE, type.path() + "." + method.signature(), method.line(), type);
            }
        }
    }

    private void overriding(JavaType type, Hierarchy hierarchy, JavaMethod method) {
        boolean found = false;
        for (JavaType up : hierarchy.types()) {
            if (up.equals(type)) {
                continue;
            }
            for (JavaMethod above : up.methods()) {
                if (above.constructor()
                        || (above.isStatic() && (method.isStatic() || up.isInterface()))
                        || above.access() == Access.PRIVATE
                        || !above.name().equals(method.name())
                        || above.parameters().size() != method.parameters().size()
                        || !sameParameters(above, method)) {
                    continue;
                }
                found = true;
                if (above.isStatic() != method.isStatic()
                        || above.isFinal()
                        || method.access().compareTo(above.access()) < 0
                        || resultsClash(method, above)
                        || throwsMore(method, above)) {
                    report(
                            Kind.OVERRIDE,
                            type.path() + "." + method.signature() + " as " + up.path(),
                            method.line(),
                            up);
                }
            }
        }
        if (method.overrides()
                && !found
                && !hierarchy.open()
                && !inPlatform(hierarchy, method)
                && !(type.kind() == JavaType.Kind.RECORD && type.fields().containsKey(method.name()))) {
            report(Kind.OVERRIDE, type.path() + "." + method.signature(), method.line(), type);
        }
    }

    private boolean inPlatform(Hierarchy hierarchy, JavaMethod method) {
        return hierarchy.platform().stream()
                .flatMap(up -> world.platform().methods(up, method.name()).stream())
                .anyMatch(up -> up.getParameterCount() == method.parameters().size());
    }

    /** Whether one can override the other; types that are not known are taken to agree. */
    private boolean sameParameters(JavaMethod above, JavaMethod below) {
        TypeScope aboveScope = TypeScope.in(above.owner(), world).with(above.typeParameters());
        TypeScope belowScope = TypeScope.in(below.owner(), world).with(below.typeParameters());
        for (int i = 0; i < above.parameters().size(); i++) {
            Ty one = aboveScope.resolve(above.parameters().get(i));
            Ty other = belowScope.resolve(below.parameters().get(i));
            if (differ(one, other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean differ(Ty one, Ty other) {
        if (one instanceof Ty.Project a && other instanceof Ty.Project b) {
            return !a.type().toString().equals(b.type().toString());
        }
        if (one instanceof Ty.Platform a && other instanceof Ty.Platform b) {
            return a.type() != b.type();
        }
        if (one instanceof Ty.Array a && other instanceof Ty.Array b) {
            return differ(a.element(), b.element());
        }
        return one != Ty.Other.UNKNOWN && other != Ty.Other.UNKNOWN;
    }

    private boolean resultsClash(JavaMethod below, JavaMethod above) {
        Ty given =
                TypeScope.in(below.owner(), world).with(below.typeParameters()).resolve(below.result());
        Ty wanted =
                TypeScope.in(above.owner(), world).with(above.typeParameters()).resolve(above.result());
        boolean oneIsVoid = isVoid(given) != isVoid(wanted) && given != Ty.Other.UNKNOWN && wanted != Ty.Other.UNKNOWN;
        return oneIsVoid || members.assignability().neverFits(given, wanted);
    }

    private boolean throwsMore(JavaMethod below, JavaMethod above) {
        Handlers handlers = new Handlers(members.assignability());
        handlers.open(exceptions(above));
        return !handlers.notTaken(Call.of(Ty.Other.UNKNOWN, exceptions(below), true))
                .isEmpty();
    }

    private List<Ty> exceptions(JavaMethod method) {
        TypeScope scope = TypeScope.in(method.owner(), world).with(method.typeParameters());
        return method.exceptions().stream().map(scope::resolve).toList();
    }

    private static boolean isVoid(Ty type) {
        return type instanceof Ty.Platform platform && platform.type() == void.class;
    }

    private void unimplemented(JavaType type, Hierarchy hierarchy) {
        boolean constants = type.kind() == JavaType.Kind.ENUM && !type.nested().isEmpty();
        if (hierarchy.open() || constants) {
            // What is not seen may have it.
            return;
        }
        Map<String, JavaMethod> wanted = new HashMap<>();
        for (JavaType up : hierarchy.types()) {
            for (JavaMethod method : up.methods()) {
                if (method.isAbstract()) {
                    wanted.putIfAbsent(method.name() + "/" + method.parameters().size(), method);
                }
            }
        }
        for (JavaMethod method : wanted.values()) {
            boolean has = hierarchy.types().stream()
                    .flatMap(up -> up.methods().stream())
                    .anyMatch(other -> !other.isAbstract()
                            && !other.constructor()
                            && other.name().equals(method.name())
                            && other.parameters().size() == method.parameters().size());
            if (!has && !implementedByPlatform(hierarchy, method)) {
                report(Kind.ABSTRACT, type.path() + " without " + method.name(), type.line(), method.owner());
            }
        }
    }

    private boolean implementedByPlatform(Hierarchy hierarchy, JavaMethod method) {
        return hierarchy.platform().stream()
                .flatMap(up -> world.platform().methods(up, method.name()).stream())
                .anyMatch(up -> up.getParameterCount() == method.parameters().size()
                        && !java.lang.reflect.Modifier.isAbstract(up.getModifiers()));
    }
}
