/** Carries plans out by the commit protocol of docs/format.md, and finishes or takes back what a crash left. */
@NullMarked
package io.rollbackrecovery.git.internal.apply;

import org.jspecify.annotations.NullMarked;
