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
     */
    record Call(boolean found, Ty result) {
        static final Call UNKNOWN = new Call(true, Ty.Other.UNKNOWN);
        static final Call MISSING = new Call(false, Ty.Other.UNKNOWN);
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
                    ? new Call(true, receiver)
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
        for (Method method : methods) {
            if (method.isBridge() || (method.getParameterCount() != arguments && !method.isVarArgs())) {
                continue;
            }
            Ty type = Platform.result(method, receiver);
            if (result.isPresent() && !result.get().equals(type)) {
                return Call.UNKNOWN;
            }
            result = Optional.of(type);
        }
        return new Call(true, result.orElse(Ty.Other.UNKNOWN));
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
        return new Call(true, result(receiver, fitting));
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

    /** Whether a type can be made with these arguments. */
    boolean constructs(JavaType type, List<Ty> arguments, JavaType from) {
        List<JavaMethod> constructors =
                type.methods().stream().filter(JavaMethod::constructor).toList();
        if (constructors.isEmpty()) {
            return arguments.isEmpty();
        }
        return constructors.stream()
                .anyMatch(constructor -> constructor.takes(arguments.size())
                        && mayUse(type, constructor.access(), from)
                        && accepts(constructor, arguments, Optional.empty()));
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

    private static boolean mayUse(JavaType owner, Access access, JavaType from) {
        return switch (access) {
            case PUBLIC, PROTECTED -> true;
            case PACKAGE -> owner.unit().namespace().equals(from.unit().namespace());
            case PRIVATE -> owner.outermost().equals(from.outermost());
        };
    }
}
