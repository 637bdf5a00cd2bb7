"""Checks that the files and folders that documents name exist. Usage: check_paths.py ROOT FILE.md...

A name is a path of this project in backquotes, or where a link leads to."""

import pathlib
import re
import sys

PATH = re.compile(r"`((?:lib|include|runtime|tools|test|unittests|docs|scripts|bench|examples|demo|cmake)/[\w./+-]*)`")
LINK = re.compile(r"\]\(([\w./-]+\.md)(?:#[\w-]*)?\)")


def main():
    root = pathlib.Path(sys.argv[1])
    missing = named = 0
    for document in map(pathlib.Path, sys.argv[2:]):
        text = document.read_text()
        found = [(name, root / name) for name in PATH.findall(text)]
        found += [(name, document.parent / name) for name in LINK.findall(text)]
        named += len(found)
        for name, path in found:
            if not path.exists():
                missing += 1
                print(f"{document.name}: there is no {name}")
    print(f"{named} names, {missing} missing")
    return 1 if missing else 0


sys.exit(main())
