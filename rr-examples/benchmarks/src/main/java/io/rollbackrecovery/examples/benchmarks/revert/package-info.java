/** Reverts beside the real git: time on generated repositories, and the answers on real ones. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.revert;

import org.jspecify.annotations.NullMarked;
