#!/usr/bin/env python3
"""Nothing compiled for AVX2 may stand in for the same template compiled for every processor.

usage: kernels_apart_test.py libclangent_runtime.a

The linker keeps one of all weak symbols of a name. So the object of the AVX2 kernels may only share names with others that
are its own: everything of the renamed Eigen, and its table.
"""

import subprocess
import sys


def shared_symbols(library):
    listing = subprocess.run(["nm", "-C", library], check=True, capture_output=True, text=True).stdout
    inside, found = False, []
    for line in listing.splitlines():
        if line.endswith(".o:"):
            inside = line.startswith("kernels_avx2")
        elif inside and line[17:18] in "TWVuBDR":
            found.append(line[19:])
    return found


def main():
    symbols = shared_symbols(sys.argv[1])
    assert any("avx2_kernels" in name for name in symbols), "the table of kernels is not there"
    strangers = [name for name in symbols
                 if "EigenForAvx2" not in name and "avx2_kernels" not in name and not name.startswith("DW.ref.")]
    assert not strangers, "\n".join(strangers)
    print(f"{len(symbols)} symbols, none of them shared")


if __name__ == "__main__":
    main()
