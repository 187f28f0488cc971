/** What a verb answers, and how that becomes JSON, text and an exit code. */
@NullMarked
package io.rollbackrecovery.examples.cli.output;

import org.jspecify.annotations.NullMarked;
