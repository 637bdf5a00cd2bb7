"""Checks that the rooms of lib/ include only what they may see. Usage: check_includes.py ROOT"""

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

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


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
    root = pathlib.Path(sys.argv[1])
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
    for line in found:
        print(line)
    if found:
        print(f"{len(found)} includes break the rules")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
