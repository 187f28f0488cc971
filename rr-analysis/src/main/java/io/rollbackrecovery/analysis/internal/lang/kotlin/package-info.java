/** Kotlin: facts by a scanner of our own; links are made together with Java, since both share their packages. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.kotlin;

import org.jspecify.annotations.NullMarked;
