"""Random jumps: labels in nested statements, and `goto` and `case` that lead there from anywhere around."""


class Jumps:
    def jumps(self, scope, budget, depth):
        """Statements that jump among each other, a bounded number of times; nothing is declared that is jumped over."""
        if self.expressions.place(scope) is None:
            return self.declare(scope)
        fuel = self.fresh("n", scope)
        labels = [self.fresh("to", scope) for _ in range(self.source.randint(1, 4))]
        left = list(labels)
        lines = []
        for _ in range(self.source.randint(3, 5)):
            lines += self.jumping(scope, fuel, labels, left, min(depth, 2))
        lines += [f"{label}:;" for label in left]
        return [f"int {fuel} = 0;", *lines]

    def jumping(self, scope, fuel, labels, left, depth):
        e, r = self.expressions, self.source
        label = [f"{left.pop(0)}:;"] if left and r.chance(0.4) else []
        kind = r.weighted({"change": 4, "jump": 3, **({"branch": 2, "while": 1, "do": 1, "switch": 2} if depth > 0 else {})})

        def inside():
            return ["  " + line for _ in range(r.randint(1, 3))
                    for line in self.jumping(scope, fuel, labels, left, depth - 1)]

        if kind == "change":
            return label + self.compound(scope)
        if kind == "jump":
            return label + [f"if ({e.comparison(scope)} && ++{fuel} < 14) goto {r.choice(labels)};"]
        if kind == "branch":
            return label + [f"if ({e.comparison(scope)}) {{", *inside(), "} else {", *inside(), "}"]
        if kind == "while":
            leave = r.choice(["break", "continue"])
            return label + [f"while (++{fuel} < 12 && {e.comparison(scope)}) {{", *inside(),
                            f"  if ({e.comparison(scope)}) {leave};", "}"]
        if kind == "do":
            return label + ["do {", *inside(), f"}} while (++{fuel} < 12 && {e.comparison(scope)});"]
        segments = []
        for value in range(r.randint(1, 3)):
            body = [f"case {value}:;", *inside()]
            if r.chance(0.4):
                body = [f"if ({e.comparison(scope)}) {{", *body, "}"]
            segments += body + ([] if r.chance(0.5) else ["break;"])
        return label + [f"switch (++{fuel} % 4) {{", *("  " + line for line in segments), "}"]
