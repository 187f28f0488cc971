package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares what two states of a file declare. */
final class Differences {
    private Differences() {}

    /** The simple names of types and members that are declared in one state only, or in another way. */
    static Set<String> names(Optional<JavaUnit> before, Optional<JavaUnit> after) {
        Map<String, String> old = new HashMap<>();
        Map<String, String> now = new HashMap<>();
        before.ifPresent(unit -> unit.types().values().forEach(type -> describe(type, old)));
        after.ifPresent(unit -> unit.types().values().forEach(type -> describe(type, now)));
        Set<String> all = new HashSet<>(old.keySet());
        all.addAll(now.keySet());
        Set<String> names = new HashSet<>();
        for (String key : all) {
            if (!Objects.equals(old.get(key), now.get(key))) {
                names.add(key.substring(key.lastIndexOf(' ') + 1));
            }
        }
        return names;
    }

    /** Under the path of the owner and the name: everything about a declaration that others can depend on. */
    private static void describe(JavaType type, Map<String, String> found) {
        StringBuilder head = new StringBuilder();
        head.append(type.kind())
                .append(type.isAbstract())
                .append(type.isStatic())
                .append(type.isFinal())
                .append(type.access());
        head.append(type.typeParameters()).append(type.supertypes());
        for (JavaMethod method : type.methods()) {
            String described = method.access() + " " + method.isStatic() + method.isFinal() + method.variable()
                    + method.signature() + method.parameters() + method.result() + method.isAbstract()
                    + method.exceptions();
            if (method.constructor() || method.isAbstract()) {
                head.append(described);
            }
            found.merge(type.path() + " " + method.name(), described, String::concat);
        }
        for (JavaField field : type.fields().values()) {
            found.merge(
                    type.path() + " " + field.name(),
                    field.access() + " " + field.isStatic() + field.type(),
                    String::concat);
        }
        if (!type.name().isEmpty()) {
            found.put(type.path() + "  " + type.name(), head.toString());
        }
        type.nested().values().forEach(nested -> describe(nested, found));
    }
}
