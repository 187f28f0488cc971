package io.rollbackrecovery.git;

import io.rollbackrecovery.fixtures.api.PublishedModule;
import org.junit.jupiter.api.Test;

class GitModuleTest {
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
