package io.rollbackrecovery.analysis.spi;

import io.rollbackrecovery.core.id.RepoPath;

/**
 * A use that does not find what it needs.
 *
 * @param path the file that has the use
 * @param line the line, from 1
 * @param symbol what is used, or what is wrong, in words of the language
 * @param target the file where it would have to be
 */
public record Dangling(RepoPath path, int line, String symbol, RepoPath target) {}
