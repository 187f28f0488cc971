package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.List;

/** What is known of the type of an expression. */
sealed interface Ty {
    /** A type of this revision. */
    record Project(JavaType type, List<Ty> arguments) implements Ty {}

    /** A primitive type, or a class of the Java platform. */
    record Platform(Class<?> type, List<Ty> arguments) implements Ty {
        static final Platform BOOLEAN = new Platform(boolean.class, List.of());
        static final Platform INT = new Platform(int.class, List.of());
        static final Platform CHAR = new Platform(char.class, List.of());
        static final Platform STRING = new Platform(String.class, List.of());
        static final Platform OBJECT = new Platform(Object.class, List.of());

        static Platform of(Class<?> type) {
            return new Platform(type, List.of());
        }
    }

    /** An array. */
    record Array(Ty element) implements Ty {}

    /** What is no type of its own. */
    enum Other implements Ty {
        /** Nothing is known: a library, a type parameter, or what was not worked out. */
        UNKNOWN,
        /** The type of {@code null}. */
        NULL,
        /** A lambda or a method reference. */
        FUNCTION
    }

    static Ty array(Ty element, int dimensions) {
        Ty type = element;
        for (int i = 0; i < dimensions; i++) {
            type = new Array(type);
        }
        return type;
    }

    /** What a reader calls it. */
    static String name(Ty type) {
        if (type instanceof Ty.Project project) {
            return project.type().path();
        }
        if (type instanceof Ty.Platform platform) {
            return platform.type().getSimpleName();
        }
        return type instanceof Ty.Array array ? name(array.element()) + "[]" : type.toString();
    }
}
