package io.rollbackrecovery.analysis.spi;

/**
 * A name in a file and the first line that has it.
 *
 * @param text the name
 * @param line the line, from 1
 */
public record Mention(String text, int line) {}
