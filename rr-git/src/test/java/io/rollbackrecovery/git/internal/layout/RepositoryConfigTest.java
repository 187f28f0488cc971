package io.rollbackrecovery.git.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollbackrecovery.core.error.ErrorCode;
import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import io.rollbackrecovery.git.env.Identity;
import io.rollbackrecovery.git.env.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration as the real git reads it, and nothing of it that was not allowed. */
class RepositoryConfigTest {
    @TempDir
    Path temp;

    private GitFixture git;

    @BeforeEach
    void makeRepository() {
        git = GitFixture.init(temp.resolve("work"));
    }

    private RepositoryConfig load(GitEnvironment environment) throws IOException {
        return RepositoryConfig.load(GitLayout.find(git.folder(), environment), environment);
    }

    private void append(String text) throws IOException {
        Files.writeString(git.path(".git/config"), text, StandardOpenOption.APPEND);
    }

    @Test
    void readsOddSpellingsAsGitDoes() throws IOException {
        append("""
                [rr] one = 1 # a comment
                  two="a # b"
                \tlong = first \\
                    second
                [RR "Sub.Section"]
                \tkey = value
                [rr]
                \tflag
                \tescaped = tab\\tquote\\"back\\\\slash
                """);
        RepositoryConfig config = load(GitEnvironment.isolated());
        for (String key : new String[] {"one", "two", "long", "escaped"}) {
            assertThat(config.text("rr", key)).as(key).contains(git.run("config", "rr." + key));
        }
        assertThat(config.values().getString("rr", "Sub.Section", "key")).isEqualTo("value");
        assertThat(config.flag("rr", "flag", false)).isTrue();
    }

    @Test
    void layersOverrideEachOtherInGitsOrder() throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Path system = Files.writeString(temp.resolve("system"), "[rr]\n a = system\n b = system\n c = system\n");
        Files.writeString(home.resolve(".gitconfig"), "[rr]\n b = user\n c = user\n[user]\n name = U\n email = u@x\n");
        append("[rr]\n c = repository\n");
        GitEnvironment environment = GitEnvironment.ofUser(
                Map.of(
                        "GIT_CONFIG_SYSTEM", system.toString(),
                        "GIT_CONFIG_COUNT", "1",
                        "GIT_CONFIG_KEY_0", "rr.d",
                        "GIT_CONFIG_VALUE_0", "command"),
                Optional.of(home),
                ZoneOffset.UTC);
        RepositoryConfig config = load(environment);
        assertThat(config.text("rr", "a")).contains("system");
        assertThat(config.text("rr", "b")).contains("user");
        assertThat(config.text("rr", "c")).contains("repository");
        assertThat(config.text("rr", "d")).contains("command");
        assertThat(config.author().getName()).isEqualTo("U");
        assertThat(config.knowsAuthor()).isTrue();
        assertThat(load(GitEnvironment.isolated()).text("rr", "b")).isEmpty();
        GitEnvironment noSystem = GitEnvironment.ofUser(
                Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_SYSTEM", system.toString()),
                Optional.empty(),
                ZoneOffset.UTC);
        assertThat(load(noSystem).text("rr", "a")).isEmpty();
    }

    @Test
    void includesAreFollowedOnlyWhereTrusted() throws IOException {
        append("""
                [rr]
                  a = before
                [include] path = more
                [rr]
                  b = after
                [includeIf "gitdir:work/"]
                  path = conditional
                [includeIf "gitdir:elsewhere/"]
                  path = other
                [includeIf "onbranch:main"]
                  path = other
                """);
        Files.writeString(git.path(".git/more"), "[rr]\n a = included\n b = included\n[include]\n path = deeper\n");
        Files.writeString(git.path(".git/deeper"), "[rr]\n deep = yes\n[include]\n path = more\n");
        Files.writeString(git.path(".git/conditional"), "[rr]\n c = conditional\n");
        Files.writeString(git.path(".git/other"), "[rr]\n c = wrong\n");
        RepositoryConfig untrusted = load(GitEnvironment.isolated());
        assertThat(untrusted.trust()).isEqualTo(Trust.UNTRUSTED);
        assertThat(untrusted.text("rr", "a")).contains("before");
        assertThat(untrusted.text("rr", "c")).isEmpty();
        RepositoryConfig trusted = load(GitEnvironment.isolated().withTrust(Trust.TRUSTED));
        assertThat(trusted.text("rr", "a")).contains("included");
        assertThat(trusted.text("rr", "b")).contains("after");
        assertThat(trusted.text("rr", "c")).contains("conditional");
        assertThat(trusted.text("rr", "deep")).contains("yes");
    }

    @Test
    void aWorkTreeMayHaveConfigurationOfItsOwn() throws IOException {
        git.run("config", "extensions.worktreeConfig", "true");
        git.run("config", "--worktree", "rr.own", "mine");
        assertThat(load(GitEnvironment.isolated()).text("rr", "own")).contains("mine");
    }

    @Test
    void identityAndDatesComeFromTheEnvironmentFirst() throws IOException {
        append("[user]\n name = Config\n email = c@x\n[committer]\n name = Committer\n");
        GitEnvironment environment = GitEnvironment.ofUser(
                Map.of(
                        "GIT_AUTHOR_NAME", "Author <x>",
                        "GIT_AUTHOR_EMAIL", "a@x",
                        "GIT_AUTHOR_DATE", "1700000000 -0530",
                        "GIT_COMMITTER_DATE", "2024-02-03T04:05:06+01:00"),
                Optional.empty(),
                ZoneId.of("Europe/Istanbul"));
        RepositoryConfig config = load(environment);
        assertThat(config.author().toExternalString()).isEqualTo("Author x <a@x> 1700000000 -0530");
        assertThat(config.committer().toExternalString()).isEqualTo("Committer <c@x> 1706929506 +0100");
        PersonIdent now = load(GitEnvironment.ofUser(Map.of(), Optional.empty(), ZoneId.of("Asia/Tokyo"))
                        .withClock(() -> Instant.ofEpochSecond(1_700_000_000)))
                .author();
        assertThat(now.toExternalString()).isEqualTo("Config <c@x> 1700000000 +0900");
        assertThat(load(GitEnvironment.isolated().withIdentity(new Identity("I", "i@x")))
                        .committer()
                        .toExternalString())
                .startsWith("I <i@x> ")
                .endsWith(" +0000");
        assertThat(load(GitEnvironment.isolated()).author().getEmailAddress()).isEqualTo("rr@localhost");
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        append("[broken\n");
        assertThatThrownBy(() -> load(GitEnvironment.isolated())).isInstanceOfSatisfying(RrException.class, thrown -> {
            assertThat(thrown.code()).isEqualTo(ErrorCode.CORRUPT);
            assertThat(thrown).hasMessageContaining(".git/config");
        });
    }
}
