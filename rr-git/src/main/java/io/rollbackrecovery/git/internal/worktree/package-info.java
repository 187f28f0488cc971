/** The files of a work tree: how they differ from the index, and how they are written without losing a byte. */
@NullMarked
package io.rollbackrecovery.git.internal.worktree;

import org.jspecify.annotations.NullMarked;
