package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds members of types of one revision. */
final class Members {
    private final JavaWorld world;
    private final Assignability assignability;

    Members(JavaWorld world) {
        this.world = world;
        this.assignability = new Assignability(world);
    }

    Assignability assignability() {
        return assignability;
    }

    /**
     * What a call came to.
     *
     * @param found whether there may be such a method; true if that is not known
     * @param result what it gives
     * @param thrown what it may throw; empty if that is not known
     * @param certain whether it says itself that it throws all of that
     */
    record Call(boolean found, Ty result, Optional<List<Ty>> thrown, boolean certain) {
        static final Call UNKNOWN = new Call(true, Ty.Other.UNKNOWN, Optional.empty(), false);
        static final Call MISSING = new Call(false, Ty.Other.UNKNOWN, Optional.empty(), false);

        static Call of(Ty result, List<Ty> thrown, boolean certain) {
            return new Call(true, result, Optional.of(List.copyOf(thrown)), certain);
        }
    }

    /** Looks for a method that a call on a value or type means. */
    Call call(Ty receiver, boolean onType, String name, List<Ty> arguments, JavaType from) {
        if (receiver instanceof Ty.Project project) {
            return call(project, onType, name, arguments, from);
        }
        if (receiver instanceof Ty.Platform platform) {
            return platform(platform, name, arguments.size());
        }
        if (receiver instanceof Ty.Array) {
            return name.equals("clone")
                    ? Call.of(receiver, List.of(), true)
                    : platform(Ty.Platform.OBJECT, name, arguments.size());
        }
        return Call.UNKNOWN;
    }

    private Call platform(Ty.Platform receiver, String name, int arguments) {
        List<Method> methods = world.platform().methods(receiver.type(), name);
        if (methods.isEmpty()) {
            return Call.MISSING;
        }
        if (name.equals("getClass")) {
            return Call.UNKNOWN;
        }
        Optional<Ty> result = Optional.empty();
        boolean sameResult = true;
        Optional<List<Ty>> thrown = Optional.empty();
        boolean sameThrown = true;
        for (Method method : methods) {
            if (method.isBridge() || (method.getParameterCount() != arguments && !method.isVarArgs())) {
                continue;
            }
            Ty type = Platform.result(method, receiver);
            sameResult &= result.isEmpty() || result.get().equals(type);
            result = Optional.of(type);
            List<Ty> exceptions = Platform.exceptions(method);
            sameThrown &= thrown.isEmpty() || thrown.get().equals(exceptions);
            thrown = Optional.of(exceptions);
        }
        return new Call(
                true,
                sameResult ? result.orElse(Ty.Other.UNKNOWN) : Ty.Other.UNKNOWN,
                sameThrown ? thrown.filter(all -> !all.contains(Ty.Other.UNKNOWN)) : Optional.empty(),
                sameThrown);
    }

    private Call call(Ty.Project receiver, boolean onType, String name, List<Ty> arguments, JavaType from) {
        Hierarchy hierarchy = world.hierarchy(receiver.type());
        List<JavaMethod> fitting = new ArrayList<>();
        for (JavaType type : hierarchy.types()) {
            for (JavaMethod method : type.methods()) {
                if (!method.constructor()
                        && method.name().equals(name)
                        && method.takes(arguments.size())
                        && mayUse(method.owner(), method.access(), from)
                        && (!onType || method.isStatic())
                        && accepts(method, arguments, Optional.of(receiver))) {
                    fitting.add(method);
                }
            }
        }
        if (fitting.isEmpty()) {
            if (hierarchy.open()) {
                return Call.UNKNOWN;
            }
            for (Class<?> type : hierarchy.platform()) {
                if (!world.platform().methods(type, name).isEmpty()) {
                    return platform(new Ty.Platform(type, List.of()), name, arguments.size());
                }
            }
            return isEnumMethod(receiver.type(), onType, name) ? Call.UNKNOWN : Call.MISSING;
        }
        return thrown(fitting, result(receiver, fitting));
    }

    /** What a call throws that means one of these: the first ones are those of the nearest class. */
    private Call thrown(List<JavaMethod> fitting, Ty result) {
        List<Ty> all = new ArrayList<>();
        boolean certain = true;
        Optional<List<Ty>> first = Optional.empty();
        for (JavaMethod method : fitting) {
            if (!method.owner().equals(fitting.get(0).owner())) {
                continue;
            }
            TypeScope scope = TypeScope.in(method.owner(), world).with(method.typeParameters());
            List<Ty> thrown = method.exceptions().stream().map(scope::resolve).toList();
            certain &= first.isEmpty() || first.get().equals(thrown);
            first = Optional.of(thrown);
            all.addAll(thrown);
        }
        return all.contains(Ty.Other.UNKNOWN)
                ? new Call(true, result, Optional.empty(), false)
                : Call.of(result, all, certain);
    }

    private static boolean isEnumMethod(JavaType type, boolean onType, String name) {
        return type.kind() == JavaType.Kind.ENUM && onType && (name.equals("values") || name.equals("valueOf"));
    }

    private boolean accepts(JavaMethod method, List<Ty> arguments, Optional<Ty.Project> receiver) {
        TypeScope scope = TypeScope.in(method.owner(), world).with(method.typeParameters());
        for (int i = 0; i < arguments.size(); i++) {
            TypeName parameter = method.parameter(i, arguments.size());
            Ty wanted = receiver.map(known -> typeOf(parameter, method.owner(), method.typeParameters(), known))
                    .orElseGet(() -> scope.resolve(parameter));
            if (assignability.neverFits(arguments.get(i), wanted)) {
                return false;
            }
        }
        return true;
    }

    private Ty result(Ty.Project receiver, List<JavaMethod> fitting) {
        Optional<Ty> result = Optional.empty();
        for (JavaMethod method : fitting) {
            if (!method.owner().equals(fitting.get(0).owner())) {
                // Inherited ones are overridden, or at least give what those above them give.
                continue;
            }
            Ty type = typeOf(method.result(), method.owner(), method.typeParameters(), receiver);
            if (result.isPresent() && !result.get().equals(type)) {
                return Ty.Other.UNKNOWN;
            }
            result = Optional.of(type);
        }
        return result.orElse(Ty.Other.UNKNOWN);
    }

    /** The type of a member, with what the type parameters of its owner stand for in the receiver. */
    private Ty typeOf(TypeName name, JavaType owner, List<String> own, Ty.Project receiver) {
        boolean generic = receiver.type().equals(owner)
                && receiver.arguments().size() == owner.typeParameters().size()
                && !own.contains(name.name());
        if (generic && owner.typeParameters().contains(name.name())) {
            int index = owner.typeParameters().indexOf(name.name());
            return Ty.array(receiver.arguments().get(index), name.dimensions());
        }
        Ty type = TypeScope.in(owner, world).with(own).resolve(name);
        if (!generic || owner.typeParameters().isEmpty()) {
            return type;
        }
        Map<String, Ty> bindings = new HashMap<>();
        for (int i = 0; i < owner.typeParameters().size(); i++) {
            bindings.put(owner.typeParameters().get(i), receiver.arguments().get(i));
        }
        List<Ty> arguments = name.arguments().stream()
                .map(argument -> argument.dimensions() == 0 && bindings.containsKey(argument.name())
                        ? bindings.getOrDefault(argument.name(), Ty.Other.UNKNOWN)
                        : TypeScope.in(owner, world).with(own).resolve(argument))
                .toList();
        if (type instanceof Ty.Project project) {
            return new Ty.Project(project.type(), arguments);
        }
        return type instanceof Ty.Platform platform ? new Ty.Platform(platform.type(), arguments) : type;
    }

    /** Looks for a constructor that takes these arguments; a class that inherits may use protected ones. */
    Call constructor(JavaType type, List<Ty> arguments, JavaType from, boolean inheriting) {
        List<JavaMethod> constructors =
                type.methods().stream().filter(JavaMethod::constructor).toList();
        if (constructors.isEmpty()) {
            return arguments.isEmpty() ? Call.UNKNOWN : Call.MISSING;
        }
        List<JavaMethod> fitting = constructors.stream()
                .filter(constructor -> constructor.takes(arguments.size())
                        && (mayUse(type, constructor.access(), from)
                                || inheriting && constructor.access() == Access.PROTECTED)
                        && accepts(constructor, arguments, Optional.empty()))
                .toList();
        return fitting.isEmpty() ? Call.MISSING : thrown(fitting, Ty.Other.UNKNOWN);
    }

    /** Whether a method of this name can be had at all, for method references. */
    boolean hasMethod(Ty receiver, String name, JavaType from) {
        if (!(receiver instanceof Ty.Project project)) {
            return true;
        }
        Hierarchy hierarchy = world.hierarchy(project.type());
        return hierarchy.open()
                || hierarchy.types().stream()
                        .flatMap(type -> type.methods().stream())
                        .anyMatch(method -> method.name().equals(name) && mayUse(method.owner(), method.access(), from))
                || hierarchy.platform().stream()
                        .anyMatch(type -> !world.platform().methods(type, name).isEmpty())
                || isEnumMethod(project.type(), true, name);
    }

    /** Looks for a field; empty if there is none for certain. */
    Optional<Ty> field(Ty receiver, String name, JavaType from) {
        if (receiver instanceof Ty.Array) {
            return Optional.of(name.equals("length") ? Ty.Platform.INT : Ty.Other.UNKNOWN);
        }
        if (!(receiver instanceof Ty.Project project)) {
            return Optional.of(Ty.Other.UNKNOWN);
        }
        Hierarchy hierarchy = world.hierarchy(project.type());
        for (JavaType type : hierarchy.types()) {
            JavaField field = type.fields().get(name);
            if (field != null && mayUse(type, field.access(), from)) {
                return Optional.of(typeOf(field.type(), type, List.of(), project));
            }
        }
        boolean unknown =
                hierarchy.open() || hierarchy.platform().stream().anyMatch(type -> Platform.hasField(type, name));
        return unknown ? Optional.of(Ty.Other.UNKNOWN) : Optional.empty();
    }

    private boolean mayUse(JavaType owner, Access access, JavaType from) {
        return switch (access) {
            case PUBLIC -> true;
            case PROTECTED -> isNear(owner, from) || inherits(owner, from);
            case PACKAGE -> isNear(owner, from);
            case PRIVATE -> owner.outermost().equals(from.outermost());
        };
    }

    private static boolean isNear(JavaType owner, JavaType from) {
        return owner.unit().namespace().equals(from.unit().namespace());
    }

    private boolean inherits(JavaType owner, JavaType from) {
        for (Optional<JavaType> at = Optional.of(from);
                at.isPresent();
                at = at.get().outer()) {
            if (assignability.isSubtype(at.get(), owner)
                    || world.hierarchy(at.get()).open()) {
                return true;
            }
        }
        return false;
    }
}
