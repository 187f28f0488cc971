/** Scratch work trees: a revision checked out in a folder of its own, and checks run over it. */
@NullMarked
package io.rollbackrecovery.git.internal.scratch;

import org.jspecify.annotations.NullMarked;
