package io.rollbackrecovery.core.check;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * One run of a check. Immutable.
 *
 * @param verdict what it says of the revision
 * @param exitCode the exit code of the command; empty for a function, and for a command that was stopped
 * @param duration how long it took
 * @param log the end of what it printed on both streams, bounded; empty for a function that said nothing
 * @param logCut true if the log does not begin at the beginning
 */
public record CheckRun(Verdict verdict, OptionalInt exitCode, Duration duration, String log, boolean logCut) {}
