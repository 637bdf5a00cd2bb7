#!/usr/bin/env python3
"""Compiles and runs random programs and counts those whose derivatives are right.

    run.py --count 500 --seed 20260101 --compiler 'build/bin/clangent++ -O1'
    run.py --minutes 30 --keep failures --compiler build/bin/clangent++

Many programs share a file; a file that fails is halved until the failing programs stand alone.
Each failing seed is printed with its first message, and kept in a folder if one is named. What the
compiler refuses by one of its own messages is counted by message, and is no failure as long as it
is a small share. The last line is `N passed, N failed`; the exit status is 0 if something passed
and nothing failed.
"""

import argparse
import collections
import concurrent.futures
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

import generate

HERE = pathlib.Path(__file__).resolve().parent
HARNESS = ["-I", str(HERE.parent / "Numeric"), "-I", str(HERE)]
MESSAGES = HERE.parent.parent / "lib" / "Support" / "Diagnostics.def"
REFUSED_SHARE = 0.04  # of all programs
COMPILE_SECONDS = 300
RUN_SECONDS = 60


def refusals():
    """A pattern for every message by which the compiler refuses a construct, and its name."""
    rows = re.findall(r'^DIAG\((err_\w+), Error,\s*"((?:[^"\\]|\\.)*)"', MESSAGES.read_text(), re.MULTILINE)
    return {re.compile("error: " + re.sub(r"%\d", ".*", re.escape(text))): name
            for name, text in rows if name != "err_internal"}


def execute(command, seconds):
    """Exit status and output; a timeout is a status of its own."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds,
                              errors="replace", check=False)
    except subprocess.TimeoutExpired:
        return "timeout", ""
    return done.returncode, done.stdout + done.stderr


class Runner:
    def __init__(self, options, folder):
        self.compiler = shlex.split(options.compiler)
        self.keep = pathlib.Path(options.keep) if options.keep else None
        self.about = options.about
        self.folder = pathlib.Path(folder)
        self.passed = 0
        self.failed = []
        self.refusals = refusals()
        self.refused = collections.Counter()
        self.alone = collections.Counter()

    def refusal(self, message):
        """The name of the message by which the compiler refused a program, if that is why it failed."""
        errors = re.findall(r"error: .*", message)
        names = [next((name for pattern, name in self.refusals.items() if pattern.match(error)), None)
                 for error in errors]
        return names[0] if names and all(names) else None

    @property
    def refused_too_often(self):
        total = self.refused.total() + self.passed + len(self.failed)
        return self.refused.total() > max(1, REFUSED_SHARE * total)

    def attempt(self, seeds):
        """None if all these programs pass together, else what was said."""
        stem = self.folder / f"programs_{seeds[0]}_{len(seeds)}"
        source, binary = stem.with_suffix(".cpp"), stem.with_suffix(".out")
        source.write_text(generate.render(seeds, self.about))
        status, output = execute(
            [*self.compiler, *HARNESS, str(source), "-o", str(binary)], COMPILE_SECONDS)
        if status == 0:
            status, output = execute([str(binary)], RUN_SECONDS)
            binary.unlink(missing_ok=True)
        source.unlink(missing_ok=True)
        passed = re.search(r"^[1-9]\d* passed, 0 failed$", output, re.MULTILINE)
        if status == 0 and passed:
            for cause, count in re.findall(r"^(.*): (\d+) times no number where", output, re.MULTILINE):
                self.alone[cause] += int(count)
            return None
        return f"exit status {status}\n{output}"

    def check(self, seeds):
        """The failing ones of these seeds, each with its message."""
        message = self.attempt(seeds)
        if message is None:
            return []
        if len(seeds) == 1:
            return [(seeds[0], message)]
        middle = len(seeds) // 2
        return self.check(seeds[:middle]) + self.check(seeds[middle:])

    def report(self, seeds, failures):
        self.passed += len(seeds) - len(failures)
        for seed, message in failures:
            if name := self.refusal(message):
                self.refused[name] += 1
                print(f"REFUSED seed {seed}: {headline(message)}", flush=True)
                continue
            self.failed.append(seed)
            print(f"FAIL seed {seed}: {headline(message)}", flush=True)
            if self.keep:
                self.keep.mkdir(parents=True, exist_ok=True)
                (self.keep / f"program_{seed}.cpp").write_text(generate.render([seed], self.about))
                (self.keep / f"program_{seed}.txt").write_text(message)


def headline(message):
    """The line of a message that says most."""
    for pattern in (r".*internal error.*", r"FAIL .*", r".*error:.*", r".*runtime error.*",
                    r".*Assertion.*", r".*\S.*"):
        found = re.search(pattern, message)
        if found:
            return found.group(0).strip()
    return "no output"


def batches(first, count, size):
    for start in range(first, first + count, size):
        yield range(start, min(start + size, first + count))


def run_batches(runner, jobs, work):
    """Checks batches in parallel, reporting each as it ends, in order."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        pending = []
        for seeds in work:
            pending.append((seeds, pool.submit(runner.check, seeds)))
            if len(pending) > jobs:
                done, future = pending.pop(0)
                runner.report(done, future.result())
        for done, future in pending:
            runner.report(done, future.result())


def until(end, first, size):
    """Batches from a seed on for as long as the clock allows."""
    while time.monotonic() < end:
        yield range(first, first + size)
        first += size


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--minutes", type=float, help="run this long, from a new seed")
    parser.add_argument("--compiler", default="clangent++", help="command with its flags")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=25, help="programs in one file")
    parser.add_argument("--about", choices=generate.SUBJECTS,
                        help="; ".join(f"{name}: {what}" for name, what in generate.SUBJECTS.items()))
    parser.add_argument("--keep", help="folder for failing programs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(options, folder)
        if options.minutes is None:
            work = batches(options.seed, options.count, options.batch)
        else:
            first = int(time.time()) * 1000
            print(f"first seed {first}", flush=True)
            work = until(time.monotonic() + 60 * options.minutes, first, options.batch)
        run_batches(runner, options.jobs, work)
    for cause, count in runner.alone.most_common():
        print(f"no number in one mode alone, {count} times: {cause}")
    if runner.failed:
        print("failing seeds:", *runner.failed)
    for name, count in runner.refused.most_common():
        print(f"refused {count} by {name}")
    if runner.refused_too_often:
        print("too many programs are refused")
    print(f"{runner.passed} passed, {len(runner.failed)} failed")
    return 1 if runner.failed or runner.refused_too_often or not runner.passed else 0


if __name__ == "__main__":
    sys.exit(main())
