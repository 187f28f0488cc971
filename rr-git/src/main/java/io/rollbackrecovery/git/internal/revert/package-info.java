/** Plans of reverts: in which order, onto what, and which branch moves. */
@NullMarked
package io.rollbackrecovery.git.internal.revert;

import org.jspecify.annotations.NullMarked;
