"""The neutral score of any topics: document completion.

    score.py HELDOUT LAMBDA.npy... [--json]

A document's topic shares come from one half of its tokens, with the topics
held at their means and alpha = 0.1 a topic: gamma starts at alpha + N/K and
is updated until its mean absolute change is below 1e-4, at most 100 times.
The score is the mean natural logarithm of the probability of a token of the
other half; documents with an empty half are left out.  It is what
`kernels lda score` prints, here in NumPy and SciPy, so that every system is
judged by code that is none of theirs.  LAMBDA is words x topics.
"""
import argparse
import json

import numpy as np
from scipy.special import psi

import corpus

ALPHA = 0.1
MOST_ITERATIONS = 100
TOLERANCE = 1e-4


def topic_shares(rows, counts):
    """Theta of one document; rows is its words x topics of beta."""
    topics = rows.shape[1]
    gamma = np.full(topics, ALPHA + counts.sum() / topics)
    for _ in range(MOST_ITERATIONS):
        theta = np.exp(psi(gamma) - psi(gamma.sum()))
        updated = ALPHA + theta * (rows.T @ (counts / (rows @ theta)))
        change = np.abs(updated - gamma).mean()
        gamma = updated
        if change < TOLERANCE:
            break
    return gamma / gamma.sum()


def completion(heldout, weights):
    """Mean log probability a predicted token, and how many there were."""
    if weights.shape[0] != heldout.shape[1]:
        raise SystemExit(
            f"lambda has {weights.shape[0]} rows, expected a row for each of "
            f"the corpus' {heldout.shape[1]} words")
    weights = np.asarray(weights, dtype=np.float64)
    beta = weights / weights.sum(axis=0)
    seen, unseen = corpus.halves(heldout)
    total = tokens = 0.0
    for document in range(heldout.shape[0]):
        known = slice(*seen.indptr[document:document + 2])
        asked = slice(*unseen.indptr[document:document + 2])
        if known.start == known.stop or asked.start == asked.stop:
            continue
        theta = topic_shares(beta[seen.indices[known]], seen.data[known])
        probabilities = beta[unseen.indices[asked]] @ theta
        counts = unseen.data[asked]
        total += counts @ np.log(probabilities)
        tokens += counts.sum()
    return total / tokens, tokens


def main():
    parser = argparse.ArgumentParser(description="Document completion.")
    parser.add_argument("heldout", help="a docword file, or .npz")
    parser.add_argument("weights", nargs="+", metavar="LAMBDA.npy")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    heldout = corpus.load(arguments.heldout)
    for path in arguments.weights:
        score, tokens = completion(heldout, np.load(path))
        if arguments.json:
            print(json.dumps({"file": path, "documentCompletion": score,
                              "predictedTokens": tokens}))
        else:
            print(f"{score:.5f}  {path}")


if __name__ == "__main__":
    main()
