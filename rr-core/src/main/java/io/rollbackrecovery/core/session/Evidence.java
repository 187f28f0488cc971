package io.rollbackrecovery.core.session;

/**
 * What an attribution rests on.
 *
 * @param rule the rule that fired, a stable word with hyphens; {@code no-sign} where nothing points to a machine
 * @param text what it saw, for example the trailer
 */
public record Evidence(String rule, String text) {}
