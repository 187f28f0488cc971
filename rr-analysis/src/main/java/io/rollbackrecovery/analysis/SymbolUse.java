package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * A reference to a declaration from another file.
 *
 * @param path the file that has it
 * @param line the line of the first such reference, from 1
 * @param later whether it came after the commits in question
 */
public record SymbolUse(RepoPath path, int line, boolean later) {}
