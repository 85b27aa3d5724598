"""Bag-of-words corpora for the comparison, in SciPy's sparse rows.

    corpus.py DOCWORD OUT.npz [--first N] [--count N] [--docword OUT.txt]

reads a UCI docword file (gzip or not) and keeps a run of its documents:
as an uncompressed .npz file for the peers and, when asked for, as a docword
file for the tool.  It prints the sizes as JSON.
"""
import argparse
import gzip
import json

import numpy as np
import scipy.sparse


def read_docword(path):
    """Documents x words, counts in double."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rb") as file:
        documents, words, pairs = (int(file.readline()) for _ in range(3))
        numbers = np.fromstring(file.read(), dtype=np.int64, sep=" ")
    triplets = numbers.reshape(-1, 3)
    if len(triplets) != pairs:
        raise SystemExit(
            f"{path}: found {len(triplets)} pairs, expected {pairs}")
    document, word, count = triplets.T
    return scipy.sparse.csr_matrix(
        (count.astype(np.float64), (document - 1, word - 1)),
        shape=(documents, words))


def write_docword(matrix, path):
    """The same as a UCI docword file."""
    pairs = matrix.tocoo()
    table = np.column_stack((pairs.row + 1, pairs.col + 1, pairs.data))
    with open(path, "w", encoding="ascii") as file:
        file.write(f"{matrix.shape[0]}\n{matrix.shape[1]}\n{matrix.nnz}\n")
        np.savetxt(file, table, fmt="%d")


def load(path):
    """Documents x words from either form."""
    if path.endswith(".npz"):
        return scipy.sparse.load_npz(path)
    return read_docword(path)


def halves(matrix):
    """What document completion sees of each document, and what it predicts.

    A document's tokens in the order of word numbers, repeated words as often
    as they occur, go to the one half and to the other in turn.
    """
    matrix = matrix.tocsr()
    matrix.sort_indices()
    counts = np.rint(matrix.data).astype(np.int64)
    if not np.array_equal(counts, matrix.data):
        raise SystemExit("found counts with fractions, expected whole ones")
    ends = np.cumsum(counts)
    starts = ends - counts
    lengths = np.diff(matrix.indptr)
    first = starts[np.minimum(matrix.indptr[:-1], max(len(starts) - 1, 0))]
    places = starts - np.repeat(first, lengths)
    seen = (places + counts + 1) // 2 - (places + 1) // 2
    return _with(matrix, seen), _with(matrix, counts - seen)


def _with(matrix, counts):
    half = scipy.sparse.csr_matrix(
        (counts.astype(np.float64), matrix.indices.copy(),
         matrix.indptr.copy()), shape=matrix.shape)
    half.eliminate_zeros()
    return half


def main():
    parser = argparse.ArgumentParser(description="Keep a run of documents.")
    parser.add_argument("docword")
    parser.add_argument("output")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int)
    parser.add_argument("--docword", dest="text")
    arguments = parser.parse_args()
    matrix = read_docword(arguments.docword)
    end = matrix.shape[0]
    if arguments.count is not None:
        end = min(end, arguments.first + arguments.count)
    matrix = matrix[arguments.first:end]
    scipy.sparse.save_npz(arguments.output, matrix, compressed=False)
    if arguments.text:
        write_docword(matrix, arguments.text)
    print(json.dumps({
        "documents": matrix.shape[0], "words": matrix.shape[1],
        "tokens": matrix.sum()}))


if __name__ == "__main__":
    main()
