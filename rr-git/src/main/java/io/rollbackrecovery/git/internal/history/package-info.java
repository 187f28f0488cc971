/** Commits and files read from Git objects: the ports of rr-core, over JGit's walks. */
@NullMarked
package io.rollbackrecovery.git.internal.history;

import org.jspecify.annotations.NullMarked;
