/** Code as tokens, statements and conditions, alike for all languages: enough to tell what a change means. */
@NullMarked
package io.rollbackrecovery.analysis.internal.code;

import org.jspecify.annotations.NullMarked;
