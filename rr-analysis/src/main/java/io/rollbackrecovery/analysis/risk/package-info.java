/** Changes to sensitive places: the rules by which they are found, as values, and what was found. */
@NullMarked
package io.rollbackrecovery.analysis.risk;

import org.jspecify.annotations.NullMarked;
