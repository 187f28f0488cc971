package io.rollbackrecovery.analysis;

import io.rollbackrecovery.analysis.spi.FactExtractor;
import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.core.id.TreeId;
import io.rollbackrecovery.core.source.FileMode;
import java.util.List;

/** Any bytes are a file before and after a change: what the risk rules and the comparison of symbols say is the same twice. */
public final class FuzzRisk {
    private FuzzRisk() {}

    public static void fuzzerTestOneInput(byte[] data) {
        FactExtractor language = FuzzInput.language(data);
        List<byte[]> parts = FuzzInput.parts(data, 2);
        for (String name : FuzzInput.names(language, 3)) {
            RepoPath path = RepoPath.of(name);
            MemoryRepository repository = new MemoryRepository();
            TreeId none = repository.tree();
            TreeId one = file(repository, path, parts, 0);
            TreeId other = file(repository, path, parts, 1);
            RiskAnalyzer risks = new RiskAnalyzer(repository, repository);
            for (List<TreeId> pair : List.of(List.of(none, one), List.of(one, other), List.of(other, one))) {
                if (!risks.between(pair.get(0), pair.get(1)).equals(risks.between(pair.get(0), pair.get(1)))) {
                    throw new IllegalStateException(name + ": another answer the second time");
                }
                new BlastRadiusAnalyzer(repository, repository).changedSymbols(repository, pair.get(0), pair.get(1));
            }
            if (!risks.between(one, one).isEmpty()) {
                throw new IllegalStateException(name + ": something is found where nothing changed");
            }
        }
    }

    private static TreeId file(MemoryRepository repository, RepoPath path, List<byte[]> parts, int part) {
        byte[] content = part < parts.size() ? parts.get(part) : new byte[0];
        return repository.file(path, FileMode.REGULAR, content).tree();
    }
}
