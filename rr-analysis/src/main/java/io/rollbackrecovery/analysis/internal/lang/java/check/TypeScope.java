package io.rollbackrecovery.analysis.internal.lang.java.check;

import io.rollbackrecovery.analysis.internal.lang.java.check.Ty.Other;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names of types mean at some place of a file. */
final class TypeScope {
    private final JavaUnit unit;
    private final Optional<JavaType> enclosing;
    private final JavaWorld world;
    private final Set<String> variables;
    private final Map<String, JavaType> locals;

    private TypeScope(
            JavaUnit unit,
            Optional<JavaType> enclosing,
            JavaWorld world,
            Set<String> variables,
            Map<String, JavaType> locals) {
        this.unit = unit;
        this.enclosing = enclosing;
        this.world = world;
        this.variables = variables;
        this.locals = locals;
    }

    /** In the body of a type. */
    static TypeScope in(JavaType type, JavaWorld world) {
        return new TypeScope(type.unit(), Optional.of(type), world, typeParameters(Optional.of(type)), new HashMap<>());
    }

    /** Where a type names its supertypes: what it inherits does not count there. */
    static TypeScope around(JavaType type, JavaWorld world) {
        return new TypeScope(type.unit(), type.outer(), world, typeParameters(Optional.of(type)), new HashMap<>());
    }

    private static Set<String> typeParameters(Optional<JavaType> innermost) {
        Set<String> names = new HashSet<>();
        for (Optional<JavaType> at = innermost; at.isPresent(); at = at.get().outer()) {
            names.addAll(at.get().typeParameters());
        }
        return names;
    }

    TypeScope with(List<String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Set<String> all = new HashSet<>(variables);
        all.addAll(more);
        return new TypeScope(unit, enclosing, world, all, locals);
    }

    /** In the body of a class that stands in code at this place. */
    TypeScope inside(JavaType local) {
        Set<String> all = new HashSet<>(variables);
        all.addAll(local.typeParameters());
        return new TypeScope(unit, Optional.of(local), world, all, new HashMap<>(locals));
    }

    void declareLocal(JavaType local) {
        locals.put(local.name(), local);
    }

    Ty resolve(TypeName name) {
        return Ty.array(element(name), name.dimensions());
    }

    private Ty element(TypeName name) {
        if (name.name().isEmpty()) {
            return Other.UNKNOWN;
        }
        Optional<Class<?>> primitive = Platform.primitive(name.name());
        if (primitive.isPresent()) {
            return new Ty.Platform(primitive.get(), List.of());
        }
        Ty raw = named(name.name());
        if (name.arguments().isEmpty()) {
            return raw;
        }
        List<Ty> arguments = name.arguments().stream().map(this::resolve).toList();
        if (raw instanceof Ty.Project project) {
            return new Ty.Project(project.type(), arguments);
        }
        return raw instanceof Ty.Platform platform ? new Ty.Platform(platform.type(), arguments) : raw;
    }

    /** What a name means, dotted or not, without type arguments. */
    Ty named(String dotted) {
        int dot = dotted.indexOf('.');
        if (dot < 0) {
            return simple(dotted);
        }
        Ty at = simple(dotted.substring(0, dot));
        if (at == Other.UNKNOWN && !isKnown(dotted.substring(0, dot))) {
            return qualified(dotted);
        }
        for (String part : dotted.substring(dot + 1).split("\\.", -1)) {
            at = member(at, part);
        }
        return at;
    }

    Ty member(Ty type, String name) {
        if (type instanceof Ty.Project project) {
            return world.memberType(project.type(), name)
                    .<Ty>map(found -> new Ty.Project(found, List.of()))
                    .orElse(Other.UNKNOWN);
        }
        return type instanceof Ty.Platform platform && platform.type().getCanonicalName() != null
                ? world.platform()
                        .find(platform.type().getCanonicalName() + "." + name)
                        .<Ty>map(found -> new Ty.Platform(found, List.of()))
                        .orElse(Other.UNKNOWN)
                : Other.UNKNOWN;
    }

    /** Finds a type by its whole name. */
    Ty qualified(String dotted) {
        Optional<JavaType> type = world.find(dotted, unit.path());
        return type.<Ty>map(found -> new Ty.Project(found, List.of()))
                .orElseGet(() -> world.platform()
                        .find(dotted)
                        .<Ty>map(found -> new Ty.Platform(found, List.of()))
                        .orElse(Other.UNKNOWN));
    }

    /** Whether a simple name means a type for certain, be it one of which nothing is known. */
    boolean isKnown(String name) {
        return variables.contains(name) || unit.imports().containsKey(name) || simple(name) != Other.UNKNOWN;
    }

    /**
     * Whether a simple name could mean something that is not seen: imported with all others, or inherited from a class
     * of a library. That a library hands types down by inheritance is so rare that it does not count for names that are
     * written as types are.
     */
    boolean mayBeUnseen(String name) {
        if (world.isLost(unit.path(), name)) {
            return false;
        }
        boolean open = unit.wildcards().stream()
                        .anyMatch(from -> !world.isPackage(from)
                                && !world.platform().isPackage(from)
                                && qualified(from) == Other.UNKNOWN)
                || unit.staticWildcards().stream().anyMatch(from -> qualified(from) == Other.UNKNOWN);
        for (Optional<JavaType> at = enclosing;
                at.isPresent() && !open && !looksLikeType(name);
                at = at.get().outer()) {
            open = world.hierarchy(at.get()).open();
        }
        return open;
    }

    /** Whether it begins with a capital, and is no constant. */
    static boolean looksLikeType(String name) {
        return Character.isUpperCase(name.charAt(0)) && name.chars().anyMatch(Character::isLowerCase);
    }

    /** The simple names in a type, arguments included, that mean nothing for certain. */
    List<String> unknown(TypeName name) {
        int dot = name.name().indexOf('.');
        String first = dot < 0 ? name.name() : name.name().substring(0, dot);
        List<String> unknown = new ArrayList<>();
        if (!first.isEmpty() && Character.isUpperCase(first.charAt(0)) && !isKnown(first) && !mayBeUnseen(first)) {
            unknown.add(first);
        } else if (!first.isEmpty() && isHidden(named(name.name()))) {
            unknown.add(name.name());
        }
        name.arguments().forEach(argument -> unknown.addAll(unknown(argument)));
        return unknown;
    }

    /** Whether a name means a type that may not be used from this file. */
    private boolean isHidden(Ty type) {
        return type instanceof Ty.Project project && isHidden(project.type(), unit);
    }

    /** Whether a type may not be used from a file. */
    static boolean isHidden(JavaType type, JavaUnit unit) {
        if (type.unit().path().equals(unit.path())) {
            return false;
        }
        for (Optional<JavaType> at = Optional.of(type);
                at.isPresent();
                at = at.get().outer()) {
            Access access = at.get().access();
            boolean samePackage = at.get().unit().namespace().equals(unit.namespace());
            if (access == Access.PRIVATE || access == Access.PACKAGE && !samePackage) {
                return true;
            }
        }
        return false;
    }

    private Ty simple(String name) {
        JavaType local = locals.get(name);
        if (local != null) {
            return new Ty.Project(local, List.of());
        }
        if (variables.contains(name)) {
            return Other.UNKNOWN;
        }
        for (Optional<JavaType> at = enclosing; at.isPresent(); at = at.get().outer()) {
            if (at.get().name().equals(name)) {
                return new Ty.Project(at.get(), List.of());
            }
            Optional<JavaType> member = world.memberType(at.get(), name);
            if (member.isPresent()) {
                return new Ty.Project(member.get(), List.of());
            }
            for (Class<?> up : world.hierarchy(at.get()).platform()) {
                Optional<Class<?>> nested = Platform.nested(up, name);
                if (nested.isPresent()) {
                    return new Ty.Platform(nested.get(), List.of());
                }
            }
        }
        JavaType own = unit.types().get(name);
        if (own != null) {
            return new Ty.Project(own, List.of());
        }
        String imported = unit.imports().get(name);
        if (imported != null) {
            return qualified(imported);
        }
        for (String type : unit.staticImports().getOrDefault(name, List.of())) {
            Ty found = qualified(type + "." + name);
            if (found != Other.UNKNOWN) {
                return found;
            }
        }
        return world.inPackage(unit.namespace(), name, unit.path())
                .<Ty>map(found -> new Ty.Project(found, List.of()))
                .orElseGet(() -> fromWildcards(name));
    }

    private Ty fromWildcards(String name) {
        for (List<String> all : List.of(unit.wildcards(), unit.staticWildcards())) {
            for (String from : all) {
                Ty found = qualified(from + "." + name);
                if (found != Other.UNKNOWN) {
                    return found;
                }
            }
        }
        return qualified("java.lang." + name);
    }
}
