/**
 * The documents of the command line, one record for each shape. They are apart from the API, so that both can evolve.
 * A component that is an empty {@code Optional} is left out (not computed); one that is null is written as null (none).
 */
@NullMarked
package io.rollbackrecovery.examples.cli.wire;

import org.jspecify.annotations.NullMarked;
