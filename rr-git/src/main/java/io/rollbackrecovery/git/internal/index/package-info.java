/** The index of a work tree, read and written byte by byte as git's index-format(5) says. */
@NullMarked
package io.rollbackrecovery.git.internal.index;

import org.jspecify.annotations.NullMarked;
