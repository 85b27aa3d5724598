"""The comparison as figures and curves, in the schema of the bench report.

peers.json holds what bench/Kernels.Bench/Reporting/Results.cs reads:

    Machine   Processor, Cores, System, Runtime, Commit, Date
    Note      what a reader must know before he believes a figure
    Words     of a group, what stands before its table
    Figures   Group (a table), Name (its row), Variant (its column), Unit,
              Value (a median), Noise (quartiles' distance over the median;
              "NaN" of a single run, which knows none), MoreIsBetter
    Curves    Group, Title, XLabel, YLabel, LogX, LogY, Note and
              Lines: Name, X, Y

and, which that leaves alone: Versions, LeftOut (the peers that are not
installed) and Rounds (every single run).
"""
import statistics

from equal_quality import seconds_to

TRAINING = "peers: seconds of training at equal work"
RATIO = "peers: training at equal work, times ours"
PROCESS = "peers: seconds of the whole process at equal work"
MEMORY = "peers: peak memory at equal work, MiB"
DISTANCE = "peers: relative distance of lambda from ours after one pass"
BARE_DISTANCE = DISTANCE + ", the peers' epsilon taken out"
LOST = "peers: tokens lost in one pass"
QUALITY = "peers: seconds of training to a held-out score"
FUNCTIONS = "peers: special functions, ns an element"
MIXTURES = "peers: Gaussian mixtures, seconds of equal iterations of EM"
MIXTURE_RATIO = "peers: Gaussian mixtures, how many times as fast ours is"
CURVES = "peers: held-out score by seconds of training"

WORDS = {
    QUALITY: "Median of the rounds, each with a seed of its own for all "
    "systems; a dash where a round did not get there.",
    FUNCTIONS: "SciPy is called from Python, whose call is in its figures as "
    "it is in every use: of logsumexp, which is written in Python, a call "
    "costs some microseconds, and at 1,024 elements is nearly all there is."}

SETTINGS = (
    "As it comes: a system's own defaults. Our schedule: the peer with the "
    "inner iterations and step sizes of kernels, its uniform start of gamma "
    "and its lambda at the start. The priors and the number of topics are "
    "equal. One point is a pass, or a stretch of mini-batches. ")


def median_and_noise(values):
    """In the spelling of the report: JSON has no number for none."""
    middle = statistics.median(values)
    if len(values) < 2:
        return middle, "NaN"
    if middle == 0:
        return middle, 0.0
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return middle, (high - low) / abs(middle)


def figure(group, name, variant, unit, values, more_is_better=False):
    value, noise = median_and_noise(values)
    return {"Group": group, "Name": name, "Variant": variant, "Unit": unit,
            "Value": value, "Noise": noise, "MoreIsBetter": more_is_better}


def of_work(found):
    name = (f"{found['title']}, {found['passes']} x {found['inner']}, "
            f"{found['precision']}" + _threads(found))
    ours = next(iter(found["systems"].values()))
    for system, runs in found["systems"].items():
        yield figure(TRAINING, name, system, "s",
                     [run["training"] for run in runs])
        yield figure(PROCESS, name, system, "s",
                     [run["process"] for run in runs])
        yield figure(MEMORY, name, system, "MiB",
                     [run["peakBytes"] / 2**20 for run in runs])
        if runs is not ours:
            yield figure(RATIO, name, system, "x",
                         [theirs["training"] / mine["training"]
                          for theirs, mine in zip(runs, ours)], True)
    for system, distance in found["distance"].items():
        yield figure(DISTANCE, name, system, "relative", [distance])
    for system, distance in found.get("distanceWithoutEpsilon", {}).items():
        yield figure(BARE_DISTANCE, name, system, "relative", [distance])
    for system, tokens in found["tokensLost"].items():
        yield figure(LOST, name, system, "tokens", [tokens])


def of_quality(found):
    for target in found["targets"]:
        for line, runs in found["curves"].items():
            seconds = [seconds_to(curve, target) for curve in runs]
            if None not in seconds:
                yield figure(
                    QUALITY, f"{found['title']}, {target:.3f} a token"
                    + _threads(found), line, "s", seconds)


def of_functions(found):
    name = (f"{found['function']}, {found['precision']}, "
            f"{found['length']:,} elements")
    for system, nanoseconds in found["systems"].items():
        yield figure(FUNCTIONS, name, system, "ns", nanoseconds)


def of_mixtures(found):
    name = (f"{found['covariance']}, {found['precision']}, "
            f"{found['rows']:,} rows of {found['dimension']}, "
            f"{found['components']} components, "
            f"{found['iterations']} iterations"
            + _threads(found))
    ours = found["systems"]["kernels"]
    for system, seconds in found["systems"].items():
        yield figure(MIXTURES, name, system, "s", seconds)
        if system != "kernels":
            ratios = [theirs / own for theirs, own in zip(seconds, ours)]
            yield figure(MIXTURE_RATIO, name, system, "x", ratios, True)


def curves_of(found, named):
    lines = []
    for name, runs in found["curves"].items():
        points = list(zip(*runs))
        lines.append({
            "Name": name,
            "X": [statistics.median(point[0] for point in at)
                  for at in points],
            "Y": [statistics.fmean(point[1] for point in at)
                  for at in points]})
    return {
        "Group": CURVES, "Title": f"{found['title']}, K = {found['topics']}"
        + _threads(found), "XLabel": "seconds of training, scoring left out",
        "YLabel": "log probability a held-out token", "LogX": True,
        "LogY": False, "Lines": lines, "Note": SETTINGS + versions(named)}


def _threads(found):
    return "" if found["threads"] == 1 else f", {found['threads']} threads"


def markdown(results):
    """The tables, as the report shows them, and the curves as numbers."""
    machine = results["Machine"]
    text = [
        "# Beside the peers", "",
        f"{machine['Processor']}, {machine['Cores']} cores, "
        f"{machine['System']}, {machine['Date'][:10]}, commit "
        f"{machine['Commit']}.  " + versions(results["Versions"]), ""]
    text += [found for found in [results["Note"]] if found]
    text += [f"{name} is not installed and left out."
             for name in results["LeftOut"]]
    groups = dict.fromkeys(entry["Group"] for entry in results["Figures"])
    for group in groups:
        words = results["Words"].get(group)
        text += ["", f"## {group}", "", *([words, ""] if words else []),
                 *_table([entry for entry in results["Figures"]
                          if entry["Group"] == group])]
    for curves in results["Curves"]:
        text += ["", f"## {curves['Title']}: seconds and score", ""]
        for line in curves["Lines"]:
            points = "; ".join(f"{x:.3g} s {y:.4f}"
                               for x, y in zip(line["X"], line["Y"]))
            text.append(f"- {line['Name']}: {points}")
    return "\n".join(text) + "\n"


def versions(named):
    return ", ".join(f"{name} {version}"
                     for name, version in named.items()) + "."


def _table(figures):
    variants = list(dict.fromkeys(entry["Variant"] for entry in figures))
    yield "| | " + " | ".join(variants) + " |"
    yield "|---|" + "---:|" * len(variants)
    for name in dict.fromkeys(entry["Name"] for entry in figures):
        row = {entry["Variant"]: entry for entry in figures
               if entry["Name"] == name}
        cells = (f"{row[variant]['Value']:.3g}"
                 + (f" ±{row[variant]['Noise'] / 2:.0%}"
                    if row[variant]["Noise"] not in (0, "NaN") else "")
                 if variant in row else "–" for variant in variants)
        yield f"| {name} | " + " | ".join(cells) + " |"
