/** Code read and searched: what depends on what, and which commit broke something. */
@NullMarked
package io.rollbackrecovery.analysis;

import org.jspecify.annotations.NullMarked;
