"""Random lambda expressions: every kind of capture, called where they stand, later, or passed on."""

from scope import Scope


class Closures:
    def inside(self, scope):
        """The scope of a lambda's body: no loop to leave, no structured bindings to capture."""
        inner = Scope(scope)
        inner.loop, inner.in_switch = None, False
        inner.reals = [n for n in inner.reals if n not in scope.bindings]
        inner.bindings = []
        return inner

    def closure(self, scope, *_):
        """A function of one number that captures copies: called by later expressions."""
        e, r = self.expressions, self.source
        name, x = self.fresh("f", scope), self.fresh("y", scope)
        inner = self.inside(scope)
        kept = self.fresh("k", scope)
        capture = r.choice(["=", "&", f"{kept} = {e.bounded(inner, 1)}", f"=, {kept} = {e.leaf(inner)}"])
        only = capture.startswith(kept)
        if only:
            inner = Scope()
        if kept in capture:
            inner.values.append(kept)
        parameter = r.choice([f"real {x}", f"real {x}", f"const real &{x}", f"auto {x}"])
        inner.values += [x, x]
        body = f"return {e.bounded(inner, 2)};"
        if not only and r.chance(0.3):
            body = f"if ({e.comparison(inner)}) return {e.bounded(inner, 1)}; {body}"
        scope.functions.append(name)
        return [f"auto {name} = [{capture}]({parameter}) -> real {{ {body} }};"]

    def counting(self, scope, *_):
        """A mutable lambda whose copy changes from call to call."""
        e, r = self.expressions, self.source
        name, kept, result = self.fresh("f", scope), self.fresh("k", scope), self.fresh("t", scope)
        lines = [f"auto {name} = [{kept} = real({e.bounded(scope, 1)})](real by) mutable {{",
                 f"  {kept} = std::sin({kept} + by);", f"  return {kept} * by;", "};",
                 f"real {result} = {name}({e.bounded(scope, 1)});",
                 f"{result} += {r.positive()} * {name}({result});"]
        scope.reals.append(result)
        return lines

    def work(self, scope, budget, depth):
        """Statements in a lambda that captures by reference, called once, twice or in a loop."""
        e, r = self.expressions, self.source
        name, kind = self.fresh("f", scope), r.choice(["void", "real"])
        inner = self.inside(scope)
        before, self.returns = self.returns, kind
        body = self.block(inner, max(1, budget - 1), max(0, depth - 1))
        if kind == "real":
            body.append(f"  return {e.bounded(inner, 1)};")
        self.returns = before
        if r.chance(0.3):
            lines = [f"[&]() -> {kind} {{", *body, "}();"]
            target = e.place(scope)
            if kind == "real" and target is not None:
                lines[0] = f"{target} = " + lines[0]
            return lines
        lines = [f"auto {name} = [&]() -> {kind} {{", *body, "};"]
        call = f"{name}();"
        target = e.place(scope)
        if kind == "real" and target is not None:
            call = f"{target} = " + call
        if r.chance(0.4):
            i = self.fresh("i", scope)
            return lines + [f"for (int {i} = 0; {i} < {r.randint(1, 3)}; ++{i})", f"  {call}"]
        return lines + [call] * r.randint(1, 2)
