/** Java beyond names: which uses of members, types and overrides a revision leaves without what they need. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.java.check;

import org.jspecify.annotations.NullMarked;
