package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Person;
import io.rollbackrecovery.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The verbs that read code and history. */
class AnalysisVerbTest {
    @TempDir
    Path folder;

    GitFixture git;
    Rig rr;
    List<String> commits = new ArrayList<>();

    @BeforeEach
    void makeRepository() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("work"));
        commits.add(git.write("app/__init__.py", "")
                .write("app/auth.py", "def login():\n    return 1\n")
                .commit("start"));
        commits.add(git.write("app/token.py", "def fresh():\n    return 2\n")
                .write("app/auth.py", "from app.token import fresh\n\n\ndef login():\n    return fresh()\n")
                .commit(Person.AGENT, "Use tokens"));
        commits.add(git.write("app/api.py", "from app.token import fresh\n\n\ndef api():\n    return fresh()\n")
                .commit(Person.AGENT, "Add the API"));
        commits.add(git.write("README.md", "words\n").commit("Explain"));
        rr = new Rig(git);
    }

    @Test
    void theFirstLook() {
        JsonNode assessed = rr.json(0, "assess");
        assertThat(assessed.path("target").path("kind").asString()).isEqualTo("session");
        assertThat(assessed.path("sessions").get(0).path("inferred").asBoolean())
                .isTrue();
        assertThat(Rig.texts(assessed.path("commits"), "id")).containsExactly(commits.get(2), commits.get(1));
        assertThat(Rig.texts(assessed.path("blast").path("changed"), "path")).contains("app/token.py");
        assertThat(assessed.path("plans")).isNotEmpty();
        assertThat(assessed.path("plans").get(0).path("clean").asBoolean()).isTrue();
        assertThat(assessed.path("risks").isArray()).isTrue();

        assertThat(rr.json(0, "assess", "HEAD").path("target").path("kind").asString())
                .isEqualTo("commit");
        assertThat(rr.json(0, "assess", commits.get(0) + "..HEAD").path("commits"))
                .hasSize(3);
        String session = assessed.path("sessions").get(0).path("id").asString();
        assertThat(rr.json(0, "assess", session)).isEqualTo(assessed);
        assertThat(rr.run("assess").out()).contains(session, "app/token.py");
        assertThat(rr.code(2, "assess", "nosuch")).isEqualTo("UNKNOWN_REVISION");
        assertThat(rr.json(0, "assess", "HEAD..HEAD").path("blast").isNull()).isTrue();
    }

    @Test
    void risksAreFlagged() {
        String client = """
                import requests


                def read(url):
                    return requests.get(url)
                """;
        git.write("app/client.py", client).commit("Client");
        git.write("app/client.py", client.replace("get(url)", "get(url, verify=False)"))
                .commit("Faster");
        JsonNode risk = rr.json(0, "assess", "HEAD").path("risks").get(0);
        assertThat(risk.path("rule").asString()).isEqualTo("certificate-check-off");
        assertThat(risk.path("level").asString()).isEqualTo("high");
        assertThat(risk.path("line").asInt()).isEqualTo(5);
        assertThat(risk.path("after").asString()).contains("verify=False");
        assertThat(Rig.texts(risk.path("commits"), "")).containsExactly(git.run("rev-parse", "HEAD"));
        assertThat(rr.run("assess", "HEAD").out()).contains("1 high", "app/client.py:5");
    }

    @Test
    void theBlastRadiusOfACommit() {
        JsonNode blast = rr.json(0, "blast", commits.get(1));
        assertThat(Rig.texts(blast.path("commits"), "")).containsExactly(commits.get(1));
        assertThat(Rig.texts(blast.path("changed"), "path")).containsExactly("app/auth.py", "app/token.py");
        assertThat(Rig.texts(blast.path("dependents"), "path")).contains("app/api.py");
        assertThat(Rig.texts(blast.path("mustRevert"), "path")).contains("app/api.py");
        assertThat(blast.path("plan").path("clean").asBoolean()).isTrue();
        assertThat(rr.json(0, "revert", commits.get(1)).path("tree"))
                .isEqualTo(blast.path("plan").path("tree"));
        assertThat(rr.json(0, "blast", commits.get(0) + ".." + commits.get(2), "--on", commits.get(2))
                        .path("commits"))
                .hasSize(2);
        assertThat(rr.json(0, "blast", "HEAD..HEAD").path("commits")).isEmpty();
        assertThat(rr.run("blast", commits.get(1)).out()).contains("Has to be reverted", "app/api.py", "Certainty");
        assertThat(rr.code(2, "blast")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void whatAMergeWouldBreak() {
        git.run("checkout", "-q", "-b", "feature", commits.get(2));
        git.write("app/token.py", "def other():\n    return 3\n")
                .write("app/auth.py", "def login():\n    return 1\n")
                .write("app/api.py", "def api():\n    return 1\n")
                .commit("Do without tokens");
        git.run("checkout", "-q", "main");
        git.write("app/late.py", "from app.token import fresh\n\n\ndef late():\n    return fresh()\n")
                .commit("Use tokens");
        JsonNode blast = rr.json(1, "blast", "main..feature", "--against", "main");
        assertThat(Rig.texts(blast.path("willBreak"), "path")).contains("app/late.py");
        assertThat(blast.path("willBreak").get(0).path("onlyTogether").asBoolean())
                .isTrue();
        assertThat(Rig.texts(blast.path("dependents"), "path")).contains("app/late.py");
        assertThat(blast.path("against").path("clean").asBoolean()).isTrue();
        assertThat(blast.path("against").path("tip").asString()).isEqualTo(git.revParse("feature"));
        assertThat(blast.has("plan")).isFalse();
        git.run("checkout", "-q", "feature");
        assertThat(rr.json(1, "blast", "--against", "main").path("willBreak")).isEqualTo(blast.path("willBreak"));
        assertThat(rr.run("blast", "--against", "main").out()).contains("fine on each side alone", "Do not merge yet.");
        assertThat(rr.json(0, "blast", "HEAD~1", "--against", "main").path("willBreak"))
                .isEmpty();
        git.write("README.md", "other words\n").commit("Explain otherwise");
        JsonNode conflict = rr.json(1, "blast", "--against", "main");
        assertThat(Rig.texts(conflict.path("against").path("conflicts"), "path"))
                .containsExactly("README.md");
        assertThat(conflict.path("against").path("tree").isNull()).isTrue();
        assertThat(rr.run("blast", "--against", "main").out()).contains("conflicts as text");
    }

    @Test
    void theGraphInFourFormats() {
        assertThat(rr.run("graph").out().lines()).contains("app/api.py\tapp/token.py\timport");
        assertThat(rr.run("graph", commits.get(0)).out()).doesNotContain("token");
        assertThat(rr.run("graph", "--format", "dot").out()).contains("\"app/api.py\" -> \"app/token.py\"");
        assertThat(rr.run("graph", "--format", "mermaid").out())
                .startsWith("graph LR\n")
                .contains("-->|import|");
        JsonNode graph = rr.json(0, "graph");
        assertThat(Rig.checked(rr.run("graph", "--format", "json").out())).isEqualTo(graph);
        assertThat(Rig.texts(graph.path("nodes"), "")).contains("README.md", "app/api.py");
        assertThat(Rig.texts(graph.path("edges"), "kind")).contains("import");
        assertThat(rr.code(2, "graph", "--format", "dot")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "graph", "--format", "png")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void aCacheWhereItIsNamedAndNowhereElse(@TempDir Path temp) {
        String plain = rr.run("graph").out();
        Path named = temp.resolve("named");
        assertThat(rr.run("graph", "--cache", named.toString()).out()).isEqualTo(plain);
        assertThat(named).isDirectoryContaining("glob:**.rrcache");
        assertThat(rr.run("--cache", named.toString(), "graph").out()).isEqualTo(plain);

        Path variable = temp.resolve("variable");
        rr.with("RR_CACHE", variable.toString());
        assertThat(rr.run("graph", "--cache", named.toString()).out()).isEqualTo(plain);
        assertThat(variable).doesNotExist();
        assertThat(rr.run("graph").out()).isEqualTo(plain);
        assertThat(variable).isDirectoryContaining("glob:**.rrcache");
    }

    @Test
    void aPartOfTheGraph() {
        JsonNode two = rr.json(0, "graph", "--limit", "2");
        assertThat(Rig.texts(two.path("nodes"), "")).containsExactly("app/api.py", "app/token.py");
        assertThat(Rig.texts(two.path("warnings"), "code")).containsExactly("limited");
        assertThat(Rig.checked(
                        rr.run("graph", "--format", "json", "--limit", "2").out()))
                .isEqualTo(two);
        Rig.Result tsv = rr.run("graph", "--limit", "2");
        assertThat(tsv.out()).isEqualTo("app/api.py\tapp/token.py\timport\n");
        assertThat(tsv.err()).startsWith("rr: Shows 2 of 5 nodes");
        assertThat(rr.run("graph", "--limit", "2", "--format", "dot").out()).contains("label=\"Shows 2 of 5 nodes");
        assertThat(rr.run("graph", "--limit", "5").err()).isEmpty();
        assertThat(Rig.texts(rr.json(0, "graph", "--around", "app/api.py").path("nodes"), ""))
                .containsExactly("app/api.py", "app/token.py");
        assertThat(Rig.texts(rr.json(0, "graph", "--around", "README.md").path("edges"), "from"))
                .isEmpty();
        assertThat(rr.code(2, "graph", "--around", "nosuch")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "graph", "--limit", "0")).isEqualTo("BAD_REQUEST");
    }

    @Test
    void attributionSaysWhoAndWhy() {
        JsonNode made = rr.json(0, "attribution", commits.get(0) + "..HEAD").path("commits");
        assertThat(Rig.texts(made, "id")).containsExactly(commits.get(3), commits.get(2), commits.get(1));
        assertThat(Rig.texts(made, "attribution")).containsExactly("human", "agent", "agent");
        made.forEach(commit -> assertThat(commit.path("evidence")).isNotEmpty());
        assertThat(rr.json(0, "attribution", "HEAD").path("commits")).hasSize(1);
        assertThat(rr.code(2, "attribution", "--blame", "README.md")).isEqualTo("NOT_YET");
    }

    @Test
    void bisectFindsWhatGitFinds() {
        for (int i = 0; i < 6; i++) {
            commits.add(git.write("n.txt", i + "\n").commit("n" + i));
        }
        String[] check = {"sh", "-c", "test $(cat n.txt 2>/dev/null || echo 0) -lt 3"};
        git.run("bisect", "start", "HEAD", commits.get(0));
        git.tryRun("bisect", "run", check[0], check[1], check[2]);
        String culprit = git.revParse("refs/bisect/bad");
        git.run("bisect", "reset");

        JsonNode found =
                rr.json(0, "bisect", "--good", commits.get(0), "--bad", "HEAD", "--", check[0], check[1], check[2]);
        assertThat(found.path("culprit").asString()).isEqualTo(culprit);
        assertThat(found.path("probes").asInt()).isEqualTo(found.path("log").size());
        assertThat(found.path("confidence").asDouble()).isEqualTo(1);
        assertThat(rr.run("bisect", "--good", commits.get(0), "--bad", "HEAD", "--", check[0], check[1], check[2])
                        .out())
                .contains(culprit);

        JsonNode skipped =
                rr.json(1, "bisect", "--good", commits.get(0), "--bad", "HEAD", "--", "sh", "-c", "exit 125");
        assertThat(skipped.path("culprit").isNull()).isTrue();
        assertThat(skipped.path("candidates")).isNotEmpty();
        assertThat(rr.json(1, "bisect", "--good", "HEAD", "--bad", commits.get(0), "--", "true")
                        .path("culprit")
                        .isNull())
                .isTrue();
        // a check that takes too long is bad, as a hanging program is
        JsonNode late = rr.json(
                0, "bisect", "--timeout", "0.2", "--good", commits.get(0), "--bad", "HEAD", "--", "sleep", "30");
        assertThat(late.path("log").get(0).path("durationMs").asLong()).isLessThan(25_000);
    }

    @Test
    void whatBisectDoesNotDoYetIsRefused() {
        for (String option : List.of("--jobs", "--confidence", "--setup", "--budget", "--resume")) {
            assertThat(rr.code(2, "bisect", "--good", "HEAD~1", "--bad", "HEAD", option, "1", "--", "true"))
                    .isEqualTo("NOT_YET");
        }
        assertThat(rr.code(2, "bisect", "--good", "HEAD~1", "--bad", "HEAD")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "bisect", "--good", "HEAD~1", "--bad", "HEAD", "--timeout", "0", "--", "true"))
                .isEqualTo("BAD_REQUEST");
        // what stands after -- is the check's own
        rr.json(1, "bisect", "--good", "HEAD~1", "--bad", "HEAD", "--", "sh", "-c", "exit 125", "--jobs", "--json");
    }

    @Test
    void readingWritesNothing() throws IOException {
        rr.json(0, "session", "begin", "work");
        git.write("later.txt", "l\n").commit(Person.AGENT, "Later");
        rr.json(0, "checkpoint", "create", "one");
        git.write("app/auth.py", "dirty\n").write("untracked", "u\n");
        Map<String, String> before = snapshot(git.folder());
        for (List<String> verb : List.of(
                List.of("assess"),
                List.of("assess", "main"),
                List.of("checkpoint", "list"),
                List.of("checkpoint", "show", "one"),
                List.of("checkpoint", "diff", "one", "one"),
                List.of("checkpoint", "restore", "one"),
                List.of("checkpoint", "restore", "one", "--reset"),
                List.of("checkpoint", "prune", "--keep", "0"),
                List.of("session", "list"),
                List.of("session", "show"),
                List.of("session", "finish"),
                List.of("session", "abandon"),
                List.of("attribution", "main..HEAD"),
                List.of("revert", "HEAD"),
                List.of("revert", "HEAD", "--onto", "HEAD", "--branch", "x"),
                List.of("graph"),
                List.of("blast", "HEAD"),
                List.of("bisect", "--good", "HEAD~1", "--bad", "HEAD", "--", "false"),
                List.of("ops"),
                List.of("journal", "prune", "--keep", "0"),
                List.of("doctor"),
                List.of("uninstall"),
                List.of("schema", "ops"))) {
            Rig.Result result = rr.run(verb.toArray(String[]::new));
            assertThat(result.exit()).as(verb + " " + result).isZero();
            assertThat(snapshot(git.folder())).as(verb.toString()).isEqualTo(before);
        }
    }

    private static Map<String, String> snapshot(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                files.put(
                        root.relativize(path).toString(),
                        Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                                + " "
                                + (Files.isRegularFile(path) ? Files.size(path) : -1));
            }
        }
        return files;
    }
}
