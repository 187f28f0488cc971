package io.rollbackrecovery.examples.cli.wire;

import java.util.List;

/** Sessions, newest first. */
public record SessionsDoc(List<SessionDoc> sessions) {}
