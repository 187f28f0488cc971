/** Three-way merges of trees with git's verdict, in memory; reverts as plans; and the writing of planned objects. */
@NullMarked
package io.rollbackrecovery.git.internal.merge;

import org.jspecify.annotations.NullMarked;
