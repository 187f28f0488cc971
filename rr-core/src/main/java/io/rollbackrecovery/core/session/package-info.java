/** Sessions of work by an agent, as values: requests, states, attribution. */
@NullMarked
package io.rollbackrecovery.core.session;

import org.jspecify.annotations.NullMarked;
