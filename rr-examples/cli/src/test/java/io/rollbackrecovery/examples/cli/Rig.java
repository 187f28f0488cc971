package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.core.run.Cancellation;
import io.rollbackrecovery.examples.cli.verbs.Call;
import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.git.env.GitEnvironment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command line in this process, on a repository of a test; every document is checked against its schema. */
final class Rig {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;
    private final Map<String, String> variables;
    final Cancellation cancellation = new Cancellation();

    Rig(GitFixture git) {
        this(git.folder(), git);
    }

    Rig(Path folder, GitFixture git) {
        this.folder = folder;
        this.variables = new HashMap<>(git.environment());
        // RR's commits are made now; git's of the fixture have their own clock.
        variables.remove("GIT_AUTHOR_DATE");
        variables.remove("GIT_COMMITTER_DATE");
    }

    /** Sets a variable of the environment. */
    Rig with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** What a run left. */
    record Result(int exit, String out, String err) {
        JsonNode json() {
            return MAPPER.readTree(out);
        }
    }

    Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        GitEnvironment environment = GitEnvironment.ofUser(variables, Optional.empty(), ZoneOffset.UTC);
        int exit = new Cli(new Call.Surroundings(
                        folder,
                        environment,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8),
                        false,
                        cancellation))
                .run(arguments);
        Result result = new Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(result.err()).doesNotContain("Exception", "\tat ");
        assertThat(result.err().lines().count()).as(result.err()).isLessThanOrEqualTo(1);
        return result;
    }

    /** Runs it for JSON, expects an exit code, and gives the document once its schema allows it. */
    JsonNode json(int exit, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--json"));
        words.addAll(List.of(arguments));
        Result result = run(words.toArray(String[]::new));
        assertThat(result.exit()).as(String.join(" ", words) + "\n" + result).isEqualTo(exit);
        return checked(result.out());
    }

    /** Runs it for a failure as JSON, and gives the code. */
    String code(int exit, String... arguments) {
        JsonNode document = json(exit, arguments);
        assertThat(document.path("error").path("message").asString()).isNotBlank();
        return document.path("error").path("code").asString();
    }

    static JsonNode checked(String text) {
        JsonNode document = MAPPER.readTree(text);
        SchemaCheck.check(document);
        return document;
    }

    static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(item ->
                texts.add(field.isEmpty() ? item.asString() : item.path(field).asString()));
        return texts;
    }
}
