"""What a random program may use at one place: names with their kinds, and the random source."""

import random

GLOBALS = [("table[{}]", (5,)), ("grid_table[{}][{}]", (2, 3)), ("gain", ())]
CONTAINERS = ("vectors", "rows", "stacks", "chains", "maps", "deques")


class Array:
    """Something indexed by integers: a local array, a pointer to one, an array parameter."""

    def __init__(self, name, size, writable=True, rebindable=False):
        self.name = name
        self.size = size
        self.writable = writable
        self.rebindable = rebindable


class Helper:
    """A function that later code may call. `parameters` holds one kind per parameter."""

    def __init__(self, name, parameters, returns_real=True, depth=False):
        self.name = name
        self.parameters = parameters
        self.returns_real = returns_real
        self.depth = depth

    @property
    def pure(self):
        return self.returns_real and all(p in ("real", "int", "const_array") for p in self.parameters)


class Scope:
    """The names visible in a block; a child sees its parents' names and forgets its own."""

    def __init__(self, parent=None):
        self.level = parent.level + 1 if parent else 0
        self.reals = list(parent.reals) if parent else []  # assignable lvalues
        self.values = list(parent.values) if parent else []  # real names that are only read
        self.integers = list(parent.integers) if parent else []  # assignable, within 0..15
        self.counters = list(parent.counters) if parent else []  # only read, not negative
        self.arrays = list(parent.arrays) if parent else []
        self.elements = list(parent.elements) if parent else []  # pointers to one real
        self.structs = list(parent.structs) if parent else []  # lvalues of type Body
        self.pairs = list(parent.pairs) if parent else []  # lvalues of type Pair
        self.nests = list(parent.nests) if parent else []  # variables of type Nest
        self.views = list(parent.views) if parent else []  # variables of type View and their sizes
        self.guards = list(parent.guards) if parent else []  # variables of type Guard
        for kind in CONTAINERS:  # variables
            setattr(self, kind, list(getattr(parent, kind)) if parent else [])
        # More lvalues of type real, and more values: forms with {} for each index, and the indices' limits.
        self.places = list(parent.places) if parent else []
        self.readings = list(parent.readings) if parent else list(GLOBALS)
        self.functions = list(parent.functions) if parent else []  # lambdas from a real to a real
        self.bindings = list(parent.bindings) if parent else []  # those of the reals that are bindings
        self.loop = parent.loop if parent else None  # None, "for", "while" or "do"
        self.in_switch = parent.in_switch if parent else False

    def child(self):
        return Scope(self)


class Source(random.Random):
    """Random choices in the vocabulary of the generator; those with `infinities` are about what is infinite or no number,
    those with `containers` about memory that grows and ends."""

    infinities = containers = False

    def chance(self, probability):
        return self.random() < probability

    def weighted(self, table):
        """Picks from {choice: weight}, in the table's order."""
        choices = list(table)
        return self.choices(choices, [table[c] for c in choices])[0]

    def constant(self):
        """A literal in (-1, 1) that a float holds exactly."""
        return repr(self.randint(-31, 31) / 32)

    def positive(self):
        return repr(self.randint(1, 31) / 32)
