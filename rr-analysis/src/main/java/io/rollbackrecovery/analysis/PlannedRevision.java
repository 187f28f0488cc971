package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.ChangeSet.Touched;
import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.SourceFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Works out what a revision looks like, in facts, once some paths are taken back. */
final class PlannedRevision {
    private final RevisionReader reader;
    private final Revision now;
    private final Map<RepoPath, Optional<FileFacts>> replaced = new HashMap<>();

    PlannedRevision(RevisionReader reader, Revision now) {
        this.reader = reader;
        this.now = now;
    }

    /** Takes the change of a path back; what others did to it since stays as far as facts tell. */
    void takeBack(RepoPath path, Touched change, Optional<SourceFile> current) {
        boolean exists = current.isPresent();
        if (change.before().isEmpty()) {
            if (exists) {
                replaced.put(path, Optional.empty());
            }
        } else if (change.after().isEmpty()) {
            if (!exists) {
                replaced.put(path, Optional.of(facts(change.before())));
            }
        } else if (exists) {
            boolean untouchedSince = current.equals(change.after());
            FileFacts before = facts(change.before());
            replaced.put(
                    path,
                    Optional.of(
                            untouchedSince
                                    ? before
                                    : FactMerge.takeBack(facts(current), facts(change.after()), before)));
        }
    }

    /** Sets a path to a state it had; empty for one that did not exist. */
    void restore(RepoPath path, Optional<SourceFile> state) {
        replaced.put(path, state.map(file -> facts(Optional.of(file))));
    }

    private FileFacts facts(Optional<SourceFile> file) {
        return file.flatMap(state -> reader.languageOf(state.path())
                        .flatMap(language -> reader.read(state, language).facts()))
                .orElse(FileFacts.empty());
    }

    /** The facts of a path in the planned revision; empty if it will not exist or is in no analysed language. */
    Optional<FileFacts> factsOf(RepoPath path) {
        Optional<FileFacts> planned = replaced.get(path);
        return planned == null ? now.factsOf(path) : planned;
    }

    /** Whether a path is there now and will not be. */
    boolean removes(RepoPath path) {
        Optional<FileFacts> planned = replaced.get(path);
        return planned != null && planned.isEmpty();
    }

    /** The paths that are other than now, at most. */
    Set<RepoPath> changed() {
        return replaced.keySet();
    }

    Revision build() {
        Revision.Builder revision = now.without(replaced.keySet());
        replaced.forEach((path, facts) -> facts.ifPresent(known -> add(revision, path, known)));
        return revision.build();
    }

    private void add(Revision.Builder revision, RepoPath path, FileFacts facts) {
        revision.path(path);
        Optional<FactExtractor> language = reader.languageOf(path);
        language.ifPresent(known -> revision.facts(known, path, facts));
    }
}
