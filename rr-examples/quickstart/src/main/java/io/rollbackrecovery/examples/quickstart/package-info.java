/** The guide's story, told by one main method on a repository that it makes itself. */
@NullMarked
package io.rollbackrecovery.examples.quickstart;

import org.jspecify.annotations.NullMarked;
