package io.rollbackrecovery.git.internal.merge;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.TreeStep;
import io.rollbackrecovery.git.internal.files.IoProblem;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Carries out the steps of a plan, so that its trees exist. Each step is computed anew and must end in the tree that it
 * promised. Immutable; thread-safe as far as the readers and inserters passed in are not shared.
 */
public final class TreeMaterializer {
    private final MergeSettings settings;

    /**
     * Makes a materializer.
     *
     * @param settings what merges depend on; the same as when the plan was made
     */
    public TreeMaterializer(MergeSettings settings) {
        this.settings = settings;
    }

    /**
     * Computes the steps without writing anything, so that their trees can be read from memory.
     *
     * @param steps the steps, in order
     * @param reader the repository's objects; borrowed
     * @return the layer that holds the new objects
     * @throws RrException {@code STALE} if a step ends in another tree than it promised
     */
    public MemoryObjects compute(List<TreeStep> steps, ObjectReader reader) {
        MergeContext context = new MergeContext(reader, settings);
        MemoryObjects memory = context.memory;
        for (TreeStep step : steps) {
            Optional<TreeId> result;
            if (step instanceof TreeStep.Merge merge) {
                result = TreeMerge.merge(
                                context,
                                merge.base(),
                                merge.ours(),
                                merge.theirs(),
                                merge.left()::contains,
                                merge.only())
                        .tree();
            } else if (step instanceof TreeStep.Edit edit) {
                ObjectId from = ObjectId.fromString(edit.from().hex());
                ObjectId id = Trees.apply(memory.newReader(), memory, from, edit.edits());
                result = Optional.of(new TreeId(id.name()));
            } else {
                throw new AssertionError("the steps are closed: " + step);
            }
            if (!result.equals(Optional.of(step.result()))) {
                throw new RrException(
                        ErrorCode.STALE,
                        "a step of the plan ends in "
                                + result.map(tree -> "tree " + tree.hex()).orElse("a conflict")
                                + " and not in tree " + step.result().hex(),
                        "attributes or merge settings were changed since it was made: plan again");
            }
        }
        return memory;
    }

    /**
     * Carries out the steps and writes the new blobs and trees that their results need. Does not flush.
     *
     * @param steps the steps, in order
     * @param reader the repository's objects; borrowed
     * @param inserter where to write
     * @throws RrException {@code STALE} if a step ends in another tree than it promised, and nothing is written;
     *     {@code IO}
     */
    public void write(List<TreeStep> steps, ObjectReader reader, ObjectSink inserter) {
        MemoryObjects memory = compute(steps, reader);
        try {
            for (TreeStep step : steps) {
                memory.writeReachable(ObjectId.fromString(step.result().hex()), inserter);
            }
        } catch (IOException e) {
            throw new RrException(
                    ErrorCode.IO, "the trees of a plan cannot be written: " + e.getMessage(), IoProblem.hint(e), e);
        }
    }
}
