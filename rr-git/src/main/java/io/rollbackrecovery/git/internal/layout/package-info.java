/** Where a repository's parts lie, what its configuration says, and whether RR can work with its format. */
@NullMarked
package io.rollbackrecovery.git.internal.layout;

import org.jspecify.annotations.NullMarked;
