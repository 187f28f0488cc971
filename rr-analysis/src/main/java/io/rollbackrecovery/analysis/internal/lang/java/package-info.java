/** Java: facts by a scanner of our own, links by packages, imports, wildcards and same-package use. */
@NullMarked
package io.rollbackrecovery.analysis.internal.lang.java;

import org.jspecify.annotations.NullMarked;
