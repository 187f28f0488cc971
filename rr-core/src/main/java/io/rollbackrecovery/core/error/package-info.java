/** The one exception that RR throws, and its stable codes. */
@NullMarked
package io.rollbackrecovery.core.error;

import org.jspecify.annotations.NullMarked;
