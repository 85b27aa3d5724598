"""What the training scripts of the peers share: options, clock, answer.

Options left out keep the peer's own defaults.  The answer is one JSON object
on standard output; lambda is saved as words x topics, as the tool does.
"""
import argparse
import json
import os
import time
import types

import numpy as np


def parse(description, **flags):
    """The options; a flag is a name with its help."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpus", help="a docword file, or .npz")
    parser.add_argument("--topics", type=int, required=True)
    parser.add_argument("--alpha", type=float, required=True)
    parser.add_argument("--eta", type=float, required=True)
    parser.add_argument("--method", choices=("batch", "online"))
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--batch-size", type=int)
    parser.add_argument(
        "--tau0", type=float, help="of (tau0 + t)^-kappa with t from 1")
    parser.add_argument("--kappa", type=float)
    parser.add_argument("--inner-iterations", type=int)
    parser.add_argument("--inner-tolerance", type=float)
    parser.add_argument("--precision", choices=("float", "double"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--init", metavar="LAMBDA.npy",
        help="words x topics; gamma then starts uniform, not at random")
    parser.add_argument("--output", required=True, help="a folder")
    parser.add_argument(
        "--snapshots", type=int, default=0, metavar="N",
        help="save lambda every N documents (online) or passes (batch)")
    parser.add_argument(
        "--no-epsilon", action="store_true",
        help="what the peer adds to a word's normaliser becomes 1e-308")
    for name, text in flags.items():
        parser.add_argument("--" + name, action="store_true", help=text)
    return parser.parse_args()


def given(**options):
    """The options that are not None."""
    return {name: value for name, value in options.items()
            if value is not None}


class Uniform(np.random.RandomState):
    """Stands for a random generator: gamma starts the same in every topic.

    Any level does, since phi sees theta up to a factor only.
    """

    def gamma(self, shape, scale=1.0, size=None):
        return np.ones(size)

    def __reduce__(self):
        return Uniform, ()


class TinyEpsilon:
    """NumPy for a peer's module, which asks it for an epsilon to add."""

    def __getattr__(self, name):
        return getattr(np, name)

    @staticmethod
    def finfo(precision):
        true = np.finfo(precision)
        return types.SimpleNamespace(eps=true.tiny, dtype=true.dtype)


class Recorder:
    """Seconds of training: the clock stands while a snapshot is written."""

    def __init__(self, folder, every):
        os.makedirs(folder, exist_ok=True)
        self._folder = folder
        self._every = every
        self._since = None
        self._seconds = 0.0
        self._snapshots = []

    def start(self):
        self._since = time.perf_counter()

    def stop(self):
        self._seconds += time.perf_counter() - self._since

    def passed(self, amount, weights):
        """Called when training has come to `amount` documents or passes."""
        due = len(self._snapshots) + 1
        if self._every == 0 or amount < due * self._every:
            return
        self.stop()
        name = f"lambda-{amount}.npy"
        self._snapshots.append({"file": self._save(name, weights()),
                                "seconds": self._seconds, "at": amount})
        self.start()

    def finish(self, weights, versions, **more):
        """Stops the clock, saves lambda and prints the answer."""
        weights = weights()
        self.stop()
        print(json.dumps({
            "file": self._save("lambda.npy", weights),
            "seconds": self._seconds, "snapshots": self._snapshots,
            "versions": versions, **more}))

    def _save(self, name, weights):
        path = os.path.join(self._folder, name)
        np.save(path, np.ascontiguousarray(weights.T))
        return path


def linear_algebra():
    """The BLAS library in use, as threadpoolctl sees it."""
    try:
        import threadpoolctl
    except ImportError:
        return "unknown (no threadpoolctl)"
    found = [library for library in threadpoolctl.threadpool_info()
             if library["user_api"] == "blas"]
    if not found:
        return "a reference BLAS"
    return ", ".join(
        f"{library['internal_api']} {library['version']} "
        f"({library.get('architecture', 'unknown architecture')}, "
        f"{library['num_threads']} threads)" for library in found)
