"""Checks that the sources keep one style of include guard and of comment: `#ifndef CLANGENT_ROOM_NAME_H` after the path, and
`//`; and that every command of a test begins its line, for others are not run. Usage: check_style.py [--fix] ROOT"""

import pathlib
import re
import sys

# Included several times on purpose.
UNGUARDED = {"runtime/src/kernels_body.h"}
# Folders, and what stands for them in a guard.
FOLDERS = {
    "lib/": "",
    "include/clangent/": "",
    "runtime/src/": "runtime/",
    "runtime/": "",
}
GUARD = re.compile(r"^(?:#ifndef (\w+)\n#define \1\n|#pragma once\n)", re.MULTILINE)
COMMENT = re.compile(r"(^|\s)///<?(?!/)", re.MULTILINE)
LOST_COMMAND = re.compile(r"^// (?!RUN:).*\bRUN: %", re.MULTILINE)
SUFFIXES = (".h", ".cpp", ".def", ".in", ".inc")


def guard_of(name):
    folder = next(folder for folder in FOLDERS if name.startswith(folder))
    path = FOLDERS[folder] + name[len(folder) :]
    return "CLANGENT_" + re.sub(r"\W", "_", path).upper()


def guarded(name, text):
    """The text with its guard as it should be; nothing if it has none."""
    found = GUARD.search(text)
    if not found:
        return None
    guard = guard_of(name)
    text = text[: found.start()] + f"#ifndef {guard}\n#define {guard}\n" + text[found.end() :]
    if found.group(1):
        return re.sub(rf"#endif // {found.group(1)}\n\Z", f"#endif // {guard}\n", text)
    return text + f"\n#endif // {guard}\n"


def main():
    is_fixing = "--fix" in sys.argv
    root = pathlib.Path(sys.argv[-1])
    found = 0
    for path in sorted(path for top in ("lib", "include", "runtime") for path in (root / top).rglob("*")):
        name = str(path.relative_to(root))
        if path.suffix not in SUFFIXES:
            continue
        text = path.read_text()
        wanted = COMMENT.sub(r"\1//", text)
        if wanted != text:
            print(f"{name}: has comments with three slashes")
        if path.suffix == ".h" and name not in UNGUARDED:
            fixed = guarded(name, wanted)
            if fixed != wanted:
                print(f"{name}: wants the include guard {guard_of(name)}")
            found += fixed is None
            wanted = fixed or wanted
        found += wanted != text and not is_fixing
        if is_fixing and wanted != text:
            path.write_text(wanted)
    for path in sorted((root / "test").rglob("*.cpp")):
        if LOST_COMMAND.search(path.read_text()):
            print(f"{path.relative_to(root)}: has a command inside of a comment")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
