/** The filters of a trusted configuration ({@code filter.<name>.clean}, {@code smudge}, {@code process}), run as git does. */
@NullMarked
package io.rollbackrecovery.git.internal.filters;

import org.jspecify.annotations.NullMarked;
