package io.rollbackrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.fixtures.api.PublishedModule;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaybookModuleTest {
    private final PublishedModule module = PublishedModule.underTest();

    @Test
    void hasTheExpectedApi() {
        module.compareWithExpectedApi();
    }

    @Test
    void isDocumented() {
        module.checkDocumentation();
    }

    @Test
    void hasTestsThatRepeat() {
        module.checkThatPropertiesRepeat();
    }

    @Test
    void resolvesOnAModulePathWithWhatItNeedsAlone() {
        List<String> libraries =
                List.of("org.eclipse.jgit", "JavaEWAH", "commons-codec", "jackson", "slf4j-api", "rr-");
        Path[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.endsWith("target/classes")
                        || libraries.stream().anyMatch(entry.getFileName().toString()::startsWith))
                .filter(entry -> !entry.toString().contains("rr-examples"))
                .toArray(Path[]::new);

        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of("io.rollbackrecovery.playbook"));

        assertThat(configuration.modules().stream().map(ResolvedModule::name))
                .contains(
                        "io.rollbackrecovery.playbook",
                        "io.rollbackrecovery.git",
                        "io.rollbackrecovery.analysis",
                        "io.rollbackrecovery.core",
                        "org.eclipse.jgit",
                        "tools.jackson.databind");
    }
}
