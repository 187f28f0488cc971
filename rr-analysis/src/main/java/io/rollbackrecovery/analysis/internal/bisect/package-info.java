/** The questions of {@code git bisect}, from the commits alone. */
@NullMarked
package io.rollbackrecovery.analysis.internal.bisect;

import org.jspecify.annotations.NullMarked;
