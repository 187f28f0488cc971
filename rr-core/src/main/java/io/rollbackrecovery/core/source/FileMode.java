package io.rollbackrecovery.core.source;

/** What kind of thing a path of a tree is, in Git's own modes. */
public enum FileMode {
    /** A regular file, {@code 100644}. */
    REGULAR(0100644),
    /** A regular file that can be executed, {@code 100755}. */
    EXECUTABLE(0100755),
    /** A symbolic link, {@code 120000}: the blob is its target. */
    SYMLINK(0120000),
    /** A commit of a submodule, {@code 160000}: the id is not an object of this repository. */
    GITLINK(0160000);

    private final int bits;

    FileMode(int bits) {
        this.bits = bits;
    }

    /**
     * Gives the mode as Git stores it.
     *
     * @return for example {@code 0100644}
     */
    public int bits() {
        return bits;
    }

    /**
     * Reads a mode of a tree entry that is not a tree. Old and odd permission bits are folded as Git does.
     *
     * @param bits the mode
     * @return the kind
     * @throws IllegalArgumentException if the bits are a tree's, or of no kind that Git knows
     */
    public static FileMode of(int bits) {
        return switch (bits & 0170000) {
            case 0100000 -> (bits & 0100) != 0 ? EXECUTABLE : REGULAR;
            case 0120000 -> SYMLINK;
            case 0160000 -> GITLINK;
            default -> throw new IllegalArgumentException("not the mode of a file: " + Integer.toOctalString(bits));
        };
    }

    /**
     * Tells files from links.
     *
     * @return true for {@link #REGULAR} and {@link #EXECUTABLE}
     */
    public boolean isFile() {
        return this == REGULAR || this == EXECUTABLE;
    }

    /** Gives the mode in octal, as {@code git ls-tree} prints it. */
    @Override
    public String toString() {
        return Integer.toOctalString(bits);
    }
}
