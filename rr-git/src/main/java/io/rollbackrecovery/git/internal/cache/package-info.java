/** What was computed from contents, in a folder that several processes share. */
@NullMarked
package io.rollbackrecovery.git.internal.cache;

import org.jspecify.annotations.NullMarked;
