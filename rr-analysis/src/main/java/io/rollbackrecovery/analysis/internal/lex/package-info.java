/** The lexer core that all languages share: bytes to tokens in one pass, without recursion, whatever the bytes are. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lex;

import org.jspecify.annotations.NullMarked;
