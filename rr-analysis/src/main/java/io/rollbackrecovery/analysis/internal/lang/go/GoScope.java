package io.rollbackrecovery.analysis.internal.lang.go;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names that a function declares for itself, which hide those of the package, with their types where written. */
final class GoScope {
    private final List<String> types = new ArrayList<>(List.of("", ""));
    private int[] typeOf = new int[128];
    private int[] undoNames = new int[64];
    private int[] undoTypes = new int[64];
    private int size;

    /** A place to come back to with {@link #leave(int)}. */
    int mark() {
        return size;
    }

    /** Declares a name; the type as {@code T} or {@code pkg.T}, empty if it is not known. */
    void declare(int name, String type) {
        if (name >= typeOf.length) {
            typeOf = Arrays.copyOf(typeOf, Math.max(name + 1, typeOf.length * 2));
        }
        if (size == undoNames.length) {
            undoNames = Arrays.copyOf(undoNames, size * 2);
            undoTypes = Arrays.copyOf(undoTypes, size * 2);
        }
        undoNames[size] = name;
        undoTypes[size] = typeOf[name];
        size++;
        if (type.isEmpty()) {
            typeOf[name] = 1;
        } else {
            typeOf[name] = types.size();
            types.add(type);
        }
    }

    /** Forgets what was declared since a mark. */
    void leave(int mark) {
        while (size > mark) {
            size--;
            typeOf[undoNames[size]] = undoTypes[size];
        }
    }

    /** Whether a name means something of the function here. */
    boolean has(int name) {
        return name >= 0 && name < typeOf.length && typeOf[name] > 0;
    }

    /** The type of a name, empty if it is not known. */
    String type(int name) {
        return has(name) ? types.get(typeOf[name]) : "";
    }
}
