"""The same work by each system: how long, how large, and that it is the same.

Fixed inner iterations with a tolerance of 0, the same start of lambda, gamma
uniform at first, the same passes, mini-batches and step sizes.  After one
pass all must then be at the same lambda but for rounding and for the epsilon
that the peers add to each word's normaliser: the distance from ours is the
proof, with that epsilon and, in double, with 1e-308 in its place.
"""
import os

import processes
from systems import HERE, say


def measure(case, corpus, everyone, plan):
    """For each precision: the runs, the distances, the tokens lost."""
    init = start(case, corpus, plan, 1)
    found = []
    for precision in plan.precisions:
        options = {**case.model, "method": case.method, **case.steps,
                   "inner-iterations": case.inner, "inner-tolerance": 0,
                   "init": init, "threads": plan.threads,
                   "precision": precision}
        runs, weights = _rounds(case, corpus, everyone, plan, options)
        if case.passes > 1:
            weights = _one_pass(case, corpus, everyone, plan, options)
        proof = _proof(case, corpus, weights, plan)
        # In float, and in workers of their own, it is not to be taken out.
        if precision == "double" and plan.threads == 1:
            weights.update(_one_pass(
                case, corpus, everyone[1:], plan,
                {**options, "no-epsilon": True}))
            proof["distanceWithoutEpsilon"] = _proof(
                case, corpus, weights, plan)["distance"]
        found.append({
            "case": case.name, "title": case.title, "precision": precision,
            "passes": case.passes, "inner": case.inner,
            "threads": plan.threads, "systems": runs,
            **proof})
    return found


def start(case, corpus, plan, seed):
    """A file of lambda that every system can begin at."""
    path = os.path.join(plan.work, f"{case.name}-init-{seed}.npy")
    processes.run([plan.python, os.path.join(HERE, "weights.py"), "start",
                   str(corpus.words), str(case.topics), str(seed), path])
    return path


def _rounds(case, corpus, everyone, plan, options):
    """Each system in turn, in another order each round; the last lambdas."""
    runs = {system.name: [] for system in everyone}
    weights = dict.fromkeys(runs)
    for number in range(plan.rounds):
        for system in turned(everyone, number):
            say(f"{case.title}, {options['precision']}: round {number + 1}, "
                f"{system.name}")
            run = system.train(
                corpus, _folder(plan, system),
                {**options, "passes": case.passes})
            weights[system.name] = run.weights
            runs[system.name].append(
                {"training": run.seconds, "process": run.process,
                 "peakBytes": run.peak_bytes})
    for system in everyone:
        if system.lean:
            say(f"{case.title}, {options['precision']}: memory of "
                f"{system.name}")
            run = system.train(
                corpus, _folder(plan, system) + "-lean",
                {**options, **system.lean, "passes": 1})
            for timed in runs[system.name]:
                timed["peakBytes"] = run.peak_bytes
    return runs, weights


def _one_pass(case, corpus, everyone, plan, options):
    weights = {}
    for system in everyone:
        say(f"{case.title}, {options['precision']}: one pass of "
            f"{system.name}, for the proof")
        weights[system.name] = system.train(
            corpus, _folder(plan, system), {**options, "passes": 1}).weights
    return weights


def _proof(case, corpus, weights, plan):
    """Lambda after one pass: distances from ours, and tokens lost."""
    (first, ours), *others = weights.items()
    # In batch the weights are the prior and every token once.
    expected = corpus.tokens + case.topics * corpus.words * case.eta
    distance, lost = {}, {}
    for name, theirs in others:
        answer = processes.run(
            [plan.python, os.path.join(HERE, "weights.py"), "difference",
             ours, theirs]).answers[0]
        distance[name] = answer["relative"]
        if case.method == "batch":
            lost[first] = expected - answer["masses"][0]
            lost[name] = expected - answer["masses"][1]
    return {"distance": distance, "tokensLost": lost}


def turned(systems, number):
    """The list, begun `number` places later."""
    at = number % len(systems)
    return systems[at:] + systems[:at]


def _folder(plan, system):
    return os.path.join(plan.work, "model-" + system.name.split()[0])
