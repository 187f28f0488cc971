package io.rollbackrecovery.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How imports of JavaScript and TypeScript find their files; numbers are those of complaints about other tools. */
class JavaScriptGraphTest {
    private final MemoryRepository repository = new MemoryRepository();

    @Test
    void findsFilesWithoutTheirEndings() {
        repository
                .file("a.ts", "import './b'; import './c.js'; import './d'; import './e.mjs'; import './f'; import '.'")
                .file("b.tsx", "import x from './data.json'; import './style.css'; import './pic.svg?url'")
                .file("c.ts")
                .file("d/index.ts", "import '..'; import '../b'")
                .file("e.mts")
                .file("f.js")
                .file("f.d.ts")
                .file("index.ts")
                .file("data.json", "{}")
                .file("style.css")
                .file("pic.svg")
                .file("g.js", "const h = require('./h'), b = require('./b')")
                .file("h.js")
                .file("h.ts");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "a.ts -> b.tsx import",
                        "a.ts -> c.ts import",
                        "a.ts -> d/index.ts import",
                        "a.ts -> e.mts import",
                        "a.ts -> f.d.ts type-only",
                        "a.ts -> f.js import",
                        "a.ts -> index.ts import",
                        "b.tsx -> data.json import",
                        "b.tsx -> pic.svg import",
                        "b.tsx -> style.css import",
                        "d/index.ts -> b.tsx import",
                        "d/index.ts -> index.ts import",
                        "g.js -> b.tsx import",
                        "g.js -> h.js import");
    }

    /** 9: a pattern is matched as a whole; 10: {@code extends} is followed, lists of files too. */
    @Test
    void followsPathsAndExtends() {
        repository
                .file(
                        "tsconfig.base.json",
                        "{ \"compilerOptions\": { \"baseUrl\": \".\", // here",
                        "  \"paths\": { \"@foo/bar\": [\"libs/bar/src/index.ts\"], \"@foo/*\": [\"libs/*/src\"],",
                        "    \"@foo/bar-core\": [\"libs/bar-core/src/index.ts\"], } } }")
                .file("app/tsconfig.json", "{ \"extends\": [\"./none.json\", \"../tsconfig.base\"] }")
                .file(
                        "app/src/main.ts",
                        "import '@foo/bar'; import '@foo/bar-core'; import '@foo/other'; import 'libs/x'")
                .file("libs/bar/src/index.ts")
                .file("libs/bar-core/src/index.ts")
                .file("libs/other/src/index.ts")
                .file("libs/x.ts")
                .file("nested/tsconfig.json", "{ \"compilerOptions\": { \"paths\": { \"~/*\": [\"./src/*\"] } } }")
                .file("nested/src/deep/y.ts", "import { z } from '~/z'")
                .file("nested/src/z.ts", "export const z = 1")
                .file(
                        "split/tsconfig.json",
                        "{ \"files\": [], \"references\": [{ \"path\": \"./tsconfig.app.json\" }] }")
                .file("split/tsconfig.app.json", "{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"./lib/*\"] } } }")
                .file("split/main.ts", "import '@/w'")
                .file("split/lib/w.ts");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "app/src/main.ts -> libs/bar-core/src/index.ts import",
                        "app/src/main.ts -> libs/bar/src/index.ts import",
                        "app/src/main.ts -> libs/other/src/index.ts import",
                        "app/src/main.ts -> libs/x.ts import",
                        "app/tsconfig.json -> tsconfig.base.json config",
                        "nested/src/deep/y.ts -> nested/src/z.ts import",
                        "split/main.ts -> split/lib/w.ts import",
                        "split/tsconfig.json -> split/tsconfig.app.json config");
    }

    /** 11: a name without dots is never a file beside, whatever is there. */
    @Test
    void findsPackagesOfTheWorkspace() {
        repository
                .file("package.json", "{ \"name\": \"root\", \"workspaces\": [\"packages/*\", \"!packages/out\"] }")
                .file("packages/a/package.json", "{ \"name\": \"@x/a\", \"main\": \"./src/index.ts\" }")
                .file("packages/a/src/index.ts", "import '@x/b'; import '@x/b/deep'; import '@x/b/utils/one'")
                .file("packages/a/src/auth0.ts", "import 'auth0'; import 'react'; import 'fs'")
                .file(
                        "packages/b/package.json",
                        "{ \"name\": \"@x/b\", \"exports\": {",
                        "  \".\": { \"types\": \"./dist/index.d.ts\", \"import\": \"./dist/index.mjs\" },",
                        "  \"./deep\": \"./deep.js\", \"./utils/*\": { \"import\": \"./dist/esm/utils/*.js\" } },",
                        "  \"imports\": { \"#in/*\": \"./src/inner/*.ts\" } }")
                .file("packages/b/src/index.ts", "import '#in/q'; import '@x/b/deep'")
                .file("packages/b/src/inner/q.ts")
                .file("packages/b/src/utils/one.ts")
                .file("packages/b/deep.js")
                .file("packages/out/package.json", "{ \"name\": \"out\" }")
                .file("packages/out/index.js")
                .file("packages/a/src/use.js", "require('out'); require('node:fs')")
                .file("node_modules/react/package.json", "{ \"name\": \"react\" }")
                .file("node_modules/react/index.js");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "packages/a/package.json -> packages/a/src/index.ts config",
                        "packages/a/src/index.ts -> packages/b/deep.js import",
                        "packages/a/src/index.ts -> packages/b/src/index.ts reference",
                        "packages/a/src/index.ts -> packages/b/src/utils/one.ts reference",
                        "packages/b/package.json -> packages/b/deep.js config",
                        "packages/b/src/index.ts -> packages/b/deep.js import",
                        "packages/b/src/index.ts -> packages/b/src/inner/q.ts import");
    }

    /** 12: imports of types are kept; 23: what is loaded while the program runs is, and the rest makes a lower bound. */
    @Test
    void tagsWhatIsWeaker() {
        repository
                .file("t.ts", "import type { A } from './a'; let b: import('./b').B; export * from './c'")
                .file("a.ts")
                .file("b.ts")
                .file("c.ts")
                .file("d.js", "import('./a'); import(`./lang/${x}.json`); jest.mock('./b')")
                .file("lang/de.json")
                .file("lang/en.json")
                .file("lang/not.txt")
                .file("e.js", "require(name)");
        SourceGraph graph = new BlastRadiusAnalyzer(repository, repository).graph(repository.tree());

        assertThat(GraphText.edges(graph))
                .containsExactly(
                        "d.js -> a.ts dynamic",
                        "d.js -> b.ts dynamic",
                        "d.js -> lang/de.json dynamic",
                        "d.js -> lang/en.json dynamic",
                        "t.ts -> a.ts type-only",
                        "t.ts -> b.ts type-only",
                        "t.ts -> c.ts re-export");
        assertThat(graph.certainty()).isEqualTo(Certainty.LOWER_BOUND);
        assertThat(graph.causes())
                .extracting(Cause::message)
                .containsExactly("2 files loading code by a name that only the running program knows: d.js, ...");
    }

    @Test
    void namesImportsThatLeadNowhere() {
        repository.file("a.ts", "import './gone'; import 'library'; import '#none'; import './pic.svg?raw'");
        SourceGraph graph = new BlastRadiusAnalyzer(repository, repository).graph(repository.tree());
        assertThat(graph.causes())
                .extracting(Cause::message)
                .containsExactly("1 file importing something of this repository that is not there: a.ts");
    }

    @Test
    void linksComponentsAndDeclaredModules() {
        repository
                .file("App.vue", "<template/>", "<script setup>", "import B from './B.svelte'", "</script>")
                .file("B.svelte", "<script>import './c'</script>")
                .file("c.ts", "import 'strange'; import x from './x.graphql'; import App from './App.vue'")
                .file("env.d.ts", "declare module 'strange' { const s: 1 }", "declare module '*.graphql'");

        assertThat(GraphText.edges(repository))
                .containsExactly(
                        "App.vue -> B.svelte import",
                        "B.svelte -> c.ts import",
                        "c.ts -> App.vue import",
                        "c.ts -> env.d.ts reference");
    }
}
