"""scikit-image's side: a command a line in, an answer a line out. Its argument is the file with a square image.

The function minimises 1/2 |u - f|^2 + weight TV(u), though its documentation gives no factor. It is stopped
by the number of iterations, the least one with which the objective is within the bound that is asked for.
"""

import sys
import time

import numpy as np
import skimage
from skimage.restoration import denoise_tv_chambolle

WEIGHT = 0.08


def objective(u, f):
    u = u.astype(np.float64)
    down = np.diff(u, axis=0, append=u[-1:])
    across = np.diff(u, axis=1, append=u[:, -1:])
    return 0.5 * ((u - f) ** 2).sum() + WEIGHT * np.sqrt(down**2 + across**2).sum()


class Side:
    def __init__(self, file):
        pixels = np.fromfile(file)
        length = round(np.sqrt(len(pixels)))
        self.precise = pixels.reshape(length, length)
        self.noisy = self.precise.astype(np.float32)
        self.iterations = {}

    def solve(self, iterations):
        # eps = 0: no other reason to stop.
        return denoise_tv_chambolle(self.noisy, weight=WEIGHT, eps=0, max_num_iter=iterations)

    def enough(self, iterations, bound):
        return objective(self.solve(iterations), self.precise) <= bound

    def least(self, bound):
        """The objective falls with the iterations: doubling, then bisection."""
        few, many = 0, 1
        while not self.enough(many, bound):
            few, many = many, 2 * many
            if many > 10000:
                raise ValueError("The bound is out of reach.")
        while many - few > 1:
            middle = (few + many) // 2
            if self.enough(middle, bound):
                many = middle
            else:
                few = middle
        return many

    def denoise(self, bound):
        if bound not in self.iterations:
            self.iterations[bound] = self.least(bound)
        iterations = self.iterations[bound]
        start = time.perf_counter_ns()
        u = self.solve(iterations)
        nanos = time.perf_counter_ns() - start
        return nanos, repr(float(objective(u, self.precise))), iterations


def main():
    side = Side(sys.argv[1])
    for line in sys.stdin:
        words = line.split()
        if words[0] == "version":
            print("ok", skimage.__version__, flush=True)
        else:
            print("ok", *side.denoise(float(words[1])), flush=True)


if __name__ == "__main__":
    main()
