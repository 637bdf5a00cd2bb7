#!/usr/bin/env python3
"""Checks that what the documents show is true.

    check_docs.py --source ROOT --compiler 'clangent++ -std=c++17' [--libraries '...' [--plugin FILE]] [--update] FILE.md...

Fenced blocks of the given documents:
  ```cpp             compiles; with a main() it is also run, and a ```text block right behind it is its output
  ```cpp refused     does not compile; a ```text block right behind it has lines of the messages, in order
  ```cpp tensor      the same as ```cpp, for programs over tensors; left out unless --libraries says what to link
  ```cpp derived     the same as ```cpp tensor, for programs that ask for derivatives; left out unless --plugin says where
                     the plugin is, for --compiler is then one without it
  ```cpp adjoint     lines of what -print shows for the last ```cpp derived block, in order
  ```cpp generated   lines of what -print shows for the last ```cpp block, in order
  ```cmake           lines of examples/compute_s/CMakeLists.txt, in order
With --update, generated blocks and adjoints are written anew. Other fences are for the reader alone. A block without <clangent/clangent.h> gets it.
"""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w*)[ ]*(\w*)\n(.*?)^```\n(?:\n*^```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
HEADER = "#include <clangent/clangent.h>\n"


class Checker:
    def __init__(self, options, folder):
        self.compiler = shlex.split(options.compiler)
        self.source = pathlib.Path(options.source)
        self.libraries = shlex.split(options.libraries or "")
        self.plugin = [f"-fplugin={options.plugin}"] if options.plugin else []
        self.folder = pathlib.Path(folder)
        self.last = ""
        self.checked = 0

    def run(self, command):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120,
                              check=False, cwd=self.folder)
        return done.returncode, done.stdout + done.stderr

    def compile(self, code, *arguments):
        path = self.folder / "example.cpp"
        path.write_text(code if "clangent/clangent.h" in code else HEADER + code)
        return self.run([*self.compiler, *arguments, path])

    def program(self, code, output):
        self.last = code
        if "int main(" not in code:
            status, messages = self.compile(code, "-c", "-o", self.folder / "snippet.o")
            return None if status == 0 else messages
        status, messages = self.compile(code, "-o", self.folder / "snippet")
        if status != 0:
            return messages
        status, printed = self.run([self.folder / "snippet"])
        if status != 0:
            return f"exit status {status}\n{printed}"
        if output is not None and printed != output:
            return f"prints\n{printed}and not\n{output}"
        return None

    def tensor_program(self, code, output, *arguments):
        (self.folder / "tensors.cpp").write_text(code)
        status, messages = self.run([*self.compiler, *arguments, "tensors.cpp", "-o", "tensors", *self.libraries])
        if status != 0:
            return messages
        status, printed = self.run(["./tensors"])
        return None if status == 0 and printed == output else f"prints\n{printed}and not\n{output}"

    def derived(self, code, output):
        self.last = code
        return self.tensor_program(code, output, *self.plugin)

    def adjoint(self, code, _):
        status, printed = self.compile(self.last, *self.plugin, "-fsyntax-only", "-fplugin-arg-clangent-print")
        return missing(code, printed) if status == 0 else printed

    def refused(self, code, output):
        status, messages = self.compile(code, "-c", "-o", self.folder / "snippet.o")
        if status == 0:
            return "compiles"
        if output is None:
            return "needs a text block with its messages; these are\n" + messages
        return missing(output, messages)

    def generated(self, code, _):
        status, printed = self.compile(self.last, "-fsyntax-only", "-fplugin-arg-clangent-print")
        return missing(code, printed) if status == 0 else printed

    def updated(self, text):
        """The document with its generated blocks as they are now."""
        for fence in FENCE.finditer(text):
            language, kind, code, _ = fence.groups()
            if (language, kind) in (("cpp", ""), ("cpp", "derived")):
                self.last = code
            elif (language, kind) == ("cpp", "adjoint" if self.plugin else "generated"):
                _, printed = self.compile(self.last, *self.plugin, "-fsyntax-only", "-fplugin-arg-clangent-print")
                function = re.search(r"^// (?:Adjoint|Tangent) of .*?^}\n", printed, re.MULTILINE | re.DOTALL)
                text = text.replace(code, function.group(0))
        return text

    def build_file(self, code, _):
        return missing(code, (self.source / "examples/compute_s/CMakeLists.txt").read_text())

    def check(self, path):
        """Yields `FILE:LINE: what is wrong`."""
        text = path.read_text()
        kinds = {("cpp", ""): self.program, ("cpp", "refused"): self.refused, ("cpp", "generated"): self.generated,
                 ("cmake", ""): self.build_file}
        if self.libraries:
            kinds["cpp", "tensor"] = self.tensor_program
        if self.libraries and self.plugin:
            kinds["cpp", "derived"], kinds["cpp", "adjoint"] = self.derived, self.adjoint
        for fence in FENCE.finditer(text):
            language, kind, code, output = fence.groups()
            if (language, kind) not in kinds:
                continue
            self.checked += 1
            problem = kinds[language, kind](code, output)
            if problem is not None:
                line = text.count("\n", 0, fence.start()) + 1
                yield f"{path}:{line}: this block {problem.strip()}"


def missing(wanted, found):
    """The first line of `wanted` that `found` does not have in its place."""
    lines = iter(line.strip() for line in found.splitlines())
    for line in wanted.splitlines():
        if line.strip() and not any(line.strip() in other for other in lines):
            return f"wants the line\n{line}\nwhich is not in its place in\n{found}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", required=True, help="root of the sources")
    parser.add_argument("--compiler", required=True, help="clangent++ with its flags")
    parser.add_argument("--libraries", help="what programs over tensors are linked with")
    parser.add_argument("--plugin", help="the plugin, if the compiler is one without it")
    parser.add_argument("--update", action="store_true", help="write generated blocks anew")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(options, folder)
        for path in options.files:
            if options.update:
                path.write_text(checker.updated(path.read_text()))
            for problem in checker.check(path):
                print(problem)
                failed += 1
    print(f"{checker.checked - failed} passed, {failed} failed")
    return 1 if failed or not checker.checked else 0


if __name__ == "__main__":
    sys.exit(main())
