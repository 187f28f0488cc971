/** Which later commits must be taken back along with others: who owns which lines and paths, and the least clean set. */
@NullMarked
package io.rollbackrecovery.git.internal.dependents;

import org.jspecify.annotations.NullMarked;
