package io.rollbackrecovery.examples.cli.wire;

import java.util.List;
import java.util.Optional;

/** Checkpoints that are removed, and the bytes that only they need. */
public record PruneDoc(List<String> removed, long freed, Optional<String> operation) {}
