package io.rollbackrecovery.git.internal.merge;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** The files of one tree, as a test makes them. */
final class Snapshot {
    static final class Item {
        final String mode;
        final byte[] content;

        Item(String mode, byte[] content) {
            this.mode = mode;
            this.content = content;
        }
    }

    final TreeMap<String, Item> files = new TreeMap<>();

    Snapshot copy() {
        Snapshot copy = new Snapshot();
        copy.files.putAll(files);
        return copy;
    }

    Snapshot text(String path, String content) {
        return put(path, "100644", content.getBytes(StandardCharsets.UTF_8));
    }

    Snapshot put(String path, String mode, byte[] content) {
        // A file and a folder of one name cannot both be there: the newer one wins.
        files.keySet().removeIf(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
        files.put(path, new Item(mode, content));
        return this;
    }

    Snapshot remove(String path) {
        files.remove(path);
        return this;
    }
}
