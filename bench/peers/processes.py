"""Runs one system as a process of its own, and measures it from outside."""
import dataclasses
import json
import os
import signal
import subprocess
import tempfile
import time

# The libraries' own threads; more threads are asked for by name.
ONE_THREAD = {name: "1" for name in (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS")}
STOPPED = 130

# What a machine's environment says of a library would be measured with it:
# which processor OpenBLAS takes this one for is its own to find out.
FORCED = "OPENBLAS_"


class Failed(Exception):
    """A process ended badly: which, and its last words."""


@dataclasses.dataclass
class Measured:
    """What a process printed, and what it took as a whole."""

    lines: list
    seconds: float
    peak_bytes: int

    @property
    def answers(self):
        """The lines as JSON."""
        return [json.loads(line) for line in self.lines]


def run(command, threads=1, stop_after=None):
    """Runs a command to its end, on as many processors as it has threads.

    So that a runtime's own helpers (a compiler or a collector in the
    background) are paid for by everybody.  With stop_after it is asked to
    end (SIGTERM) so many seconds after the first line that it prints.  This
    process must stay small: the kernel starts a child's peak memory at its
    parent's.
    """
    environment = environment_of(os.environ)
    lines = []
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True,
            env=environment, preexec_fn=lambda: _bind(threads))
        with process.stdout:
            if stop_after is not None:
                lines.append(process.stdout.readline())
                time.sleep(stop_after)
                # Not process.send_signal: it might reap the process.
                os.kill(process.pid, signal.SIGTERM)
            lines.extend(process.stdout)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        expected = (0,) if stop_after is None else (0, STOPPED)
        if process.returncode not in expected:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            last = said.splitlines()[-1] if said else "without a word"
            raise Failed(f"{' '.join(command)}: ended with "
                         f"{process.returncode}: {last}")
    return Measured(lines, seconds, usage.ru_maxrss * 1024)


def environment_of(given):
    """The environment of what is measured."""
    own = {name: value for name, value in given.items()
           if not name.startswith(FORCED)}
    return {**own, **ONE_THREAD, "PYTHONDONTWRITEBYTECODE": "1"}


def _bind(threads):
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, allowed[-threads:])
