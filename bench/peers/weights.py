"""Lambdas in files, words x topics.

    weights.py start WORDS TOPICS SEED OUT.npy  Gamma(100, 0.01)
    weights.py difference OURS.npy THEIRS.npy   how far apart, as JSON
"""
import json
import sys

import numpy as np


def start(words, topics, seed, path):
    size = int(words), int(topics)
    np.save(path, np.random.default_rng(int(seed)).gamma(100, 0.01, size))


def difference(ours, theirs):
    """The norm of the difference over that of the first; the two sums."""
    ours, theirs = (np.load(path).astype(np.float64)
                    for path in (ours, theirs))
    print(json.dumps({
        "relative": np.linalg.norm(theirs - ours) / np.linalg.norm(ours),
        "masses": [ours.sum(), theirs.sum()]}))


if __name__ == "__main__":
    {"start": start, "difference": difference}[sys.argv[1]](*sys.argv[2:])
