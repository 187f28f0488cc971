/** Python: facts by a scanner of our own, links by modules, source roots, relative imports and re-exports. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.python;

import org.jspecify.annotations.NullMarked;
