/** Checkpoints as values: what they hold and what they could not. */
@NullMarked
package io.rollbackrecovery.core.checkpoint;

import org.jspecify.annotations.NullMarked;
