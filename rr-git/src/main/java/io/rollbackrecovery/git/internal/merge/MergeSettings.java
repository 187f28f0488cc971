package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.plan.Bytes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.StringUtils;

/**
 * What a merge depends on besides the three trees: the same settings give the same result.
 *
 * @param sharedAttributes attribute files of lower rank than the tree's, joined, lowest first (the system's, the user's)
 * @param infoAttributes the bytes of {@code info/attributes}, which outranks the tree's files; may be empty
 * @param drivers the names of merge drivers that the configuration defines as commands; none is ever run here
 * @param defaultDriver the value of {@code merge.default}, which counts for files without a {@code merge} attribute
 * @param renames how renames are followed
 * @param renormalize whether git would convert all three sides before it merges; that is not done here, so a file whose
 *     line ends may differ by it is a conflict, as one that needs a driver is
 */
public record MergeSettings(
        Bytes sharedAttributes,
        Bytes infoAttributes,
        Set<String> drivers,
        Optional<String> defaultDriver,
        RenameSettings renames,
        boolean renormalize) {
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
        return new MergeSettings(none, none, Set.of(), Optional.empty(), RenameSettings.defaults(), false);
    }

    /**
     * Reads the settings from a configuration: {@code merge.renames}, {@code merge.renameLimit} (and the {@code diff.}
     * values that stand in for them), {@code merge.directoryRenames}, {@code merge.default}, and the names of drivers.
     * With {@code merge.renormalize}, files with carriage returns are left to git: it would run filters.
     *
     * @param config the configuration, all its levels joined
     * @return the settings, without attributes from outside the tree
     */
    public static MergeSettings of(Config config) {
        RenameSettings renames = RenameSettings.defaults();
        boolean enabled = text(config, "merge", "renames")
                .or(() -> text(config, "diff", "renames"))
                .map(value -> !isFalse(value))
                .orElse(renames.enabled());
        int limit = text(config, "merge", "renameLimit")
                .or(() -> text(config, "diff", "renameLimit"))
                .flatMap(MergeSettings::number)
                .filter(value -> value > 0)
                .orElse(renames.limit());
        RenameSettings.Directories directories = text(config, "merge", "directoryRenames")
                .map(value -> StringUtils.equalsIgnoreCase(value, "conflict")
                        ? RenameSettings.Directories.CONFLICT
                        : isFalse(value) ? RenameSettings.Directories.IGNORE : RenameSettings.Directories.APPLY)
                .orElse(renames.directories());
        Set<String> drivers = config.getSubsections("merge").stream()
                .filter(name -> config.getString("merge", name, "driver") != null)
                .collect(Collectors.toUnmodifiableSet());
        return defaults()
                .withDrivers(drivers)
                .withDefaultDriver(text(config, "merge", "default"))
                .withRenames(new RenameSettings(enabled, limit, directories, renames.countsUnfinishedLine()))
                .withRenormalize(text(config, "merge", "renormalize")
                        .flatMap(value -> Optional.ofNullable(StringUtils.toBooleanOrNull(value)))
                        .orElse(false));
    }

    private static Optional<String> text(Config config, String section, String name) {
        return Optional.ofNullable(config.getString(section, null, name));
    }

    private static boolean isFalse(String value) {
        return Optional.ofNullable(StringUtils.toBooleanOrNull(value))
                .map(known -> !known)
                .orElse(false);
    }

    private static Optional<Integer> number(String value) {
        try {
            return Optional.of(Integer.valueOf(value.strip()));
        } catch (NumberFormatException e) {
            // Git refuses such a configuration; a merge that is only computed goes on with the default.
            return Optional.empty();
        }
    }

    /**
     * Sets {@code info/attributes}.
     *
     * @param bytes the file's bytes
     * @return the changed settings
     */
    public MergeSettings withInfoAttributes(Bytes bytes) {
        return new MergeSettings(sharedAttributes, bytes, drivers, defaultDriver, renames, renormalize);
    }

    /**
     * Sets the names of the configured drivers.
     *
     * @param names the names
     * @return the changed settings
     */
    public MergeSettings withDrivers(Set<String> names) {
        return new MergeSettings(sharedAttributes, infoAttributes, names, defaultDriver, renames, renormalize);
    }

    /**
     * Sets the driver of files without a {@code merge} attribute.
     *
     * @param name its name; empty for text
     * @return the changed settings
     */
    public MergeSettings withDefaultDriver(Optional<String> name) {
        return new MergeSettings(sharedAttributes, infoAttributes, drivers, name, renames, renormalize);
    }

    /**
     * Sets how renames are followed.
     *
     * @param value the settings
     * @return the changed settings
     */
    public MergeSettings withRenames(RenameSettings value) {
        return new MergeSettings(sharedAttributes, infoAttributes, drivers, defaultDriver, value, renormalize);
    }

    /**
     * Sets whether git would convert the sides of a merge first.
     *
     * @param value true if so
     * @return the changed settings
     */
    public MergeSettings withRenormalize(boolean value) {
        return new MergeSettings(sharedAttributes, infoAttributes, drivers, defaultDriver, renames, value);
    }
}
