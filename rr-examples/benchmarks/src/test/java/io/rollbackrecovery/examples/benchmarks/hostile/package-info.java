/** Hostile repositories are answered, and nothing outside of them is touched. */
package io.rollbackrecovery.examples.benchmarks.hostile;
