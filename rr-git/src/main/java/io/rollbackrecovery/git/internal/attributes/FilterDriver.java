package io.rollbackrecovery.git.internal.attributes;

import io.rollbackrecovery.git.internal.layout.RepositoryConfig;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;

/**
 * The programs that a configuration names for the attribute {@code filter=<name>}, by gitattributes(5).
 *
 * @param name the filter
 * @param clean the command that makes the repository's bytes of a file's
 * @param smudge the command that makes a file's bytes of the repository's
 * @param process a program that does both for many files; where there is one the others are not used
 * @param required whether a file whose filter fails is a failure; else it is taken as it is
 */
public record FilterDriver(
        String name, Optional<String> clean, Optional<String> smudge, Optional<String> process, boolean required) {

    /** Reads a filter; empty if the configuration names no program for it, so that there is no filter. */
    static Optional<FilterDriver> of(String name, RepositoryConfig config) {
        Config values = config.values();
        FilterDriver driver = new FilterDriver(
                name,
                Optional.ofNullable(values.getString("filter", name, "clean")),
                Optional.ofNullable(values.getString("filter", name, "smudge")),
                Optional.ofNullable(values.getString("filter", name, "process")),
                values.getBoolean("filter", name, "required", false));
        boolean isKnown =
                driver.clean.isPresent() || driver.smudge.isPresent() || driver.process.isPresent() || driver.required;
        return isKnown ? Optional.of(driver) : Optional.empty();
    }
}
