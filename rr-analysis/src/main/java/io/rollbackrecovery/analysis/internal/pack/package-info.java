/** Numbers and texts in few bytes. */
@NullMarked
package io.rollbackrecovery.analysis.internal.pack;

import org.jspecify.annotations.NullMarked;
