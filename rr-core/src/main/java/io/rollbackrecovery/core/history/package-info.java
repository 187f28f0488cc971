/** Commits as values, and the port through which they are read. */
@NullMarked
package io.rollbackrecovery.core.history;

import org.jspecify.annotations.NullMarked;
