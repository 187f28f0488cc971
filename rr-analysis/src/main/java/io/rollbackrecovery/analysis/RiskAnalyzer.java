package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.ChangeSet.Touched;
import io.rollbackrecovery.analysis.internal.lang.Languages;
import io.rollbackrecovery.analysis.internal.risk.Changed;
import io.rollbackrecovery.analysis.internal.risk.Found;
import io.rollbackrecovery.analysis.internal.risk.Renaming;
import io.rollbackrecovery.analysis.internal.risk.RiskSearch;
import io.rollbackrecovery.analysis.internal.risk.SourceText;
import io.rollbackrecovery.analysis.risk.Risk;
import io.rollbackrecovery.analysis.risk.RiskRule;
import io.rollbackrecovery.analysis.risk.RiskRules;
import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.history.CommitGraph;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.FileMode;
import io.rollbackrecovery.core.source.PathChange;
import io.rollbackrecovery.core.source.SourceFile;
import io.rollbackrecovery.core.source.SourceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds changes to sensitive places: checks that decide otherwise than before, protections that are gone, secrets,
 * characters that mislead. It compares what code says before and after, not its lines: moved, renamed and reformatted
 * code is no change. A finding says that someone should look, not that something is wrong; no finding proves nothing.
 *
 * <p>Thread-safe if the ports are. Reads the repository, never writes, runs nothing.
 */
public final class RiskAnalyzer {
    private static final int MOST_BYTES_OF_A_FILE = 1 << 20;
    private static final int MOST_FILES = 3_000;

    private final SourceReader source;
    private final CommitGraph commits;
    private final List<RiskRule> rules;

    /**
     * Makes an analyzer with the rules that RR comes with.
     *
     * @param source gives the files of any revision
     * @param commits gives the commits
     */
    public RiskAnalyzer(SourceReader source, CommitGraph commits) {
        this(source, commits, RiskRules.builtIn());
    }

    /**
     * Makes an analyzer with some rules.
     *
     * @param source gives the files of any revision
     * @param commits gives the commits
     * @param rules the rules, for example those of {@link RiskRules#builtIn()} and others
     */
    public RiskAnalyzer(SourceReader source, CommitGraph commits, List<RiskRule> rules) {
        this.source = source;
        this.commits = commits;
        this.rules = List.copyOf(rules);
    }

    /**
     * Looks at what some commits changed, all taken together: what one of them did and another took back is not found.
     * The cost grows with the changed files. Of more than 3,000 changed files the first are looked at; files over 1 MiB
     * are looked at by their path and kind alone.
     *
     * @param newestFirst the commits, newest first; each is compared with its first parent
     * @return what was found, the most urgent first; of the same level by path and line
     * @throws RrException {@code MISSING_OBJECT} if a commit or tree is not in the repository
     */
    public List<Risk> find(List<CommitId> newestFirst) {
        ChangeSet changes = ChangeSet.of(newestFirst, commits, source);
        List<Found> found = search(changes);
        Map<CommitId, List<Found>> alone = new HashMap<>();
        List<Risk> risks = new ArrayList<>();
        for (Found one : found) {
            risks.add(risk(one, makers(one, changes, newestFirst, alone)));
        }
        return risks;
    }

    /**
     * Looks at what the commits of a blast radius changed, and names for each finding the entry points that reach it.
     *
     * @param radius a blast radius of the same repository
     * @return what was found, as {@link #find(List)}
     * @throws RrException {@code MISSING_OBJECT} if a commit or tree is not in the repository
     */
    public List<Risk> find(BlastRadius radius) {
        List<Risk> risks = new ArrayList<>();
        for (Risk risk : find(radius.commits())) {
            List<RepoPath> entries = radius.entryPoints().stream()
                    .filter(entry -> entry.reaches().contains(risk.path()))
                    .map(EntryPoint::path)
                    .limit(Risk.MOST_ENTRY_POINTS)
                    .toList();
            risks.add(new Risk(
                    risk.rule(),
                    risk.level(),
                    risk.path(),
                    risk.line(),
                    risk.what(),
                    risk.before(),
                    risk.after(),
                    risk.commits(),
                    entries));
        }
        return risks;
    }

    /**
     * Looks at the difference between two trees, for example of what a plan would make.
     *
     * @param before a tree
     * @param after a tree
     * @return what was found, without commits
     * @throws RrException {@code MISSING_OBJECT} if a tree is not in the repository
     */
    public List<Risk> between(TreeId before, TreeId after) {
        List<Changed> files = new ArrayList<>();
        for (PathChange change : source.diff(before, after)) {
            files.add(changed(change.before(), change.after()));
        }
        return RiskSearch.find(Renaming.pair(files), rules).stream()
                .map(one -> risk(one, List.of()))
                .toList();
    }

    private List<Found> search(ChangeSet changes) {
        List<Changed> files = new ArrayList<>();
        for (Touched touched : changes.touched().values()) {
            if (files.size() < MOST_FILES) {
                files.add(changed(touched.before(), touched.after()));
            }
        }
        return RiskSearch.find(Renaming.pair(files), rules);
    }

    /** Those of the commits that show the finding by themselves; if it takes several, all that touched the file. */
    private List<CommitId> makers(
            Found found, ChangeSet changes, List<CommitId> newestFirst, Map<CommitId, List<Found>> alone) {
        if (newestFirst.size() == 1) {
            return newestFirst;
        }
        List<CommitId> touching = changes.commitsOf(found.path());
        if (touching.size() < 2) {
            return touching;
        }
        List<CommitId> makers = new ArrayList<>();
        for (CommitId id : touching) {
            boolean made =
                    alone.computeIfAbsent(id, key -> search(ChangeSet.of(List.of(key), commits, source))).stream()
                            .anyMatch(found::isLike);
            if (made) {
                makers.add(id);
            }
        }
        return makers.isEmpty() ? touching : makers;
    }

    private static Risk risk(Found found, List<CommitId> commits) {
        return new Risk(
                found.rule().id(),
                found.level(),
                found.path(),
                found.line(),
                found.what(),
                found.before(),
                found.after(),
                commits,
                List.<RepoPath>of());
    }

    private Changed changed(Optional<SourceFile> before, Optional<SourceFile> after) {
        return new Changed(before.map(this::read), after.map(this::read));
    }

    private SourceText read(SourceFile file) {
        byte[] bytes = new byte[0];
        if (file.mode() != FileMode.GITLINK) {
            try {
                bytes = source.read(file.blob(), MOST_BYTES_OF_A_FILE).bytes().orElse(bytes);
            } catch (RrException e) {
                if (e.code() != ErrorCode.MISSING_OBJECT) {
                    throw e;
                }
                // A partial clone has the paths without all contents: such a file is looked at by its path alone.
                bytes = new byte[0];
            }
        }
        return new SourceText(file, bytes, Languages.builtIn());
    }
}
