"""Each system on its way to a held-out score: quality over training time.

The peers run as they come, with their own defaults, and with our schedule, in
both precisions: float is faster, and loses rare words to the epsilon in their
normalisers.  Our schedule is the whole of it: inner iterations, step sizes,
gamma uniform at the start of a document, and the lambda that ours begins at.
Each round has a seed of its own.  A curve's points are seconds
of training, without the scoring, and the score of document completion by
score.py.  The tool cannot write lambda while it trains: each of its points is
a run of its own from the start, to so many passes or, within an online pass,
until it is told to stop.
"""
import os

import processes
from equal_work import start, turned
from systems import HERE, Kernels, say

AS_IT_COMES = {"as it comes": None}
FOR_PEERS = {**AS_IT_COMES, "our schedule, double": "double",
             "our schedule, float": "float"}


def measure(case, corpora, everyone, plan):
    """For each line (system, setting) a list of curves, one a round."""
    train, heldout = corpora
    lines = [
        (system, setting) for system in everyone
        for setting in (AS_IT_COMES if isinstance(system, Kernels)
                        else FOR_PEERS)]
    curves = {_name(system, setting): [] for system, setting in lines}
    for number in range(plan.curve_rounds):
        points = {}
        for system, setting in turned(lines, number):
            name = _name(system, setting)
            say(f"{case.title}: round {number + 1}, quality over time of "
                f"{name}")
            points[name] = _points(
                case, train, system, setting, plan, number)
        say(f"{case.title}: round {number + 1}, scores")
        _score(points, heldout, plan, curves)
    return {"case": case.name, "title": case.title, "topics": case.topics,
            "threads": plan.threads, "curves": curves,
            "targets": list(plan.targets or case.targets
                            or [_reached_by_all(curves)])}


def _name(system, setting):
    return (system.name if isinstance(system, Kernels)
            else f"{system.name}, {setting}")


def _points(case, corpus, system, setting, plan, seed):
    """Pairs of seconds and a file of lambda."""
    words = _name(system, setting).replace(",", "").split()
    folder = os.path.join(plan.work, "-".join(words))
    options = {**case.model, "threads": plan.threads, "seed": seed,
               "method": case.method}
    if isinstance(system, Kernels) or FOR_PEERS[setting]:
        # With it the peers' gamma starts uniform, as ours does.
        options["init"] = start(case, corpus, plan, seed)
    if isinstance(system, Kernels):
        return _our_points(case, corpus, system, folder, options)
    options["passes"] = case.quality_passes
    every = 1
    if FOR_PEERS[setting]:
        options.update(case.schedule, precision=FOR_PEERS[setting])
    elif system.name.startswith("gensim") and case.method == "batch":
        # Its default is online: one step a pass where a chunk holds all.
        options["method"] = None
        every = corpus.documents
    if case.method == "online":
        every = max(1, corpus.documents * case.quality_passes // 10)
    run = system.train(corpus, folder, options, snapshots=every)
    return run.snapshots or [(run.seconds, run.weights)]


def _our_points(case, corpus, system, folder, options):
    whole, parts = [], []
    for passes in case.our_passes:
        run = system.train(corpus, f"{folder}-{passes}",
                           {**options, "passes": passes})
        whole.append((run.seconds, run.weights))
    for share in case.stops:
        run = system.train(
            corpus, f"{folder}-{share}", {**options, "passes": 1},
            stop_after=share * whole[0][0])
        parts.append((run.seconds, run.weights))
    return parts + whole


def _score(points, heldout, plan, curves):
    files = [weights for line in points.values() for _, weights in line]
    answers = iter(processes.run(
        [plan.python, os.path.join(HERE, "score.py"), heldout.matrix, *files,
         "--json"]).answers)
    for name, line in points.items():
        curves[name].append(
            [[seconds, next(answers)["documentCompletion"]]
             for seconds, _ in line])


def _reached_by_all(curves):
    """The best score that every run of every line comes to."""
    return min(max(score for _, score in curve)
               for runs in curves.values() for curve in runs)


def seconds_to(curve, target):
    """Of the first point at the target or above; None where there is none."""
    return next((seconds for seconds, score in curve if score >= target),
                None)
