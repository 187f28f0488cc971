/** Facts of files by content, kept in memory. */
@NullMarked
package io.rollbackrecovery.analysis.internal.facts;

import org.jspecify.annotations.NullMarked;
