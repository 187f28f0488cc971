/** How checkpoints are kept in the repository. */
@NullMarked
package io.rollbackrecovery.git.internal.checkpoint;

import org.jspecify.annotations.NullMarked;
