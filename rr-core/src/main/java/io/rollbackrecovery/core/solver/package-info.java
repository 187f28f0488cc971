/** What must be undone together: the least closure over requirements, and its shrinking to a 1-minimal set. */
@NullMarked
package io.rollbackrecovery.core.solver;

import org.jspecify.annotations.NullMarked;
