package io.rollbackrecovery.examples.cli.wire;

import java.util.List;

/** Operations, newest first. */
public record OperationsDoc(List<OperationDoc> operations) {}
