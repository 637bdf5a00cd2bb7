#!/usr/bin/env python3
"""How the plugin's work, and the text that it writes, grow with the size of a program.

usage: bench/growth.py [--build DIR] [--clang PROGRAM] [--kinds NAME,...] [--modes NAME,...] [--sizes N,...] [--check]

For each kind of program (statements, calls, loops, exits, nesting, templates ...), each mode and each size, compiles
without and with the plugin, as far as the syntax, and counts what the plugin costs: instructions in user mode where
`perf` can count them, else the least processor time of several rounds. Prints the costs, the exponent of their growth
from the smallest to the largest size, and that of the text. With --check the exponents must be at most 1.6 and 1.2:
n log n is below that, and a square is above it. Times are disturbed by other work, which only adds to them; so what
seems to grow too fast is measured again, and the least time counts.
"""

import argparse
import itertools
import math
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK_LIMIT = 1.6
TEXT_LIMIT = 1.2
REPETITIONS = 4
HEAD = "#include <clangent/clangent.h>\nextern \"C\" double sin(double);\n"
MODES = {
    "gradient": "double slope(double x) { return clangent::gradient<f>(x); }\n",
    "jvp": "double moved(double x) { return clangent::jvp<f>(clangent::dup(x, 1.0)).tangent; }\n",
}
MODES["both"] = MODES["gradient"] + MODES["jvp"]


def function(lines, start="x"):
    return f"double f(double x) {{\n  double a = {start};\n{lines}  return a;\n}}\n"


def repeated(n, line):
    return "".join(line(i) for i in range(n))


def statements(n):
    return function(repeated(n, lambda i: f"  a = sin(a) * x + {i % 7};\n"))


def names(n):
    return function(repeated(n, lambda i: f"  double b{i} = a * x, c{i} = sin(b{i});\n  a = b{i} + c{i} * {i};\n"))


def calls(n):
    return ("double g(double a, double x) { return sin(a) * x; }\n" + function("  a = g(a, x);\n" * n))


def callees(n):
    return (repeated(n, lambda i: f"double g{i}(double a, double x) {{ return sin(a * {i}) + x; }}\n") +
            function(repeated(n, lambda i: f"  a = g{i}(a, x);\n")))


def callers(n):
    return ("double g0(double a, double x) { return a * x; }\n" +
            repeated(n, lambda i: f"double g{i + 1}(double a, double x) {{ return sin(g{i}(a, x)) + x; }}\n") +
            function(f"  a = g{n}(a, x);\n"))


def loops(n):
    return function("  for (int i = 0; i < 5; ++i)\n    a = sin(a) + x;\n" * n)


def searches(n):
    return function("  while (a > x)\n    a = sin(a) * a;\n" * n)


def arrays(n):
    return function("  double t[4] = {x, a, x, a};\n" +
                    "  for (int i = 0; i < 4; ++i)\n    t[i] = sin(t[i]) * a;\n  a = t[1];\n" * n)


def branches(n):
    return function(repeated(n, lambda i: f"  if (a > {i})\n    a = sin(a) * x;\n"))


def exits(n):
    return function(repeated(n, lambda i: f"  if (a > {i})\n    return a * x;\n  a = sin(a) + x;\n"))


def jumps(n):
    lines = repeated(n, lambda i: f"  if (a > {i}) break;\n  if (a * x > {i}) {{ a *= x; continue; }}\n  a = sin(a);\n")
    return function(f"  for (int i = 0; i < 9; ++i) {{\n{lines}  }}\n")


def nesting(n):
    deep = 8
    block = repeated(deep, lambda k: f"  if (a > {k}) {{\n  a *= x;\n") + "}" * deep + "\n"
    return function(block * (n // deep))


def depth(n):
    return function(repeated(n, lambda k: f"  if (a > {k}) {{\n  a = sin(a) * x;\n") + "}" * n + "\n")


def depth_of_loops(n):
    return function(repeated(n, lambda k: f"  for (int i{k} = 0; i{k} < 2; ++i{k}) {{\n  a = sin(a) * x;\n") +
                    "}" * n + "\n")


def alternatives(n):
    return function("  if (x < 0)\n    a = 1;\n" +
                    repeated(n, lambda i: f"  else if (x < {i})\n    a = sin(x * {i});\n"))


def returned(n):
    return function("  if (x < 0)\n    return 1;\n" +
                    repeated(n, lambda i: f"  else if (x < {i})\n    return sin(x * {i});\n"))


def choices(n):
    return function("", repeated(n, lambda i: f"x < {i} ? sin(x * {i}) :\n") + "x")


def cases(n):
    lines = repeated(n, lambda i: f"  case {i}: a = sin(x * {i}); break;\n")
    return function(f"  switch (int(x)) {{\n{lines}  default: a = 1;\n  }}\n")


def falls(n):
    lines = repeated(n, lambda i: f"  case {i}: a = sin(a * x);\n")
    return function(f"  switch (int(x)) {{\n{lines}  default: a *= x;\n  }}\n")


def conjunctions(n):
    return function("  if (x > 0" + repeated(n, lambda i: f" &&\n      sin(x * {i}) < {i}") + ")\n    a = x * x;\n")


def sums(n):
    return function("", "x" + repeated(n, lambda i: f" +\n  {i} * sin(x)"))


def products(n):
    return function("", "x" + repeated(n, lambda i: f" *\n  ({i} + x)"))


def templates(n):
    return ("template <int N> double g(double a, double x) { return sin(a * N) + x; }\n" +
            function(repeated(n, lambda i: f"  a = g<{i}>(a, x);\n")))


def variables(n):
    return function(repeated(n, lambda i: f"  double b{i} = x * {i};\n") +
                    "  for (int i = 0; i < 5; ++i) {\n" + repeated(n, lambda i: f"    b{i} = sin(b{i}) + x;\n") +
                    "  }\n" +
                    repeated(n, lambda i: f"  a += b{i};\n"))


def requests(n):
    text = repeated(n, lambda i: f"double f{i}(double x) {{ return sin(x * {i}) * x; }}\n")
    asked = {
        "gradient": lambda i: f"clangent::gradient<f{i}>(x)",
        "jvp": lambda i: f"clangent::jvp<f{i}>(clangent::dup(x, 1.0)).tangent",
    }
    asked["both"] = lambda i: f"{asked['gradient'](i)} + {asked['jvp'](i)}"
    return {mode: text + repeated(n, lambda i: f"double slope{i}(double x) {{ return {request(i)}; }}\n")
            for mode, request in asked.items()}


KINDS = {
    maker.__name__: maker
    for maker in (statements, names, calls, callees, callers, loops, searches, arrays, branches, exits, jumps, nesting,
                  depth, depth_of_loops, alternatives, returned, choices, cases, falls, conjunctions, sums, products,
                  templates, variables, requests)
}
# Clang itself takes long for requests and functions, and nests are never so deep; the plugin is soon done with
# expressions.
SCALES = {"requests": 0.25, "templates": 0.25, "callees": 0.25, "callers": 0.25, "depth": 0.25, "depth_of_loops": 0.06,
          "statements": 2, "sums": 6, "products": 4, "conjunctions": 4}
FLAGS = {kind: ["-fplugin-arg-clangent-no-inline"] for kind in ("calls", "callees", "callers", "templates")}


def counts_instructions():
    if not shutil.which("perf"):
        return False
    done = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True)
    return done.returncode == 0 and done.stderr.split(",")[0].isdigit()


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench/growth.py: error: {' '.join(map(str, command))}\n{done.stderr[-2000:]}")
    return done


def cost(command, instructions):
    """Of one compilation, in millions of instructions or in milliseconds; and the characters that it prints."""
    if instructions:
        done = run(["perf", "stat", "-x,", "-e", "instructions:u", *command])
        for line in done.stderr.splitlines():
            if "instructions" in line:
                return int(line.split(",")[0]) / 1e6, len(done.stdout)
        sys.exit("bench/growth.py: error: perf printed no count")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = run(command)
    return 1e3 * (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before), len(done.stdout)


def program(kind, mode, n):
    made = KINDS[kind](n)
    return HEAD + (made[mode] if isinstance(made, dict) else made + MODES[mode])


class Curve:
    """What the plugin adds, by size: the work and the text."""

    def __init__(self, kind, mode, sizes, options):
        self.sizes = [max(1, int(n * SCALES.get(kind, 1))) for n in sizes]
        self.sources = []
        for n in self.sizes:
            self.sources.append(pathlib.Path(options.folder) / f"{kind}_{mode}_{n}.cpp")
            self.sources[-1].write_text(program(kind, mode, n))
        self.plain = [options.clang, "-std=c++17", "-fsyntax-only", "-w", "-fbracket-depth=100000",
                      f"-I{ROOT / 'include'}"]
        self.plugin = [f"-fplugin={options.build / 'lib' / 'ClangentPlugin.so'}", "-fplugin-arg-clangent-print",
                       *FLAGS.get(kind, [])]
        self.without = [math.inf] * len(sizes)
        self.within = [math.inf] * len(sizes)
        self.texts = [0] * len(sizes)

    def measure(self, instructions):
        for i, source in enumerate(self.sources):
            self.without[i] = min(self.without[i], cost([*self.plain, source], instructions)[0])
            work, self.texts[i] = cost([*self.plain, *self.plugin, source], instructions)
            self.within[i] = min(self.within[i], work)

    def costs(self):
        return [within - without for within, without in zip(self.within, self.without)]

    def exponents(self):
        return self.exponent(self.costs()), self.exponent(self.texts)

    def exponent(self, costs):
        if min(costs[0], costs[-1]) <= 0:
            return math.inf
        return math.log(costs[-1] / costs[0]) / math.log(self.sizes[-1] / self.sizes[0])

    def is_good(self):
        work, text = self.exponents()
        return work <= WORK_LIMIT and text <= TEXT_LIMIT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=ROOT / "build", type=pathlib.Path, help="the build folder")
    parser.add_argument("--clang", default="clang++-19", help="the compiler")
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of programs")
    parser.add_argument("--modes", default="gradient,jvp", help=f"of {', '.join(MODES)}")
    parser.add_argument("--sizes", default="500,1000,2000,4000", help="sizes, each twice the one before")
    parser.add_argument("--rounds", default=3, type=int, help="how often time is taken")
    parser.add_argument("--check", action="store_true", help="fail when an exponent exceeds its limit")
    options = parser.parse_args()
    sizes = [int(n) for n in options.sizes.split(",")]
    instructions = counts_instructions()
    print(f"{'millions of instructions' if instructions else 'milliseconds':<28}" + " " * (14 * len(sizes)) +
          "    work  text")
    exceeded = []
    with tempfile.TemporaryDirectory() as options.folder:
        for kind, mode in itertools.product(options.kinds.split(","), options.modes.split(",")):
            curve = Curve(kind, mode, sizes, options)
            for _ in range(1 if instructions else options.rounds):
                curve.measure(instructions)
            for _ in range(REPETITIONS if options.check and not instructions else 0):
                if not curve.is_good():
                    curve.measure(instructions)
            columns = (f"{f'{n}: {c:.0f}':>14}" for n, c in zip(curve.sizes, curve.costs()))
            work, text = curve.exponents()
            print(f"{kind + ', ' + mode:<28}" + "".join(columns) + f"{work:>8.2f}{text:>6.2f}", flush=True)
            if not curve.is_good():
                exceeded.append(f"{kind}, {mode}")
    if options.check and exceeded:
        sys.exit(f"bench/growth.py: error: the work grows faster than size^{WORK_LIMIT}, "
                 f"or the text than size^{TEXT_LIMIT}: {'; '.join(exceeded)}")


if __name__ == "__main__":
    main()
