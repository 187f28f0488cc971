package io.rollbackrecovery.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and names are what git takes for them. */
class NamesTest {
    @Test
    void anIdIsHexOfAnyEvenLengthFromForty() {
        assertThat(new CommitId("0123456789abcdef0123456789abcdef01234567").abbreviated())
                .isEqualTo("0123456789");
        assertThatCode(() -> new TreeId("ab".repeat(32))).doesNotThrowAnyException();
        for (String bad : new String[] {"", "abc", "AB".repeat(20), "ag".repeat(20), "ab".repeat(20) + "a"}) {
            assertThatIllegalArgumentException().as(bad).isThrownBy(() -> new CommitId(bad));
        }
    }

    @Test
    void idsOfDifferentKindsAreDifferent() {
        String hex = "ab".repeat(20);
        assertThat((Object) new CommitId(hex)).isNotEqualTo(new TreeId(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refs/heads/main",
                "refs/heads/feature/a-b_c.d",
                "refs/heads/.a",
                "refs/heads/a.lock",
                "refs/heads/a.lock/b",
                "refs/heads/a..b",
                "refs/heads/a b",
                "refs/heads/a~b",
                "refs/heads/a^",
                "refs/heads/a:b",
                "refs/heads/a?",
                "refs/heads/a*",
                "refs/heads/a[b",
                "refs/heads/a\\b",
                "refs/heads/a//b",
                "refs/heads/a/",
                "refs/heads/a.",
                "refs/heads/@{b",
                "refs/heads/@",
                "refs/heads/a@b",
                "refs/heads/a\u007fb",
                "refs/heads/a\tb",
                "refs/heads/gr\u00fc\u00df",
                "refs/x"
            })
    void aRefNameIsWhatGitTakesForOne(String name, @TempDir Path folder) {
        Tools.require("git");
        boolean valid = GitFixture.init(folder).tryRun("check-ref-format", name).exit() == 0;

        if (valid) {
            assertThat(new RefName(name).value()).isEqualTo(name);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> new RefName(name));
        }
    }

    @Test
    void aRefHasAShortName() {
        assertThat(RefName.branch("a/b").shortName()).isEqualTo("a/b");
        assertThat(RefName.tag("v1")).hasToString("refs/tags/v1");
        assertThat(new RefName("refs/rr/journal").shortName()).isEqualTo("refs/rr/journal");
        assertThatIllegalArgumentException().isThrownBy(() -> RefName.branch("-a"));
        assertThatIllegalArgumentException().isThrownBy(() -> RefName.branch("HEAD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a/b", "a..b", "a.", "a.lock", "a b", "\u00e4"})
    void aNameOfRrsIsOneComponentOfARef(String bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId(bad));
        assertThatIllegalArgumentException().isThrownBy(() -> new CheckpointName(bad));
    }

    @Test
    void aNameOfRrsHasAtMostAHundredCharacters() {
        assertThatCode(() -> new SessionId("a".repeat(100))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionId("a".repeat(101)));
    }
}
