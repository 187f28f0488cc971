package io.rollbackrecovery.git.internal.files;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A lock file that someone else holds, or left behind.
 *
 * @param path the lock file
 * @param age the time since it was made
 */
public record ForeignLock(Path path, Duration age) {
    /** Answers one line for people: the path and the age in seconds. */
    @Override
    public String toString() {
        return path + " (" + age.toSeconds() + " s old)";
    }
}
