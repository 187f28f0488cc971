/** The measured reverts are the same work as git's. */
package io.rollbackrecovery.examples.benchmarks.revert;
