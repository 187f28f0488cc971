package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A type with all that it inherits from.
 *
 * @param types those of the revision, the type itself first, then nearer ones before farther ones
 * @param platform those of the Java platform
 * @param open whether there are others, of which nothing is known
 */
record Hierarchy(List<JavaType> types, List<Class<?>> platform, boolean open) {
    static Hierarchy alone(JavaType type) {
        return new Hierarchy(List.of(type), List.of(implied(type)), false);
    }

    static Hierarchy of(JavaType type, JavaWorld world) {
        Set<JavaType> types = new LinkedHashSet<>();
        Set<Class<?>> platform = new LinkedHashSet<>();
        boolean open = false;
        types.add(type);
        List<JavaType> turn = new ArrayList<>(List.of(type));
        for (int i = 0; i < turn.size(); i++) {
            platform.add(implied(turn.get(i)));
            for (Ty parent : world.supertypes(turn.get(i))) {
                if (parent instanceof Ty.Project known) {
                    if (types.add(known.type())) {
                        turn.add(known.type());
                    }
                } else if (parent instanceof Ty.Platform known) {
                    platform.add(known.type());
                } else {
                    open = true;
                }
            }
        }
        return new Hierarchy(List.copyOf(types), List.copyOf(platform), open);
    }

    private static Class<?> implied(JavaType type) {
        return switch (type.kind()) {
            case ENUM -> Enum.class;
            case RECORD -> Record.class;
            case ANNOTATION -> java.lang.annotation.Annotation.class;
            case CLASS, INTERFACE -> Object.class;
        };
    }
}
