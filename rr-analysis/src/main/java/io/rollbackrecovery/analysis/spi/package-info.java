/** What others implement to add a language: facts of one file, and the rules that link the files of a revision. */
@NullMarked
package io.rollbackrecovery.analysis.spi;

import org.jspecify.annotations.NullMarked;
