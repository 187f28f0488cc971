package io.rollbackrecovery.git.internal.repository;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.Signature;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.GitId;
import io.rollbackrecovery.core.id.RefName;
import io.rollbackrecovery.core.id.TagId;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.plan.Bytes;
import io.rollbackrecovery.core.plan.Head;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.attributes.Conversions;
import io.rollbackrecovery.git.internal.attributes.TreeAttributes;
import io.rollbackrecovery.git.internal.files.Durable;
import io.rollbackrecovery.git.internal.history.Failures;
import io.rollbackrecovery.git.internal.history.GitCommitGraph;
import io.rollbackrecovery.git.internal.history.GitSourceReader;
import io.rollbackrecovery.git.internal.history.Ids;
import io.rollbackrecovery.git.internal.layout.GitLayout;
import io.rollbackrecovery.git.internal.layout.RepositoryConfig;
import io.rollbackrecovery.git.internal.merge.GitTreePlanner;
import io.rollbackrecovery.git.internal.merge.MergeSettings;
import io.rollbackrecovery.git.internal.merge.RecentTrees;
import io.rollbackrecovery.git.internal.refs.QuietRepository;
import io.rollbackrecovery.git.internal.refs.RefStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * One open repository: where it lies, its configuration, objects and refs, in RR's values. Every question is answered
 * from the disk as it is now. Thread-safe.
 */
public final class RepositoryAccess implements AutoCloseable {
    private static final int KEPT_TREE_BYTES = 16 << 20;

    private final QuietRepository repository;
    private final GitCommitGraph commits;
    private final GitSourceReader sources;
    private final RecentTrees recentTrees = new RecentTrees(KEPT_TREE_BYTES);

    private volatile boolean closed;

    private RepositoryAccess(QuietRepository repository) {
        this.repository = repository;
        this.commits = new GitCommitGraph(repository);
        this.sources = new GitSourceReader(repository);
    }

    /** Opens the repository that holds a place, as git finds it. Writes nothing. */
    public static RepositoryAccess open(Path start, GitEnvironment environment) {
        try {
            return new RepositoryAccess(QuietRepository.open(start, environment));
        } catch (IOException e) {
            throw Failures.of("open the repository at " + start, e);
        }
    }

    /**
     * Opens a repository again from another of its work trees.
     *
     * @param repository the repository
     * @param gitDir the git directory of that work tree
     */
    public static RepositoryAccess reopen(RepositoryAccess repository, Path gitDir) {
        try {
            GitLayout here = repository.layout();
            GitLayout layout = gitDir.equals(here.gitDir()) ? here : GitLayout.find(gitDir, repository.environment());
            return new RepositoryAccess(QuietRepository.open(layout, repository.environment()));
        } catch (IOException e) {
            throw Failures.of("open the repository at " + gitDir, e);
        }
    }

    /**
     * Fails once the repository was closed.
     *
     * @throws IllegalStateException if so
     */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this repository was closed");
        }
    }

    /** Where its parts lie. */
    public GitLayout layout() {
        return repository.layout();
    }

    /** Whether objects that its history names may be missing. */
    public boolean isIncomplete() {
        return repository.format().shallow() || repository.format().promisor().isPresent();
    }

    /** Its configuration, as it was when it was opened. */
    public RepositoryConfig config() {
        return repository.configuration();
    }

    /** The environment in which it was opened. */
    public GitEnvironment environment() {
        return repository.environment();
    }

    /** For walks of JGit's. */
    public QuietRepository jgit() {
        requireOpen();
        return repository;
    }

    /** Its refs, for those who move them. */
    public RefStore refStore() {
        requireOpen();
        return repository.refs();
    }

    /** Its commits. */
    public GitCommitGraph commits() {
        requireOpen();
        return commits;
    }

    /** Its files at any revision. */
    public GitSourceReader sources() {
        requireOpen();
        return sources;
    }

    /** Computes reverts on its trees. */
    public GitTreePlanner trees() {
        return new GitTreePlanner(repository::newObjectReader, commits, mergeSettings(), recentTrees);
    }

    /** Trees read lately; whoever reads trees may share them. */
    public RecentTrees recentTrees() {
        return recentTrees;
    }

    /** What merges depend on, by its configuration. */
    public MergeSettings mergeSettings() {
        return MergeSettings.of(config().values()).withInfoAttributes(Bytes.of(infoAttributes()));
    }

    /** Which conversion each path has by the attributes of a tree. */
    public Conversions conversions(TreeId tree) {
        return new Conversions(
                new TreeAttributes(path -> file(tree, path.bytes()), infoAttributes(), new byte[0]), config());
    }

    private byte[] infoAttributes() {
        try {
            return Durable.read(layout().commonDir().resolve("info/attributes")).orElse(new byte[0]);
        } catch (IOException e) {
            throw Failures.of("read info/attributes", e);
        }
    }

    /** Now, by the environment's clock, in whole seconds as commits record it. */
    public Instant now() {
        return committer().time();
    }

    /** Who new commits are by. */
    public Signature author() {
        return Ids.signature(config().author());
    }

    /** Who makes new commits. */
    public Signature committer() {
        return Ids.signature(config().committer());
    }

    /** Where HEAD points. */
    public Head head() {
        io.rollbackrecovery.git.internal.refs.Head head;
        try {
            head = refStore().head();
        } catch (IOException e) {
            throw Failures.of("read HEAD", e);
        }
        return head.detached().isPresent()
                ? new Head.Detached(Ids.commit(head.detached().get()))
                : new Head.OnBranch(new RefName(head.branch().orElseThrow()));
    }

    /** The commit that HEAD names; empty if its branch has none yet. */
    public Optional<CommitId> headCommit() {
        Head head = head();
        return head instanceof Head.Detached detached
                ? Optional.of(detached.commit())
                : commitAt(((Head.OnBranch) head).branch());
    }

    /**
     * The commit that HEAD names.
     *
     * @throws RrException {@code UNBORN_BRANCH} if there is none yet
     */
    public CommitId requireHeadCommit() {
        return headCommit()
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNBORN_BRANCH, "HEAD is on a branch that has no commit yet", "Make a first commit."));
    }

    /**
     * The commit that a revision names.
     *
     * @throws RrException {@code UNKNOWN_REVISION} if it names none
     */
    public CommitId require(String revision) {
        return commits.resolve(revision)
                .orElseThrow(() -> new RrException(
                        ErrorCode.UNKNOWN_REVISION,
                        "'" + revision + "' names no commit of this repository",
                        "List what there is: git branch -a, git tag, git log --oneline"));
    }

    /** What a ref names, not peeled; empty if there is no such ref. */
    public Optional<GitId> ref(RefName name) {
        try (RevWalk walk = new RevWalk(repository)) {
            Optional<ObjectId> id = refStore().idOf(name.value());
            return id.isPresent() ? Optional.of(typed(name, walk.parseAny(id.get()))) : Optional.empty();
        } catch (IOException e) {
            throw Failures.of("read " + name, e);
        }
    }

    private static GitId typed(RefName name, RevObject object) {
        return switch (object.getType()) {
            case Constants.OBJ_COMMIT -> Ids.commit(object);
            case Constants.OBJ_TAG -> new TagId(object.name());
            case Constants.OBJ_TREE -> Ids.tree(object);
            case Constants.OBJ_BLOB -> Ids.blob(object);
            default -> throw new RrException(ErrorCode.CORRUPT, name + " names an object of no known type", "");
        };
    }

    /** The commit that a ref names, through tags; empty if there is no such ref or it names no commit. */
    public Optional<CommitId> commitAt(RefName name) {
        try (RevWalk walk = new RevWalk(repository)) {
            Optional<ObjectId> id = refStore().idOf(name.value());
            if (id.isEmpty()) {
                return Optional.empty();
            }
            RevObject object = walk.peel(walk.parseAny(id.get()));
            return object instanceof RevCommit ? Optional.of(Ids.commit(object)) : Optional.empty();
        } catch (IOException e) {
            throw Failures.of("read " + name, e);
        }
    }

    /** Who made the annotated tag that a ref names; empty if it names none, or one that does not say. */
    public Optional<Signature> tagger(RefName name) {
        try (RevWalk walk = new RevWalk(repository)) {
            Optional<ObjectId> id = refStore().idOf(name.value());
            if (id.isPresent() && walk.parseAny(id.get()) instanceof RevTag tag) {
                PersonIdent tagger = tag.getTaggerIdent();
                return tagger == null ? Optional.empty() : Optional.of(Ids.signature(tagger));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.of("read " + name, e);
        }
    }

    /** The refs below a prefix, ordered by name. */
    public List<RefName> refs(String prefix) {
        try {
            List<RefName> names = new ArrayList<>();
            for (Ref ref : refStore().snapshot().refs(prefix).values()) {
                names.add(new RefName(ref.getName()));
            }
            return names;
        } catch (IOException e) {
            throw Failures.of("list the refs below " + prefix, e);
        }
    }

    /** The text of a file that a commit records; empty if it does not. */
    public Optional<String> text(CommitId commit, String path) {
        return file(commits.commit(commit).tree(), path.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The bytes of a file of a tree; empty if there is no file at that path. */
    public Optional<byte[]> file(TreeId tree, byte[] path) {
        if (tree.equals(GitSourceReader.EMPTY_TREE)) {
            return Optional.empty();
        }
        try (ObjectReader reader = repository.newObjectReader();
                TreeWalk walk = TreeWalk.forPath(reader, new String(path, StandardCharsets.UTF_8), Ids.jgit(tree))) {
            if (walk == null || (walk.getRawMode(0) & 0170000) != 0100000) {
                return Optional.empty();
            }
            ObjectLoader loader = reader.open(walk.getObjectId(0), Constants.OBJ_BLOB);
            return Optional.of(loader.getBytes(Integer.MAX_VALUE - 16));
        } catch (IOException e) {
            throw Failures.of("read a file of tree " + tree, e);
        }
    }

    /** Gives up all file handles. */
    @Override
    public void close() {
        closed = true;
        repository.close();
        repository.getObjectDatabase().close();
    }
}
