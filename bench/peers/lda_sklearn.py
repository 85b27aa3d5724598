"""Trains scikit-learn's LatentDirichletAllocation and times it.

Through `partial_fit`, because `fit` ends with one more E-step over all
documents for `bound_`, which the others do not do.  With learning_decay = 0
and one batch of all documents that is batch training, as scikit-learn's
documentation says: each step replaces lambda.
"""
import numpy as np
import scipy
import sklearn
from scipy.special import psi
from sklearn.decomposition import LatentDirichletAllocation, _lda

import corpus
import training


def create(options, documents):
    batch = options.method == "batch"
    return LatentDirichletAllocation(
        n_components=options.topics, doc_topic_prior=options.alpha,
        topic_word_prior=options.eta, total_samples=documents,
        n_jobs=options.threads, random_state=options.seed,
        **training.given(
            batch_size=documents if batch else options.batch_size,
            learning_decay=0.0 if batch else options.kappa,
            learning_offset=None if batch else options.tau0,
            max_doc_update_iter=options.inner_iterations,
            mean_change_tol=options.inner_tolerance))


def begin_at(model, weights):
    """The attributes that scikit-learn sets before its first step."""
    model.components_ = weights
    expected = psi(weights) - psi(weights.sum(axis=1, keepdims=True))
    model.exp_dirichlet_component_ = np.exp(expected)
    model.doc_topic_prior_ = model.doc_topic_prior
    model.topic_word_prior_ = model.topic_word_prior
    model.n_features_in_ = weights.shape[1]
    model.n_batch_iter_, model.n_iter_ = 1, 0
    model.random_state_ = training.Uniform()


def main():
    options = training.parse(__doc__)
    options.method = options.method or "batch"
    if options.no_epsilon:
        _lda.np = training.TinyEpsilon()
    precision = np.float32 if options.precision == "float" else np.float64
    matrix = corpus.load(options.corpus).astype(precision)
    weights = None
    if options.init:
        weights = np.ascontiguousarray(np.load(options.init).T, precision)
    documents = matrix.shape[0]
    model = create(options, documents)
    recorder = training.Recorder(options.output, options.snapshots)
    stretch = documents
    if options.method == "online" and options.snapshots:
        batches = max(1, options.snapshots // model.batch_size)
        stretch = batches * model.batch_size
    recorder.start()
    if weights is not None:
        begin_at(model, weights)
    for step in range(1, options.passes + 1):
        for first in range(0, documents, stretch):
            last = min(first + stretch, documents)
            model.partial_fit(matrix[first:last])
            at = (step if options.method == "batch"
                  else (step - 1) * documents + last)
            recorder.passed(at, lambda: model.components_)
    recorder.finish(lambda: model.components_, {
        "scikit-learn": sklearn.__version__, "SciPy": scipy.__version__,
        "NumPy": np.__version__, "BLAS": training.linear_algebra()})


if __name__ == "__main__":
    main()
