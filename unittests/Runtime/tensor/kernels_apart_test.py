#!/usr/bin/env python3
"""Nothing compiled for AVX2 or AVX-512 may stand in for the same template compiled for every processor.

usage: kernels_apart_test.py libclangent_runtime.a

The linker keeps one of all weak symbols of a name. So the object of one instruction set's kernels may only define names that
are its own: everything of the renamed Eigen, and its table.
"""

import subprocess
import sys


def defined_symbols(library, member):
    listing = subprocess.run(["nm", "-C", library], check=True, capture_output=True, text=True).stdout
    inside, found = False, []
    for line in listing.splitlines():
        if line.endswith(".o:"):
            inside = line.startswith(member)
        elif inside and line and line[17] in "TWVuBDR":
            found.append(line[19:])
    return found


def check(library, member, eigen, table):
    symbols = defined_symbols(library, member)
    if not symbols:
        return 0
    assert any(table in name for name in symbols), f"the table of kernels is not in {member}"
    strangers = [name for name in symbols
                 if eigen not in name and table not in name and not name.startswith("DW.ref.")]
    assert not strangers, "\n".join(strangers)
    return len(symbols)


def main():
    counts = [check(sys.argv[1], "kernels_avx2", "EigenForAvx2", "avx2_kernels"),
              check(sys.argv[1], "kernels_avx512", "EigenForAvx512", "avx512_kernels")]
    assert counts[0], "no kernels for AVX2"
    print(f"{counts} symbols, none of them shared")


if __name__ == "__main__":
    main()
