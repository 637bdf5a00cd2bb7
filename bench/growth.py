#!/usr/bin/env python3
"""How the plugin's work grows with the size of a program.

usage: bench/growth.py [--build DIR] [--clang PROGRAM] [--kinds NAME,...] [--sizes N,...] [--check]

For each kind of program (statements, calls, loops, exits, nesting, templates) and each size, compiles without and with
the plugin, as far as the syntax, and counts what the plugin costs: instructions in user mode where `perf` can count
them, else the least processor time of several rounds. Prints the costs and the exponent of the growth from the smallest
to the largest size. With --check the exponent must be at most 1.6: n log n is well below that, also where times are
disturbed by other work, and a square is above it.
"""

import argparse
import math
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIMIT = 1.6
TIMED_ROUNDS = 3
HEAD = "#include <clangent/clangent.h>\n#include <cmath>\n"
TAIL = "double slope(double x) { return clangent::gradient<f>(x); }\n"


def statements(n):
    lines = "".join(f"  a = std::sin(a) * x + {i % 7};\n" for i in range(n))
    return f"double f(double x) {{\n  double a = x;\n{lines}  return a;\n}}\n"


def calls(n):
    # Too large to be inlined at every call.
    work = "".join(f"  a += std::sin(a * {i});\n" for i in range(1, 40))
    lines = "".join("  a = g(a, x);\n" for _ in range(n))
    return (f"double g(double a, double x) {{\n{work}  return a * x;\n}}\n"
            f"double f(double x) {{\n  double a = x;\n{lines}  return a;\n}}\n")


def loops(n):
    lines = "".join("  for (int i = 0; i < 5; ++i)\n    a = std::sin(a) + x;\n" for _ in range(n))
    return f"double f(double x) {{\n  double a = x;\n{lines}  return a;\n}}\n"


def exits(n):
    lines = "".join(f"  if (a > {i})\n    return a * x;\n  a = std::sin(a) + x;\n" for i in range(n))
    return f"double f(double x) {{\n  double a = x;\n{lines}  return a;\n}}\n"


def nesting(n):
    deep = 8
    block = "".join(f"  if (a > {k}) {{\n  a *= x;\n" for k in range(deep)) + "}" * deep + "\n"
    return f"double f(double x) {{\n  double a = x;\n{block * (n // deep)}  return a;\n}}\n"


def templates(n):
    lines = "".join(f"  a = g<{i}>(a, x);\n" for i in range(n))
    return ("template <int N> double g(double a, double x) { return std::sin(a * N) + x; }\n"
            f"double f(double x) {{\n  double a = x;\n{lines}  return a;\n}}\n")


KINDS = {maker.__name__: maker for maker in (statements, calls, loops, exits, nesting, templates)}


def counts_instructions():
    if not shutil.which("perf"):
        return False
    done = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True)
    return done.returncode == 0 and done.stderr.split(",")[0].isdigit()


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench/growth.py: error: {' '.join(map(str, command))}\n{done.stderr[-2000:]}")
    return done.stderr


def cost(command, instructions):
    """Of one compilation, in millions of instructions or in milliseconds."""
    if instructions:
        for line in run(["perf", "stat", "-x,", "-e", "instructions:u", *command]).splitlines():
            if "instructions" in line:
                return int(line.split(",")[0]) / 1e6
        sys.exit("bench/growth.py: error: perf printed no count")
    best = math.inf
    for _ in range(TIMED_ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        run(command)
        best = min(best, 1e3 * (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before))
    return best


def measure(kind, sizes, options, instructions):
    """What the plugin adds, by size."""
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{kind}.cpp"
        plain = [options.clang, "-std=c++17", "-fsyntax-only", f"-I{ROOT / 'include'}", source]
        plugin = options.build / "lib" / "ClangentPlugin.so"
        for n in sizes:
            source.write_text(HEAD + KINDS[kind](n) + TAIL)
            costs.append(cost([*plain, f"-fplugin={plugin}"], instructions) - cost(plain, instructions))
    return costs


def exponent(sizes, costs):
    return math.log(costs[-1] / costs[0]) / math.log(sizes[-1] / sizes[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default=ROOT / "build", type=pathlib.Path, help="the build folder")
    parser.add_argument("--clang", default="clang++-19", help="the compiler")
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of programs")
    parser.add_argument("--sizes", default="500,1000,2000,4000,8000", help="sizes, each twice the one before")
    parser.add_argument("--check", action="store_true", help="fail when an exponent exceeds the limit")
    options = parser.parse_args()
    sizes = [int(n) for n in options.sizes.split(",")]
    instructions = counts_instructions()
    print(f"{'millions of instructions' if instructions else 'milliseconds':<24}" +
          "".join(f"{n:>10}" for n in sizes) + "  exponent")
    exceeded = []
    for kind in options.kinds.split(","):
        costs = measure(kind, sizes, options, instructions)
        power = exponent(sizes, costs)
        print(f"{kind:<24}" + "".join(f"{c:>10.0f}" for c in costs) + f"{power:>10.2f}", flush=True)
        if power > LIMIT:
            exceeded.append(kind)
    if options.check and exceeded:
        sys.exit(f"bench/growth.py: error: the work grows faster than size^{LIMIT}: {', '.join(exceeded)}")


if __name__ == "__main__":
    main()
