package io.rollbackrecovery.analysis.internal.lang.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollbackrecovery.analysis.spi.FileFacts;
import io.rollbackrecovery.analysis.spi.Mention;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaScriptScannerTest {
    private static FileFacts scan(String dialect, String... lines) {
        return new JavaScriptLanguage().extract(String.join("\n", lines).getBytes(StandardCharsets.UTF_8), dialect);
    }

    private static List<String> imports(String dialect, String... lines) {
        return imports(scan(dialect, lines));
    }

    private static List<String> imports(FileFacts facts) {
        return facts.imports().stream()
                .map(i -> i.line() + " " + i.kind().word() + " " + i.reference()
                        + (i.alias().isEmpty() ? "" : " as " + i.alias()))
                .toList();
    }

    private static List<String> declarations(String dialect, String... lines) {
        return scan(dialect, lines).declarations().stream()
                .map(d -> d.kind() + " " + d.name() + " " + d.firstLine() + "-" + d.lastLine())
                .toList();
    }

    private static List<String> texts(List<Mention> mentions) {
        return mentions.stream().map(Mention::text).toList();
    }

    @Test
    void readsEveryFormOfImport() {
        assertThat(imports(
                        "ts",
                        "import './side'",
                        "import def from \"./def\";",
                        "import * as all from './all'",
                        "import one, { two, three as drei,",
                        "    type Four, type Five as Fünf, default as six, type, type as sieben } from './names'",
                        "import type T from './t'; import type { U } from './u'",
                        "import type from './type'",
                        "import eq = require('./eq')",
                        "import data from './data.json' with { type: 'json' }",
                        "import eight, * as nine from './both'",
                        "import {} from './nothing'"))
                .containsExactly(
                        "1 import ./side",
                        "2 import ./def:default as def",
                        "3 import ./all:* as all",
                        "4 import ./names:default as one",
                        "4 import ./names:two as two",
                        "4 import ./names:three as drei",
                        "5 type-only ./names:Four as Four",
                        "5 type-only ./names:Five as Fünf",
                        "5 import ./names:default as six",
                        "5 import ./names:type as type",
                        "5 import ./names:type as sieben",
                        "6 type-only ./t:default as T",
                        "6 type-only ./u:U as U",
                        "7 import ./type:default as type",
                        "8 import ./eq as eq",
                        "9 import ./data.json:default as data",
                        "10 import ./both:default as eight",
                        "10 import ./both:* as nine",
                        "11 import ./nothing");
    }

    @Test
    void readsEveryFormOfExport() {
        FileFacts facts = scan(
                "ts",
                "import { a } from './a'",
                "export * from './star'",
                "export * as ns from './ns'",
                "export { b, c as d, default as e, type F } from './names'",
                "export type { G } from './g'",
                "const x = 1, y = 2; export { x, y as z, a as again }",
                "export const k = 1, { l, m: n, ...o } = q",
                "export async function p() {}",
                "export abstract class R { s() {} }",
                "export interface I {}",
                "export type J = { j: string }",
                "export enum E { One, Two = 2 }",
                "export declare const w: number;",
                "export default class V {}");

        assertThat(imports(facts))
                .containsExactly(
                        "1 import ./a:a as a",
                        "2 re-export ./star:*",
                        "3 re-export ./ns:* as ns",
                        "4 re-export ./names:b as b",
                        "4 re-export ./names:c as d",
                        "4 re-export ./names:default as e",
                        "4 re-export ./names:F as F",
                        "5 re-export ./g:G as G",
                        "6 re-export ./a:a as again");
        assertThat(facts.exports())
                .containsExactlyInAnyOrder(
                        "ns", "b", "d", "e", "F", "G", "x", "z", "again", "k", "l", "n", "o", "p", "R", "I", "J", "E",
                        "w", "default");
    }

    @Test
    void readsWhatScriptsLoad() {
        FileFacts facts = scan(
                "js",
                "#!/usr/bin/env node",
                "'use strict'",
                "var a = require('./a'), b = require(\"./b\").c;",
                "const { d, e: f } = require('./d');",
                "if (x) { require('./g') }",
                "import('./h').then(m => m.i)",
                "const { j } = await import(/* chunk */ './j')",
                "require.resolve('./k'); jest.mock('./l', () => ({})); vi.mock('./m')",
                "new URL('./n.png', import.meta.url); new URL('./no', base)",
                "import.meta.glob('./o/*.ts'); import.meta.glob(['./p/*.js', '!./p/q.js'])",
                "import(`./r/${s}.js`); require('./t/' + u); require(v); import(`./w`)",
                "import eq = require('./x')",
                "foo.require('./no'); define(['./y', 'require'], function () {})",
                "// require('./no')",
                "/* import './no' */",
                "'require(\"./no\")'; `import './no'`; /require('.\\/no')/",
                "require('./z')");

        assertThat(imports(facts))
                .containsExactly(
                        "3 import ./a as a",
                        "3 import ./b:c as b",
                        "4 import ./d:d as d",
                        "4 import ./d:e as f",
                        "5 import ./g",
                        "6 dynamic ./h",
                        "7 dynamic ./j:j as j",
                        "8 dynamic ./k",
                        "8 dynamic ./l",
                        "8 dynamic ./m",
                        "9 dynamic ./n.png",
                        "10 dynamic ./o/*.ts:*",
                        "10 dynamic ./p/*.js:*",
                        "11 dynamic ./r/*.js:*",
                        "11 dynamic ./t/*:*",
                        "11 dynamic ./w",
                        "12 import ./x as eq",
                        "13 import ./y",
                        "17 import ./z");
        assertThat(texts(facts.dynamic())).containsExactly("import", "require");
        assertThat(facts.partial()).isEmpty();
    }

    @Test
    void readsTypesWrittenAsImports() {
        assertThat(imports(
                        "ts",
                        "/// <reference path=\"./a.d.ts\" />",
                        "/// <reference types=\"b\" />",
                        "let c: import('./c').D | typeof import('./e')",
                        "/** @type {import('./no').X} */"))
                .containsExactly("1 import ./a.d.ts", "2 type-only b", "3 type-only ./c:D", "3 type-only ./e");
        assertThat(imports(
                        "js",
                        "/** @typedef {import(\"./a\").B} B */",
                        "/**",
                        " * @import { C } from './c'",
                        " * @param {import('./d')} d about import and export",
                        " */"))
                .containsExactly("1 type-only ./a:B", "3 type-only ./c:*", "4 type-only ./d");
    }

    @Test
    void declaresWhatOthersCanTake() {
        assertThat(declarations(
                        "ts",
                        "export function f(a: { b: string },",
                        "    c = `${d}`): { e: string } {",
                        "  function inner() {}",
                        "  const local = 1",
                        "}",
                        "@Decorated({ x: 1 })",
                        "export class C<T extends {}> extends B<{ a: 1 }> implements I {",
                        "  private readonly g = { h: 1 }",
                        "  static #i = 1",
                        "  j?: string; k = () => {",
                        "    return 1",
                        "  }",
                        "  @Input() l",
                        "  constructor(private m: string) { super() }",
                        "  get n() { return 1 }",
                        "  async *o<P>(p: P): Promise<void> {}",
                        "  [Symbol.iterator]() {}",
                        "}",
                        "interface I { q: string, r(): void; s?: { t: 1 }",
                        "  u: number }",
                        "type A = { v: string } | B",
                        "  | C",
                        "enum E { W, X = 'x' }",
                        "namespace N.M { export const y = 1; class Z {} }",
                        "const fn = async () => {",
                        "  const hidden = 1",
                        "}, obj = { aa: 1, bb() {}, 'cc': 2, ...dd, ee }",
                        "declare module 'other' { export const ff: string }",
                        "if (x) { const gg = 1 }",
                        "let hh"))
                .containsExactly(
                        "FUNCTION f 1-5",
                        "TYPE C 6-18",
                        "FIELD C.g 8-8",
                        "FIELD C.j 10-10",
                        "FIELD C.k 10-12",
                        "FIELD C.l 13-13",
                        "METHOD C.constructor 14-14",
                        "METHOD C.n 15-15",
                        "METHOD C.o 16-16",
                        "TYPE I 19-20",
                        "FIELD I.q 19-19",
                        "METHOD I.r 19-19",
                        "FIELD I.s 19-19",
                        "FIELD I.u 20-20",
                        "TYPE A 21-22",
                        "FIELD A.v 21-21",
                        "TYPE E 23-23",
                        "FIELD E.W 23-23",
                        "FIELD E.X 23-23",
                        "TYPE N.M 24-24",
                        "VARIABLE N.M.y 24-24",
                        "TYPE N.M.Z 24-24",
                        "VARIABLE fn 25-27",
                        "VARIABLE obj 27-27",
                        "FIELD obj.aa 27-27",
                        "METHOD obj.bb 27-27",
                        "FIELD obj.cc 27-27",
                        "FIELD obj.ee 27-27",
                        "TYPE \"other\" 28-28",
                        "VARIABLE \"other\".ff 28-28",
                        "VARIABLE hh 30-30");
    }

    @Test
    void declaresWhatScriptsHandOut() {
        FileFacts facts = scan(
                "js",
                "exports = module.exports = create",
                "function create() {}",
                "exports.a = function () {",
                "}",
                "module.exports.b = 1",
                "create.c = function () {}",
                "create.prototype.d = function () {}");
        assertThat(facts.declarations())
                .extracting(d -> d.name())
                .containsExactly("default", "create", "a", "b", "create.c", "create.d");
        assertThat(facts.exports()).containsExactlyInAnyOrder("default", "*", "a", "b");

        FileFacts object = scan("js", "function e() {}", "module.exports = { e, f: 1, g() {} }");
        assertThat(object.exports()).containsExactlyInAnyOrder("default", "e", "f", "g");
        assertThat(scan("js", "module.exports = { ...others }").exports()).contains("*");
        assertThat(imports("js", "module.exports = require('./all')")).containsExactly("1 re-export ./all:*");
    }

    @Test
    void tellsTagsFromTypesAndDivisionFromPatterns() {
        FileFacts facts = scan(
                "tsx",
                "const a = <T,>(x: T) => x, b = <T extends object>(x: T) => x",
                "const c = <Foo.Bar title=\"it's\" on={() => import('./c')} {...d}>it's {e} <b/> don't",
                "  <>{require('./f')}</></Foo.Bar>",
                "const g = a < b ? 1 : 2",
                "const h = x / 2; import('./h'); const i = y / 2",
                "const j = /[/'\"]import('.\\/no')/.test(k)",
                "if (l) /'/.exec(m); const n = o[0] / p / import('./n')",
                "type Q = <T>(x: T) => void",
                "const r = `${`${import('./r')}`} '`",
                "import './s'");
        assertThat(facts.imports())
                .extracting(i -> i.module())
                .containsExactly("./c", "./f", "./h", "./n", "./r", "./s");
        assertThat(texts(facts.names())).contains("Foo", "d", "e").doesNotContain("title", "it", "don");
        assertThat(facts.partial()).isEmpty();
        assertThat(scan("ts", "const a = <Foo>b; import './c'").partial()).isEmpty();
    }

    @Test
    void readsScriptBlocksOfComponents() {
        FileFacts facts = scan(
                "vue",
                "<!-- <script>import './no'</script> -->",
                "<template><div :a=\"import('./no')\">it's</div></template>",
                "<script lang=\"ts\">",
                "export default { name: 'X' }",
                "</script>",
                "<script setup lang=\"ts\">",
                "import A from './A.vue'",
                "</script>",
                "<style>@import './no.css';</style>");
        assertThat(imports(facts)).containsExactly("7 import ./A.vue:default as A");
        assertThat(facts.exports()).containsExactly("default");
        assertThat(imports("svelte", "<script src=\"./x.ts\"></script>")).containsExactly("1 import ./x.ts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f(`open ${x",
                "const a = <div><p>text",
                "f(((",
                "const a = { b: [",
                "/* open",
                "x = 'open",
                "if (a) { b(",
                "const t = `open"
            })
    void saysWhereItLostItsPlaceAndGoesOn(String open) {
        FileFacts facts = scan("tsx", open, "import './a'", "export const after = 1", "import { b } from './b'");
        assertThat(facts.partial()).isPresent();
        assertThat(facts.imports()).extracting(i -> i.module()).contains("./a", "./b");
    }

    @Test
    void readsConfigurationWithCommentsAndCommasTooMany() {
        assertThat(imports(
                        "json",
                        "// of the compiler",
                        "{ \"extends\": [\"./a.json\", \"b\"], /* c */",
                        "  \"compilerOptions\": { \"strict\": \"no\", \"baseUrl\": \".\", \"paths\": { \"@/*\": [\"src/*\",], }, },",
                        "}"))
                .containsExactly(
                        "2 config ./a.json:extends",
                        "2 config b:extends",
                        "3 config .:compilerOptions > baseUrl",
                        "3 config src/*:compilerOptions > paths > @/*");
        assertThat(imports("yaml", "packages:", "  - 'a/*' # all", "  - \"!b\"", "catalog:", "  - c"))
                .containsExactly("2 config a/*:packages", "3 config !b:packages");
        assertThat(scan("json", "{ \"name\": \"x\"").partial()).isPresent();
    }
}
