/** How often the risk rules speak up on ordinary commits. */
@NullMarked
package io.rollbackrecovery.examples.benchmarks.risk;

import org.jspecify.annotations.NullMarked;
