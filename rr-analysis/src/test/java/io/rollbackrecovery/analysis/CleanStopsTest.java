package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.id.CommitId;
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
}
