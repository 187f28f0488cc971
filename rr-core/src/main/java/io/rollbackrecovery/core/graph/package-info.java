/** The dependency graph: who depends on whom, how far, through what, and in which order to take things back. */
@NullMarked
package io.rollbackrecovery.core.graph;

import org.jspecify.annotations.NullMarked;
