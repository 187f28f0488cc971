package io.rollbackrecovery.git.internal.merge;

/**
 * How a merge follows renames.
 *
 * @param enabled {@code merge.renames}, on by default
 * @param limit {@code merge.renameLimit}: how many sources and destinations at most are compared with each other
 * @param directories {@code merge.directoryRenames}
 */
public record RenameSettings(boolean enabled, int limit, Directories directories) {
    /** What happens to a path that one side added to a folder which the other side renamed. */
    public enum Directories {
        /** It stays where it was put. */
        IGNORE,
        /** It is a conflict; git's default. */
        CONFLICT
    }

    /**
     * Gives git's defaults.
     *
     * @return the settings
     */
    public static RenameSettings defaults() {
        return new RenameSettings(true, 7000, Directories.CONFLICT);
    }
}
