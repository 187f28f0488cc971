package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.plan.Plan;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/** Carries out the steps of plans, so that the tree which a plan ends in exists. */
@FunctionalInterface
public interface PlanTrees {
    /**
     * Writes the tree of a plan.
     *
     * @param plan a clean plan that has a tree
     * @param target takes the objects; its readers see the repository's too
     * @return the tree that the steps end in
     * @throws IOException if an object cannot be read or written
     */
    ObjectId write(Plan plan, ObjectInserter target) throws IOException;
}
