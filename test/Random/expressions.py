"""Random expressions. `bounded` ones lie in [-1, 1]; `free` ones are small multiples of what the
program stores. No side effects, except where a condition asks for one behind && or ||."""

from scope import Source


class Expressions:
    def __init__(self, source: Source, helpers):
        self.source = source
        self.helpers = helpers
        self.infinities = source.infinities

    # Integers: never negative, small.

    def integer(self, scope):
        r = self.source
        names = scope.integers + scope.counters
        if not names or r.chance(0.15):
            return str(r.randint(0, 7))
        name = r.choice(names)
        form = r.weighted({"name": 6, "sum": 2, "scaled": 2, "xor": 1, "shift": 1, "real": 1,
                           "wrapped": 1.5, "table": 0.5})
        if form == "sum":
            return f"({name} + {r.choice(names)})"
        if form == "scaled":
            return f"({name} * {r.randint(2, 5)} + {r.randint(0, 3)})"
        if form == "xor":
            return f"({name} ^ {r.randint(1, 7)})"
        if form == "shift":
            return f"(({name} << {r.randint(1, 2)}) >> 1)"
        if form == "real":
            return f"static_cast<int>(std::min<real>(2, std::fabs({self.leaf(scope)})) * {r.randint(2, 9)})"
        if form == "wrapped":
            return self.wrapped_integer(name)
        if form == "table":
            return f"steps[{name} % 4]"
        return name

    def wrapped_integer(self, name):
        """Arithmetic that wraps around or is negative on the way."""
        r = self.source
        return r.choice([
            f"static_cast<int>((3u - {name}) % {r.randint(2, 7)}u)",
            f"static_cast<int>(static_cast<unsigned char>({name} * 37 + 250) % {r.randint(2, 7)})",
            f"(({name} - {r.randint(1, 9)}) % 3 + 3)",
            f"std::abs({name} - {r.randint(1, 9)})",
            f"(static_cast<signed char>({name} * 50) / 16 + 8)",
            f"((-1 - {name} >> 1) & 7)",
            f"({name} > 3 ? {name} - 3 : ~-{name} & 3)",
        ])

    def index(self, scope, size):
        if self.source.chance(0.2):
            return str(self.source.randrange(size))
        return f"{self.integer(scope)} % {size}"

    def integer_update(self, scope, name):
        """A statement that keeps an integer variable within 0..15."""
        r = self.source
        return r.choice([
            f"{name} = ({name} * {r.randint(2, 5)} + {self.integer(scope)}) % {r.randint(5, 16)};",
            f"{name} ^= {r.randint(1, 15)};",
            f"{name} = ({name} << 1) & 15;",
            f"{name} >>= 1;",
            f"{name} = {self.integer(scope)} & 7;",
            f"{name} = ({name} + 1) % {r.randint(2, 16)};",
        ])

    # Reals.

    def place(self, scope):
        """An lvalue of type real that may be assigned, or None."""
        r = self.source
        kinds = {}
        if scope.reals:
            kinds["name"] = 5
        if any(a.writable for a in scope.arrays):
            kinds["array"] = 4
        if scope.elements:
            kinds["element"] = 2
        if scope.structs:
            kinds["struct"] = 3
        if len(scope.reals) > 1:
            kinds["chosen"] = 0.4
        if scope.places:
            kinds["part"] = 4
        if not kinds:
            return None
        kind = r.weighted(kinds)
        if kind == "name":
            return r.choice(scope.reals)
        if kind == "array":
            array = r.choice([a for a in scope.arrays if a.writable])
            return self.subscript(scope, array)
        if kind == "element":
            return "*" + r.choice(scope.elements)
        if kind == "struct":
            return self.member(scope, r.choice(scope.structs))
        if kind == "part":
            return self.part(scope, r.choice(scope.places))
        first, second = r.sample(scope.reals, 2)
        return f"({self.comparison(scope, 0)} ? {first} : {second})"

    def subscript(self, scope, array):
        if array.rebindable and self.source.chance(0.2):
            return f"*({array.name} + {self.index(scope, array.size)})"
        return f"{array.name}[{self.index(scope, array.size)}]"

    def part(self, scope, form):
        """A form with its indices filled in."""
        text, limits = form
        return text.format(*[self.index(scope, limit) for limit in limits])

    def member(self, scope, struct):
        r = self.source
        return r.choice([f"{struct}.u", f"{struct}.v", f"{struct}.w[{self.index(scope, 3)}]"])

    def leaf(self, scope):
        r = self.source
        names = scope.reals + scope.values + ["*" + e for e in scope.elements]
        kinds = {"constant": 0.4, "reading": 1}
        if scope.places:
            kinds["part"] = 3
        if names:
            kinds["name"] = 6
        if scope.arrays:
            kinds["array"] = 3
        if scope.structs:
            kinds["struct"] = 2
        kind = r.weighted(kinds)
        if kind == "name":
            return r.choice(names)
        if kind == "array":
            return self.subscript(scope, r.choice(scope.arrays))
        if kind == "struct":
            return self.member(scope, r.choice(scope.structs))
        if kind in ("part", "reading"):
            return self.part(scope, r.choice(scope.places if kind == "part" else scope.readings))
        return f"real({r.constant()})"

    def bounded(self, scope, depth=2):
        r = self.source
        if depth <= 0:
            return r.choice(["std::sin({})", "std::tanh({})", "std::cos({})"]).format(self.leaf(scope))
        form = r.weighted({"sin": 3, "tanh": 3, "cos": 2, "ratio": 2, "product": 2, "mean": 2,
                           "choice": 1, "atan": 1, "call": 2, "mixed": 1})
        if form in ("sin", "tanh", "cos"):
            return f"std::{form}({self.free(scope, depth - 1)})"
        if form == "ratio":
            value = self.leaf(scope)
            return f"({value} / (1 + {value} * {value}))"
        if form == "product":
            return f"({self.bounded(scope, depth - 1)} * {self.bounded(scope, depth - 1)})"
        if form == "mean":
            weight = r.positive()
            return f"({weight} * {self.bounded(scope, depth - 1)} + (1 - {weight}) * {self.bounded(scope, depth - 1)})"
        if form == "choice":
            return (f"({self.comparison(scope, depth - 1)} ? {self.bounded(scope, depth - 1)}"
                    f" : {self.bounded(scope, depth - 1)})")
        if form == "atan":
            return f"(0.5 * std::atan2({self.leaf(scope)}, 2 + std::cos({self.leaf(scope)})))"
        if form == "call":
            return f"std::sin({self.pure_call(scope, depth)})"
        return f"std::exp(-std::fabs({self.leaf(scope)} - {r.constant()}))"

    def free(self, scope, depth=2):
        r = self.source
        if depth <= 0:
            return self.leaf(scope)
        form = r.weighted({"leaf": 2, "sum": 3, "difference": 3, "product": 3, "negative": 1,
                           "bounded": 2, "root": 1, "log": 1, "exp": 1, "extreme": 1, "quotient": 2,
                           "square": 1, "integer": 1, "power": 1})
        a, b = self.leaf(scope), self.bounded(scope, depth - 1)
        if self.infinities and r.chance(0.3):
            return self.unbounded(a, b)
        if form in ("sum", "difference"):
            return f"({self.free(scope, depth - 1)} {'+' if form == 'sum' else '-'} {a})"
        table = {
            "leaf": a,
            "product": f"{a} * {b}",
            "negative": f"-{a}",
            "bounded": b,
            "root": f"std::sqrt(1 + {a} * {a})",
            "log": f"std::log(2 + {a} * {a})",
            "exp": f"std::exp({b})",
            "extreme": f"std::{r.choice(['min', 'max'])}<real>({a}, {b})",
            "quotient": f"{a} / (2 + {b})",
            "square": f"{b} * {b} * {a}",
            "integer": f"{self.integer(scope)} * {b}",
            "power": f"std::pow(2 + {b}, {r.choice(['2', '1.5', '-1', b])})",
        }
        return f"({table[form]})"

    def unbounded(self, a, b):
        """What may be infinite or no number, or have such a derivative, with and without a guard."""
        r = self.source
        steep = r.choice(["1 / {}", "std::sqrt({})", "std::log({})", "std::exp(800 * {})", "std::pow({}, 0.5)",
                          "std::cbrt({})", "std::sqrt({0} * {0})", "{0} / {0}"]).format(a)
        return r.choice([f"({steep})", f"({a} > 0 ? {steep} : {b})", f"({a} == 0 ? {b} : {steep})",
                         f"(std::exp({steep}))", f"({steep} * {steep})"])

    def pure_call(self, scope, depth):
        """A call without side effects, or an ordinary expression if there is nothing to call."""
        if scope.functions and self.source.chance(0.6):
            return f"{self.source.choice(scope.functions)}({self.free(scope, 1)})"
        callable_here = [h for h in self.helpers if h.pure and self.arguments_exist(scope, h)]
        if not callable_here:
            return self.free(scope, depth - 1)
        return self.call(scope, self.source.choice(callable_here))

    # Calls.

    def arguments_exist(self, scope, helper):
        needs = set(helper.parameters)
        return not (
            ("array" in needs and not any(a.writable and a.size >= 4 for a in scope.arrays))
            or ("const_array" in needs and not any(a.size >= 4 for a in scope.arrays))
            or ("reference" in needs and not scope.reals)
            or ("pointer" in needs and not scope.reals)
            or ("struct" in needs and not scope.structs)
            or ("pair" in needs and not scope.pairs))

    def call(self, scope, helper):
        return f"{helper.name}({', '.join(self.argument(scope, p) for p in helper.parameters)})"

    def argument(self, scope, kind):
        r = self.source
        if kind == "real":
            return self.free(scope, 1)
        if kind == "int":
            return f"{self.integer(scope)} % 4"
        if kind == "array":
            return r.choice([a.name for a in scope.arrays if a.writable and a.size >= 4])
        if kind == "const_array":
            return r.choice([a.name for a in scope.arrays if a.size >= 4])
        if kind == "reference":
            return r.choice(scope.reals)
        if kind == "pointer":
            return "&" + r.choice(scope.reals)
        return r.choice(scope.pairs if kind == "pair" else scope.structs)

    # Conditions.

    def comparison(self, scope, depth=1):
        r = self.source
        if (scope.integers or scope.counters) and r.chance(0.4):
            value = self.integer(scope)
            return r.choice([f"{value} % {r.randint(2, 4)} == {r.randint(0, 1)}",
                             f"{value} > {r.randint(0, 5)}", f"({value} & 2) != 0"])
        return f"{self.free(scope, depth)} {r.choice(['<', '>'])} {r.constant()}"

    def condition(self, scope):
        """May assign behind && or ||: an effect that happens or not."""
        r = self.source
        if r.chance(0.65):
            return self.comparison(scope)
        joint = r.choice(["&&", "||"])
        target = self.place(scope)
        if target is None or r.chance(0.5):
            return f"{self.comparison(scope)} {joint} {self.comparison(scope)}"
        operator = r.choice(["*=", "="])
        return (f"{self.comparison(scope)} {joint} ({target} {operator} {self.bounded(scope, 1)})"
                f" {r.choice(['<', '>'])} {r.constant()}")
