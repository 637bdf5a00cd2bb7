#!/usr/bin/env python3
"""Writes random C++ programs in the form of test/Numeric/Check.h.

    generate.py --seed 7             one program
    generate.py --seed 7 --count 25  programs 7, 8, ... 31 in one file

The same seed gives the same program. Programs are defined for every input: they end, index within
bounds, divide by nothing near zero, and keep their values small.
"""

import argparse
import sys

from expressions import Expressions
from scope import Array, Helper, Scope, Source
from statements import Statements, indent

HEADER = """\
// Random programs {first} to {last}.
#define CLANGENT_NO_DIFFERENCES
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <numeric>
#include <vector>

#include "Check.h"

#include "Objects.h"
"""

ARRAY_SIZE = 4  # of every array parameter
PAIRS = 3  # in every array of structs that is a parameter
SUBJECTS = {"infinities": "values that are infinite or no number", "containers": "memory that grows and ends"}
STRUCTS = {"struct": "Body", "pair": "Pair", "nest": "Nest"}


class Program:
    """One function to differentiate and the helpers it calls, with names of its own."""

    def __init__(self, seed, about=None):
        self.source = Source(seed)
        if about:
            setattr(self.source, about, True)
        self.name = f"program_{seed}"
        self.helpers = []
        self.text = []
        self.points = []
        self.singles = False

    def generate(self):
        for number in range(self.source.randint(0, 3)):
            self.add_helper(number)
        self.add_main()
        return self

    def lines(self):
        points = ", ".join("{" + ", ".join(point) + "}" for point in self.points)
        macro = "AT_SINGLE" if self.singles else "AT_KINK"
        return ["", *self.text, f"{macro}({self.name}, {points});"]

    # A parameter: its declaration, and its name put into the scope.

    def parameter(self, kind, position, scope):
        name = f"x{position}"
        if kind == "real":
            scope.reals.append(name)
            return f"real {name}"
        if kind == "int":
            scope.counters.append(name)
            return f"int {name}"
        if kind in ("array", "const_array"):
            writable = kind == "array"
            scope.arrays.append(Array(name, ARRAY_SIZE, writable, rebindable=writable))
            return f"{'' if writable else 'const '}real *{name}"
        if kind == "reference":
            scope.reals.append(name)
            return f"real &{name}"
        if kind == "pointer":
            scope.elements.append(name)
            return f"real *{name}"
        if kind == "pairs":
            Statements.know_pair(scope, f"{name}[0]")
            scope.places.append((f"{name}[{{}}].a", (PAIRS,)))
            return f"Pair *{name}"
        if kind.startswith("pair"):
            Statements.know_pair(scope, name)
        elif kind.startswith("nest"):
            Statements.know_nest(scope, name)
        else:
            scope.structs.append(name)
        stem = kind.split("_")[0]
        return f"{STRUCTS[stem]} {'&' if kind != stem else ''}{name}"

    def function(self, name, kinds, returns_real, budget, depth, prologue=()):
        r = self.source
        scope = Scope()
        declarations = [self.parameter(kind, i, scope) for i, kind in enumerate(kinds)]
        expressions = Expressions(r, self.helpers)
        statements = Statements(r, expressions, self.helpers)
        statements.returns = "real" if returns_real else "void"
        body = [line for _ in range(r.randint(0, 2) if depth > 1 else 0)
                for line in statements.thing(scope)]
        body += [line for _ in range(r.randint(2, budget))
                for line in statements.statement(scope, budget, depth)]
        self.singles |= statements.singles
        if returns_real:
            body.append(f"return {self.summary(expressions, scope)};")
        result = "real" if returns_real else "void"
        self.text += [f"{result} {name}({', '.join(declarations)}) {{",
                      *indent([*prologue, *body]), "}"]

    @staticmethod
    def summary(expressions, scope):
        """A result that most of what was computed goes into."""
        parts = [expressions.bounded(scope)]
        parts += scope.reals[-5:] + ["*" + e for e in scope.elements[-1:]]
        parts += [f"{a.name}[{i}]" for a in scope.arrays[:2] for i in range(0, a.size, 2)]
        parts += [f"{s}.u * {s}.w[1]" for s in scope.structs[:2]]
        parts += [expressions.part(scope, form) for form in scope.places[-4:]]
        return " + ".join(part if i == 0 else f"{i / 8} * {part}" for i, part in enumerate(parts))

    def add_helper(self, number):
        r = self.source
        name = f"helper_{self.name[8:]}_{number}"
        kinds = [r.weighted({"real": 5, "int": 2, "const_array": 1, "array": 1, "reference": 1.5,
                             "pointer": 1, "struct_reference": 0.7, "struct": 0.7, "pair": 0.7,
                             "pair_reference": 0.7})
                 for _ in range(r.randint(1, 3))]
        if "real" not in kinds:
            kinds.insert(0, "real")
        returns_real = r.chance(0.75)
        if r.chance(0.3):
            self.add_recursive_helper(name)
            return
        self.function(name, kinds, returns_real, budget=3, depth=1)
        self.helpers.append(Helper(name, [call_kind(k) for k in kinds], returns_real))

    def add_recursive_helper(self, name):
        """Recursion whose depth is the first parameter, at most 3."""
        r = self.source
        scope = Scope()
        scope.reals += ["x1", "x2"]
        scope.counters.append("x0")
        expressions = Expressions(r, self.helpers)
        statements = Statements(r, expressions, self.helpers)
        stop = expressions.free(scope, 1)
        again = [f"{name}(x0 - 1, {expressions.free(scope, 1)}, {expressions.bounded(scope, 1)})"
                 for _ in range(r.randint(1, 2))]
        before = [line for _ in range(r.randint(1, 2)) for line in statements.statement(scope, 2, 1)]
        self.singles |= statements.singles
        self.text += [f"real {name}(int x0, real x1, real x2) {{",
                      "  if (x0 <= 0)", f"    return {stop};", *indent(before),
                      f"  return std::sin({again[0]})"
                      + (f" * 0.5 + x1 * std::cos({again[1]})" if len(again) > 1 else " + x2")
                      + ";", "}"]
        self.helpers.append(Helper(name, ["int", "real", "real"]))

    def add_main(self):
        r = self.source
        kinds = ["real", "real"] + [
            r.weighted({"real": 2, "int": 3, "array": 3, "const_array": 2, "reference": 1,
                        "struct": 1, "struct_reference": 1, "pair": 0.7, "pair_reference": 0.7,
                        "pairs": 0.7, "nest": 0.5, "nest_reference": 0.5})
            for _ in range(r.randint(1, 3))]
        returns_real = r.chance(0.85) or not any(k in ("array", "reference") for k in kinds)
        self.function(self.name, kinds, returns_real, budget=5, depth=3)
        self.points = [[self.argument(k) for k in kinds] for _ in range(2)]

    def argument(self, kind):
        """Numbers that are never on the grid of the programs' own constants."""
        r = self.source

        def number():
            if r.infinities and r.chance(0.3):
                return "0"
            return f"{r.randint(-150, 150) / 100 + 0.003:.3f}"

        if kind == "int":
            return str(r.randint(0, 5))
        stem = kind.split("_")[0]
        count = {"array": ARRAY_SIZE, "const": ARRAY_SIZE, "struct": 5, "pair": 2, "pairs": 2 * PAIRS,
                 "nest": 8}.get(stem, 1)
        numbers = [number() for _ in range(count)]
        if stem == "nest":
            numbers[6] = str(r.randint(0, 4))  # its integer
        return numbers[0] if kind in ("real", "reference") else "{" + ", ".join(numbers) + "}"


def call_kind(kind):
    """How a caller passes a parameter of this kind."""
    stem = kind.split("_")[0]
    return stem if stem in STRUCTS else kind


def render(seeds, about=None):
    lines = ["#define CLANGENT_NONFINITE"] if about == "infinities" else []
    lines.append(HEADER.format(first=seeds[0], last=seeds[-1]))
    if about == "containers":
        lines.append('#include "Containers.h"')
    for seed in seeds:
        lines += Program(seed, about).generate().lines()
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--about", choices=SUBJECTS,
                        help="; ".join(f"{name}: {what}" for name, what in SUBJECTS.items()))
    options = parser.parse_args()
    sys.stdout.write(render(range(options.seed, options.seed + options.count), options.about))


if __name__ == "__main__":
    main()
