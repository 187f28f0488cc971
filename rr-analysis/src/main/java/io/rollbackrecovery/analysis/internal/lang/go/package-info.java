/** Go: facts by a scanner of our own, links by modules, packages and the names that files of a package declare. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.go;

import org.jspecify.annotations.NullMarked;
