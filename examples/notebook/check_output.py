#!/usr/bin/env python3
"""Runs the notebook and compares what it prints, and every step of its fits, with PyTorch's numbers.

    check_output.py NOTEBOOK REFERENCE_FOLDER
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

# Relative; single precision drifts over a hundred steps.
TOLERANCE = {"f64": 1e-9, "f32": 2e-5}
FIT_NAMES = ["first points", "second points", "third points"]


def printed_cells(text):
    """What stands below each heading."""
    cells = {}
    for part in text.split("# ")[1:]:
        heading, _, body = part.partition("\n")
        cells[heading] = body.strip()
    return cells


def expected_prints(folder):
    cases = json.loads((folder / "print.json").read_text())["cases"]
    notes = {case["note"]: case["printed"] for case in cases if "note" in case}
    gradient = json.loads((folder / "notebook.json").read_text())["compute_s"][0]["grad"]
    return {
        "compute_s(x, y, z) = 2 (x - y) + z of 1, 2, 5": notes["the notebook's s"],
        "its gradient": "\n".join(f"tensor({number:.0f}.)" for number in gradient),
        "a 2x3 tensor, seed 1, Xavier": notes["the notebook's w: seed 1, xavier_normal_"],
    }


def differs(got, expected, tolerance):
    return len(got) != len(expected) or any(
        abs(a - b) > tolerance * max(1e-3, abs(b)) for a, b in zip(got, expected))


def check_fits(fits, reference):
    for number, case in enumerate(reference["linear_fits"]):
        name = f"{FIT_NAMES[number // 2]} {case['dtype']}"
        steps = fits.get(name, [])
        tolerance = TOLERANCE[case["dtype"]]
        if differs([step[0] for step in steps], case["loss"], tolerance):
            yield f"{name}: losses"
        if any(differs(step[1:], expected, tolerance) for step, expected in zip(steps, case["params"])):
            yield f"{name}: parameters"
    for case in reference["two_layer"]:
        name = f"two layers {case['seed']}"
        steps = fits.get(name, [])
        if differs([step[0] for step in steps], case["loss"], TOLERANCE["f64"]):
            yield f"{name}: losses"
        elif differs(steps[-1][1:], [x for tensor in case["final"] for x in tensor["d"]], TOLERANCE["f64"]):
            yield f"{name}: parameters"


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as work:
        history = pathlib.Path(work) / "history.csv"
        done = subprocess.run([program, history], capture_output=True, text=True, timeout=120, check=True,
                              cwd=work)
        drawn = (pathlib.Path(work) / "notebook.svg").read_text(encoding="utf-8").count("<polyline")
        fits = {}
        with open(history, encoding="utf-8", newline="") as stream:
            for fit, _, *numbers in csv.reader(stream):
                fits.setdefault(fit, []).append([float(x) for x in numbers])
    cells = printed_cells(done.stdout)
    wrong = [f"{heading}: prints\n{cells.get(heading)}\nand not\n{expected}"
             for heading, expected in expected_prints(folder).items() if cells.get(heading) != expected]
    adjoint = cells.get("the adjoint of compute_s, as the compiler wrote it", "")
    if "sub_adjoint" not in adjoint or "x_bar" not in adjoint:
        wrong.append("the adjoint of compute_s is not shown")
    if drawn != 1 or "notebook.svg" not in done.stdout:
        wrong.append("the losses are not drawn, or it is not said where")
    wrong += check_fits(fits, json.loads((folder / "notebook.json").read_text()))
    print("\n".join(wrong) if wrong else f"{len(cells)} cells and {len(fits)} fits as in PyTorch")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
