package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.internal.lang.Languages;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.graph.DependencyGraph;
import io.rollbackrecovery.core.history.Commit;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.reference.ReferenceJudge;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells what depends on what, and what taking commits back would touch, from Git objects alone: no work tree, no build,
 * nothing of the repository is run. Code in a language that is not read is named as not analysed.
 *
 * <p>Facts of files are kept by content in memory, up to about 96 MiB, so that another revision costs its changed files
 * only. Thread-safe if the ports are. Reads the repository, never writes.
 */
public final class BlastRadiusAnalyzer {
    /** Beyond this many files, their links are not kept for the next revision where only a graph is wanted. */
    private static final int MANY_FILES = 50_000;
    /** How far back a linked revision of another process is looked for. */
    private static final int MOST_COMMITS_BACK = 60;

    private final SourceReader source;
    private final CommitGraph commits;
    private final RevisionReader reader;
    private final LinkedRevisions linked;

    /**
     * Makes an analyzer for the languages that RR reads.
     *
     * @param source gives the files of any revision
     * @param commits gives the commits
     */
    public BlastRadiusAnalyzer(SourceReader source, CommitGraph commits) {
        this(source, commits, AnalysisOptions.defaults());
    }

    /**
     * Makes an analyzer for some languages.
     *
     * @param source gives the files of any revision
     * @param commits gives the commits
     * @param languages the languages; where two handle a file, the first reads it
     */
    public BlastRadiusAnalyzer(SourceReader source, CommitGraph commits, List<FactExtractor> languages) {
        this(source, commits, AnalysisOptions.defaults().withLanguages(languages));
    }

    /**
     * Makes an analyzer.
     *
     * @param source gives the files of any revision; with an executor it is asked by several threads
     * @param commits gives the commits
     * @param options the languages, the cache, the executor
     */
    public BlastRadiusAnalyzer(SourceReader source, CommitGraph commits, AnalysisOptions options) {
        this.source = source;
        this.commits = commits;
        this.reader = new RevisionReader(source, options);
        this.linked = new LinkedRevisions(reader.keptRevisions());
    }

    /**
     * Gives the languages that RR reads, to pass them on together with others.
     *
     * @return one extractor for each
     */
    public static List<FactExtractor> builtInLanguages() {
        return Languages.builtIn();
    }

    /**
     * Computes what taking commits back on a revision touches. Reads that revision and the one before the oldest of the
     * commits; the cost grows with the files of both that are not known yet, and with the commits in between.
     *
     * @param request the commits and the revision
     * @return the blast radius; without commits (an empty range) nothing is changed and nothing depends on it
     * @throws RrException {@code UNKNOWN_REVISION} if a name in the request names no commit, {@code BAD_REQUEST} if it
     *     is a range with three dots, {@code MISSING_OBJECT} if a commit or tree is not in the repository
     */
    public BlastRadius analyze(BlastRequest request) {
        RequestedCommits requested = RequestedCommits.of(request, commits);
        beginNear(requested.on());
        return new BlastComputation(source, commits, reader, linked, requested).compute();
    }

    /**
     * Compares the declarations of two trees, for example of the present one and of one that a plan would make.
     *
     * @param files reads both trees
     * @param before a tree
     * @param after a tree
     * @return what differs, ordered by path and line, without uses; renames are not looked for
     * @throws RrException {@code MISSING_OBJECT} if a tree is not in the repository
     */
    public List<ChangedSymbol> changedSymbols(SourceReader files, TreeId before, TreeId after) {
        SymbolDifference difference = new SymbolDifference(reader.from(files));
        return files.diff(before, after).stream()
                .flatMap(change -> difference.between(change.before(), change.after()).stream())
                .sorted(SymbolDifference.order())
                .toList();
    }

    /**
     * Computes the dependencies between the files of a commit.
     *
     * @param commit a commit
     * @return the graph, with what is not known
     * @throws RrException {@code MISSING_OBJECT} if the commit or one of its trees is not in the repository
     */
    public SourceGraph graph(CommitId commit) {
        beginNear(commit);
        return graph(commits.commit(commit).tree());
    }

    /** Begins with the nearest revision that another process kept, along the first parents. */
    private void beginNear(CommitId commit) {
        Optional<CommitId> at = Optional.of(commit);
        for (int back = 0; back < MOST_COMMITS_BACK && at.isPresent() && linked.isEmpty(); back++) {
            Commit looked;
            try {
                looked = commits.commit(at.get());
            } catch (RrException missing) {
                if (back > 0 && missing.code() == ErrorCode.MISSING_OBJECT) {
                    // That history ends here, or is damaged, takes nothing away from the commit that was asked for.
                    return;
                }
                throw missing;
            }
            linked.beginWith(reader, looked.tree());
            at = looked.parents().stream().findFirst();
        }
    }

    /**
     * Computes the dependencies between the files of a tree, for example of one that a plan would make.
     *
     * @param tree a tree
     * @return the graph, with what is not known; a file whose content is missing is unread
     * @throws RrException {@code MISSING_OBJECT} if the tree is not in the repository
     */
    public SourceGraph graph(TreeId tree) {
        Optional<List<SourceFile>> files = linked.isEmpty() ? Optional.of(source.files(tree)) : Optional.empty();
        if (files.isPresent() && files.get().size() > MANY_FILES) {
            Revision read = reader.read(files.get());
            SortedSet<RepoPath> unresolved = new TreeSet<>();
            SortedSet<RepoPath> cut = new TreeSet<>();
            DependencyGraph<RepoPath> graph = LinkedRevision.graphOf(read, unresolved, cut);
            return new SourceGraph(graph, read.unread(), Causes.of(read, unresolved, cut));
        }
        LinkedRevision revision = linked.of(reader, tree, () -> files.orElseGet(() -> source.files(tree)));
        return new SourceGraph(revision.graph(), revision.revision().unread(), Causes.of(revision));
    }

    /**
     * Gives the judge of planned trees: which references they leave dangling. For Java it looks at members, parameters,
     * results and overrides as well; in other languages at what names lead to.
     *
     * @return a judge that shares what this analyzer knows of files, and keeps the last revisions that it compared with
     */
    public ReferenceJudge judge() {
        return new TreeJudge(reader, linked);
    }

    /**
     * Finds the clean stopping points of a series of commits: those whose tree has no reference dangling that did not
     * dangle before the series. It is an upper bound: what cannot be seen from the files alone does not count. Most
     * commits cost what they changed; those that mend or break something cost what changed since the series began.
     *
     * @param base the commit before the series
     * @param series the commits, in any order
     * @return those that are clean, in the order in which they were given
     * @throws RrException {@code MISSING_OBJECT} if a commit or tree is not in the repository
     */
    public List<CommitId> cleanStops(CommitId base, Collection<CommitId> series) {
        CleanStopSearch search = new CleanStopSearch(source, commits, judge(), base, series);
        return series.stream().filter(search::isClean).toList();
    }

    /**
     * Compares the dependencies of a revision with its architecture: the {@code rr-architecture} block of its
     * {@code ARCHITECTURE.md} (or that in {@code docs}). Without one, what the commit before had between folders counts
     * as allowed.
     *
     * @param before the commit to compare with: only what came since is told, new cycles too; empty to tell all that is
     *     forbidden
     * @param now the revision to look at
     * @return what is against the architecture, with the commit that brought it where {@code before} is given; that is
     *     looked for in at most 60 commits
     * @throws RrException {@code BAD_REQUEST} if the block has errors, {@code MISSING_OBJECT} if a commit or tree is not
     *     in the repository
     */
    public Drift drift(Optional<CommitId> before, CommitId now) {
        return new DriftSearch(source, commits, reader, linked, before, now).find();
    }
}
