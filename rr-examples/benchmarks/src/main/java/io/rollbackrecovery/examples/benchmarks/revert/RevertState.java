package io.rollbackrecovery.examples.benchmarks.revert;

import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A generated repository, and which of its commits are to be reverted; every call takes the next ones. */
@State(Scope.Thread)
public class RevertState {
    /** The system property that names the folder of the generated repositories. */
    static final String WORK = "rr.bench.work";

    /** How many files the repository has. */
    @Param("500")
    public int files;

    /** Whether files were renamed between the commits and HEAD. */
    @Param({"false", "true"})
    public boolean renames;

    /** How many commits came after those that are to be reverted. */
    @Param("0")
    public int later;

    /** How many files each reverted commit changed: 3, or 1, 10, 100, 1000. */
    @Param("3")
    public int width;

    /** How many commits one call reverts. */
    @Param("1")
    public int commits;

    private GeneratedRepository repository;
    private List<List<String>> calls;
    private int next;

    static Path work() {
        return Path.of(System.getProperty(WORK, System.getProperty("java.io.tmpdir", "/tmp") + "/rr-bench"));
    }

    /** Makes the repository, or finds it. */
    @Setup(Level.Trial)
    public void makeRepository() {
        repository = GeneratedRepository.of(work(), files, renames, later);
        if (width != 3) {
            calls = List.of(List.of(repository.wide(width)));
        } else if (commits != 1) {
            calls = List.of(repository.interleaved(commits));
        } else {
            calls = repository.single().stream().map(List::of).toList();
        }
    }

    GeneratedRepository repository() {
        return repository;
    }

    /** All that the calls revert. */
    List<String> all() {
        return calls.stream().flatMap(List::stream).toList();
    }

    /** What the next call reverts, newest first. */
    List<String> next() {
        next = (next + 1) % calls.size();
        return calls.get(next);
    }
}
