/** The files of a revision, and the port through which they are read. */
@NullMarked
package io.rollbackrecovery.core.source;

import org.jspecify.annotations.NullMarked;
