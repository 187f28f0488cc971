package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.core.id.CheckpointName;
import io.rollbackrecovery.core.plan.Operation;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers of RR and a person's git at the same time lose nothing. */
class ConcurrencyTest {
    private static final int WRITERS = 4;
    private static final int EACH = 8;

    @TempDir
    Path folder;

    @Test
    void everyOperationIsInTheJournalOrWasRefused() throws Exception {
        Tools.require("git");
        GitFixture git = GitFixture.init(folder);
        git.write("a.txt", "a\n").commit("first");
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        List<Future<Set<String>>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            writers.add(executor.submit(() -> write(number)));
        }
        for (int commit = 0; commit < 10; commit++) {
            git.write("person-" + commit + ".txt", "mine\n").commit("person " + commit);
        }
        Set<String> made = new TreeSet<>();
        for (Future<Set<String>> writer : writers) {
            made.addAll(writer.get(120, TimeUnit.SECONDS));
        }
        executor.shutdown();

        assertThat(git.run("rev-list", "--count", "HEAD")).isEqualTo("11");
        assertThat(git.run("fsck", "--strict", "--no-dangling")).isEmpty();
        try (GitRepository repository = GitRepository.open(folder, GitEnvironment.isolated())) {
            Set<String> listed = new TreeSet<>();
            repository
                    .checkpoints()
                    .list()
                    .forEach(found -> listed.add(found.name().value()));
            assertThat(listed).isEqualTo(made);
            assertThat(repository.journal().operations(1000)).hasSize(made.size());
            assertThat(repository.journal().operations(1000))
                    .extracting(Operation::id)
                    .doesNotHaveDuplicates();
        }
        assertThat(made).isNotEmpty();
    }

    /** Half of the writers in linked work trees; {@code src/test/scripts/crowd} takes many more, as processes. */
    @Test
    void aCrowdLosesNothing() throws Exception {
        Tools.require("git");
        Crowd crowd = Crowd.in(folder, 2);
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        List<Future<List<String>>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int number = writer;
            Path where = writer < 2 ? Crowd.linkedFolder(folder, writer) : crowd.folder();
            writers.add(executor.submit(() -> CrowdProbe.write(where, number, 5)));
        }
        crowd.commitWhile(() -> !writers.stream().allMatch(Future::isDone), true);
        List<String> reports = new ArrayList<>();
        for (Future<List<String>> writer : writers) {
            reports.addAll(writer.get());
        }
        executor.shutdown();
        assertThat(crowd.check(reports)).startsWith("20 operations");
    }

    /** Each writer has an instance of its own, as another process would. */
    private Set<String> write(int writer) {
        Set<String> made = new TreeSet<>();
        try (GitRepository repository = GitRepository.open(folder, GitEnvironment.isolated())) {
            for (int i = 0; i < EACH; i++) {
                CheckpointName name = new CheckpointName("w" + writer + "-" + i);
                try {
                    repository.checkpoints().create(name);
                    made.add(name.value());
                } catch (RrException refused) {
                    // Only a lock of somebody else's is a reason, and it says that trying again helps.
                    assertThat(refused.code()).as(refused.toString()).isIn(ErrorCode.LOCKED, ErrorCode.STALE);
                }
            }
        }
        return made;
    }
}
