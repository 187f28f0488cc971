/** Names of things: object ids, refs, sessions, operations, and paths as bytes. */
@NullMarked
package io.rollbackrecovery.core.id;

import org.jspecify.annotations.NullMarked;
