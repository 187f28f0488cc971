/** Dependency graphs of code: cold, from a cache, one more commit, and what a large repository takes of memory. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.code;

import org.jspecify.annotations.NullMarked;
