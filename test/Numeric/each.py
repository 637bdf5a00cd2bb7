#!/usr/bin/env python3
"""Compiles and runs the numeric tests one function at a time, so that no failure hides another.

    each.py --compiler 'build/bin/clangent++ -O1'            all themes
    each.py --compiler 'build/bin/clangent++ -O1' Loops...   some themes

A theme whose file passes whole is not taken apart unless --always is given. Each failing function
is printed with its first message; the last line is `N passed, N failed`, counted in functions.
"""

import argparse
import concurrent.futures
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
POINTS = re.compile(r"^AT(?:_KINK|_SINGLE)?\((.+?), \{", re.MULTILINE)
TELLING = (r".*internal error.*", r"FAIL .*", r".*error:.*", r".*runtime error.*", r".*Assertion.*",
           r".*\S.*")


def functions(source):
    return list(dict.fromkeys(POINTS.findall(source.read_text())))


def attempt(compiler, source, function, folder):
    """None if the checks pass, else the message. Without a function: all of the file."""
    binary = pathlib.Path(folder) / f"{source.stem}_{re.sub('[^a-z0-9_]', '_', function or 'all')}"
    only = [f"-DONLY={function}"] if function else []
    output = ""
    for command in ([*compiler, *only, str(source), "-o", str(binary)], [str(binary)]):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=120,
                                  errors="replace", check=False)
        except subprocess.TimeoutExpired:
            return "timeout"
        output = done.stdout + done.stderr
        if done.returncode != 0:
            return output or f"exit status {done.returncode}"
    binary.unlink()
    return None if re.search(r"^[1-9]\d* passed, 0 failed$", output, re.MULTILINE) else output


def headline(message):
    for pattern in TELLING:
        found = re.search(pattern, message)
        if found:
            return found.group(0).strip()
    return "no output"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--compiler", default="clangent++", help="command with its flags")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--always", action="store_true", help="take every theme apart")
    parser.add_argument("themes", nargs="*")
    options = parser.parse_args()
    compiler = shlex.split(options.compiler)
    sources = [HERE / f"{t}.cpp" for t in options.themes] or sorted(HERE.glob("*.cpp"))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for source in sources:
            names = functions(source)
            if not options.always and attempt(compiler, source, None, folder) is None:
                passed += len(names)
                print(f"{source.stem}: all {len(names)} pass", flush=True)
                continue
            verdicts = list(pool.map(lambda n, s=source: attempt(compiler, s, n, folder), names))
            for name, message in zip(names, verdicts):
                if message is not None:
                    print(f"FAIL {source.stem} {name}: {headline(message)}", flush=True)
            bad = sum(m is not None for m in verdicts)
            print(f"{source.stem}: {len(names) - bad} pass, {bad} fail", flush=True)
            passed, failed = passed + len(names) - bad, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
