// Compares RR's graph of JavaScript and TypeScript files with those of the TypeScript compiler, madge and
// dependency-cruiser, and times each as a whole process.
//
//   npm install --no-save typescript@5 madge@8 dependency-cruiser@17 tinyglobby@0.2
//   node compare.mjs --rr path/to/rr --repo path/to/checkout [--link] [--built FILE] [--tsconfig tsconfig.json]
//       [--show 20] [--runs 3]
//
// --link gives the checkout the node_modules links between its own packages that an install would make; the checkout is
// a throw-away one. --built gives it the files that a build would make, each of which only hands on the source that the
// build's configuration names for it; the FILE has lines of both, and the tools' edges to the one count as edges to the
// other. Edges count between files that git tracks. An edge that all three tools have must be RR's too (recall); an edge of
// RR's is right if one tool has it (precision), or, as `bundlers`, if it comes from an import.meta.glob or a
// new URL(.., import.meta.url): these the compiler's syntax trees show, and tinyglobby, which Vite itself uses, expands.
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const option = (name, otherwise) => {
  const at = process.argv.indexOf('--' + name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const flag = (name) => process.argv.includes('--' + name);
const rr = option('rr', 'rr');
const repo = fs.realpathSync(option('repo', '.'));
const show = Number(option('show', '0'));
const runs = Number(option('runs', '1'));
const tsconfig = option('tsconfig', fs.existsSync(path.join(repo, 'tsconfig.json')) ? 'tsconfig.json' : '');
const SOURCE = /\.(js|mjs|cjs|jsx|ts|mts|cts|tsx|vue|svelte)$/;
const SCRIPT = /\.(js|mjs|cjs|jsx|ts|mts|cts|tsx)$/;

const tracked = new Set(
  execFileSync('git', ['ls-files', '-z'], { cwd: repo, maxBuffer: 1 << 28 }).toString().split('\0').filter(Boolean));
const sources = [...tracked].filter((file) => SOURCE.test(file) && fs.lstatSync(path.join(repo, file)).isFile());
const built = new Map();
const real = (file) => {
  try {
    const found = path.relative(repo, fs.realpathSync(file));
    return built.get(found) ?? found;
  } catch {
    return '';
  }
};

function build(list) {
  for (const line of fs.readFileSync(list, 'utf8').split('\n')) {
    const [made, source] = line.split(' ');
    if (!source || line.startsWith('#')) continue;
    const at = path.join(repo, made);
    if (!tracked.has(source) || tracked.has(made)) throw new Error(`${made} is no file that a build makes of ${source}`);
    const specifier = path.relative(path.dirname(made), source);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, `export * from '${specifier}'\nexport { default } from '${specifier}'\n`);
    built.set(made, source);
  }
}

function link() {
  const globs = [];
  const json = readJson('package.json');
  globs.push(...(Array.isArray(json.workspaces) ? json.workspaces : (json.workspaces?.packages ?? [])));
  const yaml = path.join(repo, 'pnpm-workspace.yaml');
  if (fs.existsSync(yaml)) {
    for (const found of fs.readFileSync(yaml, 'utf8').matchAll(/^\s*-\s*['"]?([^'"\s]+)/gm)) globs.push(found[1]);
  }
  const fits = (folder, glob) =>
    new RegExp('^' + glob.replace(/\/$/, '').replace(/\*\*\/?/g, '\u0001').replace(/\*/g, '[^/]*').replace(/\u0001/g, '.*') + '$').test(folder);
  let count = 0;
  for (const file of tracked) {
    if (!file.endsWith('package.json') || file.includes('node_modules/')) continue;
    const folder = path.dirname(file);
    const inside = globs.some((glob) => !glob.startsWith('!') && fits(folder, glob));
    if (!inside || globs.some((glob) => glob.startsWith('!') && fits(folder, glob.slice(1)))) continue;
    const name = readJson(file).name;
    if (!name) continue;
    const at = path.join(repo, 'node_modules', name);
    if (fs.existsSync(at)) continue;
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.symlinkSync(path.join(repo, folder), at);
    count++;
  }
  return count;
}

let childCpu = 0;

function timed(what, action) {
  const times = [];
  let answer;
  for (let i = 0; i < runs; i++) {
    const begin = process.hrtime.bigint();
    const before = process.cpuUsage();
    childCpu = 0;
    answer = action();
    const used = process.cpuUsage(before);
    const own = (used.user + used.system) / 1e6;
    times.push({ wall: Number(process.hrtime.bigint() - begin) / 1e9, cpu: childCpu > 0 ? childCpu : own });
  }
  times.sort((a, b) => a.wall - b.wall);
  const median = times[Math.floor(times.length / 2)];
  seconds[what] = { wall: Number(median.wall.toFixed(2)), cpu: Number(median.cpu.toFixed(2)) };
  return answer;
}

// Into a file: madge ends without waiting for a pipe to take all that it wrote.
function run(command, args) {
  const file = path.join(os.tmpdir(), `compare-${process.pid}`);
  const out = fs.openSync(file, 'w');
  const timer = '/usr/bin/time';
  const timing = file + '.time';
  const line = fs.existsSync(timer) ? [timer, '-f', '%U %S', '-o', timing, command, ...args] : [command, ...args];
  const done = spawnSync(line[0], line.slice(1), { cwd: repo, stdio: ['ignore', out, 'ignore'] });
  fs.closeSync(out);
  if (fs.existsSync(timing)) {
    childCpu = fs.readFileSync(timing, 'utf8').trim().split('\n').pop().split(' ').reduce((sum, part) => sum + Number(part), 0);
    fs.rmSync(timing);
  }
  if (done.error) throw done.error;
  const text = fs.readFileSync(file, 'utf8');
  fs.rmSync(file);
  return text;
}

const readJson = (file) => JSON.parse(fs.readFileSync(path.join(repo, file), 'utf8').replace(/^\uFEFF/, ''));

class Edges {
  map = new Map();
  add(from, to, kind) {
    if (from === to || !tracked.has(from) || !tracked.has(to)) return;
    const key = from + '\t' + to;
    this.map.set(key, this.map.has(key) ? this.map.get(key) + ',' + kind : kind);
  }
  has(key) {
    return this.map.has(key);
  }
  keys() {
    return [...this.map.keys()];
  }
}

function ofRr() {
  const edges = new Edges();
  const text = timed('rr', () => run(rr, ['graph', '--repo', repo, '--format', 'tsv']));
  for (const line of text.split('\n')) {
    const [from, to, kind] = line.split('\t');
    if (kind && SOURCE.test(from)) edges.add(from, to, kind);
  }
  return edges;
}

function ofCompiler() {
  const ts = require('typescript');
  const edges = new Edges();
  const options = new Map();
  const optionsFor = (folder) => {
    if (!options.has(folder)) {
      const at = ['tsconfig.json', 'jsconfig.json'].map((name) => path.join(folder, name)).find((file) => fs.existsSync(file));
      let found;
      if (at) {
        const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(at, ts.sys.readFile).config, { ...ts.sys, readDirectory: () => [] }, folder, undefined, at);
        found = parsed.options;
      } else if (folder === repo || path.dirname(folder) === folder) {
        found = {};
      } else {
        found = optionsFor(path.dirname(folder));
      }
      options.set(folder, found);
    }
    return options.get(folder);
  };
  const prepared = new Map();
  const prepare = (found) => {
    if (!prepared.has(found)) {
      const old = [undefined, ts.ModuleResolutionKind.Classic].includes(found.moduleResolution);
      prepared.set(found, {
        ...found,
        allowJs: true,
        resolveJsonModule: true,
        allowImportingTsExtensions: true,
        module: found.module ?? ts.ModuleKind.ESNext,
        moduleResolution: old ? ts.ModuleResolutionKind.Bundler : found.moduleResolution,
      });
    }
    return prepared.get(found);
  };
  const host = { ...ts.sys, realpath: (file) => fs.realpathSync(file) };
  const caches = new Map();
  timed('typescript', () => {
    for (const file of sources) {
      if (!SCRIPT.test(file)) continue;
      const whole = path.join(repo, file);
      const compiler = prepare(optionsFor(path.dirname(whole)));
      if (!caches.has(compiler)) caches.set(compiler, ts.createModuleResolutionCache(repo, (x) => x, compiler));
      const tree = ts.createSourceFile(whole, fs.readFileSync(whole, 'utf8'), ts.ScriptTarget.Latest, true);
      const specifiers = new Set();
      const literal = (node) => node && ts.isStringLiteralLike(node) && specifiers.add(node.text);
      const visit = (node) => {
        if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) literal(node.moduleSpecifier);
        else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) literal(node.moduleReference.expression);
        else if (ts.isImportTypeNode(node)) ts.isLiteralTypeNode(node.argument) && literal(node.argument.literal);
        else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) literal(node.arguments[0]);
        else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require') literal(node.arguments[0]);
        else if (ts.isJSDocImportTag?.(node)) literal(node.moduleSpecifier);
        if (node.jsDoc && !/\.[mc]?tsx?$/.test(file)) node.jsDoc.forEach(visit);
        ts.forEachChild(node, visit);
      };
      visit(tree);
      for (const specifier of specifiers) {
        const found = ts.resolveModuleName(specifier, whole, compiler, host, caches.get(compiler)).resolvedModule;
        if (found) edges.add(file, real(found.resolvedFileName), 'ts');
      }
      for (const reference of tree.referencedFiles) edges.add(file, real(path.resolve(path.dirname(whole), reference.fileName)), 'ts');
    }
  });
  return edges;
}

function ofMadge() {
  const edges = new Edges();
  const bin = require.resolve('madge/bin/cli.js');
  const args = [bin, '--json', '--no-spinner', '--extensions', 'js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte'];
  if (tsconfig) args.push('--ts-config', path.join(repo, tsconfig));
  const text = timed('madge', () => run(process.execPath, [...args, repo]));
  for (const [from, tos] of Object.entries(JSON.parse(text || '{}'))) {
    for (const to of tos) edges.add(real(path.resolve(repo, from)), real(path.resolve(repo, to)), 'madge');
  }
  return edges;
}

function ofCruiser() {
  const edges = new Edges();
  const bin = path.join(process.cwd(), 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = [bin, '--no-config', '--output-type', 'json', '--ts-pre-compilation-deps', '--exclude', '(^|/)(node_modules|\\.git)/', '--module-systems', 'amd,cjs,es6,tsd'];
  if (tsconfig) args.push('--ts-config', tsconfig);
  const text = timed('dependency-cruiser', () => run(process.execPath, [...args, '.']));
  for (const module of JSON.parse(text || '{"modules":[]}').modules) {
    for (const dependency of module.dependencies) {
      edges.add(real(path.join(repo, module.source)), real(path.join(repo, dependency.resolved)), 'cruiser');
    }
  }
  return edges;
}

function ofBundlers() {
  const ts = require('typescript');
  const { globSync } = require('tinyglobby');
  const edges = new Edges();
  const isMeta = (node) => ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
  for (const file of sources) {
    if (!SCRIPT.test(file)) continue;
    const whole = path.join(repo, file);
    const text = fs.readFileSync(whole, 'utf8');
    if (!text.includes('import.meta')) continue;
    const folder = path.dirname(whole);
    const visit = (node) => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && isMeta(node.expression.expression) && node.expression.name.text === 'glob') {
        const first = node.arguments[0];
        const patterns = (first && ts.isArrayLiteralExpression(first) ? first.elements : [first]).filter((one) => one && ts.isStringLiteralLike(one)).map((one) => one.text);
        if (patterns.some((pattern) => /^!?\.{1,2}\//.test(pattern))) {
          for (const found of globSync(patterns, { cwd: folder, absolute: true, ignore: ['**/node_modules/**'], expandDirectories: false })) edges.add(file, real(found), 'glob');
        }
      }
      if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'URL' && node.arguments?.length === 2) {
        const [name, base] = node.arguments;
        if (ts.isStringLiteralLike(name) && ts.isPropertyAccessExpression(base) && isMeta(base.expression)) edges.add(file, real(path.resolve(folder, name.text)), 'url');
      }
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(whole, text, ts.ScriptTarget.Latest, true));
  }
  return edges;
}

function within2(edges, keep) {
  const users = new Map();
  for (const key of edges) {
    const [from, to] = key.split('\t');
    if (!users.has(to)) users.set(to, new Set());
    users.get(to).add(from);
  }
  const pairs = new Set();
  for (const [to, direct] of users) {
    for (const one of direct) {
      pairs.add(one + '\t' + to);
      for (const two of users.get(one) ?? []) if (two !== to) pairs.add(two + '\t' + to);
    }
  }
  return keep ? new Set([...pairs].filter(keep)) : pairs;
}

const seconds = {};
const linked = flag('link') ? link() : 0;
if (option('built', '')) build(option('built', ''));
const found = ofRr();
const tools = { typescript: ofCompiler(), madge: ofMadge(), 'dependency-cruiser': ofCruiser() };
const all = tools.typescript.keys().filter((key) => Object.values(tools).every((tool) => tool.has(key)));
const missed = all.filter((key) => !found.has(key));
const bundlers = ofBundlers();
const any = (key) => bundlers.has(key) || Object.values(tools).some((tool) => tool.has(key));
const extra = found.keys().filter((key) => !any(key));
const near = within2(all);
const rrNear = within2(found.keys());
const nearMissed = [...near].filter((key) => !rrNear.has(key));
const percent = (part, whole) => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(2) + '%');
const weaker = ['reference', 'dynamic', 'ambiguous', 'string'];
const certain = found.keys().filter((key) => !found.map.get(key).split(',').every((kind) => weaker.includes(kind)));
const kinds = {};
for (const key of extra) kinds[found.map.get(key)] = (kinds[found.map.get(key)] ?? 0) + 1;
console.log(JSON.stringify({
  repo: path.basename(repo),
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repo }).toString().trim(),
  files: sources.length,
  linked,
  edges: { rr: found.map.size, ...Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, tool.map.size])), all: all.length },
  recall: percent(all.length - missed.length, all.length),
  recallOfEach: Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, percent(tool.keys().filter((key) => found.has(key)).length, tool.map.size)])),
  recallWithin2: percent(near.size - nearMissed.length, near.size),
  bundlers: { edges: bundlers.map.size, ofRr: bundlers.keys().filter((key) => found.has(key)).length },
  precision: percent(found.map.size - extra.length, found.map.size),
  precisionOfCertain: percent(certain.length - certain.filter((key) => !any(key)).length, certain.length),
  onlyRr: kinds,
  seconds,
}, null, 2));
const list = (title, keys, text) => {
  if (show === 0 || keys.length === 0) return;
  console.log('\n' + title);
  for (const key of keys.slice(0, show)) console.log('  ' + key.replace('\t', ' -> ') + ' ' + text(key));
};
list('missed by rr, had by all:', missed, () => '');
list('had by rr alone:', extra, (key) => found.map.get(key));
for (const [name, tool] of Object.entries(tools)) {
  list(`had by ${name}, not by rr:`, tool.keys().filter((key) => !found.has(key)), () => '');
}
