/**
 * The languages that RR reads, one package for each. To add one: a package here with a
 * {@link io.rollbackrecovery.analysis.spi.FactExtractor}, its linker, and a line in
 * {@link io.rollbackrecovery.analysis.internal.lang.Languages}.
 */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang;

import org.jspecify.annotations.NullMarked;
