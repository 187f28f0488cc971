package io.rollbackrecovery.examples.benchmarks.revert;

import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A generated repository, and which of its commits are to be reverted; every call takes the next one. */
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

    private GeneratedRepository repository;
    private List<String> single;
    private List<String> interleaved;
    private int next;

    static Path work() {
        return Path.of(System.getProperty(WORK, System.getProperty("java.io.tmpdir", "/tmp") + "/rr-bench"));
    }

    /** Makes the repository, or finds it. */
    @Setup(Level.Trial)
    public void makeRepository() {
        repository = GeneratedRepository.of(work(), files, renames);
        single = repository.single();
        interleaved = repository.interleaved();
    }

    GeneratedRepository repository() {
        return repository;
    }

    String nextCommit() {
        next = (next + 1) % single.size();
        return single.get(next);
    }

    List<String> interleaved() {
        return interleaved;
    }
}
