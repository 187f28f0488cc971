/** JSON trees to text and back, for RR's own modules. */
@NullMarked
package io.rollbackrecovery.core.json.text;

import org.jspecify.annotations.NullMarked;
