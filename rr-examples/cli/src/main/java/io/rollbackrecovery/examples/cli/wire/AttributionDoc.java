package io.rollbackrecovery.examples.cli.wire;

import java.util.List;

/** Who made the commits of a range, newest first. */
public record AttributionDoc(List<AttributedDoc> commits) {}
