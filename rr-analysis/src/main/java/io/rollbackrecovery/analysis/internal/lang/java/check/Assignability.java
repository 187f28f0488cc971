package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.List;
import java.util.Map;

/** Tells where a value certainly does not fit. What is not known fits. */
final class Assignability {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            char.class, Character.class,
            double.class, Double.class,
            float.class, Float.class,
            int.class, Integer.class,
            long.class, Long.class,
            short.class, Short.class);

    private static final int INT = 1;

    private final JavaWorld world;

    Assignability(JavaWorld world) {
        this.world = world;
    }

    /** Whether a value of one type can for certain not be given where another is wanted. */
    boolean neverFits(Ty value, Ty wanted) {
        if (value == Ty.Other.UNKNOWN || wanted instanceof Ty.Other) {
            return false;
        }
        if (value == Ty.Other.NULL) {
            return wanted instanceof Ty.Platform platform && platform.type().isPrimitive();
        }
        if (value == Ty.Other.FUNCTION) {
            return !takesFunction(wanted);
        }
        if (wanted instanceof Ty.Array array) {
            return value instanceof Ty.Array given
                    ? neverFits(given.element(), array.element())
                    : !isObject(value) && !(value instanceof Ty.Platform p && p.type() == void.class);
        }
        if (value instanceof Ty.Array) {
            return !isArrayParent(wanted);
        }
        if (value instanceof Ty.Project given) {
            return wanted instanceof Ty.Project target
                    ? !isSubtype(given.type(), target.type())
                    : !fitsPlatform(given.type(), ((Ty.Platform) wanted).type());
        }
        Class<?> given = ((Ty.Platform) value).type();
        if (wanted instanceof Ty.Project target) {
            // A class of the platform inherits from no class of a project.
            return given != void.class
                    && (given.isPrimitive() || !isObject(value) || target.type().isInterface());
        }
        return neverFits(given, ((Ty.Platform) wanted).type());
    }

    /** How much a primitive type holds. Constants are narrowed up to {@code int}, so those below are as good as one. */
    private static int width(Class<?> primitive) {
        if (primitive == long.class) {
            return INT + 1;
        }
        if (primitive == float.class) {
            return INT + 2;
        }
        return primitive == double.class ? INT + 3 : INT;
    }

    private static boolean neverFits(Class<?> given, Class<?> wanted) {
        if (given == void.class || wanted == void.class) {
            return false;
        }
        if (given.isPrimitive() && wanted.isPrimitive()) {
            return (given == boolean.class) != (wanted == boolean.class) || width(given) > Math.max(INT, width(wanted));
        }
        if (given.isPrimitive()) {
            Class<?> box = BOXES.getOrDefault(given, given);
            boolean number = Number.class.isAssignableFrom(box) || box == Character.class;
            boolean wantsNumber = Number.class.isAssignableFrom(wanted) || wanted == Character.class;
            // Constants are narrowed, so any kind of number is taken for any other.
            return !wanted.isAssignableFrom(box) && !(number && wantsNumber);
        }
        if (wanted.isPrimitive()) {
            Class<?> box = BOXES.getOrDefault(wanted, wanted);
            boolean bothNumbers = given != Boolean.class && box != Boolean.class && BOXES.containsValue(given);
            return !given.isAssignableFrom(box) && !bothNumbers;
        }
        return !wanted.isAssignableFrom(given);
    }

    boolean isSubtype(JavaType type, JavaType of) {
        Hierarchy hierarchy = world.hierarchy(type);
        // A library could in theory inherit from this project; nobody builds like that.
        return type.equals(of)
                || hierarchy.types().stream()
                        .anyMatch(up -> up.equals(of)
                                || (up.toString().equals(of.toString())
                                        && !up.name().isEmpty()));
    }

    private boolean fitsPlatform(JavaType type, Class<?> wanted) {
        Hierarchy hierarchy = world.hierarchy(type);
        return hierarchy.open()
                || wanted == Object.class
                || hierarchy.platform().stream().anyMatch(wanted::isAssignableFrom);
    }

    private boolean takesFunction(Ty wanted) {
        if (wanted instanceof Ty.Project project) {
            return project.type().isInterface();
        }
        return wanted instanceof Ty.Platform platform && platform.type().isInterface();
    }

    private static boolean isObject(Ty type) {
        return type instanceof Ty.Platform platform && platform.type() == Object.class;
    }

    private static boolean isArrayParent(Ty wanted) {
        return wanted instanceof Ty.Platform platform
                && List.of(Object.class, Cloneable.class, java.io.Serializable.class)
                        .contains(platform.type());
    }
}
