package io.rollbackrecovery.git.internal.refs;

import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A process that opens a repository and reads all of it; {@link QuietRepositoryTest} watches its system calls. */
final class QuietProbe {
    private QuietProbe() {}

    /** Reads the repository named by the first argument and ends with 0 if there was something to read. */
    public static void main(String[] arguments) throws IOException {
        int read = 0;
        try (QuietRepository repository = QuietRepository.open(Path.of(arguments[0]), GitEnvironment.isolated());
                RevWalk walk = new RevWalk(repository);
                TreeWalk files = new TreeWalk(repository)) {
            for (String revision : List.of("HEAD", "HEAD~1^{tree}", "main@{1}", "main@{u}", "v1^{commit}")) {
                ObjectId id = repository.resolve(revision);
                if (id == null) {
                    System.exit(3);
                }
                repository.resolve(id.name().substring(0, 8));
            }
            for (Ref ref : repository.refs().snapshot().refs().values()) {
                repository.getRefDatabase().peel(ref);
            }
            ObjectId head = repository.resolve("HEAD");
            walk.markStart(walk.parseCommit(head));
            for (RevCommit commit : walk) {
                read += commit.getFullMessage().length();
                files.addTree(commit.getTree());
            }
            files.setRecursive(true);
            while (files.next()) {
                for (int i = 0; i < files.getTreeCount(); i++) {
                    if (files.getFileMode(i).getObjectType() == org.eclipse.jgit.lib.Constants.OBJ_BLOB) {
                        read += repository.open(files.getObjectId(i)).getBytes().length;
                    }
                }
            }
            repository.createAttributesNodeProvider().getInfoAttributesNode();
            repository.getObjectDatabase().getShallowCommits();
            repository.refs().otherHeads();
        }
        System.exit(read > 0 ? 0 : 4);
    }
}
