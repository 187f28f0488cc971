/** What RR keeps and for how long: captures that are needed, pruning the journal, removing all of RR. */
@NullMarked
package io.rollbackrecovery.git.internal.retention;

import org.jspecify.annotations.NullMarked;
