/** How changes to sensitive places are found, a class for each sort of rule. */
@NullMarked
package io.rollbackrecovery.analysis.internal.risk;

import org.jspecify.annotations.NullMarked;
