/** Git attributes of paths, and what they make of a file between repository and disk. */
@NullMarked
package io.rollbackrecovery.git.internal.attributes;

import org.jspecify.annotations.NullMarked;
