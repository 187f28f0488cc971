package io.rollbackrecovery.analysis;

import io.rollbackrecovery.fixtures.api.PublishedModule;
import org.junit.jupiter.api.Test;

class AnalysisModuleTest {
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
}
