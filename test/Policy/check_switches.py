"""Checks that no switch over the IR's own enumerations has a default: a new operation must be thought about wherever each
is decided on, and what can be read off the table of operations is asked there. Usage: check_switches.py ROOT"""

import pathlib
import re
import sys

# The enumerations whose every enumerator must be named.
CLOSED = "Opcode|Effect|PointerFlow|NumberFlow|Definedness|Cost|Leaving|Family"
CASE = re.compile(rf"\bcase (?:ir::)?(?:{CLOSED})::")
DEFAULT = re.compile(r"\bdefault\s*:")


SWITCH = re.compile(r"\bswitch\s*\(")


def end_of_braces(text, start):
    """Where the braces that open behind `start` close."""
    depth, at = 0, text.index("{", start)
    while True:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at
        at += 1


def own_body(text, start):
    """The body of the switch at `start`, without the switches inside it."""
    end, at, own = end_of_braces(text, start), text.index("{", start) + 1, ""
    while inner := SWITCH.search(text, at, end):
        own += text[at : inner.start()]
        at = end_of_braces(text, inner.end()) + 1
    return own + text[at:end]


def breaches(path):
    text = path.read_text()
    for match in SWITCH.finditer(text):
        body = own_body(text, match.end())
        if CASE.search(body) and DEFAULT.search(body):
            yield text.count("\n", 0, match.start()) + 1


def main():
    root = pathlib.Path(sys.argv[1])
    count = 0
    for path in sorted((root / "lib").rglob("*")):
        if path.suffix in (".h", ".cpp"):
            for line in breaches(path):
                print(f"{path.relative_to(root)}:{line}: a switch over operations has a default")
                count += 1
    print(f"{count} switches break the rule" if count else "every switch names all operations")
    return 1 if count else 0


sys.exit(main())
