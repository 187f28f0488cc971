package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.internal.files.HeldLocks;
import io.rollbackrecovery.git.internal.objects.ObjectStore.Existing;
import io.rollbackrecovery.git.internal.objects.ObjectWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** A process that writes a commit and moves refs to it; {@link KillTest} kills it at one system call or the other. */
final class MoveProbe {
    static final String OPERATION = "op-1";

    private MoveProbe() {}

    /** The refs that move: a loose branch, a packed one, one that is deleted and two that are new. */
    static List<RefChange> changes(ObjectId head, ObjectId commit) {
        return List.of(
                RefChange.move("refs/heads/main", head, commit),
                RefChange.move("refs/heads/packed/deep", head, commit),
                RefChange.delete("refs/heads/gone", head),
                RefChange.create("refs/heads/new/branch", commit),
                RefChange.create("refs/rr/journal", commit));
    }

    static Path tokens(QuietRepository repository) {
        return repository.layout().rrDir().resolve("locks");
    }

    static List<Path> locks(QuietRepository repository, RefTransaction move) {
        List<Path> locks = new ArrayList<>(move.locks());
        locks.add(HeadFile.of(repository.layout()).lock());
        return locks;
    }

    /** Runs in the repository named by the first argument; "kept" as the second keeps the objects in a pack. */
    public static void main(String[] arguments) throws IOException {
        try (QuietRepository repository = QuietRepository.open(Path.of(arguments[0]), GitEnvironment.isolated());
                ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader);
                ObjectWriter writer = repository.getObjectDatabase().newWriter(Existing.ANYWHERE)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            RevCommit parent = walk.parseCommit(head);
            if (arguments[1].equals("kept")) {
                writer.keeping(OPERATION);
            }
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(parent.getTree());
            commit.setParentId(parent);
            PersonIdent who = new PersonIdent(
                    "RR", "rr@localhost", parent.getCommitterIdent().getWhenAsInstant(), java.time.ZoneOffset.UTC);
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage("By the probe\n");
            ObjectId id = writer.insert(commit);
            writer.flush();
            RefTransaction move = RefTransaction.plan(repository.refs(), OPERATION, changes(head, id));
            try (HeldLocks locks = HeldLocks.acquire(
                            tokens(repository), OPERATION, locks(repository, move), Duration.ofSeconds(5))
                    .orThrow()) {
                if (move.prepare(locks, reader).isPresent()) {
                    System.exit(3);
                }
                move.commit();
                HeadFile.of(repository.layout()).write(Head.on("refs/heads/new/branch"), locks, OPERATION);
                repository.reflog().record(move.changes(), who, "rr: moved");
            }
            writer.releaseKept();
        }
        System.exit(0);
    }
}
