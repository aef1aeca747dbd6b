"""The numbers of each problem, the same bits as in Problems.java and Numbers.java."""

import math

import torch

GROUP_LENGTH = 1000
LINEAR_BATCH = 256
CLASSES = 10
TOKENS = 64
WIDTH = 128
CHANNELS = 16
MASK = 0xFFFF
CHUNK = 1 << 20


def signed(value):
    """A whole number modulo 2^64, as a signed one of 64 bits."""
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)


def shifted(values, bits):
    """Logical shift to the right; torch's own one copies the sign."""
    return (values >> bits) & ((1 << (64 - bits)) - 1)


class Numbers:
    """SplitMix64 (Steele, Lea and Flood, 2014). Products of torch's integers wrap around as Java's do."""

    GOLDEN_GAMMA = 0x9E3779B97F4A7C15
    FIRST = signed(0xBF58476D1CE4E5B9)
    SECOND = signed(0x94D049BB133111EB)

    def __init__(self, seed):
        self.state = seed

    def _filled(self, count, dtype, convert):
        values = torch.empty(count, dtype=dtype)
        for start in range(0, count, CHUNK):
            length = min(CHUNK, count - start)
            values[start : start + length] = convert(self._next(length))
        return values

    def _next(self, count):
        z = torch.arange(1, count + 1) * signed(self.GOLDEN_GAMMA) + signed(self.state)
        self.state += count * self.GOLDEN_GAMMA
        z = (z ^ shifted(z, 30)) * self.FIRST
        z = (z ^ shifted(z, 27)) * self.SECOND
        return z ^ shifted(z, 31)

    def normal(self, deviation, *shape):
        scale = deviation * math.sqrt(3.0) / (MASK + 1)

        def convert(bits):
            parts = [shifted(bits, 16 * i) & MASK for i in (1, 2, 3)]
            return ((bits & MASK) + sum(parts) - 2 * MASK).double() * scale

        return self._filled(math.prod(shape), torch.float32, convert).reshape(shape)

    def uniform(self, *shape):
        convert = lambda bits: shifted(bits, 40).float() * 2.0**-24
        return self._filled(math.prod(shape), torch.float32, convert).reshape(shape)

    def labels(self, count, classes):
        return self._filled(count, torch.int64, lambda bits: torch.remainder(bits, classes))

    def weights(self, rows, columns):
        return self.normal(math.sqrt(2.0 / rows), rows, columns)


def update(numbers, *shape):
    return [numbers.normal(0.05, *shape)], [numbers.normal(0.01, *shape)]


def perceptron(numbers, batch, *widths):
    parameters = []
    for rows, columns in zip(widths, widths[1:]):
        parameters += [numbers.weights(rows, columns), numbers.normal(0.01, columns)]
    return parameters, [numbers.uniform(batch, widths[0]), numbers.labels(batch, widths[-1])]


def linear(numbers, features):
    x = numbers.normal(1, LINEAR_BATCH, features)
    outcome = numbers.labels(LINEAR_BATCH, 2).float()
    return [numbers.normal(1e-3, features), numbers.normal(0.01)], [x, outcome]


def image(numbers, side):
    return [numbers.uniform(side, side)], [numbers.uniform(side, side)]


def attention(numbers, batch):
    parameters = [numbers.weights(WIDTH, WIDTH) for _ in range(3)]
    parameters += [numbers.normal(1, WIDTH), numbers.normal(0.01, WIDTH)]
    parameters.append(numbers.weights(WIDTH, CLASSES))
    return parameters, [numbers.normal(1, batch, TOKENS, WIDTH), numbers.labels(batch, CLASSES)]


def convolution(numbers, batch):
    parameters = [
        numbers.normal(0.3, CHANNELS, 1, 3, 3),
        numbers.normal(0.01, CHANNELS),
        numbers.weights(26 * 26 * CHANNELS, CLASSES),
        numbers.normal(0.01, CLASSES),
    ]
    return parameters, [numbers.uniform(batch, 1, 28, 28), numbers.labels(batch, CLASSES)]


def problem(work, size):
    """Parameters and inputs of a work; its names are those of Work.java."""
    numbers = Numbers(20_260_101)
    if work == "UPDATE_GROUPS":
        return update(numbers, size // GROUP_LENGTH, GROUP_LENGTH)
    if work.startswith("UPDATE_"):
        return update(numbers, size)
    if work in ("MLP", "MLP_PENALIZED"):
        return perceptron(numbers, size, 784, 512, 256, CLASSES)
    if work == "TABULAR":
        return perceptron(numbers, size, 30, 64, 64, 2)
    makers = {
        "LINEAR": linear,
        "IMAGE": image,
        "ATTENTION": attention,
        "CONVOLUTION": convolution,
    }
    return makers[work](numbers, size)
