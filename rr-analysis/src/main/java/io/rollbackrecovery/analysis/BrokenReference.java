package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * A place that refers to something which the revert takes away.
 *
 * @param path the file that refers to it
 * @param line the line of the first such reference, from 1
 * @param symbol what it refers to, as the file writes it
 * @param target the file that has it now
 * @param certain true if the language's own rules lead from the reference to what goes away; false if only the name of
 *     a member says so
 */
public record BrokenReference(RepoPath path, int line, String symbol, RepoPath target, boolean certain) {}
