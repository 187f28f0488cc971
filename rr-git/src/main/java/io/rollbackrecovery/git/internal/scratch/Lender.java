package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.git.internal.layout.GitLayout;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The repository that scratch work trees borrow from. Nothing is ever written to it.
 *
 * @param layout where it lies
 * @param readers gives readers of its objects; safe for several threads
 * @param refs gives the refs that commands in a scratch shall see (branches and tags, for {@code git describe}), by
 *     full name
 */
public record Lender(
        GitLayout layout, Supplier<? extends ObjectReader> readers, Supplier<SortedMap<String, ObjectId>> refs) {}
