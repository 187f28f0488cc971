/** Who made a commit: ordered rules over author, committer, trailers and message, each answer with its evidence. */
@NullMarked
package io.rollbackrecovery.git.internal.attribution;

import org.jspecify.annotations.NullMarked;
