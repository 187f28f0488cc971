package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * One scratch work tree. In its folder lie {@code owner} (locked), {@code work/<name>} (the checked-out files with a
 * {@code .git} of their own) and {@code objects} (what only planned trees need, out of the reach of git commands that
 * run inside). For one thread at a time.
 */
final class Scratch implements AutoCloseable {
    private final ScratchSpace.Claim claim;
    private final Lender lender;
    private final PlanTrees plans;
    private final Path work;
    private final Path objects;

    private Scratch(ScratchSpace.Claim claim, Lender lender, PlanTrees plans) {
        this.claim = claim;
        this.lender = lender;
        this.plans = plans;
        this.work = claim.folder().resolve("work");
        this.objects = claim.folder().resolve("objects");
    }

    /** Makes a scratch in a temporary folder. */
    static Scratch open(ScratchSpace space, Lender lender, PlanTrees plans) throws IOException {
        Scratch scratch = new Scratch(space.claim(), lender, plans);
        Files.createDirectories(scratch.objects.resolve("pack"));
        return scratch;
    }

    /** Answers what no other scratch has. */
    String id() {
        return claim.id();
    }

    /**
     * Checks a revision out, into a clean folder.
     *
     * @return the folder, real and absolute; the next checkout and {@link #close()} remove it
     */
    Path checkOut(CheckTarget target) throws IOException {
        Path folder = work.resolve(name());
        Removal.remove(work);
        Files.createDirectories(folder);
        if (target instanceof CheckTarget.OfCommit commit) {
            try (ObjectReader reader = lender.readers().get()) {
                fill(folder, reader, commit.commit());
            }
        } else {
            fill(folder, ((CheckTarget.OfPlan) target).plan());
        }
        return folder;
    }

    /** Some builds take the name of their folder for the name of the project. */
    private String name() {
        return lender.layout()
                .workTree()
                .map(tree -> String.valueOf(tree.getFileName()))
                .filter(name -> name.chars().allMatch(c -> c > ' ' && c < 0x7f))
                .filter(name -> !name.startsWith(".") && name.length() < 100)
                .orElse("work");
    }

    private void fill(Path folder, ObjectReader reader, CommitId id) throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setRetainBody(false);
            RevCommit commit = walk.parseCommit(Ids.jgit(id));
            fill(folder, reader, commit, commit.getTree());
        }
    }

    private void fill(Path folder, Plan plan) throws IOException {
        TreeId promised = plan.tree()
                .filter(tree -> plan.isClean())
                .orElseThrow(() -> new RrException(
                        ErrorCode.BAD_REQUEST,
                        "the plan '" + plan.summary() + "' has no tree that could be checked",
                        "Check a plan that is clean and changes files."));
        try (ObjectStore store =
                        ObjectStore.open(objects, List.of(lender.layout().objectDir()));
                ObjectInserter inserter = store.newInserter();
                ObjectReader reader = inserter.newReader()) {
            ObjectId tree = plans.write(plan, inserter);
            if (!tree.name().equals(promised.hex())) {
                throw new RrException(
                        ErrorCode.STALE,
                        "the plan '" + plan.summary() + "' promised tree " + promised + " but ends in " + tree.name(),
                        "Plan again: what it was computed from has changed.");
            }
            ObjectId commit = inserter.insert(synthetic(plan, tree));
            inserter.flush();
            fill(folder, reader, commit, tree);
        }
    }

    /** A commit that holds the planned tree, on top of what the plan builds on. */
    private static CommitBuilder synthetic(Plan plan, ObjectId tree) {
        PersonIdent rr = new PersonIdent(
                GitEnvironment.INTERNAL_IDENTITY.name(),
                GitEnvironment.INTERNAL_IDENTITY.email(),
                plan.time(),
                java.time.ZoneOffset.UTC);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (!plan.commits().isEmpty()) {
            commit.setParentIds(
                    plan.commits().get(0).parents().stream().map(Ids::jgit).toList());
        }
        commit.setAuthor(rr);
        commit.setCommitter(rr);
        commit.setMessage("Planned: " + plan.summary() + "\n");
        return commit;
    }

    private void fill(Path folder, ObjectReader reader, ObjectId head, ObjectId tree) throws IOException {
        Path gitDir = folder.resolve(Constants.DOT_GIT);
        List<Path> borrowed = new ArrayList<>(List.of(lender.layout().objectDir()));
        borrowed.add(objects);
        ScratchRepository.write(gitDir, lender, borrowed, head);
        byte[] index = IndexFile.encode(TreeCheckout.write(tree, reader, folder));
        Files.write(gitDir.resolve("index"), index);
    }

    /** Removes the folder with all that checks left in it. */
    @Override
    public void close() throws IOException {
        claim.close();
    }
}
