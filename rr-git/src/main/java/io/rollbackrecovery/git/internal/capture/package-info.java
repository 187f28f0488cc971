/** Captures of uncommitted and untracked work: raw bytes in a store of RR's own that nothing pushes. */
@NullMarked
package io.rollbackrecovery.git.internal.capture;

import org.jspecify.annotations.NullMarked;
