package io.rollbackrecovery.git.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitEnvironmentTest {
    @TempDir
    Path temp;

    @Test
    void theIsolatedOneKnowsNothing() {
        GitEnvironment isolated = GitEnvironment.isolated();
        assertThat(isolated.home()).isEmpty();
        assertThat(isolated.systemConfig()).isEmpty();
        assertThat(isolated.globalConfigs()).isEmpty();
        assertThat(isolated.variable("GIT_DIR")).isEmpty();
        assertThat(isolated.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(isolated.trustFor(temp, Optional.empty())).isEqualTo(Trust.UNTRUSTED);
        assertThat(isolated).isEqualTo(GitEnvironment.isolated()).isNotEqualTo(isolated.withVariable("GIT_DIR", "x"));
    }

    @Test
    void theUsersOneKnowsWhatGitKnows() {
        Path home = temp.resolve("home");
        GitEnvironment user = GitEnvironment.ofUser(
                Map.of("GIT_DIR", "/x", "PATH", "/bin", "XDG_CONFIG_HOME", "/xdg"), Optional.of(home), ZoneOffset.UTC);
        assertThat(user.variable("GIT_DIR")).contains("/x");
        assertThat(user.globalConfigs()).isEqualTo(List.of(Path.of("/xdg/git/config"), home.resolve(".gitconfig")));
        assertThat(user.systemConfig()).contains(Path.of("/etc/gitconfig"));
        assertThat(user.withoutRepositoryVariables().variable("GIT_DIR")).isEmpty();
        assertThat(user.withGlobalConfig(home).globalConfigs()).containsExactly(home);
        assertThat(GitEnvironment.ofUser().zone()).isNotNull();
    }

    @Test
    void aRepositoryOfTheUserIsTrustedAndAnothersIsNot() throws IOException {
        GitEnvironment user =
                GitEnvironment.ofUser(Map.of("GIT_CONFIG_NOSYSTEM", "1"), Optional.of(temp), ZoneOffset.UTC);
        Path own = Files.createDirectories(temp.resolve("own"));
        assertThat(user.trustFor(own, Optional.of(own))).isEqualTo(Trust.TRUSTED);
        assertThat(user.trustFor(temp.resolve("missing"), Optional.empty())).isEqualTo(Trust.UNTRUSTED);
        assertThat(user.withTrust(Trust.UNTRUSTED).trustFor(own, Optional.empty()))
                .isEqualTo(Trust.UNTRUSTED);
        assertThat(user.withTrust(Trust.TRUSTED).trustFor(temp.resolve("missing"), Optional.empty()))
                .isEqualTo(Trust.TRUSTED);
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000 +0200, 2023-11-15T00:13:20+02:00",
        "@1700000000 -0330, 2023-11-14T18:43:20-03:30",
        "@1700000000, 2023-11-15T01:13:20+03:00",
        "2024-02-03T04:05:06Z, 2024-02-03T04:05:06Z",
        "2024-02-03 04:05:06 +0100, 2024-02-03T04:05:06+01:00",
        "2024-02-03 04:05:06, 2024-02-03T04:05:06+03:00",
        "'Thu, 07 Apr 2005 22:13:13 +0200', 2005-04-07T22:13:13+02:00"
    })
    void datesAreReadAsGitReadsThem(String text, String expected) {
        assertThat(GitDate.parse(text, ZoneOffset.ofHours(3))).contains(OffsetDateTime.parse(expected));
    }

    @Test
    void noDateIsNoDate() {
        for (String text : List.of("", "yesterday", "1700000000 +99", "2024-13-01T00:00:00Z")) {
            assertThat(GitDate.parse(text, ZoneOffset.UTC)).as(text).isEmpty();
        }
    }

    @Test
    void anIdentityHoldsWhatGitCanWrite() {
        assertThat(new Identity(" A <b>\n", "<a@x>")).hasToString("A b <a@x>");
        assertThatThrownBy(() -> new Identity("<>", "a@x")).isInstanceOf(IllegalArgumentException.class);
    }
}
