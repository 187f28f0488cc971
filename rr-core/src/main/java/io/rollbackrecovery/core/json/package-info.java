/** Plans, operations, sessions and checkpoints as JSON, so that another process can read, keep and apply them. */
@NullMarked
package io.rollbackrecovery.core.json;

import org.jspecify.annotations.NullMarked;
