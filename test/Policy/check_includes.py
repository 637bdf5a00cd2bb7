"""Checks that the rooms of lib/ include only what they may see, and that nothing includes in a circle. A header and the
source of its name count as one in lib/: what they need of each other's work goes one way. Usage: check_includes.py ROOT"""

import pathlib
import re
import sys

# What each room may include besides itself and the standard library.
SUPPORT = {"Support"}
IR = SUPPORT | {"IR"}
RULES = IR | {"Rules"}
ANALYSIS = RULES | {"Analysis"}
TRANSFORM = ANALYSIS | {"Transform"}
EMIT = TRANSFORM | {"Emit"}
CLANG = {"clang", "llvm"}
ROOMS = {
    "Support": SUPPORT,
    "IR": IR,
    "Rules": RULES,
    "Frontend": RULES | {"Frontend"} | CLANG,
    "Analysis": ANALYSIS,
    "Transform": TRANSFORM,
    "Emit": EMIT,
    "Driver": EMIT | {"Frontend", "Driver"} | CLANG,
}
KNOWN = set(ROOMS) | CLANG

# Statements hold expressions, expressions name types, and what a type holds may be known by an expression: there the
# headers alone are free of circles.
MUTUAL = "lib/Frontend/"

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def sources(root):
    for folder in ("lib", "include", "runtime"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".h", ".cpp", ".def"):
                yield path


def included(root, path):
    """The project's own files that a file includes."""
    for line in path.read_text().splitlines():
        match = INCLUDE.match(line)
        for base in (path.parent, root / "lib", root / "include") if match else ():
            target = (base / match.group(1)).resolve()
            if target.is_file() and target.is_relative_to(root):
                yield target.relative_to(root)
                break


def circles(edges):
    """Of a graph, the first circle that is met from each node that is on one."""
    done = set()
    for start in sorted(edges):
        path, pending = [], [(start, False)]
        while pending:
            node, is_left = pending.pop()
            if is_left:
                done.add(path.pop())
            elif node in path:
                yield path[path.index(node) :] + [node]
            elif node not in done:
                path.append(node)
                pending.append((node, True))
                pending += [(target, False) for target in sorted(edges.get(node, ()), reverse=True)]


def unit(path):
    name = str(path)
    is_unit = name.startswith("lib/") and not name.startswith(MUTUAL)
    return str(path.with_suffix("")) if is_unit and path.suffix != ".def" else name


def include_circles(root):
    edges = {}
    for path in sources(root):
        name = unit(path.relative_to(root))
        edges.setdefault(name, set()).update(unit(target) for target in included(root, path))
        edges[name].discard(name)
    for circle in circles(edges):
        yield "circle: " + " -> ".join(circle)


def breaches(root, folder, name, allowed):
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".h", ".cpp", ".def"):
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            target = match.group(1)
            first = re.split("[-/]", target)[0]
            if first in KNOWN and first not in allowed:
                yield f"{path.relative_to(root)}:{number}: {name} includes {target}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    found = []
    for folder in sorted((root / "lib").iterdir()):
        if folder.is_dir():
            if folder.name not in ROOMS:
                found.append(f"lib/{folder.name}: not a room that this check knows")
                continue
            found += breaches(root, folder, folder.name, ROOMS[folder.name])
    for outside in ("include", "runtime"):
        if (root / outside).is_dir():
            found += breaches(root, root / outside, f"{outside}/", set())
    found += include_circles(root)
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} includes break the rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
