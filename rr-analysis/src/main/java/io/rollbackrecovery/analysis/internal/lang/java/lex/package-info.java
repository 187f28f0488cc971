/** The tokens of Java. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.java.lex;

import org.jspecify.annotations.NullMarked;
