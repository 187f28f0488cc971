package io.rollbackrecovery.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.FsckAfterEach;
import io.rollbackrecovery.fixtures.TempRepository;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code src/test/scripts/real-repositories} does in real repositories, in a generated one. */
@FsckAfterEach
class RealRepositoriesTest {
    @TempDir
    Path folder;

    @Test
    void whatWasDoneIsTakenBackByteForByte() throws Exception {
        Tools.require("git");
        TempRepository.seeded(11).files(60).commits(120).into(folder.resolve("generated"));
        assertThat(RealRepositories.workAndUndo(folder.resolve("generated"), 8))
                .contains("all undone", " 0 reverts were refused");
    }
}
