package io.rollbackrecovery.git.internal.refs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The content of {@code packed-refs}: an immutable value. Names are kept as bytes (one character a byte, so that the
 * order of the strings is git's order), because a rewrite must not change a name that is not valid UTF-8.
 */
final class PackedRefs {
    static final PackedRefs EMPTY = new PackedRefs(new TreeMap<>());

    private static final String HEADER = "# pack-refs with: peeled fully-peeled sorted \n";

    /**
     * A ref's value.
     *
     * @param id what the ref points to
     * @param peeled what the tag that it points to leads to; empty if it is no tag or not known
     * @param isPeelKnown whether an empty {@code peeled} says that {@code id} is no tag
     */
    record Value(ObjectId id, Optional<ObjectId> peeled, boolean isPeelKnown) {}

    private final NavigableMap<String, Value> values;

    private PackedRefs(NavigableMap<String, Value> values) {
        this.values = Collections.unmodifiableNavigableMap(values);
    }

    static PackedRefs of(NavigableMap<String, Value> values) {
        return new PackedRefs(new TreeMap<>(values));
    }

    /** Answers the key of a name: its bytes as characters. */
    static String key(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Answers the name of a key. */
    static String name(String key) {
        return new String(key.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Answers the values by key. */
    NavigableMap<String, Value> values() {
        return values;
    }

    Optional<Value> find(String name) {
        return Optional.ofNullable(values.get(key(name)));
    }

    /**
     * Parses the file.
     *
     * @throws IOException if a line is none of git's
     */
    static PackedRefs parse(byte[] content) throws IOException {
        TreeMap<String, Value> values = new TreeMap<>();
        boolean peeled = false;
        boolean fullyPeeled = false;
        String last = "";
        int start = 0;
        while (start < content.length) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            String line = new String(content, start, end - start, StandardCharsets.ISO_8859_1);
            start = end + 1;
            if (line.startsWith("#")) {
                peeled |= line.contains(" peeled");
                fullyPeeled |= line.contains(" fully-peeled");
            } else if (line.startsWith("^") && ObjectId.isId(line.substring(1)) && values.containsKey(last)) {
                ObjectId id = values.get(last).id();
                values.put(last, new Value(id, Optional.of(ObjectId.fromString(line.substring(1))), true));
            } else if (line.length() > 41 && line.charAt(40) == ' ' && ObjectId.isId(line.substring(0, 40))) {
                last = line.substring(41);
                boolean known = fullyPeeled || peeled && last.startsWith("refs/tags/");
                values.put(last, new Value(ObjectId.fromString(line.substring(0, 40)), Optional.empty(), known));
            } else if (!line.isBlank()) {
                throw new IOException("packed-refs has a line that is not one: " + line);
            }
        }
        return new PackedRefs(values);
    }

    /** Answers the file's content, sorted, every tag peeled. */
    byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + values.size() * 80);
        out.writeBytes(HEADER.getBytes(StandardCharsets.US_ASCII));
        values.forEach((key, value) -> {
            String line = value.id().name() + " " + key + "\n"
                    + value.peeled().map(id -> "^" + id.name() + "\n").orElse("");
            out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
        });
        return out.toByteArray();
    }
}
