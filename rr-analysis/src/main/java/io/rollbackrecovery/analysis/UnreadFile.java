package io.rollbackrecovery.analysis;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * A file of an analysed language of which not everything is known.
 *
 * @param path the file
 * @param partial true if some of it was read and its facts count; false if nothing was
 * @param why the reason, a clause for people, such as {@code larger than 4194304 bytes}
 */
public record UnreadFile(RepoPath path, boolean partial, String why) {}
