/** What an operation would do, as a value: plans, their parts, and the outcome of applying one. */
@NullMarked
package io.rollbackrecovery.core.plan;

import org.jspecify.annotations.NullMarked;
