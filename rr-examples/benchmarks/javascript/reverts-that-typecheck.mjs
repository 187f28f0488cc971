// Reverts of real TypeScript commits that are clean as text: does tsc take the result, does RR foresee it, does the
// consistent plan type-check, and is each of its commits needed?
//
//   npm install --no-save typescript@5.9
//   node reverts-that-typecheck.mjs --rr path/to/rr --repo path/to/scratch/clone --modules path/to/installed/packages \
//     [--tsconfig tsconfig.json] [--sources packages/,src/] [--cases 200] [--skip 0] [--later 12,25,40,60] [--controls 30]
//
// The newest commits that touch a declaration or an import are each taken back on one of every sixteen commits of the
// mainline. Trees are checked in memory; the clone is a throw-away one, since plans are applied to branches of it.
// --modules is a folder with the node_modules of one fixed version; what is missing there is missed before and after.
// Words alone, and not RR, decide which reverts are worth checking: one of them goes that a later line has, or one comes
// back that nobody has any more. Unused names are no errors here. What the commit's parent has as well does not count.
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const ts = require('typescript');
const option = (name, otherwise) => {
  const at = process.argv.indexOf('--' + name);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const rr = option('rr', 'rr');
const repo = path.resolve(option('repo', '.'));
const root = fs.realpathSync(option('modules', repo));
const config = option('tsconfig', 'tsconfig.json');
const folders = option('sources', '').split(',');
const cases = Number(option('cases', '200'));
const skip = Number(option('skip', '0'));
const later = option('later', '12,25,40,60').split(',').map(Number);
const mostControls = Number(option('controls', '30'));
const GRID = 16;
const LARGEST_CHECKED = 8;
const DECLARATION = /^[+-]\s*(export|import|interface|type|class|enum|abstract|declare|function|const|static|public|private|protected|async|readonly)\b/;
// Names that are not found, or not what they were: what a judge of names can see at all. The rest is about types.
const OF_NAMES = new Set([2304, 2305, 2307, 2318, 2339, 2503, 2551, 2552, 2614, 2694, 2724]);

const git = (...words) => execFileSync('git', ['-C', repo, ...words], { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
const isSource = (file) => /\.[mc]?tsx?$/.test(file) && folders.some((folder) => file.startsWith(folder));
const words = (text) => new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? []);

// ---- trees in memory
const texts = new Map();
const READ = /\.(?:[mc]?tsx?|json|vue|[mc]?jsx?)$/;
function files(tree) {
  const found = new Map();
  for (const entry of git('ls-tree', '-r', '-z', tree).split('\0').filter(Boolean)) {
    const [head, file] = entry.split('\t');
    const [, kind, sha] = head.split(' ');
    if (kind === 'blob' && READ.test(file)) found.set(file, sha);
  }
  const missing = [...new Set(found.values())].filter((sha) => !texts.has(sha));
  if (missing.length > 0) {
    const out = execFileSync('git', ['-C', repo, 'cat-file', '--batch'], { input: missing.join('\n') + '\n', maxBuffer: 1 << 30 });
    for (let at = 0; at < out.length; ) {
      const end = out.indexOf(10, at);
      const [sha, , size] = out.toString('latin1', at, end).split(' ');
      texts.set(sha, out.toString('utf8', end + 1, end + 1 + Number(size)));
      at = end + 2 + Number(size);
    }
  }
  return found;
}

// ---- tsc over a tree; what is under node_modules comes from the disk
const parsed = new Map();
const results = new Map();
function errors(tree) {
  if (results.has(tree)) return results.get(tree);
  const found = files(tree);
  const directories = new Set(['']);
  for (const file of found.keys()) {
    for (let dir = path.posix.dirname(file); dir !== '.' && !directories.has(dir); dir = path.posix.dirname(dir)) directories.add(dir);
  }
  const inner = (name) => {
    const file = path.resolve(root, name);
    if (file !== root && !file.startsWith(root + path.sep)) return undefined;
    const relative = path.relative(root, file);
    return relative.split(path.sep).includes('node_modules') ? undefined : relative;
  };
  const read = (name) => {
    const file = inner(name);
    return file === undefined ? ts.sys.readFile(name) : found.has(file) ? texts.get(found.get(file)) : undefined;
  };
  const entries = (name) => {
    const dir = inner(name);
    const prefix = dir ? dir + '/' : '';
    const under = [...found.keys(), ...directories].filter((file) => file !== '' && file.startsWith(prefix) && !file.slice(prefix.length).includes('/'));
    const names = (all) => all.map((file) => file.slice(prefix.length));
    return { files: names(under.filter((file) => found.has(file))), directories: names(under.filter((file) => directories.has(file))) };
  };
  const sys = {
    useCaseSensitiveFileNames: true,
    getCurrentDirectory: () => root,
    readFile: read,
    fileExists: (name) => (inner(name) === undefined ? ts.sys.fileExists(name) : found.has(inner(name))),
    directoryExists: (name) => (inner(name) === undefined ? ts.sys.directoryExists(name) : directories.has(inner(name))),
    getDirectories: (name) => (inner(name) === undefined ? ts.sys.getDirectories(name) : entries(name).directories),
    realpath: (name) => (inner(name) === undefined ? ts.sys.realpath(name) : name),
    readDirectory: (dir, extensions, excludes, includes, depth) =>
      ts.matchFiles(dir, extensions, excludes, includes, true, root, depth, entries, (name) => name),
  };
  const read1 = ts.readConfigFile(path.join(root, config), read);
  const parsedConfig = ts.parseJsonConfigFileContent(read1.config ?? {}, sys, path.dirname(path.join(root, config)), {
    noEmit: true, composite: false, incremental: false, declaration: false, declarationMap: false, isolatedDeclarations: false,
    noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true, ignoreDeprecations: '6.0',
  });
  if (Number(ts.versionMajorMinor) < 6) delete parsedConfig.options.ignoreDeprecations;
  const host = {
    ...sys,
    useCaseSensitiveFileNames: () => true,
    getSourceFile: (name, how) => {
      const file = inner(name);
      const key = file === undefined ? name : file + ' ' + found.get(file);
      if (!parsed.has(key)) {
        const text = read(name);
        parsed.set(key, text === undefined ? undefined : ts.createSourceFile(name, text, how));
      }
      return parsed.get(key);
    },
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    writeFile: () => {},
    getCanonicalFileName: (name) => name,
    getNewLine: () => '\n',
  };
  const program = ts.createProgram({ rootNames: parsedConfig.fileNames, options: parsedConfig.options, host });
  const all = new Map();
  for (const source of program.getSourceFiles()) {
    const file = inner(source.fileName);
    if (file === undefined || source.fileName.startsWith(ts.getDefaultLibFilePath({}).replace(/[^/]*$/, ''))) continue;
    for (const found of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
      if (found.category !== ts.DiagnosticCategory.Error) continue;
      const line = source.getLineAndCharacterOfPosition(found.start ?? 0).line + 1;
      const text = ts.flattenDiagnosticMessageText(found.messageText, ' ').split('\n')[0].slice(0, 200);
      all.set(`${file} TS${found.code} ${text.replace(/"[^"]*\/packages\//g, '"')}`, { file, line, code: found.code, text });
    }
  }
  if (parsed.size > 20000) parsed.clear();
  results.set(tree, all);
  return all;
}

// ---- RR
function run(input, ...args) {
  const done = spawnSync(rr, ['revert', '--repo', repo, ...args], { input, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'] });
  return done.stdout.toString();
}
const batch = (requests, ...args) =>
  run(requests.map(([commit, onto]) => `${commit} ${onto} 0\n`).join(''), '--batch', ...args)
    .split('\n').filter(Boolean).map((line) => JSON.parse(line));
let branches = 0;
/** The tree of taking commits back, as an object of the clone; nothing if they conflict. */
function applied(commits, onto) {
  const branch = `rr-try-${process.pid}-${branches++}`;
  const document = JSON.parse(run('', ...commits, '--onto', onto, '--mainline', '1', '--branch', branch, '--single', '--also-on', '0', '--apply', '--json'));
  return document.clean && document.tree ? git('rev-parse', document.tree + '^{tree}').trim() : undefined;
}

// ---- which reverts are tried
const sources = (...refs) => git('diff', '-U0', '--no-color', ...refs, '--', '*.ts', '*.tsx', '*.mts', '*.cts')
  .split('\n').filter((line) => /^[+-](?![+-])/.test(line));
const mainline = git('rev-list', '--first-parent', 'HEAD').split('\n').filter(Boolean);
const place = new Map(mainline.map((commit, at) => [commit, at]));
let random = 7;
const draw = () => later[(random = (random * 48271) % 2147483647) % later.length];
const requests = [];
let seen = 0;
for (const commit of git('rev-list', '--first-parent', '--no-merges', 'HEAD', '--', ...folders.map((folder) => folder || '.')).split('\n').filter(Boolean)) {
  const at = place.get(commit);
  const wanted = at - draw();
  const on = wanted - (((wanted % GRID) + GRID) % GRID);
  if (on < 0 || at + 1 >= mainline.length || seen >= skip + cases) continue;
  if (!sources(commit + '^', commit).some((line) => DECLARATION.test(line))) continue;
  if (seen++ >= skip) requests.push([commit, mainline[on], at - on]);
}
const clean = requests.filter((request, i) => {
  request.document = i === 0 ? batch(requests) : requests[0].document;
  const document = requests[0].document[i];
  return document.clean && document.effect === 'change' && document.changes.some((change) => isSource(change.path));
});
const vocabulary = new Map();
function wordsOf(commit) {
  if (!vocabulary.has(commit)) {
    const all = new Set();
    for (const [file, sha] of files(commit)) if (isSource(file)) words(texts.get(sha)).forEach((word) => all.add(word));
    vocabulary.set(commit, all);
  }
  return vocabulary.get(commit);
}
function isLikely(commit, onto) {
  const lines = sources(commit + '^', commit);
  const of = (sign, which) => words(lines.filter((line) => line[0] === sign && which(line)).map((line) => line.slice(1)).join('\n'));
  const gone = of('+', (line) => DECLARATION.test(line) || /^\+\s+\w+\??[:(]/.test(line));
  of('-', () => true).forEach((word) => gone.delete(word));
  const fresh = words(sources(commit, onto).filter((line) => line[0] === '+').map((line) => line.slice(1)).join('\n'));
  if ([...gone].some((word) => fresh.has(word))) return true;
  const own = of('+', () => true);
  const now = wordsOf(onto);
  return [...of('-', () => true)].some((word) => !own.has(word) && !now.has(word));
}

// ---- the trial
const rows = [];
let controls = 0, widened = 0, alarmed = 0, checkedControls = [];
const short = (commit) => commit.slice(0, 10);
const name = path.basename(repo);
const seconds = () => (process.uptime()).toFixed(0);
for (const [commit, onto, distance] of clean) {
  if (!isLikely(commit, onto)) continue;
  const tree = applied([commit], onto);
  if (!tree) continue;
  const known = new Set([...errors(git('rev-parse', onto + '^{tree}').trim()).keys(), ...errors(git('rev-parse', commit + '^^{tree}').trim()).keys()]);
  const fresh = (of) => [...errors(of)].filter(([key]) => !known.has(key)).map(([, found]) => found);
  const broken = fresh(tree);
  if (broken.length === 0 && controls >= mostControls) continue;
  const [plan] = batch([[commit, onto]], '--consistent');
  const foreseen = plan.willBreak?.length > 0 || plan.reverted.length > 1;
  if (broken.length === 0) {
    controls++;
    checkedControls.push(`${commit.slice(0, 8)}:${onto.slice(0, 8)}`);
    if (plan.reverted.length > 1) widened++;
    if (foreseen) {
      alarmed++;
      console.error('control', short(commit), short(onto), 'takes', plan.reverted.length, JSON.stringify(plan.willBreak ?? []));
    }
    continue;
  }
  const result = plan.clean ? applied(plan.reverted, onto) : undefined;
  const left = result ? fresh(result) : broken;
  let minimal = '';
  if (left.length === 0 && plan.reverted.length <= LARGEST_CHECKED) {
    const extra = plan.reverted.filter((member) => member !== commit).filter((member) => {
      const without = applied(plan.reverted.filter((one) => one !== member), onto);
      return without && fresh(without).length === 0;
    });
    minimal = extra.length === 0 ? 'yes' : 'no: ' + extra.map(short).join(' ');
  }
  const names = broken.filter((found) => OF_NAMES.has(found.code)).length;
  rows.push({ names, foreseen, mended: left.length === 0, minimal, size: plan.reverted.length });
  console.log(`| ${name} | \`${short(commit)}\` | \`${short(onto)}\` | ${distance} | TS${broken[0].code} (${broken.length}, ${names} of names) | ${foreseen ? 'yes' : 'no'} | ${plan.reverted.length} | ${left.length === 0 ? 'yes' : '**no**'} | ${minimal} |`);
  broken.slice(0, 4).forEach((found) => console.error('   tsc:', `${found.file}:${found.line} TS${found.code} ${found.text}`));
  left.slice(0, 4).forEach((found) => console.error('   left:', `${found.file}:${found.line} TS${found.code} ${found.text}`));
  (plan.willBreak ?? []).slice(0, 4).forEach((found) => console.error('   will break:', `${found.path}:${found.line} ${found.symbol}`));
}
const share = (part, of) => `${part} of ${of}`;
const ofNames = rows.filter((row) => row.names > 0);
console.log(`${name}: TypeScript ${ts.version}; ${requests.length} commits, ${clean.length} clean as text; ${rows.length} do not type-check,`
  + ` foreseen ${share(rows.filter((row) => row.foreseen).length, rows.length)} (of names ${share(ofNames.filter((row) => row.foreseen).length, ofNames.length)});`
  + ` consistent plan type-checks ${share(rows.filter((row) => row.mended).length, rows.length)} (of names ${share(ofNames.filter((row) => row.mended).length, ofNames.length)});`
  + ` 1-minimal ${share(rows.filter((row) => row.minimal === 'yes').length, rows.filter((row) => row.minimal !== '').length)};`
  + ` controls ${controls}, widened ${widened}, objected to ${alarmed}; ${seconds()} s`);
console.log('controls: ' + checkedControls.join(' '));
