"""`kernels vae train` beside PyTorch: the same network, recipe and images.

    vae_compare.py [--quick] [--data DIR] [--epochs N] [--rounds N]

Both run in turn, each in a fresh process on as many processors as it has
threads. Printed are test losses after passes 1, 2, 7 and the last, and
seconds a pass by each system's own clock, without the scoring of test images.
A ratio is taken within each round; the median of the rounds is shown.
"""
import argparse
import gzip
import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile

import processes
import systems

TRAIN = "train-images-idx3-ubyte.gz"
TEST = "t10k-images-idx3-ubyte.gz"
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vae.py")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", default=os.environ.get("KERNELS_DATA"), metavar="DIR",
        help="the folder above mnist/ (KERNELS_DATA)")
    parser.add_argument(
        "--quick", action="store_true",
        help="2,000 images, two passes, one round: proves that it works")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--python",
        help="runs PyTorch (this one, or the system's, by which has it)")
    parser.add_argument("--tool", default=systems.built("Kernels.Cli"))
    arguments = parser.parse_args()
    if arguments.data is None:
        parser.error("--data: found none, expected the folder above mnist/, "
                     "or KERNELS_DATA")
    if arguments.quick:
        arguments.epochs, arguments.rounds = 2, 1
    return arguments


def interpreter(named):
    """A Python that has PyTorch."""
    for python in [named] if named else [sys.executable, "/usr/bin/python3"]:
        found = subprocess.run([python, "-c", "import torch"],
                               capture_output=True, check=False)
        if found.returncode == 0:
            return python
    sys.exit("vae_compare.py: found no PyTorch, expected Debian's "
             "python3-torch, or --python")


def first(path, count, to):
    """The first images of an idx file."""
    with gzip.open(path, "rb") as file:
        magic, _, height, width = struct.unpack(">IIII", file.read(16))
        pixels = file.read(count * height * width)
    with gzip.open(to, "wb") as file:
        file.write(struct.pack(">IIII", magic, count, height, width) + pixels)
    return to


def passes(command, threads):
    """(test loss, seconds) of each pass of a run."""
    answers = processes.run(command, threads).answers
    epochs = [line for line in answers if line["event"] == "epoch"]
    ends = [0.0] + [epoch["seconds"] for epoch in epochs]
    return [(epoch["testLoss"], end - begin)
            for epoch, begin, end in zip(epochs, ends, ends[1:])]


def main():
    arguments = parse()
    python = interpreter(arguments.python)
    train, test = (os.path.join(arguments.data, "mnist", name)
                   for name in (TRAIN, TEST))
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        if arguments.quick:
            train = first(train, 2000, os.path.join(folder, "train.gz"))
            test = first(test, 500, os.path.join(folder, "test.gz"))
        ours = ["dotnet", arguments.tool, "vae", "train", train,
                "--test", test, "--latent", "20", "--hidden", "400",
                "--epochs", str(arguments.epochs), "--batch-size", "128",
                "--threads", str(arguments.threads), "--json", "--force",
                "--output", os.path.join(folder, "model")]
        torch = [python, SCRIPT, train, test,
                 "--epochs", str(arguments.epochs),
                 "--threads", str(arguments.threads)]
        for number in range(arguments.rounds):
            order = [("kernels", ours), ("PyTorch", torch)]
            runs = {name: passes(command, arguments.threads)
                    for name, command in order[::1 if number % 2 else -1]}
            rounds.append(runs)
            report(number, runs)
    medians = [{name: statistics.median(seconds for _, seconds in run)
                for name, run in runs.items()} for runs in rounds]
    print(json.dumps({
        "threads": arguments.threads,
        "secondsAPass": {name: statistics.median(m[name] for m in medians)
                         for name in medians[0]},
        "ratio": statistics.median(m["kernels"] / m["PyTorch"]
                                   for m in medians),
        "testLoss": {name: run[-1][0] for name, run in rounds[-1].items()},
    }))


def report(number, runs):
    """A round, for people, on standard error."""
    for name, run in runs.items():
        shown = sorted({1, 2, 7, len(run)} & set(range(1, len(run) + 1)))
        losses = ", ".join(f"{run[epoch - 1][0]:.2f} after {epoch}"
                           for epoch in shown)
        seconds = statistics.median(seconds for _, seconds in run)
        print(f"round {number + 1}: {name:8} {seconds:.2f} s a pass, "
              f"test loss {losses}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except processes.Failed as failed:
        sys.exit(f"vae_compare.py: {failed}")
