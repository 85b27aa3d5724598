"""SciPy's special functions beside the library's, on the same numbers.

    special_functions.py make DIR            write the arguments
    special_functions.py time DIR LENGTH...  time SciPy, a JSON line a figure
    special_functions.py compare DIR         largest relative difference

One thread.  SciPy writes into an array that is there already, as the library
does; its call costs are in the figures, as they are in every use.
"""
import json
import os
import sys
import time

import numpy as np
from scipy import special

MOST = 1 << 20
KEPT = 1024
PRECISIONS = {"float": np.float32, "double": np.float64}
BATCH_SECONDS = 2e-4
WARM_SECONDS = 0.4
SECONDS = 0.3


def exp_digamma(x, out):
    special.psi(x, out=out)
    np.exp(out, out=out)


def log_sum_exp(x, out):
    out[0] = special.logsumexp(x)


# Name: the numbers it takes, and SciPy's way to it.
FUNCTIONS = {
    "digamma": ("positive", lambda x, out: special.psi(x, out=out)),
    "log gamma": ("positive", lambda x, out: special.gammaln(x, out=out)),
    "exp digamma": ("positive", exp_digamma),
    "log-sum-exp": ("any", log_sum_exp),
}


def argument_path(folder, kind, precision):
    return os.path.join(folder, f"{kind}-{precision}.npy")


def result_path(folder, whose, function, precision):
    return os.path.join(folder, f"{whose}-{function}-{precision}.npy")


def make(folder):
    """Even over the logarithm, as gamma and lambda are; and logarithms."""
    random = np.random.default_rng(1)
    positive = 10 ** random.uniform(-2, 4, MOST)
    both = random.uniform(-10, 10, MOST)
    for precision, kind in PRECISIONS.items():
        for name, values in (("positive", positive), ("any", both)):
            np.save(argument_path(folder, name, precision),
                    values.astype(kind)[np.newaxis])


def fastest(work):
    """Seconds of the fastest batch, after the caches are warm."""
    calls, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < WARM_SECONDS or calls < 2:
        work()
        calls += 1
    each = (time.perf_counter() - begin) / calls
    batch = max(1, int(BATCH_SECONDS / each))
    best, batches, begin = float("inf"), 0, time.perf_counter()
    while time.perf_counter() - begin < SECONDS or batches < 5:
        start = time.perf_counter()
        for _ in range(batch):
            work()
        best = min(best, (time.perf_counter() - start) / batch)
        batches += 1
    return best


def time_all(folder, *lengths):
    for precision in PRECISIONS:
        for function, (kind, work) in FUNCTIONS.items():
            values = np.load(argument_path(folder, kind, precision))[0]
            out = np.empty_like(values)
            for length in map(int, lengths):
                x, target = values[:length], out[:length]
                seconds = fastest(lambda: work(x, target))
                print(json.dumps({
                    "function": function, "precision": precision,
                    "length": length, "ns": seconds / length * 1e9}))
            kept = np.zeros(KEPT, values.dtype)
            work(values[:KEPT], kept)
            np.save(result_path(folder, "scipy", function, precision),
                    kept[np.newaxis])


def compare(folder):
    for precision in PRECISIONS:
        for function in FUNCTIONS:
            ours, theirs = (
                np.load(result_path(folder, whose, function, precision))
                .astype(np.float64) for whose in ("kernels", "scipy"))
            scale = np.maximum(np.abs(theirs), np.finfo(np.float32).tiny)
            print(json.dumps({
                "function": function, "precision": precision,
                "difference": np.max(np.abs(ours - theirs) / scale)}))


if __name__ == "__main__":
    {"make": make, "time": time_all, "compare": compare}[sys.argv[1]](
        *sys.argv[2:])
