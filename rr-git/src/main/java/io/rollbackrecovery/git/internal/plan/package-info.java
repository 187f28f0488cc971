/** Parts that all plans are made of: commits and tags with their ids, metadata commits, moves of a branch. */
@NullMarked
package io.rollbackrecovery.git.internal.plan;

import org.jspecify.annotations.NullMarked;
