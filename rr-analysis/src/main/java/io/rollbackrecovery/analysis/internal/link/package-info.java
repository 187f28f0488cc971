/** Linking that follows changes: which files' links a change can touch. */
@NullMarked
package io.rollbackrecovery.analysis.internal.link;

import org.jspecify.annotations.NullMarked;
