"""The systems that are compared, each run as a fresh process.

All take the same options (those of `kernels lda train`) and give the same
answer, so that what follows does not know one from another.
"""
import dataclasses
import os
import sys

import processes

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def built(project):
    """A program of this repository, as the Release build leaves it."""
    return os.path.join(ROOT, ".artifacts", "bin", project, "release",
                        project + ".dll")


@dataclasses.dataclass
class Trained:
    """One training run.

    `seconds` is training alone, by the system's own clock: no import, no
    reading, no saving.  `process` and `peak_bytes` are the whole process.
    Each snapshot is a pair of seconds and the file of lambda.
    """

    seconds: float
    process: float
    peak_bytes: int
    weights: str
    snapshots: list


def arguments(options):
    """Options as a command line; those that are None are left out."""
    line = []
    for name, value in options.items():
        if value is True:
            line.append(f"--{name}")
        elif value is not None:
            line += [f"--{name}", str(value)]
    return line


class Kernels:
    """The tool of this repository."""

    lean = {}

    def __init__(self, tool):
        self.name = "kernels"
        self._tool = ["dotnet", tool]
        self.about = processes.run(
            [*self._tool, "info", "--json"]).answers[0]
        self.versions = {"kernels": self.about["version"],
                         "lanes": self.about["lanes"],
                         "on": self.about["runtime"]}

    def train(self, corpus, folder, options, snapshots=0, stop_after=None):
        """One run; snapshots are runs of their own, see `curve`."""
        del snapshots
        batch = options.get("method") == "batch"
        # No bound on the way: the others compute none either.
        bounds = {"bound-every": 0} if batch else {}
        run = processes.run(
            [*self._tool, "lda", "train", corpus.docword,
             *arguments({**options, **bounds}),
             "--output", folder, "--force", "--json"],
            threads=options["threads"], stop_after=stop_after)
        end = run.answers[-1]
        weights = os.path.join(folder, "lambda.npy")
        return Trained(end["seconds"], run.seconds, run.peak_bytes, weights,
                       [])

    def score(self, corpus, folder):
        """The tool's own document completion."""
        return processes.run(
            [*self._tool, "lda", "score", folder, corpus.docword, "--evaluator", "completion", "--json"]
        ).answers[0]["perWord"]


class Peer:
    """A peer behind one of the training scripts."""

    def __init__(self, python, script, name, module, lean):
        # Options with which it takes less memory, where time is not asked.
        self.lean = lean
        self._command = [python, os.path.join(HERE, script)]
        self.name = f"{name} {version(python, module)}"
        self.versions = {}

    def train(self, corpus, folder, options, snapshots=0, stop_after=None):
        """One run with snapshots on its way."""
        del stop_after
        run = processes.run(
            [*self._command, corpus.matrix, *arguments(options),
             "--output", folder, "--snapshots", str(snapshots)],
            threads=options["threads"])
        answer = run.answers[-1]
        self.versions = answer["versions"]
        return Trained(
            answer["seconds"], run.seconds, run.peak_bytes, answer["file"],
            [(snapshot["seconds"], snapshot["file"])
             for snapshot in answer["snapshots"]])


def version(python, module):
    """Of a Python module; Failed where it is not installed."""
    probe = f"import json, {module}; print(json.dumps({module}.__version__))"
    return processes.run([python, "-c", probe]).answers[0]


def peers(python):
    """Those that are installed; of the others one line each is printed."""
    known = (("lda_sklearn.py", "scikit-learn", "sklearn", {}),
             ("lda_gensim.py", "gensim", "gensim", {"stream": True}))
    found, absent = [], []
    for script, name, module, lean in known:
        try:
            found.append(Peer(python, script, name, module, lean))
        except processes.Failed as failure:
            say(f"{name} is left out: {failure}")
            absent.append(name)
    return found, absent


def say(text):
    """A line of progress."""
    print(text, file=sys.stderr, flush=True)
