package io.rollbackrecovery.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.GitFixture;
import io.rollbackrecovery.fixtures.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code rr drift}, with declared layers and without. */
final class DriftVerbTest {
    private static final String BLOCK =
            "# Layers\n\n```rr-architecture\nlayer web app/web\nlayer domain app/domain\nallow web -> domain\n```\n";

    @TempDir
    Path folder;

    private GitFixture git;
    private Rig rr;

    @BeforeEach
    void layers() {
        Tools.require("git");
        git = GitFixture.init(folder.resolve("r"));
        rr = new Rig(git);
        git.write("app/__init__.py", "").write("app/web/__init__.py", "").write("app/domain/__init__.py", "");
        git.write("app/domain/model.py", "class Model:\n    pass\n");
        git.write("app/web/page.py", "from app.domain.model import Model\n");
        git.commit("Start");
    }

    @Test
    void tellsWhatTheDeclaredLayersForbidAndWhoBroughtIt() {
        git.write("ARCHITECTURE.md", BLOCK).commit("Declare layers");
        JsonNode none = rr.json(0, "drift");
        assertThat(none.path("declared").asBoolean()).isTrue();
        assertThat(none.path("violations")).isEmpty();
        git.write("other.txt", "x\n").commit("Something else");
        git.write("app/domain/model.py", "import os\nfrom app.web.page import Model\n");
        String bad = git.commit("Let the domain know the web");
        git.write("other.txt", "y\n").commit("Something else again");

        JsonNode found = rr.json(1, "drift", "HEAD~3..HEAD").path("violations");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("rule").asString()).isEqualTo("forbidden-dependency");
        assertThat(found.get(0).path("path").asString()).isEqualTo("app/domain/model.py");
        assertThat(found.get(0).path("line").asInt()).isEqualTo(2);
        assertThat(found.get(0).path("target").asString()).isEqualTo("app/web/page.py");
        assertThat(found.get(0).path("commit").asString()).isEqualTo(bad);
        assertThat(rr.json(1, "drift").path("violations").get(0).path("commit").isNull())
                .isTrue();
        assertThat(rr.json(0, "drift", "HEAD").path("violations")).isEmpty();
        assertThat(rr.run("drift", bad).out()).contains("layer domain must not depend on layer web");
    }

    @Test
    void learnsFromTheCommitBeforeWhereNothingIsDeclared() {
        git.write("app/domain/model.py", "from app.web import page\n\n\nclass Model:\n    pass\n");
        String bad = git.commit("Let the domain know the web");

        JsonNode drift = rr.json(0, "drift", "HEAD");
        assertThat(drift.path("declared").asBoolean()).isFalse();
        assertThat(Rig.texts(drift.path("warnings"), "code")).containsExactly("no-architecture");
        assertThat(Rig.texts(drift.path("violations"), "path")).contains("app/domain/model.py");
        assertThat(Rig.texts(drift.path("violations"), "commit")).containsOnly(bad);
        assertThat(Rig.texts(drift.path("violations"), "rule"))
                .allMatch(rule -> rule.equals("new-dependency") || rule.equals("new-cycle"));
    }

    @Test
    void refusesABlockWithErrors() {
        git.write("ARCHITECTURE.md", "```rr-architecture\nlayer\n```\n").commit("Half a block");
        assertThat(rr.code(2, "drift")).isEqualTo("BAD_REQUEST");
        assertThat(rr.code(2, "drift", "A...B")).isEqualTo("BAD_REQUEST");
    }
}
