"""What is compared: corpora, equal work, and runs towards equal quality."""
import dataclasses
import os

import processes
from systems import HERE

# The schedule that the tool uses unless told otherwise, for the peers.
OURS_BATCH = {"inner-iterations": 8, "inner-tolerance": 1e-3}
OURS_ONLINE = {"batch-size": 1024, "tau0": 64, "kappa": 0.5,
               "inner-iterations": 5, "inner-tolerance": 1e-3}


@dataclasses.dataclass
class Case:
    """One corpus, and the work on it."""

    name: str
    title: str
    train: str
    heldout: str
    topics: int
    alpha: float
    eta: float
    method: str
    passes: int
    inner: int
    steps: dict
    targets: tuple
    quality_passes: int
    our_passes: tuple
    stops: tuple = ()
    first: int = 0
    count: int = None
    heldout_first: int = 0

    @property
    def model(self):
        """The options that say what is learnt."""
        return {"topics": self.topics, "alpha": self.alpha, "eta": self.eta}

    @property
    def schedule(self):
        """Ours, for the peers."""
        return OURS_BATCH if self.method == "batch" else OURS_ONLINE


NIPS = Case(
    "nips", "NIPS, batch", "nips.train", "nips.test", 100, 0.1, 0.01,
    "batch", passes=5, inner=20, steps={}, targets=(-7.25, -7.21),
    quality_passes=20, our_passes=(1, 2, 3, 5, 8, 12, 20, 40))

WIKIPEDIA = Case(
    "wiki50k", "Wikipedia, online", "wiki50k", "wiki.heldout", 100, 0.01,
    0.01, "online", passes=1, inner=20,
    steps={"batch-size": 1024, "tau0": 64, "kappa": 0.5},
    targets=(-7.25, -7.16), quality_passes=1, our_passes=(1, 2, 4),
    stops=(0.15, 0.3, 0.5, 0.75))

# So small that what we spend on compiling while we train is a good part of it.
KOS = Case(
    "kos", "KOS, batch, small", "kos", "kos", 20, 0.05, 0.02,
    "batch", passes=2, inner=20, steps={}, targets=(),
    quality_passes=10, our_passes=(1, 2, 3, 5, 8),
    count=3000, heldout_first=3000)

ALL = (NIPS, WIKIPEDIA, KOS)

QUICK = tuple(
    Case("reuters395-" + method, "Reuters, " + method, "reuters395",
         "reuters395", 10, 0.1, 0.01, method, passes=passes, inner=10,
         steps=steps, targets=(), quality_passes=4, our_passes=(1, 2, 4),
         count=300, heldout_first=300)
    for method, passes, steps in (
        ("batch", 1, {}),
        ("online", 1, {"batch-size": 64, "tau0": 8, "kappa": 0.7})))


@dataclasses.dataclass
class Corpus:
    """Where a case's documents lie, in each system's form."""

    docword: str
    matrix: str
    documents: int
    words: int
    tokens: float


def prepare(case, data, python, work):
    """The training documents and the held-out ones."""
    return (
        _prepare(case.train, data, python, work, case.name + "-train",
                 case.first, case.count),
        _prepare(case.heldout, data, python, work, case.name + "-heldout",
                 case.heldout_first, None))


def _prepare(name, data, python, work, output, first, count):
    docword = os.path.join(data, "uci", f"docword.{name}.txt.gz")
    if not os.path.exists(docword):
        raise processes.Failed(
            f"{docword}: found nothing there, expected a corpus; --data or "
            "KERNELS_DATA names the folder above uci/")
    matrix = os.path.join(work, output + ".npz")
    command = [python, os.path.join(HERE, "corpus.py"), docword, matrix]
    if first > 0 or count is not None:
        docword = os.path.join(work, f"docword.{output}.txt")
        command += ["--first", str(first), "--docword", docword]
    if count is not None:
        command += ["--count", str(count)]
    return Corpus(docword, matrix, **processes.run(command).answers[0])
