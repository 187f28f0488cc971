package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process in the middle of a writing operation is killed for real, before one of its system calls that change
 * something; or one of its calls fails, once or for good. Whichever it is: after recovery the repository is byte for
 * byte as before the operation or as after it, no lock is left, git finds no fault, and the person goes on working; and
 * a failure was told with its code, what was wrong, and what to do.
 *
 * <p>A seeded sample of the calls. {@code src/test/scripts/crash-sweep} takes every one; what it has found and how far
 * it has come stands in docs/safety.md.
 */
class CrashTest {
    private static ProbeJvm probe;

    @TempDir
    static Path shared;

    @TempDir
    Path temp;

    @BeforeAll
    static void startFromOneArchive() throws Exception {
        Tools.require("git", "strace");
        probe = CrashSweep.probe(shared.resolve("probe"));
    }

    static List<String> operations() {
        return CrashScene.OPERATIONS;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aKilledOrFailedOperationHasHappenedOrHasNot(String operation) throws Exception {
        long seed = operation.hashCode();
        CrashSweep sweep = CrashSweep.of(probe, temp, operation);
        assertThat(sweep.killPlaces()).hasSizeGreaterThan(20);
        for (CrashPlace place : CrashSweep.sample(sweep.killPlaces(), 1, seed)) {
            sweep.kill(place);
        }
        String kind = List.of("once", "full", "readonly", "read").get((int) Math.floorMod(seed, 4L));
        for (CrashSweep.Fault fault : CrashSweep.sample(sweep.faults(kind), 1, seed)) {
            sweep.fail(fault);
        }
        assertThat(sweep.findings()).isEmpty();
        assertThat(sweep.runs() + sweep.missed()).isEqualTo(2);
    }

    /** RR's own journal keeps what undo needs, and a pack that is not yet held by refs is kept from any gc. */
    @Test
    void aCollectionBeforeTheRecoveryTakesNothing() throws Exception {
        CrashSweep sweep = CrashSweep.of(probe, temp, "revert");
        for (CrashPlace place : CrashSweep.sample(sweep.killPlaces(), 2, 4)) {
            sweep.killThenCollect(place);
        }
        assertThat(sweep.findings()).isEmpty();
    }

    /** What failed first is what is told: it knows that the operation has happened. */
    @Test
    void aPruningThatCannotTidyUpSaysThatItHasHappened() throws Exception {
        CrashSweep sweep = CrashSweep.of(probe, temp, "journal-prune");
        CrashSweep.Fault locksStay = sweep.faults("readonly").stream()
                .filter(fault -> fault.what().contains("unlink") && fault.what().contains("packed-refs.lock"))
                .findFirst()
                .orElseThrow();
        sweep.fail(locksStay);
        assertThat(sweep.findings()).isEmpty();
    }

    /** A folder that cannot be listed while RR's files are counted. */
    @Test
    void anUninstallThatCannotReadSaysSo() throws Exception {
        CrashSweep sweep = CrashSweep.of(probe, temp, "uninstall");
        CrashSweep.Fault unreadable = sweep.faults("read").stream()
                .filter(fault -> fault.what().contains("openat") && fault.what().contains("store.git/refs/captures\""))
                .findFirst()
                .orElseThrow();
        sweep.fail(unreadable);
        assertThat(sweep.findings()).isEmpty();
    }

    /** A file that somebody made before the recovery came is left, and git says that it is not what was committed. */
    @Test
    void theIndexDoesNotVouchForWhatTheRecoveryLeaves() throws Exception {
        CrashSweep sweep = CrashSweep.of(probe, temp, "revert");
        CrashPlace place = sweep.killPlaces().stream()
                .filter(one -> one.call().startsWith("rename") && one.what().contains("/dir/b.txt"))
                .findFirst()
                .orElseThrow();
        sweep.killThenEdit(place, "dir/b.txt", "B\n");
        assertThat(sweep.findings()).isEmpty();
    }
}
