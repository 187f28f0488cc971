package io.rollbackrecovery.examples.cli.wire;

import java.util.List;
import java.util.Optional;

/** Checkpoints, newest first; with the changes between the two, if they were compared. */
public record CheckpointsDoc(List<CheckpointDoc> checkpoints, Optional<List<ChangeDoc>> changes) {}
