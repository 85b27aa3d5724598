"""Trains gensim's LdaModel (with several threads its LdaMulticore).

No perplexity is evaluated on the way (eval_every = None).  Batch training is
update_every = 0 with a step size of 1 (decay = 0), which the defaults of
gensim are not.  gensim counts its steps from 0: its offset is tau0 + 1.
"""
import gensim
import numpy as np
import scipy
from gensim.matutils import Sparse2Corpus
from gensim.models import LdaModel, LdaMulticore, ldamodel
from gensim.utils import FakeDict

import corpus
import training


class Recorded:
    """Says when the model has stepped; the step is gensim's own."""

    recorder = None
    per_document = True
    steps_at = 0

    def do_mstep(self, rho, other, extra_pass=False):
        amount = other.numdocs if self.per_document else 1
        super().do_mstep(rho, other, extra_pass)
        self.steps_at += amount
        self.recorder.passed(self.steps_at, self.state.get_lambda)


class RecordedModel(Recorded, LdaModel):
    """In one process."""


class RecordedMulticore(Recorded, LdaMulticore):
    """In several."""


def schedule(options):
    """The arguments that say how to learn, as this gensim class has them."""
    batch = options.method == "batch"
    step = {}
    if batch:
        step = {"decay": 0.0, "offset": 1.0}
        step.update({"batch": True} if options.threads > 1
                    else {"update_every": 0})
    else:
        offset = None if options.tau0 is None else options.tau0 + 1
        step = training.given(decay=options.kappa, offset=offset)
    if options.threads > 1:
        step["workers"] = options.threads
    return {**step, **training.given(
        chunksize=options.batch_size, iterations=options.inner_iterations,
        gamma_threshold=options.inner_tolerance)}


def main():
    options = training.parse(
        __doc__, stream="documents made from a sparse matrix as they are "
        "asked for: a fifth slower than lists, and takes less memory")
    if options.no_epsilon:
        ldamodel.np = training.TinyEpsilon()
    precision = np.float64 if options.precision == "double" else np.float32
    matrix = corpus.load(options.corpus)
    words = matrix.shape[1]
    if options.stream:
        documents = Sparse2Corpus(matrix, documents_columns=False)
    else:
        # Lists of pairs are what gensim reads fastest.
        documents = [
            list(zip(matrix.indices[a:b].tolist(), matrix.data[a:b].tolist()))
            for a, b in zip(matrix.indptr, matrix.indptr[1:])]
    del matrix
    weights = np.load(options.init).T if options.init else None
    recorder = training.Recorder(options.output, options.snapshots)
    kind = RecordedMulticore if options.threads > 1 else RecordedModel

    def create():
        return kind(
            corpus=None, id2word=FakeDict(words), num_topics=options.topics,
            alpha=options.alpha, eta=options.eta, passes=options.passes,
            eval_every=None, dtype=precision, random_state=options.seed,
            **schedule(options))

    if weights is None:
        recorder.start()
        model = create()
    else:
        model = create()
        model.random_state = training.Uniform()
        recorder.start()
        model.state.sstats[...] = weights - options.eta
        model.sync_state()
    model.recorder = recorder
    model.per_document = options.method != "batch"
    model.update(documents)
    recorder.finish(model.state.get_lambda, {
        "gensim": gensim.__version__, "SciPy": scipy.__version__,
        "NumPy": np.__version__, "BLAS": training.linear_algebra()})


if __name__ == "__main__":
    main()
