package io.rollbackrecovery.examples.benchmarks.revert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The real git's verdict, by {@code git revert --no-commit} in a clone, or by {@code git merge-tree} on two commits whose
 * only parent has the tree of the reverted commit. The repository itself is only read.
 */
final class Oracle implements AutoCloseable {
    private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private final Path folder;
    private final Git git;
    private final boolean mergeTree;
    private int withoutWorkTree;

    Oracle(Path repository, boolean mergeTree) {
        this.mergeTree = mergeTree;
        try {
            this.folder = Files.createTempDirectory("rr-bench-oracle");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.git = new Git(folder.resolve("clone"));
        new Git(folder)
                .run(
                        "clone",
                        "--quiet",
                        "--shared",
                        "--no-checkout",
                        repository.toAbsolutePath().toString(),
                        "clone");
    }

    Verdict judge(History.Case one, Optional<String> returnsTo) {
        if (mergeTree) {
            return mergeTree(one, returnsTo);
        }
        if (git.attempt("checkout", "--quiet", "--force", "--detach", one.onto())
                        .exit()
                == 0) {
            return revert(one);
        }
        // a partial clone: files that the revert does not touch cannot be checked out
        withoutWorkTree++;
        return mergeTree(one, returnsTo);
    }

    /** How many were judged by merge-tree because the repository lacks files of the commit to revert on. */
    int withoutWorkTree() {
        return withoutWorkTree;
    }

    private Verdict revert(History.Case one) {
        git.run("clean", "-ffdxq");
        Git.Result result = one.mainline() == 0
                ? git.attempt("revert", "--no-commit", one.commit())
                : git.attempt("revert", "--no-commit", "-m", String.valueOf(one.mainline()), one.commit());
        List<String> unmerged = git.attempt("ls-files", "--unmerged", "-z").pieces().stream()
                .filter(Predicate.not(String::isEmpty))
                .map(entry -> entry.substring(entry.indexOf('\t') + 1))
                .toList();
        Verdict verdict;
        if (result.exit() == 0) {
            verdict = Verdict.clean(git.run("write-tree"));
        } else if (unmerged.isEmpty()) {
            verdict = Verdict.refused("git revert ended with " + result.exit() + " and no path in conflict");
        } else {
            verdict = Verdict.conflict(unmerged, "");
        }
        git.run("reset", "--hard", "--quiet");
        return verdict;
    }

    private Verdict mergeTree(History.Case one, Optional<String> returnsTo) {
        takeAttributes(one.onto());
        String base = git.run("commit-tree", "-m", "base", one.commit() + "^{tree}");
        String ours = git.run("commit-tree", "-m", "ours", "-p", base, one.onto() + "^{tree}");
        String theirs = git.run(
                "commit-tree",
                "-m",
                "theirs",
                "-p",
                base,
                returnsTo.map(parent -> parent + "^{tree}").orElse(EMPTY_TREE));
        Git.Result result =
                git.attempt("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs);
        List<String> pieces = result.pieces();
        return switch (result.exit()) {
            case 0 -> Verdict.clean(pieces.get(0));
            case 1 ->
                Verdict.conflict(
                        pieces.stream()
                                .skip(1)
                                .filter(Predicate.not(String::isEmpty))
                                .toList(),
                        "");
            default -> Verdict.refused("git merge-tree ended with " + result.exit());
        };
    }

    /** A work tree with nothing but the commit's attribute files: where git reads them. */
    private void takeAttributes(String commit) {
        git.attempt("rm", "-rq", "--cached", "--ignore-unmatch", ".");
        git.run("clean", "-ffdxq");
        for (String path : git.run("ls-tree", "-r", "-z", "--name-only", commit).split("\0", -1)) {
            if (path.equals(".gitattributes") || path.endsWith("/.gitattributes")) {
                git.run("checkout", "--quiet", commit, "--", path);
            }
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
