/** The dependency graph beside JGraphT and Guava: time and retained memory on the same arrays. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
