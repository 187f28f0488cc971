/** The journal of operations, the lock that serializes them, and what is pending after a crash. */
@NullMarked
package io.rollbackrecovery.git.internal.journal;

import org.jspecify.annotations.NullMarked;
