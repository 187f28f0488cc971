/** References between files, and what leaves them without what they need. */
@NullMarked
package io.rollbackrecovery.core.reference;

import org.jspecify.annotations.NullMarked;
