"""Random statements. Every program ends, indexes within its arrays, reads what it has written,
and leaves no order of evaluation open."""

from closures import Closures
from containers import Containers
from expressions import Expressions
from jumps import Jumps
from memory import Memory
from numbers_and_bounds import Numbers
from objects import Objects
from scope import Array, Scope, Source


class Statements(Objects, Memory, Containers, Closures, Numbers, Jumps):
    def __init__(self, source: Source, expressions: Expressions, helpers):
        self.source = source
        self.expressions = expressions
        self.helpers = helpers
        self.names = 0
        self.levels = {}  # the block depth at which each name was declared; parameters have none
        self.singles = False  # whether a variable of float was used
        self.returns = "real"  # what a return statement gives: "real" or "void"

    def fresh(self, stem, scope):
        self.names += 1
        name = f"{stem}{self.names}"
        self.levels[name] = scope.level
        return name

    def outlives(self, name, pointer):
        """Whether what `name` stands for lives as long as the pointer variable does."""
        return self.levels.get(name, 0) <= self.levels.get(pointer, 0)

    def block(self, scope, budget, depth):
        """Lines of a block in a scope of its own."""
        inner = scope.child()
        lines = []
        for _ in range(self.source.randint(1, max(1, budget))):
            lines += self.statement(inner, budget, depth)
        return indent(lines)

    def statement(self, scope, budget, depth):
        simple = {"assign": 5, "compound": 9, "declare": 3, "integer": 2, "array": 1.5, "struct": 1,
                  "pointer": 1.2, "call": 2, "swap": 0.6, "exit": 1.2, "step": 0.5,
                  "pair": 0.8, "pair_change": 2.5, "nest": 1, "pairs": 0.4, "view": 0.8, "binding": 0.5, "guard": 1,
                  "twice": 0.8, "copy": 0.8, "reference": 0.8, "closure": 0.8, "counting": 0.3, "single": 0.2,
                  "long_double": 0.3, "small_integer": 0.8, "recursion": 0.4}
        nested = {"branch": 3, "loop": 4, "switch": 2, "late": 1, "walk": 1.2, "range": 0.8,
                  "scope": 0.3, "grid": 0.6, "work": 1, "shrinking": 0.8, "writing_condition": 1.2, "deep": 0.5,
                  "jumps": 0.7}
        if self.source.containers:
            simple.update(container=3, container_change=16)
        table = dict(simple, **nested) if depth > 0 else simple
        kind = self.source.weighted(table)
        return getattr(self, kind)(scope, budget, depth)

    # Simple statements.

    def assign(self, scope, *_):
        e = self.expressions
        place = e.place(scope)
        if place is None:
            return self.declare(scope)
        if self.source.infinities and self.source.chance(0.3):
            return self.guarded(scope, place)
        value = self.source.choice([e.bounded(scope), f"2 * {e.bounded(scope)}", e.bounded(scope, 1)])
        return [f"{place} = {value};"]

    def guarded(self, scope, place):
        """A value that is computed and used or not, or a zero."""
        e, r = self.expressions, self.source
        if r.chance(0.3):
            return [f"{place} = 0;"]
        name, leaf = self.fresh("t", scope), e.leaf(scope)
        lines = [f"const real {name} = {e.unbounded(leaf, e.bounded(scope, 1))};"]
        scope.values.append(name)
        return lines + [r.choice([
            f"{place} = {leaf} == 0 ? 4 * {leaf} : {name};",
            f"{place} = {leaf} > 0.5 ? {leaf} : {name};",
            f"if ({leaf} > 0) {place} = {name};",
            f"{place} = std::min<real>({name}, {leaf});",
            f"{place} = std::max<real>({leaf}, {name});",
        ])]

    def compound(self, scope, *_):
        e, r = self.expressions, self.source
        place = e.place(scope)
        if place is None:
            return self.declare(scope)
        return [r.choice([
            f"{place} += {e.bounded(scope)};",
            f"{place} -= {e.bounded(scope, 1)} * {r.positive()};",
            f"{place} *= {e.bounded(scope, 1)};",
            f"{place} /= 2 + {e.bounded(scope, 1)};",
            f"{place} = {place} * {r.choice(['0.5', '-0.25'])} + {e.leaf(scope)} * 0.25;",
        ])]

    def step(self, scope, *_):
        if not scope.reals:
            return self.declare(scope)
        name = self.source.choice(scope.reals)
        return [self.source.choice([f"{name}++;", f"--{name};"]), f"{name} = std::sin({name});"]

    def declare(self, scope, *_):
        e, r = self.expressions, self.source
        name = self.fresh("t", scope)
        lines = [f"{r.choice(['real', 'real', 'const real'])} {name} = {e.bounded(scope)};"]
        if lines[0].startswith("const"):
            scope.values.append(name)
        else:
            scope.reals.append(name)
            if r.chance(0.15):
                alias = self.fresh("r", scope)
                lines.append(f"real &{alias} = {e.place(scope)};")
                scope.reals.append(alias)
        return lines

    def integer(self, scope, *_):
        if scope.integers and self.source.chance(0.7):
            return [self.expressions.integer_update(scope, self.source.choice(scope.integers))]
        name = self.fresh("k", scope)
        line = f"int {name} = {self.expressions.integer(scope)} % 16;"
        scope.integers.append(name)
        return [line]

    def array(self, scope, *_):
        e, r = self.expressions, self.source
        name, size = self.fresh("a", scope), r.randint(2, 6)
        if r.chance(0.5):
            values = ", ".join(f"real({e.bounded(scope, 1)})" for _ in range(r.randint(0, size)))
            lines = [f"real {name}[{size}] = {{{values}}};"]
        else:
            counter = self.fresh("i", scope)
            inner = scope.child()
            inner.counters.append(counter)
            lines = [f"real {name}[{size}];",
                     f"for (int {counter} = 0; {counter} < {size}; ++{counter})",
                     f"  {name}[{counter}] = {e.bounded(inner, 1)};"]
        scope.arrays.append(Array(name, size))
        return lines

    def struct(self, scope, *_):
        e, r = self.expressions, self.source
        name = self.fresh("s", scope)
        if scope.structs and r.chance(0.5):
            line = f"Body {name} = {r.choice(scope.structs)};"
        else:
            line = (f"Body {name} = {{{e.bounded(scope, 1)}, real({r.constant()}),"
                    f" {{{e.bounded(scope, 1)}, {e.bounded(scope, 0)}}}}};")
        scope.structs.append(name)
        return [line]

    def pointer(self, scope, *_):
        """A new pointer, or an old one moved."""
        e, r = self.expressions, self.source
        arrays = [a for a in scope.arrays if a.writable]
        moved = [a for a in arrays if a.rebindable]
        if moved and r.chance(0.5):
            target = r.choice(moved)
            bases = [a.name for a in arrays
                     if a.size >= target.size and self.outlives(a.name, target.name)]
            return [f"{target.name} = {r.choice(bases)};"]
        if scope.elements and r.chance(0.5):
            element = r.choice(scope.elements)
            targets = [n for n in scope.reals if self.outlives(n, element)]
            if targets:
                return [f"{element} = &{r.choice(targets)};"]
        if arrays and r.chance(0.5):
            base, name = r.choice(arrays), self.fresh("p", scope)
            size = r.randint(2, base.size)
            offset = r.randint(0, base.size - size)
            scope.arrays.append(Array(name, size, rebindable=True))
            return [f"real *{name} = {base.name} + {offset};"]
        place = e.place(scope)
        if place is None:
            return self.declare(scope)
        name = self.fresh("q", scope)
        scope.elements.append(name)
        return [f"real *{name} = &{place};"]

    def swap(self, scope, *_):
        r = self.source
        moved = [a for a in scope.arrays if a.rebindable]
        pairs = [(a.name, b.name) for a in moved for b in moved
                 if a is not b and a.size == b.size
                 and self.levels.get(a.name, 0) == self.levels.get(b.name, 0)]
        if pairs:
            return ["std::swap({}, {});".format(*r.choice(pairs))]
        if len(scope.reals) > 1:
            return ["std::swap({}, {});".format(*r.sample(scope.reals, 2))]
        return self.assign(scope)

    def call(self, scope, *_):
        e, r = self.expressions, self.source
        usable = [h for h in self.helpers if e.arguments_exist(scope, h)]
        if not usable:
            return self.assign(scope)
        helper = r.choice(usable)
        text = e.call(scope, helper)
        place = e.place(scope)
        if not helper.returns_real or place is None:
            return [f"{text};"]
        return [f"{place} = std::tanh({text});"]

    def exit(self, scope, *_):
        """A break, continue or return under a condition."""
        r = self.source
        choices = {"return": 1}
        if scope.loop is not None:
            choices["continue"] = 2
            choices["break"] = 2
        if r.weighted(choices) == "return" or scope.loop is None:
            jump = self.return_line(scope)
        else:
            jump = r.choice(["continue;", "break;"])
        return [f"if ({self.expressions.condition(scope)})", f"  {jump}"]

    def return_line(self, scope):
        if self.returns == "void":
            return "return;"
        return f"return {self.expressions.bounded(scope)};"

    # Nested statements.

    def scope(self, scope, budget, depth):
        return ["{", *self.block(scope, budget, depth - 1), "}"]

    def branch(self, scope, budget, depth):
        e, r = self.expressions, self.source
        lines = [f"if ({e.condition(scope)}) {{", *self.block(scope, budget - 1, depth - 1)]
        while r.chance(0.25):
            lines += [f"}} else if ({e.condition(scope)}) {{", *self.block(scope, budget - 1, depth - 1)]
        if r.chance(0.5):
            lines += ["} else {", *self.block(scope, budget - 1, depth - 1)]
        return lines + ["}"]

    def late(self, scope, budget, depth):
        """A variable declared without a value and assigned on every path."""
        e = self.expressions
        name = self.fresh("t", scope)
        first, second = self.block(scope, 2, 0), self.block(scope, 2, 0)
        lines = [f"real {name};", f"if ({e.condition(scope)}) {{", *first,
                 f"  {name} = {e.bounded(scope)};", "} else {", *second,
                 f"  {name} = {e.bounded(scope)};", "}"]
        # An exit may leave the block before the assignment, but then the name is out of reach too.
        scope.reals.append(name)
        return lines

    def loop(self, scope, budget, depth):
        kind = self.source.weighted({"for": 5, "while": 2, "do": 1.5})
        return getattr(self, f"{kind}_loop")(scope, budget, depth)

    def body(self, scope, counters, kind, budget, depth):
        inner = scope.child()
        inner.counters += counters
        inner.loop = kind
        inner.in_switch = False
        return self.block(inner, budget, depth - 1)

    def for_loop(self, scope, budget, depth):
        e, r = self.expressions, self.source
        i = self.fresh("i", scope)
        n = r.choice([str(r.randint(0, 5)), f"{e.integer(scope)} % 6"])
        head = r.choice([
            f"for (int {i} = 0; {i} < {n}; ++{i})",
            f"for (int {i} = 0; {i} < {n}; {i} += 2)",
            f"for (int {i} = {n}; {i} > 0; --{i})",
            f"for (int {i} = {n}; {i} >= 0; {i} -= 2)",
            f"for (unsigned {i} = {n}; {i}-- > 0;)",
            f"for (int {i} = {r.randint(0, 2)}; {i} != {r.randint(3, 6)}; {i}++)",
            f"for (int {i} = 1; {i} < 20; {i} *= 2)",
            f"for (int {i} = 0; {i} < 5 && {e.comparison(scope)}; ++{i})",
        ])
        counters = [f"static_cast<int>({i})"] if "unsigned" in head else [i]
        lines = self.body(scope, counters, "for", budget, depth)
        if head.endswith("++" + i + ")") and r.chance(0.2):
            lines += [f"  {i} += {e.integer(scope)} % 2;"]
        return [head + " {", *lines, "}"]

    def while_loop(self, scope, budget, depth):
        e, r = self.expressions, self.source
        n = self.fresh("n", scope)
        lines = [f"int {n} = {r.randint(0, 6)};"]
        extra = r.choice(["", f" && {e.comparison(scope)}"])
        lines += [f"while ({n}-- > 0{extra}) {{",
                  *self.body(scope, [n], "while", budget, depth), "}"]
        return lines

    def do_loop(self, scope, budget, depth):
        e, r = self.expressions, self.source
        n = self.fresh("n", scope)
        extra = r.choice(["", f" && {e.comparison(scope)}"])
        return [f"int {n} = {r.randint(1, 5)};", "do {",
                *self.body(scope, [n], "do", budget, depth), f"}} while (--{n} > 0{extra});"]

    def walk(self, scope, budget, depth):
        """A pointer walked through an array, up or down, reading or writing."""
        e, r = self.expressions, self.source
        arrays = [a for a in scope.arrays if a.size > 1]
        if not arrays:
            return self.array(scope)
        array, p, count = r.choice(arrays), self.fresh("c", scope), self.fresh("n", scope)
        length = r.randint(1, array.size)
        qualifier = "" if array.writable else "const "
        up = r.chance(0.6)
        start = array.name if up else f"{array.name} + {array.size}"
        here = f"*{p}++" if up else f"*--{p}"
        inner = scope.child()
        target = e.place(scope)
        if array.writable and (target is None or r.chance(0.5)):
            work = f"{here} {r.choice(['=', '+=', '*='])} {e.bounded(scope, 1)};"
        elif target is not None:
            work = f"{target} += {r.choice(['0.25', '-0.5'])} * std::sin({here});"
        else:
            return self.array(scope)
        rest = self.body(inner, [count], "while", max(1, budget - 2), min(depth, 1))
        if r.chance(0.5):
            return [f"{qualifier}real *{p} = {start};",
                    f"for (int {count} = 0; {count} < {length}; ++{count}) {{", *rest,
                    f"  {work}", "}"]
        return [f"{qualifier}real *{p} = {start};", f"int {count} = {length};",
                f"while ({count}-- > 0) {{", f"  {work}", *rest, "}"]

    def range(self, scope, budget, depth):
        """A range-for over a local array."""
        r = self.source
        local = [a for a in scope.arrays if not a.rebindable and a.writable and a.name[0] == "a"]
        if not local:
            return self.array(scope)
        array, name = r.choice(local), self.fresh("e", scope)
        inner = scope.child()
        inner.loop, inner.in_switch = "for", False
        declaration = r.choice(["real", "real &", "const real &"])
        (inner.values if "const" in declaration else inner.reals).append(name)
        return [f"for ({declaration} {name} : {array.name}) {{",
                *self.block(inner, budget - 1, depth - 1), "}"]

    def switch(self, scope, budget, depth):
        e, r = self.expressions, self.source
        modulus = r.randint(2, 5)
        labels = r.sample(range(modulus), r.randint(1, modulus))
        default = r.randint(0, len(labels)) if r.chance(0.7) else None
        inner = scope.child()
        inner.in_switch = True
        lines = [f"switch ({e.integer(scope)} % {modulus}) {{"]
        for position in range(len(labels) + 1):
            if position == default:
                lines += ["default: {", *self.segment(inner, budget, depth), "}"]
            if position < len(labels):
                lines += [f"case {labels[position]}: {{", *self.segment(inner, budget, depth), "}"]
        return lines + ["}"]

    def segment(self, scope, budget, depth):
        """One case: falls through, or leaves by a jump."""
        r = self.source
        lines = self.block(scope, max(1, budget - 1), depth - 1)
        jumps = {"": 2, "break;": 3, "return": 0.5}
        if scope.loop is not None:
            jumps["continue;"] = 1
        jump = r.weighted(jumps)
        if r.chance(0.3):
            lines += [f"  if ({self.expressions.condition(scope)})", "    break;"]
        if jump == "return":
            jump = self.return_line(scope)
        return lines + ([f"  {jump}"] if jump else [])


def indent(lines):
    return ["  " + line for line in lines]
