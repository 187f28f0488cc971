package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
import io.rollbackrecovery.core.id.TreeId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a series of commits could stop. */
final class CleanStopsTest {
    private final MemoryRepository repository = new MemoryRepository();

    @Test
    void areTheCommitsAtWhichNothingDangles() {
        CommitId base = repository
                .file("app/__init__.py", "")
                .file("app/main.py", "from .old import run", "run()")
                .file("app/old.py", "def run():", "    pass")
                .file("src/A.java", "class A { int one() { return 1; } }")
                .commit("base");
        CommitId imports =
                repository.file("app/main.py", "from .new import run", "run()").commit("use what is not there yet");
        CommitId adds = repository.file("app/new.py", "def run():", "    pass").commit("add it");
        CommitId calls = repository
                .file("src/B.java", "class B { int b(A a) { return a.two(); } }")
                .commit("call what is not there yet");
        CommitId two = repository
                .file("src/A.java", "class A { int one() { return 1; } int two() { return 2; } }")
                .commit("add that too");

        assertThat(new BlastRadiusAnalyzer(repository, repository).cleanStops(base, List.of(two, calls, adds, imports)))
                .containsExactly(two, adds);
    }

    @Test
    void areThoseOfJudgingEachAgainstTheStartButForAFew() {
        int clean = 0;
        int more = 0;
        for (long seed = 0; seed < 40; seed++) {
            RandomProject project = new RandomProject(seed, 25);
            MemoryRepository made = new MemoryRepository();
            CommitId base = commit(made, project);
            List<CommitId> series = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                project.edit();
                series.add(commit(made, project));
            }
            BlastRadiusAnalyzer analyzer = new BlastRadiusAnalyzer(made, made);
            TreeId before = made.commit(base).tree();
            List<CommitId> one = series.stream()
                    .filter(id -> analyzer.judge()
                            .dangling(made, before, before, made.commit(id).tree())
                            .isEmpty())
                    .toList();
            List<CommitId> stops = analyzer.cleanStops(base, series);
            assertThat(stops).as("seed " + seed).containsAll(one);
            clean += one.size();
            more += stops.size() - one.size();
        }
        // Where two modules have one name for a while, a name leads to the other in between, and then nowhere.
        assertThat(clean).isGreaterThan(100);
        assertThat(more).isLessThan(clean / 50);
    }

    private static CommitId commit(MemoryRepository repository, RandomProject project) {
        repository.clear();
        project.files().forEach(repository::file);
        return repository.commit("edit");
    }
}
