package io.rollbackrecovery.git;

import io.rollbackrecovery.core.error.RrException;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Opens a repository in a process of its own, whose system calls fail as {@link UnreadableTest} wants. */
final class OpenProbe {
    private OpenProbe() {}

    /** The repository, a home folder, and the file for the answer: the commit of HEAD, or the code of the failure. */
    public static void main(String[] arguments) throws Exception {
        String answer;
        GitEnvironment environment = GitEnvironment.ofUser(
                Map.of("GIT_CONFIG_NOSYSTEM", "1"), Optional.of(Path.of(arguments[1])), ZoneOffset.UTC);
        try (GitRepository repository = GitRepository.open(Path.of(arguments[0]), environment)) {
            answer = repository.headCommit().map(commit -> commit.hex()).orElse("no commit");
        } catch (RrException e) {
            answer = e.code() + ": " + e.getMessage();
        }
        Files.writeString(Path.of(arguments[2]), answer, StandardCharsets.UTF_8);
    }
}
