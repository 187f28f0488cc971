package io.rollbackrecovery.analysis.internal.lang.java.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of a piece of code, block by block. Used by one thread. */
final class Locals {
    private final List<Map<String, Ty>> blocks = new ArrayList<>();

    Locals() {
        open();
    }

    /** Begins a block. */
    void open() {
        open(new HashMap<>());
    }

    /** Begins a block that has these names. */
    void open(Map<String, Ty> names) {
        blocks.add(names);
    }

    /** Ends the innermost block, and gives its names. */
    Map<String, Ty> close() {
        return blocks.remove(blocks.size() - 1);
    }

    /** The names of the innermost block; may be changed. */
    Map<String, Ty> innermost() {
        return blocks.get(blocks.size() - 1);
    }

    /** Adds a name to the innermost block, and to the one around it unless that has it. */
    void putAround(String name, Ty type) {
        innermost().put(name, type);
        blocks.get(Math.max(0, blocks.size() - 2)).putIfAbsent(name, type);
    }

    /** The type of a variable; empty if there is none. */
    Optional<Ty> find(String name) {
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Ty known = blocks.get(i).get(name);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
