/** Facts of JavaScript and TypeScript files, and how their references are resolved. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.javascript;

import org.jspecify.annotations.NullMarked;
