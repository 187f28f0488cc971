package io.rollbackrecovery.git.internal.refs;

import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Where HEAD of a work tree points: to a branch, or to a commit (detached). Exactly one of the two is present.
 *
 * @param branch the full name of the ref that HEAD names, whether or not it exists yet
 * @param detached the commit, if HEAD names no ref
 */
public record Head(Optional<String> branch, Optional<ObjectId> detached) {
    /** Makes a value. */
    public Head {
        if (branch.isPresent() == detached.isPresent()) {
            throw new IllegalArgumentException("HEAD names a branch or a commit");
        }
    }

    /** Answers a HEAD that names a branch. */
    public static Head on(String branch) {
        return new Head(Optional.of(branch), Optional.empty());
    }

    /** Answers a HEAD that names a commit. */
    public static Head at(ObjectId commit) {
        return new Head(Optional.empty(), Optional.of(commit));
    }

    /** Answers the content of the file {@code HEAD}. */
    public String toFileContent() {
        return branch.map(name -> "ref: " + name)
                        .orElseGet(() -> detached.orElseThrow().name()) + "\n";
    }
}
