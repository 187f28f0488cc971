/** Repositories, sessions, checkpoints and the journal: all of RR that touches a repository. */
@NullMarked
package io.rollbackrecovery.git;

import org.jspecify.annotations.NullMarked;
