/** The reference command line: parses the arguments, runs one verb, prints its answer. */
@NullMarked
package io.rollbackrecovery.examples.cli;

import org.jspecify.annotations.NullMarked;
