package io.rollbackrecovery.git.internal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.junit.jupiter.api.Test;

/** Which settings of a merge a configuration makes. */
class MergeSettingsTest {
    private static MergeSettings of(String text) throws ConfigInvalidException {
        Config config = new Config();
        config.fromText(text);
        return MergeSettings.of(config);
    }

    @Test
    void nothingConfiguredIsGitsDefault() throws ConfigInvalidException {
        assertThat(of("")).isEqualTo(MergeSettings.defaults());
    }

    @Test
    void renamesAreReadAsGitReadsThem() throws ConfigInvalidException {
        assertThat(of("[merge]\nrenames = false\n").renames().enabled()).isFalse();
        assertThat(of("[diff]\nrenames = no\n").renames().enabled()).isFalse();
        assertThat(of("[diff]\nrenames = copies\n").renames().enabled()).isTrue();
        assertThat(of("[diff]\nrenames = no\n[merge]\nrenames\n").renames().enabled())
                .isTrue();
        assertThat(of("[diff]\nrenameLimit = 10\n").renames().limit()).isEqualTo(10);
        assertThat(of("[diff]\nrenameLimit = 10\n[merge]\nrenameLimit = 20\n")
                        .renames()
                        .limit())
                .isEqualTo(20);
        assertThat(of("[merge]\nrenameLimit = 0\n").renames().limit()).isEqualTo(7000);
        assertThat(of("[merge]\ndirectoryRenames = false\n").renames().directories())
                .isEqualTo(RenameSettings.Directories.IGNORE);
        assertThat(of("[merge]\ndirectoryRenames = true\n").renames().directories())
                .isEqualTo(RenameSettings.Directories.APPLY);
        assertThat(of("[merge]\ndirectoryRenames = Conflict\n").renames().directories())
                .isEqualTo(RenameSettings.Directories.CONFLICT);
    }

    @Test
    void renormalizeIsRead() throws ConfigInvalidException {
        assertThat(of("[merge]\nrenormalize = yes\n").renormalize()).isTrue();
        assertThat(of("[merge]\nrenormalize = false\n").renormalize()).isFalse();
        assertThat(of("[merge]\nrenormalize = odd\n").renormalize()).isFalse();
    }

    @Test
    void driversAreThoseWithACommand() throws ConfigInvalidException {
        MergeSettings settings =
                of("[merge]\ndefault = union\n[merge \"mine\"]\ndriver = x %A\n[merge \"nothing\"]\nname = y\n");
        assertThat(settings.drivers()).containsExactly("mine");
        assertThat(settings.defaultDriver()).contains("union");
    }
}
