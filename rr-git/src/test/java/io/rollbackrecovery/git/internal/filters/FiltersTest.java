package io.rollbackrecovery.git.internal.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.id.RepoPath;
import io.rollbackrecovery.fixtures.Tools;
import io.rollbackrecovery.git.internal.attributes.FilterDriver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes in and comes out is bounded. The bound is a GiB; here it is a KiB, for a GiB would have to be in memory. */
class FiltersTest {
    private static final int MOST = 1 << 10;
    private static final RepoPath PATH = RepoPath.of("big.bin");
    private static final Map<String, String> VARIABLES = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path folder;

    @BeforeEach
    void requireShell() {
        Tools.require("sh");
    }

    private byte[] clean(String command, int bytes, boolean required) throws IOException {
        FilterDriver driver =
                new FilterDriver("big", Optional.of(command), Optional.empty(), Optional.empty(), required);
        try (Filters filters = new Filters(folder, VARIABLES, MOST)) {
            return filters.clean(driver, PATH, () -> new ByteArrayInputStream(new byte[bytes]));
        }
    }

    @Test
    void asMuchAsIsAllowedIsTaken() throws IOException {
        assertThat(clean("cat", MOST, true)).hasSize(MOST);
        assertThat(clean("false", MOST, false))
                .as("as it is, since the filter fails")
                .hasSize(MOST);
    }

    @Test
    void aFileThatIsTooLargeAndNotFilteredIsRefusedByName() {
        assertThatThrownBy(() -> clean("false", MOST + 1, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("big.bin")
                .hasMessageContaining("more than " + MOST + " bytes");
    }

    @Test
    void aFilterThatGivesTooMuchHasFailed() {
        assertThatThrownBy(() -> clean("cat", MOST + 1, true))
                .isInstanceOf(FilterException.class)
                .hasMessageContaining("big.bin");
    }

    @Test
    void aLargeFileOfWhichAFilterMakesLittleIsTaken() throws IOException {
        assertThat(clean("head -c 10", 1 << 20, true)).hasSize(10);
    }
}
