"""Prints a program that takes the address of everything that the tensor runtime has compiled from the headers.

usage: every_instance.py FOLDER, where FOLDER holds the lists (instances/*.inc)
"""

import pathlib
import re
import sys

DECLARATION = re.compile(r"CLANGENT_INSTANCE (?P<result>.+?) (?P<name>[\w:<>]+)\((?P<parameters>.*)\)(?P<qualifier>[^()]*);")
HEAD = """#include <clangent/tensor.h>

template <class Function, class = void> void use(Function *pointer) { static Function *volatile kept = pointer; }
template <class Function, class Class> void use(Function Class::*pointer) {
  static Function Class::*volatile kept = pointer;
}
"""


def main():
    print(HEAD)
    count = 0
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.inc")):
        scope = ""
        for line in path.read_text().splitlines():
            scope = re.sub(r"^namespace ([\w:]+) {$", r"\1", line) if line.startswith("namespace") else scope
            if not line.startswith("CLANGENT_INSTANCE"):
                continue
            found = DECLARATION.fullmatch(line)
            function = f"{found['result']}({found['parameters']}){found['qualifier']}"
            member = found["name"].rpartition("::")[0]
            arguments = ", ".join(filter(None, (function, member)))
            print(f"namespace {scope} {{ void use_{count}() {{ ::use<{arguments}>(&{found['name']}); }} }}")
            count += 1
    print("int main() {}")
    return 0 if count else 1


if __name__ == "__main__":
    sys.exit(main())
