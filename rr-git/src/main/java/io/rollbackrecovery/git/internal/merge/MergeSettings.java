package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.plan.Bytes;
import java.util.Optional;
import java.util.Set;

/**
 * What a merge depends on besides the three trees: the same settings give the same result.
 *
 * @param sharedAttributes attribute files of lower rank than the tree's, joined, lowest first (the system's, the user's)
 * @param infoAttributes the bytes of {@code info/attributes}, which outranks the tree's files; may be empty
 * @param drivers the names of merge drivers that the configuration defines as commands; none is ever run here
 * @param defaultDriver the value of {@code merge.default}, which counts for files without a {@code merge} attribute
 * @param renames how renames are followed
 */
public record MergeSettings(
        Bytes sharedAttributes,
        Bytes infoAttributes,
        Set<String> drivers,
        Optional<String> defaultDriver,
        RenameSettings renames) {
    /** Copies the set, so that the value is immutable. */
    public MergeSettings {
        drivers = Set.copyOf(drivers);
    }

    /**
     * Gives git's own defaults: no attributes but the tree's, no drivers, renames followed.
     *
     * @return the settings
     */
    public static MergeSettings defaults() {
        Bytes none = Bytes.of(new byte[0]);
        return new MergeSettings(none, none, Set.of(), Optional.empty(), RenameSettings.defaults());
    }

    /**
     * Sets {@code info/attributes}.
     *
     * @param bytes the file's bytes
     * @return the changed settings
     */
    public MergeSettings withInfoAttributes(Bytes bytes) {
        return new MergeSettings(sharedAttributes, bytes, drivers, defaultDriver, renames);
    }

    /**
     * Sets the names of the configured drivers.
     *
     * @param names the names
     * @return the changed settings
     */
    public MergeSettings withDrivers(Set<String> names) {
        return new MergeSettings(sharedAttributes, infoAttributes, names, defaultDriver, renames);
    }

    /**
     * Sets how renames are followed.
     *
     * @param value the settings
     * @return the changed settings
     */
    public MergeSettings withRenames(RenameSettings value) {
        return new MergeSettings(sharedAttributes, infoAttributes, drivers, defaultDriver, value);
    }
}
