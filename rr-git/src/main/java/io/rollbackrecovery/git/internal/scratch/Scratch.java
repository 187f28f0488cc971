package io.rollbackrecovery.git.internal.scratch;

import io.rollbackrecovery.core.check.CheckTarget;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Plan;
import io.rollbackrecovery.core.plan.PlannedCommit;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.attributes.Conversions;
import io.rollbackrecovery.git.internal.attributes.TreeAttributes;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.index.Index;
import io.rollbackrecovery.git.internal.index.IndexEntry;
import io.rollbackrecovery.git.internal.index.IndexFile;
import io.rollbackrecovery.git.internal.merge.CommitObjects;
import io.rollbackrecovery.git.internal.merge.TreeMaterializer;
import io.rollbackrecovery.git.internal.objects.ObjectSink;
import io.rollbackrecovery.git.internal.objects.ObjectStore;
import io.rollbackrecovery.git.internal.repository.RepositoryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * One scratch work tree. In its folder lie {@code owner} (locked), {@code work/<name>} (the checked-out files with a
 * {@code .git} of their own) and {@code objects} (what only planned trees need, out of the reach of git commands that
 * run inside). For one thread at a time.
 */
final class Scratch implements AutoCloseable {
    private static final int LARGEST_ATTRIBUTES = 100 << 20; // git ignores larger ones

    private final ScratchSpace.Claim claim;
    private final RepositoryAccess repository;
    private final WorkFolder work;
    private final Path objects;

    /** What the bytes on the disk depend on besides the blobs. */
    private record Rules(SortedMap<RepoPath, TreeListing.File> attributeFiles, List<Byte> info) {}

    private Scratch(ScratchSpace.Claim claim, RepositoryAccess repository) {
        this.claim = claim;
        this.repository = repository;
        this.work = new WorkFolder(claim.folder().resolve("work").resolve(name(repository)));
        this.objects = claim.folder().resolve("objects");
    }

    /** Makes a scratch for a repository, which is borrowed. */
    static Scratch open(ScratchSpace space, RepositoryAccess repository) throws IOException {
        ScratchSpace.Claim claim = space.claim();
        try {
            Scratch scratch = new Scratch(claim, repository);
            Files.createDirectories(scratch.objects.resolve("pack"));
            return scratch;
        } catch (IOException failed) {
            claim.close();
            throw failed;
        }
    }

    /** Some builds take the name of their folder for the name of the project. */
    private static String name(RepositoryAccess repository) {
        return repository
                .layout()
                .workTree()
                .map(tree -> String.valueOf(tree.getFileName()))
                .filter(name -> name.chars().allMatch(c -> c > ' ' && c < 0x7f))
                .filter(name -> !name.startsWith(".") && name.length() < 100)
                .orElse("work");
    }

    /** Answers what no other scratch has. */
    String id() {
        return claim.id();
    }

    /**
     * Checks a revision out; the folder is clean then.
     *
     * @return the folder, real and absolute; it lasts until the next checkout
     */
    Path checkOut(CheckTarget target) throws IOException {
        if (target instanceof CheckTarget.OfCommit commit) {
            checkOut(commit.commit());
        } else {
            checkOut(((CheckTarget.OfPlan) target).plan());
        }
        return work.path();
    }

    private void checkOut(CommitId id) throws IOException {
        try (ObjectReader reader = repository.jgit().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            walk.setRetainBody(false);
            RevCommit commit = walk.parseCommit(Ids.jgit(id));
            checkOut(reader, commit, commit.getTree());
        }
    }

    private void checkOut(Plan plan) throws IOException {
        TreeId tree = plan.tree()
                .filter(known -> plan.isClean())
                .orElseThrow(() -> new RrException(
                        ErrorCode.BAD_REQUEST,
                        "the plan '" + plan.summary() + "' has no tree that could be checked",
                        "Check a plan that is clean and changes files."));
        try (ObjectStore store =
                        ObjectStore.open(objects, List.of(repository.layout().objectDir()));
                ObjectSink inserter = store.newWriter();
                ObjectReader reader = inserter.newReader()) {
            new TreeMaterializer(repository.mergeSettings()).write(plan.steps(), reader, inserter);
            plan.commits().forEach(commit -> CommitObjects.write(commit, inserter));
            PlannedCommit head = headOf(plan, tree);
            CommitObjects.write(head, inserter);
            inserter.flush();
            checkOut(reader, Ids.jgit(head.id()), Ids.jgit(tree));
        }
    }

    /** Answers the plan's own last commit, or else a synthetic one that holds the planned tree. */
    private static PlannedCommit headOf(Plan plan, TreeId tree) {
        List<PlannedCommit> commits = plan.commits();
        if (!commits.isEmpty() && commits.get(commits.size() - 1).tree().equals(tree)) {
            return commits.get(commits.size() - 1);
        }
        Signature rr = new Signature(
                GitEnvironment.INTERNAL_IDENTITY.name(),
                GitEnvironment.INTERNAL_IDENTITY.email(),
                plan.time(),
                ZoneOffset.UTC);
        List<CommitId> parents = commits.isEmpty() ? List.of() : commits.get(0).parents();
        return CommitObjects.commit(tree, parents, rr, rr, "Planned: " + plan.summary() + "\n");
    }

    private void checkOut(ObjectReader reader, ObjectId head, ObjectId tree) throws IOException {
        TreeListing files = TreeListing.of(tree, reader);
        byte[] info = Durable.read(
                        repository.layout().commonDir().resolve("info").resolve("attributes"))
                .orElse(new byte[0]);
        Conversions conversions = new Conversions(
                new TreeAttributes(path -> attributes(path, files, reader), info, new byte[0]), repository.config());
        Rules rules = new Rules(files.attributeFiles(), boxed(info));
        Map<RepoPath, IndexEntry> kept = work.clean(files, rules);
        Path gitDir = work.path().resolve(Constants.DOT_GIT);
        GitFolder.write(gitDir, repository, List.of(repository.layout().objectDir(), objects), head);
        Index index = TreeCheckout.write(files, reader, conversions, work.path(), kept);
        Path indexFile = gitDir.resolve("index");
        Files.write(indexFile, IndexFile.encode(index));
        work.remember(index, rules, indexFile);
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return List.of(boxed);
    }

    private static Optional<byte[]> attributes(RepoPath path, TreeListing files, ObjectReader reader) {
        TreeListing.File file = files.files().get(path);
        if (file == null || !file.mode().isFile()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.open(file.id(), Constants.OBJ_BLOB).getCachedBytes(LARGEST_ATTRIBUTES));
        } catch (IOException failed) {
            throw Failures.of("read " + path, failed);
        }
    }

    /** Removes the folder with all that checks left in it. */
    @Override
    public void close() throws IOException {
        claim.close();
    }
}
