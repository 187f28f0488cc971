/** Repositories of a size at which memory counts, and what each verb of the CLI needs there. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
