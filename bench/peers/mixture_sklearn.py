"""scikit-learn's GaussianMixture, and the observations for it and for us.

    mixture_sklearn.py version
    mixture_sklearn.py make DIR ROWS DIMENSION COMPONENTS
    mixture_sklearn.py fit DIR COVARIANCE PRECISION ITERATIONS

Both begin at the same means with identity covariances and equal weights, make
the same number of iterations (tolerance 0) and one more E-step at the end.
"""
import json
import os
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture


class Given(GaussianMixture):
    """Begins at what is given: scikit-learn would draw, and then replace."""

    start = None

    def _initialize_parameters(self, X, random_state):
        count, dimension = self.start.shape
        kind = self.covariance_type
        self.weights_ = np.full(count, 1 / count, X.dtype)
        self.means_ = self.start.astype(X.dtype)
        identity = np.eye(dimension, dtype=X.dtype)
        self.precisions_cholesky_ = {
            "full": np.repeat(identity[np.newaxis], count, axis=0),
            "tied": identity,
            "diag": np.ones((count, dimension), X.dtype),
            "spherical": np.ones(count, X.dtype)}[kind]


def make(folder, rows, dimension, components):
    """Clouds of unit size that overlap a little."""
    rows, dimension, components = int(rows), int(dimension), int(components)
    random = np.random.default_rng(1)
    centers = random.uniform(0, 6, (components, dimension))
    x = centers[random.integers(components, size=rows)]
    x += random.normal(size=x.shape)
    np.save(os.path.join(folder, "observations.npy"), x)
    np.save(os.path.join(folder, "means.npy"), x[:components])


def fit(folder, covariance, precision, iterations):
    kind = np.float32 if precision == "float" else np.float64
    x = np.load(os.path.join(folder, "observations.npy")).astype(kind)
    means = np.load(os.path.join(folder, "means.npy"))
    model = Given(len(means), covariance_type=covariance,
                  max_iter=int(iterations), tol=0.0)
    model.start = means
    warnings.simplefilter("ignore")
    begin = time.perf_counter()
    model.fit(x)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds,
                      "logLikelihood": float(model.lower_bound_)}))


def version():
    print(json.dumps({"version": sklearn.__version__}))


if __name__ == "__main__":
    {"version": version, "make": make, "fit": fit}[sys.argv[1]](*sys.argv[2:])
