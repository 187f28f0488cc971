/**
 * Languages that are read for what one file says of others, not for its declarations: includes, requires, imports, and
 * the paths and classes that configuration names. One class of facts for each way of saying it, shared linkers.
 */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.simple;

import org.jspecify.annotations.NullMarked;
