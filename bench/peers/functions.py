"""Special functions: the library's spans beside SciPy's, alternately."""
import os

import processes
from systems import HERE, built, say


def measure(plan, scipy):
    """A list of figures, each with its rounds in nanoseconds an element."""
    bench = plan.bench or built("Kernels.Bench")
    if not os.path.exists(bench):
        say(f"special functions are left out: {bench} is not there; "
            "dotnet build bench/Kernels.Bench -c Release")
        return []
    folder = os.path.join(plan.work, "functions")
    os.makedirs(folder)
    script = [plan.python, os.path.join(HERE, "special_functions.py")]
    processes.run([*script, "make", folder])
    lengths = ["1024"] if plan.quick else ["1024", "1048576"]
    sides = [("kernels", ["dotnet", bench, "functions", folder, *lengths]),
             (scipy, [*script, "time", folder, *lengths])]
    figures = {}
    for number in range(plan.rounds):
        for name, command in sides if number % 2 == 0 else sides[::-1]:
            say(f"special functions: round {number + 1}, {name}")
            for answer in processes.run(command).answers:
                key = tuple(answer[part] for part in (
                    "function", "precision", "length"))
                figures.setdefault(key, {}).setdefault(name, []).append(
                    answer["ns"])
    apart = {
        (answer["function"], answer["precision"]): answer["difference"]
        for answer in processes.run([*script, "compare", folder]).answers}
    return [{"function": key[0], "precision": key[1], "length": key[2],
             "difference": apart[key[:2]], "systems": systems}
            for key, systems in figures.items()]
