/** The one obvious way in: open a repository, get the services, close it. */
@NullMarked
package io.rollbackrecovery;

import org.jspecify.annotations.NullMarked;
