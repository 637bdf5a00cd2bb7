"""Checks that every adjoint rule in preprocessed headers has a tangent rule. Usage: check_rules.py < HEADERS"""

import collections
import re
import sys

# Overloads have a rule each, under one name.
RULE = re.compile(r'clangent_(adjoint|tangent)_of\(((?:\s*"[^"]*")+)\s*\)')


def main():
    counts = {"adjoint": collections.Counter(), "tangent": collections.Counter()}
    for kind, name in RULE.findall(sys.stdin.read()):
        counts[kind]["".join(re.findall(r'"([^"]*)"', name))] += 1
    missing = counts["adjoint"] - counts["tangent"]
    for name in sorted(missing):
        print(f"{name}: {missing[name]} adjoint without a tangent")
    print(f"{sum(counts['adjoint'].values())} adjoints, {sum(counts['tangent'].values())} tangents")
    return 1 if missing or not counts["adjoint"] else 0


if __name__ == "__main__":
    sys.exit(main())
