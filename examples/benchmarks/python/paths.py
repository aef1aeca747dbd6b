"""scikit-learn's side: a command a line in, an answer a line out. Its argument is the folder with the data.

It has a path for squared errors only.
"""

import os
import sys
import time

import numpy as np
import sklearn
from sklearn.linear_model import enet_path


def main():
    folder = sys.argv[1]

    def numbers(name):
        return np.fromfile(os.path.join(folder, name))

    y = numbers("y")
    x = numbers("x").reshape(len(y), -1)
    grid = numbers("gaussian")
    for line in sys.stdin:
        words = line.split()
        if words[0] == "version":
            print("ok", sklearn.__version__, flush=True)
            continue
        start = time.perf_counter_ns()
        means = x.mean(axis=0)
        mean = y.mean()
        centred = np.asfortranarray(x - means)
        gram = centred.T @ centred
        _, w, _ = enet_path(
            centred, y - mean, l1_ratio=0.5, alphas=grid, precompute=gram, tol=float(words[2]), max_iter=100000
        )
        nanos = time.perf_counter_ns() - start
        residual = (y - mean)[:, None] - centred @ w
        losses = (residual**2).mean(axis=0) / 2
        objective = losses + grid * (0.5 * np.abs(w).sum(axis=0) + 0.25 * (w**2).sum(axis=0))
        print("ok", nanos, repr(float(objective.sum())), int((w[:, -1] != 0).sum()), flush=True)


if __name__ == "__main__":
    main()
