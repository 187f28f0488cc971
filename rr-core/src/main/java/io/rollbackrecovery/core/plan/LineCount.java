package io.rollbackrecovery.core.plan;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * How many lines of a file a plan changes, as a diffstat counts them.
 *
 * @param path the file
 * @param added how many lines come
 * @param removed how many lines go
 * @param counted false if the file is binary or too large, so that both numbers are 0
 */
public record LineCount(RepoPath path, long added, long removed, boolean counted) {}
