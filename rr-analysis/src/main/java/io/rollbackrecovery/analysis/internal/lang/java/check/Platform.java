package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the Java platform that runs RR, by reflection; none of them is initialized. Code written for a newer
 * platform sees less of it, never something wrong. Used by one thread.
 */
final class Platform {
    private static final List<String> PREFIXES = List.of("java.", "javax.", "org.w3c.dom.", "org.xml.sax.");

    private static final Set<String> PACKAGES = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .filter(name -> PREFIXES.stream().anyMatch((name + ".")::startsWith))
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Optional<Class<?>>> classes = new HashMap<>();
    private final Map<Class<?>, Map<String, List<Method>>> methods = new HashMap<>();

    /** Finds a class by its dotted name, nested ones behind a dot as well. */
    Optional<Class<?>> find(String dotted) {
        if (PREFIXES.stream().noneMatch(dotted::startsWith)) {
            return Optional.empty();
        }
        Optional<Class<?>> known = classes.get(dotted);
        if (known == null) {
            known = load(dotted);
            classes.put(dotted, known);
        }
        return known;
    }

    private static Optional<Class<?>> load(String dotted) {
        String name = dotted;
        while (true) {
            try {
                return Optional.of(Class.forName(name, false, ClassLoader.getPlatformClassLoader()));
            } catch (ClassNotFoundException | LinkageError e) {
                int dot = name.lastIndexOf('.');
                if (dot < 0 || dot + 1 >= name.length() || !Character.isUpperCase(name.charAt(dot + 1))) {
                    return Optional.empty();
                }
                // Perhaps the last part is nested in the one before.
                name = name.substring(0, dot) + "$" + name.substring(dot + 1);
            }
        }
    }

    static Optional<Class<?>> primitive(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "boolean" -> boolean.class;
                    case "byte" -> byte.class;
                    case "char" -> char.class;
                    case "double" -> double.class;
                    case "float" -> float.class;
                    case "int" -> int.class;
                    case "long" -> long.class;
                    case "short" -> short.class;
                    case "void" -> void.class;
                    default -> null;
                });
    }

    /** Whether all types of a package are known here. */
    boolean isPackage(String dotted) {
        return PACKAGES.contains(dotted);
    }

    /** The methods of a name that a class has or inherits, private ones left out. */
    List<Method> methods(Class<?> type, String name) {
        return methods.computeIfAbsent(type, Platform::allMethods).getOrDefault(name, List.of());
    }

    private static Map<String, List<Method>> allMethods(Class<?> type) {
        Map<String, List<Method>> all = new HashMap<>();
        for (Method method : type.getMethods()) {
            all.computeIfAbsent(method.getName(), name -> new ArrayList<>(2)).add(method);
        }
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (Modifier.isProtected(method.getModifiers())) {
                    all.computeIfAbsent(method.getName(), name -> new ArrayList<>(2))
                            .add(method);
                }
            }
        }
        if (type.isInterface()) {
            for (Method method : Object.class.getMethods()) {
                all.computeIfAbsent(method.getName(), name -> new ArrayList<>(2))
                        .add(method);
            }
        }
        return all;
    }

    /** A nested type that a class declares or inherits. */
    static Optional<Class<?>> nested(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> nested : at.getDeclaredClasses()) {
                if (nested.getSimpleName().equals(name) && !Modifier.isPrivate(nested.getModifiers())) {
                    return Optional.of(nested);
                }
            }
            for (Class<?> parent : at.getInterfaces()) {
                Optional<Class<?>> inherited = nested(parent, name);
                if (inherited.isPresent()) {
                    return inherited;
                }
            }
        }
        return Optional.empty();
    }

    static boolean hasField(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (Stream.of(at.getDeclaredFields())
                            .anyMatch(field -> field.getName().equals(name))
                    || Stream.of(at.getInterfaces()).anyMatch(parent -> hasField(parent, name))) {
                return true;
            }
        }
        return false;
    }

    /** The type that a method gives when it is called on a type with these arguments. */
    static Ty result(Method method, Ty.Platform receiver) {
        Map<String, Ty> bindings = new HashMap<>();
        bind(receiver.type(), receiver.arguments(), method.getDeclaringClass(), bindings, 0);
        return typeOf(method.getGenericReturnType(), bindings, 0);
    }

    /** What a method or constructor says that it throws. */
    static List<Ty> exceptions(Executable method) {
        List<Ty> exceptions = new ArrayList<>();
        for (Type type : method.getGenericExceptionTypes()) {
            exceptions.add(typeOf(type, Map.of(), 0));
        }
        return List.copyOf(exceptions);
    }

    /** What making an object with so many arguments may throw; empty if that is not known. */
    static Optional<List<Ty>> exceptions(Class<?> type, int arguments) {
        Optional<List<Ty>> thrown = Optional.empty();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == arguments || constructor.isVarArgs()) {
                List<Ty> own = exceptions(constructor);
                if (thrown.isPresent() && !thrown.get().equals(own)) {
                    return Optional.empty();
                }
                thrown = Optional.of(own);
            }
        }
        return thrown;
    }

    /** What the first type parameter of {@code Iterable} stands for. */
    static Ty element(Ty.Platform iterable) {
        Map<String, Ty> bindings = new HashMap<>();
        bind(iterable.type(), iterable.arguments(), Iterable.class, bindings, 0);
        return bindings.getOrDefault("T", Ty.Other.UNKNOWN);
    }

    private static boolean bind(Class<?> type, List<Ty> arguments, Class<?> target, Map<String, Ty> found, int depth) {
        Map<String, Ty> own = new HashMap<>();
        TypeVariable<?>[] parameters = type.getTypeParameters();
        for (int i = 0; i < parameters.length; i++) {
            own.put(parameters[i].getName(), i < arguments.size() ? arguments.get(i) : Ty.Other.UNKNOWN);
        }
        if (type == target) {
            found.putAll(own);
            return true;
        }
        List<Type> parents = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            parents.add(type.getGenericSuperclass());
        }
        for (Type parent : parents) {
            if (typeOf(parent, own, 0) instanceof Ty.Platform known
                    && target.isAssignableFrom(known.type())
                    && depth < 40
                    && bind(known.type(), known.arguments(), target, found, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    static Ty typeOf(Type type, Map<String, Ty> bindings, int depth) {
        if (depth > 20) {
            return Ty.Other.UNKNOWN;
        }
        if (type instanceof Class<?> known) {
            return known.isArray()
                    ? new Ty.Array(typeOf(known.getComponentType(), bindings, depth + 1))
                    : new Ty.Platform(known, List.of());
        }
        if (type instanceof TypeVariable<?> variable) {
            return variable.getGenericDeclaration() instanceof Class<?>
                    ? bindings.getOrDefault(variable.getName(), Ty.Other.UNKNOWN)
                    : Ty.Other.UNKNOWN;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            List<Ty> arguments = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                arguments.add(typeOf(argument, bindings, depth + 1));
            }
            return new Ty.Platform(raw, List.copyOf(arguments));
        }
        if (type instanceof GenericArrayType array) {
            return new Ty.Array(typeOf(array.getGenericComponentType(), bindings, depth + 1));
        }
        if (type instanceof WildcardType wildcard && wildcard.getLowerBounds().length == 0) {
            return typeOf(wildcard.getUpperBounds()[0], bindings, depth + 1);
        }
        return Ty.Other.UNKNOWN;
    }
}
