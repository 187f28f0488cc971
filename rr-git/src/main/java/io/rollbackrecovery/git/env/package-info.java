/** What a caller's surroundings are: home, configuration, identity, zone, clock, variables and trust, as one value. */
@NullMarked
package io.rollbackrecovery.git.env;

import org.jspecify.annotations.NullMarked;
