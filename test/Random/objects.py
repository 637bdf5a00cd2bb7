"""Random statements about objects: structs with members and operators, structs in structs and in
arrays, pointers to structs and in them, references to what is in them, structured bindings, objects
with destructors."""


class Objects:
    def thing(self, scope):
        """Something for later statements to work on."""
        kind = self.source.weighted({"pair": 3, "nest": 2, "pairs": 2, "view": 2, "struct": 1, "grid": 1.5,
                                     "closure": 1, "binding": 1, "small_integer": 1})
        return getattr(self, kind)(scope, 1, 0)

    def pair_value(self, scope):
        """An expression of type Pair."""
        e, r = self.expressions, self.source
        built = f"Pair{{{e.bounded(scope, 1)}, {e.bounded(scope, 0)}}}"
        if not scope.pairs:
            return built
        one, other = r.choice(scope.pairs), r.choice(scope.pairs)
        return r.choice([
            built, one, f"-{one}", f"{one} * {e.bounded(scope, 1)}", f"real({r.constant()}) * {one}",
            f"{one} * 0.5 + {other} * {e.bounded(scope, 0)}", f"{built} + -{other}",
            f"tower({e.integer(scope)} % 3, {one}) * 0.5",
        ])

    def pair(self, scope, *_):
        """A new Pair, or a reference or a pointer to an old one."""
        r = self.source
        name = self.fresh("p", scope)
        target = r.choice(scope.pairs) if scope.pairs and r.chance(0.3) else None
        if target is None:
            lines = [f"Pair {name} = {self.pair_value(scope)};"]
        elif r.chance(0.5):
            lines = [f"Pair &{name} = {target};"]
        else:
            lines = [f"Pair *{name} = &{target};"]
            name = f"(*{name})"
        self.know_pair(scope, name)
        return lines

    @staticmethod
    def know_pair(scope, pair):
        scope.pairs.append(pair)
        scope.places += [(f"{pair}.a", ()), (f"{pair}.b", ()), (f"{pair}[{{}}]", (2,))]
        scope.readings += [(f"{pair}.dot({pair})", ()), (f"{pair}(0.5)", ())]

    def pair_change(self, scope, *_):
        """Member functions, operators, whole assignment and swaps of a Pair."""
        e, r = self.expressions, self.source
        if not scope.pairs:
            return self.pair(scope)
        one, other = r.choice(scope.pairs), r.choice(scope.pairs)
        return [r.choice([
            f"{one} = {self.pair_value(scope)} * 0.5;",
            f"{one} += {other} * real({r.constant()});",
            f"{one} *= {e.bounded(scope, 1)};",
            f"{one}.turn({e.bounded(scope, 1)});",
            f"{one}.halve() += {other};",
            f"({one} *= 0.5).a += {e.bounded(scope, 1)};",
            f"{one} = {other};",
            f"std::swap({one}, {other});",
            f"std::swap({one}.a, {other}.b);",
        ])]

    def nest(self, scope, *_):
        """A struct of structs, and what is done with one."""
        e, r = self.expressions, self.source
        if scope.nests and r.chance(0.6):
            one, other = r.choice(scope.nests), r.choice(scope.nests)
            return [r.choice([
                f"{one}.shift({e.bounded(scope, 1)});",
                f"{one}.part({e.integer(scope)}) = {self.pair_value(scope)} * 0.5;",
                f"{one}.n = {e.integer(scope)} % 5;",
                f"{one}.scale = std::sin({other}.level({one}.n));",
                f"std::swap({one}, {other});",
                f"{one} = {other};",
                f"std::swap({one}.q[0], {one}.q[1]);",
            ])]
        name = self.fresh("m", scope)
        if scope.nests and r.chance(0.4):
            value = r.choice(scope.nests)
        else:
            value = (f"{{{self.pair_value(scope)}, {{{self.pair_value(scope)}, {self.pair_value(scope)}}}, "
                     f"{e.integer(scope)} % 5, {e.bounded(scope, 0)}}}")
        self.know_nest(scope, name)
        return [f"Nest {name} = {value};"]

    @staticmethod
    def know_nest(scope, name):
        scope.nests.append(name)
        scope.counters.append(f"{name}.n")
        scope.pairs += [f"{name}.p", f"{name}.part({len(scope.nests)})"]
        scope.places += [(f"{name}.scale", ()), (f"{name}.q[{{}}].a", (2,)), (f"{name}.part({{}}).b", (3,))]
        scope.readings.append((f"{name}.level({{}})", (4,)))

    def pairs(self, scope, *_):
        """An array of structs, with a loop that fills or walks it."""
        e, r = self.expressions, self.source
        name, size, i = self.fresh("a", scope), r.randint(2, 4), self.fresh("i", scope)
        inner = scope.child()
        inner.counters.append(i)
        lines = [f"Pair {name}[{size}] = {{{self.pair_value(scope)}}};"]
        if r.chance(0.5):
            lines += [f"for (int {i} = 1; {i} < {size}; ++{i})",
                      f"  {name}[{i}] = {name}[{i} - 1] * {e.bounded(inner, 1)};"]
        else:
            lines += [f"for (Pair &{i} : {name})", f"  {i}.b += {e.bounded(scope, 1)};"]
        scope.places += [(f"{name}[{{}}].a", (size,)), (f"{name}[{{}}].b", (size,))]
        scope.pairs.append(f"{name}[{r.randrange(size)}]")
        return lines

    def view(self, scope, *_):
        """A struct with a pointer in it, made or led elsewhere."""
        e, r = self.expressions, self.source
        arrays = [a for a in scope.arrays if a.writable]
        if not arrays:
            return self.array(scope)
        if scope.views and r.chance(0.6):
            view, size = r.choice(scope.views)
            targets = [a.name for a in arrays if a.size >= size and self.outlives(a.name, view)]
            choices = [f"{view}.damp({e.bounded(scope, 1)});"]
            if targets:
                choices.append(f"{view}.data = {r.choice(targets)};")
            peers = [name for name, other in scope.views
                     if other == size and self.levels[name] == self.levels[view]]
            choices += [f"std::swap({view}, {peer});" for peer in peers[:1]]
            return [r.choice(choices)]
        array, name = r.choice(arrays), self.fresh("v", scope)
        size = r.randint(min(2, array.size), array.size)
        scope.views.append((name, size))
        scope.places += [(f"{name}[{{}}]", (size,)), (f"{name}.data[{{}}]", (size,))]
        scope.readings.append((f"{name}.sum()", ()))
        return [f"View {name} = {{{array.name} + {r.randint(0, array.size - size)}, {size}}};"]

    def guard(self, scope, *_):
        """An object that changes a number where it ends, and what is done with one."""
        e, r = self.expressions, self.source
        place = e.place(scope)
        if place is None:
            return self.declare(scope)
        made = r.choice(["Guard", "guarding"]) + f"(&{place}, {e.bounded(scope, 1)})"
        target = e.place(scope)
        if r.chance(0.3):
            return [f"{target} = std::tanh({made}.at({e.bounded(scope, 1)}));"]
        if scope.guards and r.chance(0.5):
            one = r.choice(scope.guards)
            return [r.choice([
                f"{one}.by = {e.bounded(scope, 1)};",
                f"{target} += ended({one}, {e.bounded(scope, 1)});",
                f"{target} = ended({made}, {one}.at(0.5));",
                f"{target} -= ended(std::move({one}), {e.bounded(scope, 1)});",
                f"if ({e.condition(scope)} && {made}.at(0.75) > {one}.at(0.25)) {target} += {e.bounded(scope, 1)};",
            ])]
        name = self.fresh("g", scope)
        if r.chance(0.25):
            scope.readings.append((f"{name}.at(0.5)", ()))
            return [f"const Guard &{name} = {made};"]
        if scope.guards and r.chance(0.4):
            made = r.choice(["{}", "std::move({})"]).format(r.choice(scope.guards))
        scope.guards.append(name)
        scope.places.append((f"{name}.by", ()))
        scope.readings.append((f"{name}.at(0.5)", ()))
        return [f"Guard {name} = {made};"]

    def binding(self, scope, *_):
        """Structured bindings: copies of the parts of a struct or an array, or the parts themselves."""
        r = self.source
        first, second = self.fresh("b", scope), self.fresh("b", scope)
        reference = r.choice(["", "&"])
        pairs = [p for p in scope.pairs if "part(" not in p]
        if pairs and r.chance(0.7):
            value = r.choice(pairs)
        elif not reference:
            value = self.pair_value(scope)
            value = f"Pair({value})"
        else:
            return self.pair(scope)
        scope.bindings += [first, second]
        scope.reals += [first, second]
        return [f"auto {reference}[{first}, {second}] = {value};"]
