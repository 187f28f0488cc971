#!/usr/bin/env python3
"""Compares RR's graph of Python files with those of CPython's ast and import rules, mypy, pyright and grimp, and times
each as a whole process.

  python3 -m venv tools && tools/bin/pip install mypy==2.4.1 pyright==1.1.414 grimp==3.20
  tools/bin/python compare.py --rr path/to/rr --repo path/to/checkout [--root FOLDER ...] [--show 20] [--runs 3]

The checkout is a throw-away one. A root is a folder where absolute imports begin, besides the top, 'src', and for each
file the folder above its outermost package, which is where pytest and a program that is run begin. Edges count between
Python files that git tracks. An edge that all tools have which look at both files must be RR's too (recall): ast, mypy
and pyright look at all, grimp at those of installable packages. An edge of RR's is right if one tool has it (precision):
there mypy's indirect ones count too (of a file that names a module through another one: 'import a', then 'a.b.c'), and
the packages around an imported module.
"""
import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.machinery import PathFinder
from urllib.parse import unquote

parser = argparse.ArgumentParser()
parser.add_argument('--rr', default='rr')
parser.add_argument('--repo', default='.')
parser.add_argument('--root', action='append', default=[])
parser.add_argument('--show', type=int, default=0)
parser.add_argument('--runs', type=int, default=1)
options = parser.parse_args()
repo = os.path.realpath(options.repo)
tracked = [name for name in subprocess.run(
    ['git', 'ls-files', '-z'], cwd=repo, check=True, capture_output=True).stdout.decode().split('\0') if name]
sources = {name for name in tracked if name.endswith(('.py', '.pyi')) and not os.path.islink(os.path.join(repo, name))}
seconds = {}


def timed(what, action):
    walls = []
    answer = None
    for _ in range(options.runs):
        begun = time.perf_counter(), os.times()
        answer = action()
        ended = time.perf_counter(), os.times()
        cpu = sum(ended[1][:4]) - sum(begun[1][:4])
        walls.append((ended[0] - begun[0], cpu))
    walls.sort()
    wall, cpu = walls[len(walls) // 2]
    seconds[what] = {'wall': round(wall, 2), 'cpu': round(cpu, 2)}
    return answer


def run(command, where=repo, **environment):
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, env={**os.environ, **environment})
    return done.stdout


class Edges(dict):
    def add(self, source, target, kind):
        if source != target and source in sources and target in sources:
            self[source, target] = self[source, target] + ',' + kind if (source, target) in self else kind


def relative(path):
    return os.path.relpath(os.path.realpath(path), repo) if path else ''


def of_rr():
    edges = Edges()
    text = timed('rr', lambda: run([options.rr, 'graph', '--repo', repo, '--format', 'tsv']))
    for line in text.splitlines():
        parts = line.split('\t')
        if len(parts) == 3:
            edges.add(*parts)
    if not edges:
        raise SystemExit(options.rr + ' found nothing')
    return edges


def package_root(name):
    """The folder above the outermost package of a file."""
    folder = os.path.dirname(name)
    while folder and os.path.exists(os.path.join(repo, folder, '__init__.py')):
        folder = os.path.dirname(folder)
    return folder


roots = [root for root in ['', 'src', *options.root] if os.path.isdir(os.path.join(repo, root))]


def of_ast():
    """Every import statement of the syntax tree, found by importlib's own PathFinder without running anything."""
    known = {}

    def find(module, start):
        """The file of a module, and the folders in which its parts lie; None where nothing is found."""
        key = module, start
        if key not in known:
            known[key] = look(module, start)
        return known[key]

    def look(module, start):
        parent, _, last = module.rpartition('.')
        if parent:
            above = find(parent, start)
            path = above[1] if above else None
        else:
            path = [os.path.join(repo, root) for root in dict.fromkeys([start, *roots])]
        if not path:
            return None
        try:
            spec = PathFinder.find_spec(last, path)
        except (ImportError, ValueError):
            return None
        if spec is None:
            return None
        folders = list(spec.submodule_search_locations or [])
        return relative(spec.origin) if spec.has_location else '', folders

    def read():
        edges = Edges()
        for name in sorted(sources):
            start = package_root(name)
            try:
                with open(os.path.join(repo, name), 'rb') as file:
                    tree = ast.parse(file.read())
            except (SyntaxError, ValueError):
                continue
            inside = os.path.dirname(os.path.relpath(name, start or '.'))
            package = [part for part in inside.split('/') if part]
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    for alias in node.names:
                        found = find(alias.name, start)
                        if found:
                            edges.add(name, found[0], 'ast')
                        above = alias.name
                        while '.' in above:
                            # The packages around are run as well: right if RR has them, and no miss if it has not.
                            above = above.rpartition('.')[0]
                            around = find(above, start)
                            if around:
                                weak.add(name, around[0], 'around')
                elif isinstance(node, ast.ImportFrom):
                    if node.level:
                        kept = package[:len(package) - node.level + 1]
                        if node.level - 1 > len(package):
                            continue
                        module = '.'.join(kept + ([node.module] if node.module else []))
                        if not module:
                            # 'from . import a' in a folder that is no package
                            for alias in node.names:
                                found = find(alias.name, start)
                                if found:
                                    edges.add(name, found[0], 'ast')
                            continue
                    else:
                        module = node.module
                    found = find(module, start)
                    if not found:
                        continue
                    for alias in node.names:
                        part = None if alias.name == '*' else find(module + '.' + alias.name, start)
                        if part and part[0] and not bound_in(found[0], alias.name):
                            edges.add(name, part[0], 'ast')
                            weak.add(name, found[0], 'around')
                        else:
                            edges.add(name, found[0], 'ast')
                            if part:
                                weak.add(name, part[0], 'same name')
        return edges

    tops = {}

    def bound_in(name, wanted):
        """Whether a module binds a name by itself, which hides a module of that name within it."""
        if name not in tops:
            tops[name] = set()
            if name in sources:
                with open(os.path.join(repo, name), 'rb') as file:
                    for node in ast.parse(file.read()).body:
                        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                            tops[name].add(node.name)
                        elif isinstance(node, ast.Assign):
                            tops[name].update(target.id for target in node.targets if isinstance(target, ast.Name))
        return wanted in tops[name]

    weak.clear()
    return timed('ast', read)


def of_mypy():
    """What mypy notes in its cache: the dependencies of each module that it has built.

    One run for all files, whose names begin at the top or a root, and one for each other folder where names begin: of
    two files with one name mypy would take none."""
    with tempfile.TemporaryDirectory() as cache:
        path = os.pathsep.join(os.path.join(repo, root) for root in roots if root)
        groups = {'': sorted(sources)}
        for name in sorted(sources):
            root = package_root(name)
            if root not in roots:
                groups.setdefault(root, []).append(name)

        def build():
            edges = Edges()
            for root, names in groups.items():
                own = os.path.join(cache, root.replace('/', '_') or 'top')
                listed = own + '.txt'
                with open(listed, 'w') as file:
                    file.write('\n'.join(os.path.join(repo, name) for name in names))
                run([sys.executable, '-m', 'mypy', '--config-file', os.devnull, '--cache-dir', own, '--no-sqlite-cache',
                     '--no-fixed-format-cache', '--ignore-missing-imports', '--namespace-packages',
                     '--explicit-package-bases', '@' + listed], where=os.path.join(repo, root), MYPYPATH=path)
                read(own, os.path.join(repo, root), edges)
            return edges

        def read(own, where, edges):
            modules, indirect = {}, {}
            for folder, _, files in os.walk(own):
                for file in files:
                    if file.endswith('.meta.json'):
                        with open(os.path.join(folder, file)) as meta:
                            told = json.load(meta)
                        if 'path' in told:
                            modules[told['id']] = relative(os.path.join(where, told['path'])), told['dependencies']
                    elif file.endswith('.meta_ex.json'):
                        # What a file needs without importing it itself: the modules of types that it gets from others.
                        with open(os.path.join(folder, file)) as meta:
                            module = os.path.relpath(os.path.join(folder, file), own).split('/', 1)[1]
                            indirect[module[:-len('.meta_ex.json')].replace('/', '.').removesuffix('.__init__')] = (
                                json.load(meta)['dependencies'])
            if not modules:
                print('mypy built nothing in ' + where, file=sys.stderr)
            for file, targets in modules.values():
                for target in targets:
                    if target in modules and (file, modules[target][0]) not in edges:
                        edges.add(file, modules[target][0], 'mypy')
            for module, targets in indirect.items():
                for target in targets:
                    if module in modules and target in modules:
                        weak.add(modules[module][0], modules[target][0], 'indirect')

        return timed('mypy', build)


def of_pyright():
    """What pyright --dependencies says; its settings, written into the checkout, name the roots."""
    settings = os.path.join(repo, 'pyrightconfig.json')
    if os.path.exists(settings):
        raise SystemExit(settings + ' is there already: take a throw-away checkout without it')
    with open(settings, 'w') as file:
        json.dump({'include': ['.'], 'exclude': ['**/.git'], 'extraPaths': [root for root in roots if root]}, file)
    try:
        text = timed('pyright', lambda: run([sys.executable, '-m', 'pyright', '--dependencies', '--verbose']))
    finally:
        os.remove(settings)
    edges = Edges()
    file = ''
    into = False
    for line in text.splitlines():
        name = line.strip()
        if not line.startswith(' '):
            file = name if name in sources else ''
        elif name.startswith('Imports '):
            into = True
        elif name.startswith('Imported by '):
            into = False
        elif into and file and name.startswith('file://'):
            edges.add(file, relative(unquote(name[len('file://'):])), 'pyright')
    return edges


def packages():
    """The top-level packages, each with the root in which it lies; grimp wants an __init__ file."""
    found = {}
    for root in roots:
        for name in sorted(os.listdir(os.path.join(repo, root))):
            init = os.path.join(root, name, '__init__.py')
            if init in sources and name not in found:
                found[name] = root
    return found


def of_grimp():
    code = '''
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
import grimp
graph = grimp.build_graph(*json.loads(sys.argv[2]), cache_dir=None)
print(json.dumps([[i, sorted(graph.find_modules_directly_imported_by(i))] for i in sorted(graph.modules)]))
'''
    found = packages()
    edges = Edges()
    if not found:
        seconds['grimp'] = None
        return edges, set()
    path = json.dumps([os.path.join(repo, root) for root in dict.fromkeys(found.values())])
    text = timed('grimp', lambda: run([sys.executable, '-c', code, path, json.dumps(list(found))]))
    files = {}
    listed = json.loads(text or '[]')
    for module, _ in listed:
        root = found[module.split('.')[0]]
        place = os.path.join(root, module.replace('.', '/'))
        files[module] = next((name for name in (place + '.py', place + '/__init__.py') if name in sources), '')
    for module, targets in listed:
        for target in targets:
            edges.add(files[module], files[target], 'grimp')
    return edges, {name for name in files.values() if name}


def within2(edges):
    targets = {}
    for source, target in edges:
        targets.setdefault(source, set()).add(target)
    near = set(edges)
    for source, direct in targets.items():
        for middle in direct:
            near.update((source, target) for target in targets.get(middle, ()) if target != source)
    return near


def percent(part, whole):
    return '-' if whole == 0 else f'{100 * part / whole:.2f}%'


weak = Edges()
found = of_rr()
tools = {'ast': of_ast(), 'mypy': of_mypy(), 'pyright': of_pyright()}
tools['grimp'], of_packages = of_grimp()


def has_all(key):
    return all(key in edges or (name == 'grimp' and not of_packages.issuperset(key)) for name, edges in tools.items())


every = {key for key in tools['ast'] if has_all(key)}
anyone = set(weak).union(*tools.values())
missed = sorted(every - found.keys())
extra = sorted(found.keys() - anyone)
near = within2(every)
near_found = within2(found)
weaker = {'reference', 'dynamic', 'ambiguous', 'string'}
certain = {key for key, kind in found.items() if not weaker.issuperset(kind.split(','))}
kinds = {}
for key in extra:
    kinds[found[key]] = kinds.get(found[key], 0) + 1
print(json.dumps({
    'repo': os.path.basename(repo),
    'commit': run(['git', 'rev-parse', 'HEAD']).strip(),
    'files': len(sources),
    'edges': {'rr': len(found), **{name: len(edges) for name, edges in tools.items()}, 'all': len(every)},
    'recall': percent(len(every) - len(missed), len(every)),
    'recallOfEach': {name: percent(len(edges.keys() & found.keys()), len(edges)) for name, edges in tools.items()},
    'recallWithin2': percent(len(near & near_found), len(near)),
    'precision': percent(len(found) - len(extra), len(found)),
    'precisionOfCertain': percent(len(certain & anyone), len(certain)),
    'onlyRr': kinds,
    'seconds': seconds,
}, indent=2))


def show(title, keys, text=lambda key: ''):
    if options.show and keys:
        print('\n' + title)
        for key in keys[:options.show]:
            print('  ' + ' -> '.join(key) + ' ' + text(key))


show('missed by rr, had by all:', missed)
show('had by rr alone:', extra, lambda key: found[key])
for name, edges in tools.items():
    show(f'had by {name}, not by rr:', sorted(edges.keys() - found.keys()))
