"""Gaussian mixtures: the library's EM beside scikit-learn's, alternately."""
import os

import processes
from systems import HERE, built, say

COVARIANCES = ("full", "tied", "diag", "spherical")


def measure(plan):
    """A list of figures, each with its rounds in seconds of fitting."""
    bench = plan.bench or built("Kernels.Bench")
    if not os.path.exists(bench):
        say(f"mixtures are left out: {bench} is not there; "
            "dotnet build bench/Kernels.Bench -c Release")
        return []
    script = [plan.python, os.path.join(HERE, "mixture_sklearn.py")]
    try:
        answer = processes.run([*script, "version"]).answers[0]
    except processes.Failed:
        say("mixtures are left out: scikit-learn is not installed")
        return []
    peer = "scikit-learn " + answer["version"]
    rows, dimension, components, iterations = (
        (20_000, 8, 8, 3) if plan.quick else (1_000_000, 16, 32, 5))
    folder = os.path.join(plan.work, "mixtures")
    os.makedirs(folder)
    processes.run([*script, "make", folder, str(rows), str(dimension),
                   str(components)])
    figures = []
    for covariance in COVARIANCES[:1] if plan.quick else COVARIANCES:
        for precision in plan.precisions:
            what = [folder, covariance, precision, str(iterations)]
            sides = [("kernels", ["dotnet", bench, "mixtures", *what,
                                  str(plan.threads)]),
                     (peer, [*script, "fit", *what])]
            seconds, ends = {"kernels": [], peer: []}, {}
            for number in range(plan.rounds):
                for name, command in sides if number % 2 == 0 else sides[::-1]:
                    say(f"mixtures, {covariance}, {precision}: "
                        f"round {number + 1}, {name}")
                    found = processes.run(command, plan.threads).answers[-1]
                    seconds[name].append(found["seconds"])
                    ends[name] = found["logLikelihood"]
            figures.append({
                "covariance": covariance, "precision": precision,
                "rows": rows, "dimension": dimension,
                "components": components, "iterations": iterations,
                "threads": plan.threads, "systems": seconds,
                "difference": abs(ends["kernels"] / ends[peer] - 1)})
    return figures
