package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What breaks in JavaScript and TypeScript when a change is taken back that others came to rely on. */
class JavaScriptBlastTest {
    private final MemoryRepository repository = new MemoryRepository();

    private BlastRadius revertOf(String revision) {
        return new BlastRadiusAnalyzer(repository, repository).analyze(BlastRequest.of(revision));
    }

    /** Files changed since go along if they came to refer to what goes away; the reasons say to what. */
    private List<String> pulledIn(String revision) {
        return revertOf(revision).mustRevert().stream()
                .filter(file -> file.reason().contains("which goes away"))
                .map(file -> file.path() + ": " + file.reason())
                .toList();
    }

    @Test
    void findsTheImportOfANameThatGoesAway() {
        repository.file("a.ts", "export const one = 1").file("b.ts", "import { one } from './a'");
        repository.commit("before");
        repository.file("a.ts", "export const one = 1", "export function two() {}");
        String change = repository.commit("two").hex();
        repository.file("b.ts", "import { one,", "  two } from './a'", "two()");
        repository.commit("use");

        assertThat(pulledIn(change))
                .containsExactly("b.ts: changed since, and line 2 refers to two of a.ts, which goes away");
    }

    /** 7: index files are followed, named and whole ones, and renamed names. */
    @Test
    void looksThroughIndexFiles() {
        repository
                .file("lib/a.ts", "export const one = 1")
                .file("lib/b.ts", "export default 1")
                .file("lib/index.ts", "export * from './a'", "export { default as bee } from './b'")
                .file("index.ts", "export * from './lib'")
                .file("use.ts", "import { one, bee } from '.'");
        repository.commit("before");
        repository.file("lib/a.ts", "export const one = 1", "export const two = 2");
        String change = repository.commit("two").hex();
        repository
                .file("use.ts", "import { one, bee, two } from '.'")
                .file("all.ts", "import * as lib from './lib'", "lib.two + lib.one");
        repository.commit("use");

        assertThat(pulledIn(change))
                .containsExactly(
                        "all.ts: changed since, and line 2 refers to two of lib/a.ts, which goes away",
                        "use.ts: changed since, and line 1 refers to two of lib/a.ts, which goes away");
        assertThat(GraphText.edges(repository))
                .as("index files stay between in the graph")
                .contains("use.ts -> index.ts import")
                .doesNotContain("use.ts -> lib/a.ts reference");
    }

    @Test
    void findsMembersOfImportedNames() {
        repository.file("color.ts", "export enum Color { Red }").file("api.js", "exports.get = () => 1");
        repository.commit("before");
        repository
                .file("color.ts", "export enum Color { Red, Green }")
                .file("api.js", "exports.get = () => 1", "exports.put = () => 2");
        String change = repository.commit("more").hex();
        repository
                .file("use.ts", "import { Color } from './color'", "console.log(Color.Red, Color.Green)")
                .file(
                        "use.js",
                        "const api = require('./api')",
                        "const { put } = require('./api')",
                        "api.put(api.get())");
        repository.commit("use");

        assertThat(pulledIn(change))
                .containsExactly(
                        "use.js: changed since, and line 2 refers to put of api.js, which goes away",
                        "use.ts: changed since, and line 2 refers to Color.Green of color.ts, which goes away");
    }

    @Test
    void namesWhatBreaksInFilesThatStay() {
        repository.file("a.ts", "export const one = 1").file("b.ts", "import { one } from './a'");
        repository.commit("before");
        repository.file("b.ts", "console.log(1)");
        String change = repository.commit("no import").hex();
        repository.file("a.ts", "export const other = 1");
        repository.commit("other");

        assertThat(revertOf(change).willBreak())
                .extracting(broken -> broken.path() + ":" + broken.line() + " " + broken.symbol())
                .containsExactly("b.ts:1 one");
    }

    /** 24: what is deleted is looked up in the graph before. 25: tests that the change brought are selected. */
    @Test
    void selectsTestsByTheirNames() {
        repository
                .file("src/a.ts", "export const a = 1")
                .file("src/a.test.ts", "import { a } from './a'")
                .file("src/b.spec.tsx", "import { a } from './a'")
                .file("src/__tests__/c.js", "require('../a')")
                .file("test/d.js", "require('../src/a')")
                .file("test/fixtures/e.js", "require('../../src/a')");
        repository.commit("before");
        repository.file("src/a.ts", "export const a = 2").file("src/new.test.ts", "");
        String change = repository.commit("change").hex();

        assertThat(revertOf(change).tests())
                .extracting(test -> test.path() + " " + test.distance())
                .containsExactly(
                        "src/new.test.ts 0",
                        "src/__tests__/c.js 1",
                        "src/a.test.ts 1",
                        "src/b.spec.tsx 1",
                        "test/d.js 1");
    }
}
