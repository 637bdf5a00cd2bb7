#!/usr/bin/env python3
"""Tensor files between this runtime and others, and a training that is interrupted from outside.

usage: exchange_test.py EXCHANGE_TOOL

NumPy reads what the runtime wrote and the other way round; safetensors files are taken apart and put together by hand,
after the format's own description. A training process gets SIGINT, another goes on, and must end in the same bits.
"""

import json
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile

import numpy as np

TYPES = {"bool": "BOOL", "uint8": "U8", "int8": "I8", "int16": "I16", "int32": "I32", "int64": "I64",
         "float32": "F32", "float64": "F64"}


def counting(name):
    numbers = np.arange(24).reshape(2, 3, 4)
    return (numbers % 2 if name == "bool" else numbers).astype(name)


def expected():
    arrays = {name: counting(name) for name in TYPES}
    arrays["scalar"] = np.array(0.1)
    arrays["empty"] = np.empty((0, 3), np.float32)
    arrays["transposed"] = counting("float32").transpose(2, 1, 0)
    return arrays


def same(what, found, wanted):
    assert found.dtype == wanted.dtype, (what, found.dtype, wanted.dtype)
    assert found.shape == wanted.shape, (what, found.shape, wanted.shape)
    assert found.tobytes() == wanted.tobytes(), what


def read_safetensors(path):
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    assert size % 8 == 0, "the data are not aligned"
    header = json.loads(data[8:8 + size].decode("utf-8"))
    assert data[8:9] == b"{"
    metadata = header.pop("__metadata__", {})
    body, arrays, end = data[8 + size:], {}, 0
    names = {short: name for name, short in TYPES.items()}
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, stop = entry["data_offsets"]
        assert start == end, f"a hole before {name}"
        end = stop
        arrays[name] = np.frombuffer(body[start:stop], names[entry["dtype"]]).reshape(entry["shape"])
    assert end == len(body), "bytes that no tensor has"
    return arrays, metadata


def write_safetensors(path):
    header, body = {"__metadata__": {"note": "\u00e4 \" \\"}}, b""
    for name, short in TYPES.items():
        data = counting(name).tobytes()
        header[name] = {"dtype": short, "shape": [2, 3, 4], "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def check_files(tool, folder):
    subprocess.run([tool, "write", folder], check=True)
    archive = np.load(folder / "all.npz", allow_pickle=False)
    tensors, metadata = read_safetensors(folder / "all.safetensors")
    assert metadata == {"note": "quotes \" and \\ and \n"}, metadata
    for name, wanted in expected().items():
        same(f"{name}.npy", np.load(folder / f"{name}.npy", allow_pickle=False), wanted)
        same(f"all.npz {name}", archive[name], wanted)
        same(f"all.safetensors {name}", tensors[name], wanted)
    assert len(archive.files) == len(tensors) == len(expected())
    special = np.load(folder / "special.npy", allow_pickle=False)
    same("special.npy", special[[0, 1, 3, 4]], np.array([np.inf, -np.inf, -0.0, 5e-324]))
    assert np.isnan(special[2])

    for name in TYPES:
        np.save(folder / f"c_{name}.npy", counting(name))
        np.save(folder / f"fortran_{name}.npy", np.asfortranarray(counting(name)))
        np.save(folder / f"big_{name}.npy", counting(name).astype(counting(name).dtype.newbyteorder(">")))
    arrays = {name: counting(name) for name in TYPES}
    np.savez(folder / "stored.npz", **arrays)
    np.savez_compressed(folder / "packed.npz", **arrays)
    write_safetensors(folder / "hand.safetensors")
    subprocess.run([tool, "read", folder], check=True)


def train(tool, checkpoint):
    done = subprocess.run([tool, "train", checkpoint, "0"], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def check_interruption(tool, folder):
    whole = train(tool, folder / "whole.safetensors")
    assert whole.startswith("finished"), whole
    checkpoint = folder / "parts.safetensors"
    with subprocess.Popen([tool, "train", checkpoint, "30"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().strip() == "paused"
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0 and rest.startswith("interrupted"), (process.returncode, rest)
    parts = train(tool, checkpoint)
    assert parts == whole, (parts, whole)
    assert train(tool, checkpoint) == whole, "a finished run moved"


def main():
    tool = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        check_files(tool, pathlib.Path(folder))
        check_interruption(tool, pathlib.Path(folder))
    print("passed")


if __name__ == "__main__":
    main()
