/** How a long call is followed, bounded and cancelled. */
@NullMarked
package io.rollbackrecovery.core.run;

import org.jspecify.annotations.NullMarked;
