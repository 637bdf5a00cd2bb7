"""Hands every module that a compiler dumps to clangent-opt and compares what comes back. Usage: read_back.py COMPILE OPT FILE...
"""

import re
import shlex
import subprocess
import sys


def main():
    compiler, opt, files = shlex.split(sys.argv[1]), sys.argv[2], sys.argv[3:]
    modules = []
    for file in files:
        dump = subprocess.run([*compiler, file], capture_output=True, text=True, check=True).stdout
        modules += re.split(r"(?m)^// ---- the module of .*\n", dump)[1:]
    different = 0
    for module in modules:
        module = module.rstrip("\n") + "\n"
        back = subprocess.run([opt], input=module, capture_output=True, text=True)
        if back.stdout != module:
            different += 1
            print(back.stderr or "differs:", module, sep="\n")
    print(f"{len(modules)} modules, {different} differ")


main()
