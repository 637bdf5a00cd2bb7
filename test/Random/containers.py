"""Random statements about memory that is made, grows, shrinks, moves and ends while the program runs: vectors, vectors
of vectors, blocks grown by hand, linked lists of owners, maps and deques."""

from scope import CONTAINERS

ROOM = 12  # a container grows up to so many elements


class Containers:
    def container(self, scope, *_):
        """A new container."""
        kind = self.source.weighted({"vector": 4, "rows": 1.2, "stack": 1.5, "chain": 1, "map": 1, "deque": 0.7})
        return getattr(self, f"new_{kind}")(scope)

    def container_change(self, scope, *_):
        """Something done with a container that is there."""
        kinds = {kind: len(getattr(scope, kind)) for kind in CONTAINERS}
        if not any(kinds.values()):
            return self.container(scope)
        return getattr(self, f"change_{self.source.weighted(kinds)}")(scope)

    def read_container(self, scope, name):
        scope.readings.append((f"read({name}, {{}})", (7,)))

    # Vectors.

    def new_vector(self, scope):
        e, r = self.expressions, self.source
        name = self.fresh("v", scope)
        made = [";", f"({e.integer(scope)} % 5);", f"({r.randint(1, 4)}, {e.bounded(scope, 1)});",
                f"{{{e.bounded(scope, 1)}, {e.bounded(scope, 0)}}};"]
        if scope.vectors:
            other = r.choice(scope.vectors)
            made += [f" = {other};", f" = std::move({other});", f" = doubled({other});",
                     f"({other}.begin() + {other}.size() / 2, {other}.end());"]
        lines = [f"std::vector<real> {name}{r.choice(made)}"]
        if r.chance(0.2):
            lines.append(f"{name}.reserve({r.randint(1, 9)});")
        scope.vectors.append(name)
        self.read_container(scope, name)
        return lines

    def change_vectors(self, scope):
        e, r = self.expressions, self.source
        v, w = r.choice(scope.vectors), r.choice(scope.vectors)
        place = e.place(scope) or f"{v}.emplace_back()"
        growing = r.choice([
            f"{v}.push_back({e.bounded(scope)});",
            f"{v}.emplace_back({e.bounded(scope, 1)});",
            f"extend({v}, {e.bounded(scope, 1)});",
            f"{v}.insert({v}.begin() + {v}.size() / 2, {e.bounded(scope, 1)});",
        ])
        filled = r.choice([
            f"{v}.pop_back();",
            f"{v}.erase({v}.begin() + {e.integer(scope)} % {v}.size());",
            f"{v}.back() = {e.bounded(scope)};",
            f"{v}.front() *= {e.bounded(scope, 1)};",
            f"{v}[{e.integer(scope)} % {v}.size()] += {e.bounded(scope, 1)};",
            f"{place} += 0.25 * std::sin({v}.back()) * {e.leaf(scope)};",
            f"std::swap({v}.front(), {v}.back());",
        ])
        whole = r.choice([
            f"{v}.resize({e.integer(scope)} % 8, {e.bounded(scope, 0)});",
            f"{v}.resize({v}.size() / 2);",
            f"{v}.assign({r.randint(1, 4)}, {e.bounded(scope, 1)});",
            f"{v}.clear();",
            f"{v}.shrink_to_fit();",
            f"{v} = {w};",
            f"if (&{v} != &{w}) {v} = std::move({w});",
            f"{v} = doubled({w});",
            f"{v}.swap({w});",
            f"std::reverse({v}.begin(), {v}.end());",
            f"{place} = std::tanh(drained({w}));",
        ])
        walked = [f"for (real &{(i := self.fresh('e', scope))} : {v})",
                  f"  {i} = std::tanh({i} + {e.bounded(scope, 0)});"]
        counted = [f"for (std::size_t {(k := self.fresh('k', scope))} = 1; {k} < {v}.size(); ++{k})",
                   f"  {v}[{k}] = 0.5 * std::sin({v}[{k} - 1]) + {v}[{k}] * {e.bounded(scope, 0)};"]
        form = r.weighted({"growing": 5, "filled": 4, "whole": 2.5, "walked": 1, "counted": 1})
        return {"growing": [f"if ({v}.size() < {ROOM})", f"  {growing}"],
                "filled": [f"if (!{v}.empty())", f"  {filled}"],
                "whole": [whole], "walked": walked, "counted": counted}[form]

    # Vectors of vectors.

    def new_rows(self, scope):
        e, r = self.expressions, self.source
        name = self.fresh("w", scope)
        made = r.choice([f"({r.randint(0, 3)});", ";",
                         f"({r.randint(1, 3)}, std::vector<real>({r.randint(1, 3)}, {e.bounded(scope, 0)}));"])
        scope.rows.append(name)
        self.read_container(scope, name)
        return [f"std::vector<std::vector<real>> {name}{made}"]

    def change_rows(self, scope):
        e, r = self.expressions, self.source
        w = r.choice(scope.rows)
        row = f"{w}[{e.integer(scope)} % {w}.size()]"
        vector = r.choice(scope.vectors) if scope.vectors else None
        grown = [f"{w}.emplace_back();", f"{w}.push_back({{{e.bounded(scope, 1)}}});",
                 f"{w}.insert({w}.begin(), std::vector<real>(2, {e.bounded(scope, 0)}));"]
        filled = [f"{row}.push_back({e.bounded(scope, 1)});", f"{w}.pop_back();", f"{w}.erase({w}.begin());",
                  f"std::swap({w}.front(), {w}.back());", f"{row}.resize({e.integer(scope)} % 3);",
                  f"{row} = {w}.back();"]
        if vector:
            grown += [f"{w}.push_back({vector});", f"{w}.push_back(std::move({vector}));"]
            filled += [f"{vector} = {row};", f"{vector}.swap({row});"]
        if r.chance(0.5):
            return [f"if ({w}.size() < 5)", f"  {r.choice(grown)}"]
        return [f"if (!{w}.empty())", f"  {r.choice(filled)}"]

    # Blocks grown by hand (Stack), lists of owners (Chain).

    def new_stack(self, scope):
        name = self.fresh("s", scope)
        scope.stacks.append(name)
        self.read_container(scope, name)
        return [f"Stack {name}({self.source.randint(1, 3)});"]

    def change_stacks(self, scope):
        e, r = self.expressions, self.source
        s = r.choice(scope.stacks)
        return [r.choice([
            f"{s}.push({e.bounded(scope)});",
            f"{s}.push({e.bounded(scope, 1)});",
            f"{s}.push({s}.pop() * {e.bounded(scope, 1)});",
            f"{s}.size /= 2;",
            f"{s}.top() += {e.bounded(scope, 1)};",
        ])]

    def new_chain(self, scope):
        name = self.fresh("l", scope)
        scope.chains.append(name)
        self.read_container(scope, name)
        return [f"Chain {name};", f"{name}.push({self.expressions.bounded(scope, 1)});"]

    def change_chains(self, scope):
        e, r = self.expressions, self.source
        c, d = r.choice(scope.chains), r.choice(scope.chains)
        return [r.choice([
            f"{c}.push({e.bounded(scope)});",
            f"{c}.push({c}.pop() + {e.bounded(scope, 1)});",
            f"{c}.turn();",
            f"{c}.damp({e.bounded(scope, 1)});",
            f"std::swap({c}, {d});",
            f"if (&{c} != &{d}) {c} = std::move({d});",
        ])]

    # Maps from integers, deques.

    def new_map(self, scope):
        e, r = self.expressions, self.source
        name = self.fresh("m", scope)
        made = [";", f"{{{{{e.integer(scope)}, {e.bounded(scope, 1)}}}, {{{r.randint(0, 7)}, {e.bounded(scope, 0)}}}}};"]
        if scope.maps:
            made += [f" = {r.choice(scope.maps)};", f" = std::move({r.choice(scope.maps)});"]
        scope.maps.append(name)
        self.read_container(scope, name)
        return [f"std::map<int, real> {name}{r.choice(made)}"]

    def change_maps(self, scope):
        e, r = self.expressions, self.source
        m, w, i = r.choice(scope.maps), r.choice(scope.maps), self.fresh("e", scope)
        key = f"{e.integer(scope)} % {ROOM}"
        place = e.place(scope) or f"{m}[1]"
        return r.choice([
            [f"{m}[{key}] += {e.bounded(scope, 1)};"],
            [f"{m}[{key}] = {e.bounded(scope)};"],
            [f"{m}[{key}] *= {e.bounded(scope, 1)};"],
            [f"{m}.insert({{{key}, {e.bounded(scope, 1)}}});"],
            [f"{m}.erase({key});"],
            [f"if (!{m}.empty())", f"  {m}.erase({m}.begin());"],
            [f"if (const auto {i} = {m}.find({key}); {i} != {m}.end())", f"  {place} += 0.25 * std::sin({i}->second);"],
            [f"for (auto &{i} : {m})", f"  {i}.second = std::tanh({i}.second + {e.bounded(scope, 0)});"],
            [f"for (const auto &[{i}k, {i}v] : {m})", f"  {place} += 0.125 * std::sin({i}v + {i}k);"],
            [f"{m} = {w};"],
            [f"{m}.swap({w});"],
            [f"if (&{m} != &{w})", f"  {m} = std::move({w});"],
            [f"{m}.clear();"],
        ])

    def new_deque(self, scope):
        e, r = self.expressions, self.source
        name = self.fresh("d", scope)
        made = r.choice([";", f"({r.randint(1, 4)}, {e.bounded(scope, 1)});"])
        scope.deques.append(name)
        self.read_container(scope, name)
        return [f"std::deque<real> {name}{made}"]

    def change_deques(self, scope):
        e, r = self.expressions, self.source
        d, i = r.choice(scope.deques), self.fresh("e", scope)
        place = e.place(scope) or f"{d}.emplace_back()"
        grown = r.choice([f"{d}.push_back({e.bounded(scope)});", f"{d}.push_front({e.bounded(scope)});"])
        filled = r.choice([f"{d}.pop_back();", f"{d}.pop_front();", f"{d}[{e.integer(scope)} % {d}.size()] += {e.bounded(scope, 1)};",
                           f"{place} += 0.25 * std::sin({d}.front()) * {d}.back();"])
        return r.choice([[f"if ({d}.size() < {ROOM})", f"  {grown}"], [f"if ({d}.size() < {ROOM})", f"  {grown}"],
                         [f"if (!{d}.empty())", f"  {filled}"], [f"if (!{d}.empty())", f"  {filled}"],
                         [f"for (real &{i} : {d})", f"  {i} = std::tanh({i} + {e.bounded(scope, 0)});"]])
