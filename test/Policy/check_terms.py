"""Checks that C++ is written by Emit alone: between Clang and Emit, what operations run is a term, in which a string spells
one thing, and no text with places for operands. Usage: check_terms.py ROOT"""

import pathlib
import re
import sys

ROOMS = ("IR", "Rules", "Analysis", "Transform", "Frontend")
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
CHARACTER = re.compile(r"'(?:[^'\\]|\\.)'")
# A place for an operand; a cast, or the call of a qualified function or of a member.
FRAGMENT = re.compile(r"\$\d|\\x01|\b(?:static|const)_cast<|::\w+\(|^\.\w+\(")
PUNCTUATION = re.compile(r"[()\[\]{};,]")


def breaches(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        before = line.split("//")[0]
        code = CHARACTER.sub("", line if '"' in before else before)
        for literal in LITERAL.findall(code):
            if FRAGMENT.search(literal) or ("Term::" in code and PUNCTUATION.search(literal)):
                yield number


def main():
    root = pathlib.Path(sys.argv[1])
    count = 0
    for room in ROOMS:
        for path in sorted((root / "lib" / room).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                for line in breaches(path):
                    print(f"{path.relative_to(root)}:{line}: C++ is put together outside of Emit")
                    count += 1
    print(f"{count} strings break the rule" if count else "every string spells one thing")
    return 1 if count else 0


sys.exit(main())
