/** How sessions are kept in the repository, and how those are found that RR did not see begin. */
@NullMarked
package io.rollbackrecovery.git.internal.session;

import org.jspecify.annotations.NullMarked;
