package io.rollbackrecovery.core.run;

/**
 * How far a long call is.
 *
 * @param task what is being done, for people
 * @param done how many units are done
 * @param total how many there are; 0 if that is not known
 */
public record Progress(String task, long done, long total) {}
