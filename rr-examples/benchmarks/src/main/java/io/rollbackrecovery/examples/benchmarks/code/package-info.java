/** Dependency graphs of code: cold, from a cache, one more commit. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.code;

import org.jspecify.annotations.NullMarked;
