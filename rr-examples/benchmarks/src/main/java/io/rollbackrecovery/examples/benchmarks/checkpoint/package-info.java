/** What a checkpoint costs beside git, as docs/benchmarks.md says. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.checkpoint;

import org.jspecify.annotations.NullMarked;
