"""PyTorch's side in Python: a command a line in, an answer a line out, as in Child.java.

Its argument is one of eager, compiled and whole; see works.py.
"""

import os
import sys
import time
import traceback

import torch

from problems import problem
from works import VARIANTS, Training


class Side:
    def __init__(self, variant):
        self.variant = variant
        self.training = None

    def open(self, work, size):
        self.training = None
        self.training = Training(work, *problem(work, int(size)), self.variant)
        return []

    def losses(self, steps):
        return [self.training.step_with_loss() for _ in range(int(steps))]

    def run(self, steps):
        """The time of each step in nanoseconds."""
        step = self.training.step
        times = []
        for _ in range(int(steps)):
            start = time.perf_counter_ns()
            step()
            times.append(time.perf_counter_ns() - start)
        return times

    def memory(self):
        """The memory of the process in MB, where the system tells it."""
        try:
            with open("/proc/self/status", encoding="utf-8") as status:
                line = next(line for line in status if line.startswith("VmRSS:"))
            return [int(line.split()[1]) // 1024]
        except OSError:
            return [0]

    def version(self):
        return [torch.__version__]

    def close(self):
        self.training = None
        return []


def main():
    variant = sys.argv[1]
    if variant not in VARIANTS:
        sys.exit(f"The way to run is one of {', '.join(VARIANTS)}, not {variant}.")
    # What others print goes to the errors.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    side = Side(variant)
    commands = {
        name: getattr(side, name) for name in ("open", "losses", "run", "memory", "version", "close")
    }
    for line in sys.stdin:
        name, *arguments = line.split()
        try:
            answer = " ".join(["ok", *map(str, commands[name](*arguments))])
        except Exception as error:  # Whatever goes wrong is told, and the driver decides.
            traceback.print_exc()
            answer = f"failed {type(error).__name__} {error}".splitlines()[0]
        print(answer, file=answers, flush=True)


if __name__ == "__main__":
    main()
