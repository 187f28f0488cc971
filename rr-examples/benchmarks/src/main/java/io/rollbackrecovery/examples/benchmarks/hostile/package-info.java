/** Repositories made to break whoever reads them, and what reading them costs. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.hostile;

import org.jspecify.annotations.NullMarked;
