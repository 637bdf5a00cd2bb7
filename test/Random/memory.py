"""Random statements about memory: arrays of arrays, copying and filling, the same or overlapping
arrays passed twice, references to elements, returned references, swapped pieces."""

from scope import Array


class Memory:
    def grid(self, scope, *_):
        """An array of arrays, filled by nested loops; a row of it is an array too."""
        e, r = self.expressions, self.source
        name, i, j = self.fresh("g", scope), self.fresh("i", scope), self.fresh("j", scope)
        rows, columns = r.randint(2, 3), r.randint(2, 4)
        inner = scope.child()
        inner.counters += [i, j]
        lines = [f"real {name}[{rows}][{columns}];",
                 f"for (int {i} = 0; {i} < {rows}; ++{i})",
                 f"  for (int {j} = 0; {j} < {columns}; ++{j})",
                 f"    {name}[{i}][{j}] = {e.bounded(inner, 1)};"]
        scope.places.append((f"{name}[{{}}][{{}}]", (rows, columns)))
        if r.chance(0.5):
            row = self.fresh("p", scope)
            lines.append(f"real *{row} = {name}[{e.index(scope, rows)}];")
            scope.arrays.append(Array(row, columns, rebindable=True))
        elif r.chance(0.5):
            sums = self.fresh("t", scope)
            lines += [f"real {sums} = 0;", f"for (const auto &{i} : {name})",
                      f"  for (const real {j} : {i})", f"    {sums} += 0.25 * std::sin({j});"]
            scope.reals.append(sums)
        return lines

    def two_arrays(self, scope):
        """Two places in arrays and a length that both have; the places may overlap."""
        r = self.source
        arrays = [a for a in scope.arrays if a.writable]
        if not arrays:
            return None
        one = r.choice(arrays)
        other = one if r.chance(0.5) else r.choice(arrays)
        length = r.randint(1, min(one.size, other.size))
        return (f"{one.name} + {r.randint(0, one.size - length)}",
                f"{other.name} + {r.randint(0, other.size - length)}", length)

    def twice(self, scope, *_):
        """One array passed as two, or two pieces that overlap."""
        e, r = self.expressions, self.source
        found = self.two_arrays(scope)
        if found is None:
            return self.array(scope)
        one, other, length = found
        place = e.place(scope)
        return [r.choice([f"mix({one}, {other}, {length});",
                          f"exchange({one}, {other}, {length});",
                          f"{place} = 0.25 * inner({one}, {other}, {length});"])]

    def copy(self, scope, *_):
        """memcpy to an array of its own, memmove within arrays, copies and fills of the library."""
        e, r = self.expressions, self.source
        found = self.two_arrays(scope)
        if found is None:
            return self.array(scope)
        one, other, length = found
        form = r.weighted({"memcpy": 2, "memmove": 2, "copy": 2, "fill": 2, "ranges": 1, "sum": 1,
                           "reverse": 0.6})
        if form in ("memcpy", "copy"):
            name = self.fresh("a", scope)
            scope.arrays.append(Array(name, length))
            call = (f"std::memcpy({name}, {one}, sizeof({name}));" if form == "memcpy"
                    else f"std::copy({one}, {one} + {length}, {name});")
            return [f"real {name}[{length}];", call]
        if form == "sum":
            return [f"{e.place(scope)} = 0.25 * std::accumulate({one}, {one} + {length}, real(0));"]
        return [{"memmove": f"std::memmove({one}, {other}, {length} * sizeof(real));",
                 "fill": f"std::fill({one}, {one} + {length}, real({e.bounded(scope, 1)}));",
                 "ranges": self.disjoint_swap(scope, one),
                 "reverse": f"std::reverse({one}, {one} + {length});"}[form]]

    def disjoint_swap(self, scope, one):
        array = one.split(" ")[0]
        local = [a for a in scope.arrays if a.name == array and a.size >= 2]
        if not local:
            return f"std::fill_n({one}, 1, real({self.expressions.bounded(scope, 0)}));"
        half = local[0].size // 2
        return f"std::swap_ranges({array}, {array} + {half}, {array} + {half});"

    def reference(self, scope, *_):
        """A reference to an element, and what functions return by reference assigned to."""
        e, r = self.expressions, self.source
        if len(scope.reals) > 1 and r.chance(0.4):
            one, other = r.sample(scope.reals, 2)
            return [f"larger({one}, {other}) {r.choice(['=', '+=', '*='])} {e.bounded(scope, 1)};"]
        arrays = [a for a in scope.arrays if a.writable]
        if arrays and r.chance(0.5):
            array = r.choice(arrays)
            return [f"element({array.name}, {e.index(scope, array.size)}) = {e.bounded(scope, 1)};"]
        place = e.place(scope)
        if place is None:
            return self.declare(scope)
        name = self.fresh("r", scope)
        scope.reals.append(name)
        return [f"real &{name} = {place};"]
