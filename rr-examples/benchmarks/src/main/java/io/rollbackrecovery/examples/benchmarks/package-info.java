/** The benchmarks' command line and the tables that they print. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
