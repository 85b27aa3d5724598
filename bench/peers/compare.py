"""Benchmarks beside scikit-learn, gensim and SciPy, on the same work.

    compare.py [--quick] [--data DIR] [--output DIR]

Each system runs alternately with the others, every run in a fresh process.
See README.md for what is measured and how, and results.py for the files
written: peers.json and peers.md.
"""
import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile

import cases
import equal_quality
import equal_work
import functions
import mixtures
import processes
import results
import systems
from systems import say

PARTS = ("work", "quality", "functions", "mixtures")


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="All of it takes an hour or more; --quick a minute.")
    parser.add_argument(
        "--data", default=os.environ.get("KERNELS_DATA"), metavar="DIR",
        help="the folder above uci/docword.*.txt.gz (KERNELS_DATA)")
    parser.add_argument(
        "--quick", action="store_true",
        help="300 documents, one round: proves that all of it works")
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="may be repeated")
    parser.add_argument(
        "--corpus", choices=[case.name for case in cases.ALL],
        action="append", dest="corpora",
        help="may be repeated; all unless given")
    parser.add_argument(
        "--precision", choices=("double", "float"), action="append",
        dest="precisions", help="of equal work; both unless given")
    parser.add_argument(
        "--rounds", type=int, help="of equal work and of functions")
    parser.add_argument(
        "--curve-rounds", type=int,
        help="of equal quality, each with a seed of its own")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--target", type=float, action="append", dest="targets",
        help="a held-out score to reach; may be repeated")
    parser.add_argument(
        "--python",
        help="runs the peers (this one, or the system's, by which has SciPy)")
    parser.add_argument("--tool", default=systems.built("Kernels.Cli"))
    parser.add_argument("--bench", help="Kernels.Bench.dll")
    parser.add_argument(
        "--output", metavar="DIR",
        default=os.path.join(systems.ROOT, ".artifacts", "peers"))
    plan = parser.parse_args()
    plan.python = with_scipy([plan.python] if plan.python
                             else [sys.executable, "/usr/bin/python3"])
    plan.rounds = plan.rounds or (1 if plan.quick else 3)
    plan.curve_rounds = plan.curve_rounds or (1 if plan.quick else 3)
    plan.only = plan.only or PARTS
    plan.precisions = plan.precisions or ["double", "float"]
    return plan


def with_scipy(interpreters):
    """The first that has it: it makes the corpora for every peer."""
    for python in interpreters:
        try:
            systems.version(python, "scipy")
            return python
        except (processes.Failed, OSError):
            continue
    sys.exit(f"compare.py: found no SciPy in {' or '.join(interpreters)}, "
             "expected python3-scipy; README.md has the line that installs "
             "the peers, and --python names another interpreter")


def chosen(plan):
    if plan.quick:
        return cases.QUICK
    return [case for case in cases.ALL
            if not plan.corpora or case.name in plan.corpora]


def machine(ours):
    """Where and with which build; the commit is the tool's, not git's."""
    processor = platform.processor() or "unknown"
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            processor = next(
                (line.split(":")[1].strip() for line in file
                 if line.startswith("model name")), processor)
    commit = ours.about["version"].partition("+")[2]
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return {"Processor": processor, "Cores": os.cpu_count(),
            "System": platform.platform(), "Runtime": ours.about["runtime"],
            "Commit": commit or "unknown", "Date": f"{today}T00:00:00Z"}


def warnings(ours):
    """What a reader must know before he believes a figure."""
    found = []
    load = os.getloadavg()[0]
    if load > 0.5:
        found.append(f"The machine was busy before (load {load:.1f}): "
                     "times are noise.")
    head = subprocess.run(
        ["git", "-C", systems.ROOT, "rev-parse", "HEAD"],
        capture_output=True, text=True, check=False).stdout.strip()
    if head and not ours.about["version"].endswith(head):
        found.append(f"The tool was {ours.about['version']}, the checkout "
                     f"{head}.")
    return found


def blas(python):
    """The library behind the peers' products, and the core it chose."""
    probe = ("import json, numpy, training; "
             "print(json.dumps(training.linear_algebra()))")
    return processes.run(
        [python, "-c", f"import sys; sys.path[:0] = [{systems.HERE!r}]; "
         + probe]).answers[0]


def run(plan):
    named = {"SciPy": systems.version(plan.python, "scipy"),
             "Python": platform.python_version()}
    ours = systems.Kernels(plan.tool)
    notes = warnings(ours)
    for note in notes:
        say(note)
    others, absent = systems.peers(plan.python)
    named["BLAS"] = blas(plan.python)
    say(f"BLAS: {named['BLAS']}")
    everyone = [ours, *others]
    prepared = [
        (case, cases.prepare(case, plan.data or ".", plan.python, plan.work))
        for case in chosen(plan) if {"work", "quality"} & set(plan.only)]
    work, quality, spans, fits = [], [], [], []
    if "functions" in plan.only:
        spans = functions.measure(plan, "SciPy " + named["SciPy"])
    if "mixtures" in plan.only:
        fits = mixtures.measure(plan)
    for case, corpora in prepared:
        if "work" in plan.only:
            work += equal_work.measure(case, corpora[0], everyone, plan)
        if "quality" in plan.only:
            quality.append(
                equal_quality.measure(case, corpora, everyone, plan))
    for system in everyone:
        named.update(system.versions)
    return {
        "Machine": machine(ours), "Note": " ".join(notes),
        "Words": results.WORDS,
        "Figures": [
            *(entry for found in work for entry in results.of_work(found)),
            *(entry for found in quality
              for entry in results.of_quality(found)),
            *(entry for found in spans
              for entry in results.of_functions(found)),
            *(entry for found in fits
              for entry in results.of_mixtures(found))],
        "Curves": [results.curves_of(found, named) for found in quality],
        "Versions": named, "LeftOut": absent,
        "Rounds": {"work": work, "quality": quality, "functions": spans,
                   "mixtures": fits}}


def main():
    plan = parse()
    with tempfile.TemporaryDirectory(prefix="kernels-peers-") as plan.work:
        try:
            found = run(plan)
        except processes.Failed as failure:
            say(f"compare.py: {failure}")
            return 1
    if "reference BLAS" in found["Versions"].get("BLAS", ""):
        say("NumPy runs on a reference BLAS, several times slower than "
            "OpenBLAS: these figures flatter us; install "
            "libopenblas0-pthread")
    os.makedirs(plan.output, exist_ok=True)
    text = results.markdown(found)
    for name, content in (("peers.json", json.dumps(found, indent=1) + "\n"),
                          ("peers.md", text)):
        path = os.path.join(plan.output, name)
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(content)
        os.replace(path + ".new", path)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
