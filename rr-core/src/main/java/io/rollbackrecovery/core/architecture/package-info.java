/** The layers of a code base and the dependencies allowed between them, as {@code ARCHITECTURE.md} declares them. */
@NullMarked
package io.rollbackrecovery.core.architecture;

import org.jspecify.annotations.NullMarked;
