#!/usr/bin/env python3
"""Checks that the documents have what the compiler's tables have. Usage: check_tables.py ROOT

Every error of Diagnostics.def is a section of docs/refusals.md, every row of Options.def one of docs/using.md, with its
words; and the other way round."""

import pathlib
import re
import sys


def rows(path, pattern):
    return re.findall(pattern, path.read_text(), re.MULTILINE)


def compare(what, table, document):
    for name in sorted(set(table) - set(document)):
        yield f"{what} {name} is not documented"
    for name in sorted(set(document) - set(table)):
        yield f"{what} {name} is documented and does not exist"


def options(root):
    table = root / "lib/Support/Options.def"
    for value, words in rows(table, r'^STAGE\(\w+, "([^"]+)", "([^"]+)"\)'):
        yield f"dump={value}", f"show {words}"
    for name, words in rows(table, r'^FLAG\("([^"]+)", \w+, \w+, "([^"]+)"\)'):
        yield name, words
    for name, words in rows(table, r'^TEXT\("([^"]+)", \w+, "[^"]+", "([^"]+)"\)'):
        yield f"{name}=FOLDER", words


def main():
    root = pathlib.Path(sys.argv[1])
    errors = rows(root / "lib/Support/Diagnostics.def", r"^DIAG\((err_\w+)")
    sections = rows(root / "docs/refusals.md", r"^### (err_\w+)$")
    told = rows(root / "docs/using.md", r"^\| `([^`]+)` \| (.+) \|$")
    known = list(options(root))
    found = [*compare("message", errors, sections), *compare("argument", known, told)]
    for line in found:
        print(line)
    print(f"{len(errors)} messages, {len(known)} arguments")
    return 1 if found or not errors or not known else 0


if __name__ == "__main__":
    sys.exit(main())
