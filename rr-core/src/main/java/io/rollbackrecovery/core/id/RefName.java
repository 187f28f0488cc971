package io.rollbackrecovery.core.id;

/**
 * The full name of a ref, such as {@code refs/heads/main}.
 *
 * @param value the full name, beginning with {@code refs/}, well-formed as git's {@code check-ref-format} asks
 */
public record RefName(String value) implements Comparable<RefName> {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final String REMOTES = "refs/remotes/";

    /**
     * Makes a ref name.
     *
     * @throws IllegalArgumentException if it does not begin with {@code refs/} or is not well-formed
     */
    public RefName {
        if (!value.startsWith("refs/") || !isWellFormed(value)) {
            throw new IllegalArgumentException("not a full ref name: '" + value + "'");
        }
    }

    /**
     * Names a branch.
     *
     * @param shortName the branch, without {@code refs/heads/}
     * @return its full name
     * @throws IllegalArgumentException if it is not a well-formed branch name
     */
    public static RefName branch(String shortName) {
        if (shortName.startsWith("-") || shortName.equals("HEAD")) {
            throw new IllegalArgumentException("not a branch name: '" + shortName + "'");
        }
        return new RefName(HEADS + shortName);
    }

    /**
     * Names a tag.
     *
     * @param shortName the tag, without {@code refs/tags/}
     * @return its full name
     * @throws IllegalArgumentException if it is not a well-formed tag name
     */
    public static RefName tag(String shortName) {
        return new RefName(TAGS + shortName);
    }

    /**
     * Tells a branch from other refs.
     *
     * @return true if this is under {@code refs/heads/}
     */
    public boolean isBranch() {
        return value.startsWith(HEADS);
    }

    /**
     * Gives the name as people write it.
     *
     * @return without {@code refs/heads/}, {@code refs/tags/} or {@code refs/remotes/}; the full name for other refs
     */
    public String shortName() {
        for (String prefix : new String[] {HEADS, TAGS, REMOTES}) {
            if (value.startsWith(prefix)) {
                return value.substring(prefix.length());
            }
        }
        return value;
    }

    @Override
    public int compareTo(RefName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** The rules of git-check-ref-format(1), 1 to 9. */
    private static boolean isWellFormed(String name) {
        if (name.endsWith("/")
                || name.endsWith(".")
                || name.contains("..")
                || name.contains("@{")
                || name.contains("//")) {
            return false;
        }
        for (String component : name.split("/", -1)) {
            if (component.isEmpty() || component.startsWith(".") || component.endsWith(".lock")) {
                return false;
            }
        }
        return name.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "~^:?*[\\".indexOf(c) >= 0);
    }
}
