package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.source.FileMode;
import java.util.List;

/**
 * Any bytes are some files of a language, and then others: they have a graph, the same twice, and the same for an
 * analyzer that knows the files before.
 */
public final class FuzzLinker {
    private static final int MOST_FILES = 14;

    private FuzzLinker() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FactExtractor language = FuzzInput.language(data);
        List<byte[]> parts = FuzzInput.parts(data, MOST_FILES);
        List<String> names = FuzzInput.names(language, parts.size());
        MemoryRepository repository = new MemoryRepository();
        for (int i = 0; i < parts.size(); i++) {
            repository.file(RepoPath.of(names.get(i)), FileMode.REGULAR, parts.get(i));
        }
        CommitId one = repository.commit("one");
        for (int i = 0; i < parts.size(); i++) {
            // Contents change places, and the last file goes.
            byte[] other = parts.get((i + 1) % parts.size());
            if (i == parts.size() - 1 && i > 0) {
                repository.remove(names.get(i));
            } else {
                repository.file(RepoPath.of(names.get(i)), FileMode.REGULAR, other);
            }
        }
        CommitId two = repository.commit("two");

        BlastRadiusAnalyzer knowing = new BlastRadiusAnalyzer(repository, repository);
        for (CommitId commit : List.of(one, two, one)) {
            SourceGraph known = knowing.graph(commit);
            SourceGraph fresh = new BlastRadiusAnalyzer(repository, repository).graph(commit);
            boolean same = known.graph().equals(fresh.graph())
                    && known.unread().equals(fresh.unread())
                    && known.causes().equals(fresh.causes());
            if (!same) {
                throw new IllegalStateException(language.language() + ": " + known + " is not " + fresh);
            }
        }
        knowing.judge()
                .dangling(
                        repository,
                        repository.commit(one).tree(),
                        repository.commit(one).tree(),
                        repository.commit(two).tree());
        knowing.analyze(BlastRequest.of(two.hex()));
    }
}
