/** Bytes on the disk: writing that survives a crash, and git's lock files. */
@NullMarked
package io.rollbackrecovery.git.internal.files;

import org.jspecify.annotations.NullMarked;
