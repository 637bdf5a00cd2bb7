"""Random statements about numbers other than `real`, bounds that change, and conditions that write."""


class Numbers:
    def single(self, scope, *_):
        """A variable of float in a computation of double."""
        e, r = self.expressions, self.source
        self.singles = True
        name = self.fresh("s", scope)
        lines = [f"single {name} = single({e.bounded(scope, 1)});"]
        scope.readings.append((f"real({name})", ()))
        if r.chance(0.5):
            lines.append(f"{name} {r.choice(['+=', '*=', '-='])} {e.bounded(scope, 1)};")
        return lines

    def long_double(self, scope, *_):
        e, r = self.expressions, self.source
        name = self.fresh("d", scope)
        lines = [f"wide {name} = {e.bounded(scope, 1)};"]
        scope.readings.append((f"real({name})", ()))
        if r.chance(0.5):
            lines.append(f"{name} = {name} * {e.leaf(scope)} + {r.constant()};")
        place = e.place(scope)
        return lines if place is None else [*lines, f"{place} = std::sin(real({name}));"]

    def small_integer(self, scope, *_):
        """Integers of other types, which wrap around and are negative."""
        e, r = self.expressions, self.source
        name = self.fresh("z", scope)
        kind = r.weighted({"unsigned": 2, "unsigned char": 2, "signed char": 1, "int": 2,
                           "unsigned short": 1, "bool": 0.5})
        lines = [{"unsigned": f"unsigned {name} = {r.randint(0, 3)}u - static_cast<unsigned>({e.integer(scope)});",
                  "unsigned char": f"unsigned char {name} = static_cast<unsigned char>(250 + {e.integer(scope)});",
                  "signed char": f"signed char {name} = static_cast<signed char>(120 + {e.integer(scope)} % 16);",
                  "int": f"int {name} = {e.integer(scope)} % 9 - 6;",
                  "unsigned short": f"unsigned short {name} = static_cast<unsigned short>(65530 + {e.integer(scope)});",
                  "bool": f"bool {name} = {e.comparison(scope)};"}[kind]]
        if kind.startswith("unsigned") and r.chance(0.5):
            lines.append(r.choice([f"{name} += 9;", f"--{name};", f"{name}++;"]))
        if kind in ("int", "signed char"):
            scope.counters.append(f"(({name} % 5 + 5) % 5)")
            scope.readings += [(f"real({name} / 2)", ())] if kind == "int" else []
        else:
            scope.counters.append(f"static_cast<int>({name} % 7u)")
        return lines

    def shrinking(self, scope, budget, depth):
        """A loop whose bound or counter its body changes."""
        e, r = self.expressions, self.source
        n, i = self.fresh("n", scope), self.fresh("i", scope)
        body = self.body(scope, [i, n], "for", max(1, budget - 1), min(depth, 2))
        change = r.choice([f"if ({e.comparison(scope)}) --{n};", f"{n} -= {i} % 2;",
                           f"if ({i} == 2) {n} = 0;", f"{n} = {n} > 4 ? 4 : {n};"])
        lines = [f"int {n} = {e.integer(scope)} % 7;", f"for (int {i} = 0; {i} < {n}; ++{i}) {{"]
        return lines + ([f"  {change}", *body] if r.chance(0.5) else [*body, f"  {change}"]) + ["}"]

    def writing_condition(self, scope, budget, depth):
        """An out-parameter written in a condition."""
        e, r = self.expressions, self.source
        target = r.choice(scope.reals) if scope.reals else None
        if target is None:
            return self.declare(scope)
        call = f"advance({e.bounded(scope, 1)}, {target})"
        if scope.arrays and r.chance(0.4):
            array = r.choice(scope.arrays)
            call = f"take({array.name}, {r.randint(0, array.size)}, {target})"
        elif scope.pairs and r.chance(0.4):
            call = f"{r.choice(scope.pairs)}.fold({e.bounded(scope, 1)}, {target})"
        block = self.block(scope, max(1, budget - 1), max(0, depth - 1))
        if r.chance(0.3):
            n = self.fresh("n", scope)
            block = self.body(scope, [n], "while", max(1, budget - 1), depth)
            return [f"int {n} = {r.randint(1, 4)};", f"while ({n}-- > 0 && {call}) {{", *block, "}"]
        test = r.choice([call, f"!{call}", f"{e.comparison(scope)} && {call}", f"{e.comparison(scope)} || {call}"])
        lines = [f"if ({test}) {{", *block]
        if r.chance(0.5):
            lines += ["} else {", *self.block(scope, max(1, budget - 1), max(0, depth - 1))]
        return lines + ["}"]

    def deep(self, scope, budget, _):
        """Loops in loops, and in the innermost an exit that may leave all of them."""
        r = self.source
        levels, inner, heads, middles = r.randint(3, 4), scope, [], []
        for level in range(levels):
            i = self.fresh("i", inner)
            inner = inner.child()
            inner.counters.append(i)
            inner.loop, inner.in_switch = "for", False
            heads.append(f"for (int {i} = 0; {i} < {r.randint(1, 3)}; ++{i}) {{")
            middles.append((self.statement(inner, 1, 0) if r.chance(0.6) else [],
                            self.exit(inner) if r.chance(0.5) or level == levels - 1 else []))
        lines = [*self.compound(inner), *self.exit(inner)]
        for head, (before, after) in zip(reversed(heads), reversed(middles)):
            lines = [head, *["  " + line for line in [*before, *lines, *after]], "}"]
        return lines

    def recursion(self, scope, *_):
        e, r = self.expressions, self.source
        n = f"{e.integer(scope)} % 4"
        place = e.place(scope)
        if len(scope.reals) > 1 and r.chance(0.5):
            left, right = r.sample(scope.reals, 2)
            return [f"spread({n}, {e.bounded(scope, 1)}, {left}, {right});"]
        if place is None:
            return self.declare(scope)
        return [f"{place} = {r.choice(['even', 'odd'])}({n}, {e.bounded(scope, 1)});"]
