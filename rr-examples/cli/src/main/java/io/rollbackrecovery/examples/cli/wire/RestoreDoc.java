package io.rollbackrecovery.examples.cli.wire;

import io.rollbackrecovery.core.id.TreeId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A checkpoint's restore. {@code uncommitted} tells whether uncommitted work is put back too. */
public record RestoreDoc(
        String name,
        String effect,
        @Nullable TreeId tree,
        List<ChangeDoc> changes,
        boolean uncommitted,
        List<RefMoveDoc> refs,
        Optional<String> operation,
        Optional<List<PathResultDoc>> paths) {}
