package io.rollbackrecovery.git.internal.merge;

/**
 * How a merge follows renames.
 *
 * @param enabled {@code merge.renames}, on by default
 * @param limit {@code merge.renameLimit}: how many sources and destinations at most are compared with each other
 * @param directories {@code merge.directoryRenames}
 * @param countsUnfinishedLine whether a last line without line feed counts when files are compared for similarity; git
 *     before 2.44 forgot it
 */
public record RenameSettings(boolean enabled, int limit, Directories directories, boolean countsUnfinishedLine) {
    /** What happens to a path that one side added to a folder which the other side renamed. */
    public enum Directories {
        /** It stays where it was put. */
        IGNORE,
        /** It is a conflict; git's default. */
        CONFLICT,
        /** It goes along. */
        APPLY
    }

    /**
     * Gives git's defaults.
     *
     * @return the settings
     */
    public static RenameSettings defaults() {
        return new RenameSettings(true, 7000, Directories.CONFLICT, true);
    }
}
