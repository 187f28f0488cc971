/** Checks that tell a good revision from a bad one, and the port that runs them. */
@NullMarked
package io.rollbackrecovery.core.check;

import org.jspecify.annotations.NullMarked;
