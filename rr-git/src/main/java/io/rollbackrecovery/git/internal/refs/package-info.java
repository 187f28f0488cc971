/** Refs, HEAD and reflogs, read without a lock and moved all or none; and the read-only repository for JGit's use. */
@NullMarked
package io.rollbackrecovery.git.internal.refs;

import org.jspecify.annotations.NullMarked;
