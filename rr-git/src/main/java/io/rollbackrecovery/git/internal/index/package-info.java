/** Git's index (staging area) as an immutable value, and the file that holds it. */
@NullMarked
package io.rollbackrecovery.git.internal.index;

import org.jspecify.annotations.NullMarked;
