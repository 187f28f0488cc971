/** The measured libraries give the same answers. */
package io.rollbackrecovery.examples.benchmarks.graph;
