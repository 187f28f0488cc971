/** The verbs, one class each: options in, calls of the public API, an answer out. */
@NullMarked
package io.rollbackrecovery.examples.cli.verbs;

import org.jspecify.annotations.NullMarked;
