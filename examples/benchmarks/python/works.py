"""PyTorch's side in Python: a training step for each work, in three ways.

eager: operations in place, gradients by autograd, fused optimizers.
compiled: loss and proximal step by torch.compile, the fused optimizers as above.
whole: the whole step, gradient, optimizer and proximal step, as one compiled function.

Penalties are reported at the parameters before the step. As those are the parameters after the last
proximal step, their value is computed there, in the same pass.
"""

import torch
import torch.nn.functional as F
from torch.optim.adam import adam
from torch.optim.adamw import adamw
from torch.optim.sgd import sgd

VARIANTS = ("eager", "compiled", "whole")


class Rule:
    """An optimizer of torch.optim with its groups: (indices of parameters, weight decay)."""

    def __init__(self, groups):
        self.groups = groups

    def make(self, parameters):
        groups = [
            {"params": [parameters[i] for i in indices], "weight_decay": decay}
            for indices, decay in self.groups
        ]
        return self.optimizer(groups)

    @staticmethod
    def picked(indices, *lists):
        return [[values[i] for i in indices] for values in lists]


class AdamW(Rule):
    RATE = 1e-3

    def optimizer(self, groups):
        return torch.optim.AdamW(groups, lr=self.RATE, fused=True)

    @torch.no_grad()
    def update(self, parameters, gradients, first, second, counts):
        for indices, decay in self.groups:
            self.function(
                *self.picked(indices, parameters, gradients, first, second),
                [],
                self.picked(indices, counts)[0],
                amsgrad=False,
                beta1=0.9,
                beta2=0.999,
                lr=self.RATE,
                weight_decay=decay,
                eps=1e-8,
                maximize=False,
            )

    @staticmethod
    def function(*arguments, **settings):
        adamw(*arguments, **settings)


class Adam(AdamW):
    RATE = 2e-2

    def optimizer(self, groups):
        return torch.optim.Adam(groups, lr=self.RATE, fused=True)

    @staticmethod
    def function(*arguments, **settings):
        adam(*arguments, **settings)


class SGD(Rule):
    def __init__(self, groups, rate):
        super().__init__(groups)
        self.rate = rate

    def optimizer(self, groups):
        return torch.optim.SGD(groups, lr=self.rate, momentum=0.9, fused=True)

    @torch.no_grad()
    def update(self, parameters, gradients, first, second, counts):
        for indices, decay in self.groups:
            sgd(
                *self.picked(indices, parameters, gradients, first),
                weight_decay=decay,
                momentum=0.9,
                lr=self.rate,
                dampening=0.0,
                nesterov=False,
                maximize=False,
            )


class ElasticNet:
    """Proximal steps in AdamW's metric or in the Euclidean one.

    The bias correction comes from outside: inside, the compiler leaves its power in the inner loop.
    """

    def __init__(self, indices, l1, l2, euclidean=False):
        self.indices = indices
        self.l1 = l1
        self.l2 = l2
        self.euclidean = euclidean
        self.space = None

    def value(self, parameters):
        total = 0.0
        for i in self.indices:
            flat = parameters[i].view(-1)
            total = total + self.l1 * flat.abs().sum() + 0.5 * self.l2 * torch.dot(flat, flat)
        return total

    def compilable(self, parameters, second, correction):
        rate = AdamW.RATE
        total = 0.0
        for i in self.indices:
            w = parameters[i]
            metric = 1.0
            if not self.euclidean:
                metric = 1.0 / (torch.sqrt(second[i]) / correction + 1e-8)
            size = torch.relu(w.abs() - rate * self.l1 * metric)
            size = size / (1.0 + rate * self.l2 * metric)
            w.copy_(torch.copysign(size, w))
            total = total + self.l1 * size.sum() + 0.5 * self.l2 * (size * size).sum()
        return total

    def eager(self, parameters, second, correction):
        rate = AdamW.RATE
        if self.space is None and not self.euclidean:
            self.space = {i: [torch.empty_like(parameters[i]) for _ in "ab"] for i in self.indices}
        total = 0.0
        for i in self.indices:
            w = parameters[i]
            if self.euclidean:
                torch._C._nn.softshrink(w, rate * self.l1, out=w)
                w.div_(1.0 + rate * self.l2)
            else:
                a, b = self.space[i]
                torch.sqrt(second[i], out=a)
                a.div_(correction).add_(1e-8).reciprocal_()
                torch.abs(w, out=b)
                b.sub_(a, alpha=rate * self.l1).relu_()
                torch.copysign(b, w, out=w)
                w.div_(a.mul_(rate * self.l2).add_(1.0))
            flat = w.view(-1)
            norm = torch.linalg.vector_norm(flat, 1)
            total = total + self.l1 * norm + 0.5 * self.l2 * torch.dot(flat, flat)
        return total


class GroupLasso:
    THRESHOLD = 1e-1 * AdamW.RATE

    def value(self, parameters):
        return 1e-1 * torch.linalg.vector_norm(parameters[0], 2, dim=1).sum()

    def eager(self, parameters, second, correction):
        w = parameters[0]
        norms = torch.linalg.vector_norm(w, 2, dim=1, keepdim=True)
        factors = (1.0 - self.THRESHOLD / norms).clamp_(min=0.0)
        w.mul_(factors)
        return 1e-1 * (norms * factors).sum()

    def compilable(self, parameters, second, correction):
        w = parameters[0]
        norms = (w * w).sum(dim=1, keepdim=True).sqrt()
        factors = (1.0 - self.THRESHOLD / norms).clamp(min=0.0)
        w.copy_(w * factors)
        return 1e-1 * (norms * factors).sum()


class L1:
    """Proximal step of SGD with momentum 0.9, whose metric is 0.1."""

    THRESHOLD = 1e-3 * 1e-3 / 0.1

    def value(self, parameters):
        return 1e-3 * parameters[0].abs().sum()

    def eager(self, parameters, second, correction):
        w = parameters[0]
        torch._C._nn.softshrink(w, self.THRESHOLD, out=w)
        return 1e-3 * torch.linalg.vector_norm(w, 1)

    def compilable(self, parameters, second, correction):
        shrunk = F.softshrink(parameters[0], self.THRESHOLD)
        parameters[0].copy_(shrunk)
        return 1e-3 * shrunk.abs().sum()


class Work:
    """A rule, a loss with gradients by autograd, or none if the gradient is given, and a penalty."""

    def __init__(self, rule, loss=None, penalty=None, given=None):
        self.rule = rule
        self.loss = loss
        self.penalty = penalty
        # A given gradient belongs to the loss sum(w*g), whose value the benchmark does not ask for.
        self.given = given if given is not None else loss is None


def perceptron(p, x):
    h = F.relu(torch.addmm(p[1], x[0], p[0]))
    h = F.relu(torch.addmm(p[3], h, p[2]))
    return F.cross_entropy(torch.addmm(p[5], h, p[4]), x[1])


def logistic(p, x):
    return F.binary_cross_entropy_with_logits(torch.mv(x[0], p[0]) + p[1], x[1])


def elastic_net_and_linear(p, x):
    w = p[0]
    return 5e-4 * w.abs().sum() + 0.5 * 5e-4 * (w * w).sum() + (w * x[0]).sum()


def variation_eager(p, x):
    w = p[0]
    variation = F.l1_loss(w[1:], w[:-1], reduction="sum")
    variation = variation + F.l1_loss(w[:, 1:], w[:, :-1], reduction="sum")
    return 0.5 * F.mse_loss(w, x[0], reduction="sum") + 0.15 * variation


def attention(p, x):
    tokens = x[0]
    attended = F.scaled_dot_product_attention(tokens @ p[0], tokens @ p[1], tokens @ p[2])
    normal = F.layer_norm(tokens + attended, (tokens.size(2),), p[3], p[4])
    return F.cross_entropy(normal.mean(1) @ p[5], x[1])


def convolution(p, x):
    h = F.relu(F.conv2d(x[0], p[0], p[1]))
    return F.cross_entropy(torch.addmm(p[3], h.flatten(1), p[2]), x[1])


def work(name):
    one = AdamW([([0], 0.01)])
    layers = AdamW([([0, 2, 4], 0.01), ([1, 3, 5], 0.0)])
    works = {
        "UPDATE_SGD": lambda: Work(SGD([([0], 0.0)], 1e-2)),
        "UPDATE_ADAMW": lambda: Work(one),
        "UPDATE_PROXIMAL": lambda: Work(one, penalty=ElasticNet([0], 5e-4, 5e-4)),
        "UPDATE_EUCLIDEAN": lambda: Work(one, penalty=ElasticNet([0], 5e-2, 5e-2, True)),
        "UPDATE_COUPLED": lambda: Work(one, loss=elastic_net_and_linear),
        "UPDATE_GROUPS": lambda: Work(one, penalty=GroupLasso()),
        "MLP": lambda: Work(layers, perceptron),
        "MLP_PENALIZED": lambda: Work(layers, perceptron, ElasticNet([0, 2, 4], 5e-5, 5e-5)),
        "TABULAR": lambda: Work(layers, perceptron),
        "LINEAR": lambda: Work(SGD([([0, 1], 0.0)], 1e-3), logistic, L1()),
        "IMAGE": lambda: Work(Adam([([0], 0.0)]), variation_eager),
        "ATTENTION": lambda: Work(AdamW([([0, 1, 2, 5], 0.01), ([3, 4], 0.0)]), attention),
        "CONVOLUTION": lambda: Work(AdamW([([0, 2], 0.01), ([1, 3], 0.0)]), convolution),
    }
    return works[name]()


class Training:
    """Parameters, state and the step of a work."""

    def __init__(self, name, parameters, inputs, variant):
        self.name = name
        self.work = work(name)
        self.parameters = parameters
        self.inputs = inputs
        self.reported = None
        self.count = 0
        self.correction = torch.zeros(())
        if self.work.penalty:
            self.reported = self.work.penalty.value(parameters)
        if variant == "whole":
            self._prepare_whole()
        else:
            self._prepare_parts(variant == "compiled")

    def _prepare_whole(self):
        rule, loss, penalty = self.work.rule, self.work.loss, self.work.penalty
        state = [[torch.zeros_like(p) for p in self.parameters] for _ in range(2)]
        state.append([torch.zeros(()) for _ in self.parameters])

        def step(parameters, inputs, correction, first, second, counts):
            value = None
            gradients = inputs
            if loss:
                gradients, value = torch.func.grad_and_value(loss)(parameters, inputs)
            rule.update(parameters, gradients, first, second, counts)
            reported = penalty.compilable(parameters, second, correction) if penalty else None
            return value, reported

        compiled = torch.compile(step, fullgraph=True, dynamic=False)
        self._step = lambda: compiled(self.parameters, self.inputs, self._correction(), *state)

    def _correction(self):
        """That of the second moment in the step under way, as a tensor so that nothing is recompiled."""
        self.count += 1
        return self.correction.fill_((1.0 - 0.999**self.count) ** 0.5)

    def _prepare_parts(self, compiled):
        loss, penalty = self.work.loss, self.work.penalty
        for parameter in self.parameters:
            parameter.requires_grad_()
        self.optimizer = self.work.rule.make(self.parameters)
        shrink = None
        if penalty:
            shrink = penalty.compilable if compiled else penalty.eager
        if compiled:
            loss = loss and torch.compile(loss, fullgraph=True, dynamic=False)
            shrink = shrink and torch.compile(shrink, fullgraph=True, dynamic=False)
        if not loss:
            self.parameters[0].grad = self.inputs[0]
        plain = [parameter.detach() for parameter in self.parameters]
        second = None

        def step():
            nonlocal second
            value = None
            if loss:
                self.optimizer.zero_grad(set_to_none=True)
                value = loss(self.parameters, self.inputs)
                value.backward()
                value = value.detach()
            self.optimizer.step()
            if not shrink:
                return value, None
            if second is None:
                second = [self.optimizer.state[p].get("exp_avg_sq") for p in self.parameters]
            correction = self._correction()
            with torch.no_grad():
                return value, shrink(plain, second, correction if compiled else correction.item())

        self._step = step

    def step(self):
        value, reported = self._step()
        whole = value if self.reported is None else self.reported
        if value is not None and self.reported is not None:
            whole = value + self.reported
        self.reported = reported
        return whole

    @torch.no_grad()
    def step_with_loss(self):
        """The whole loss before the step. What a long single sum loses to rounding is not compared."""
        p = [parameter.detach() for parameter in self.parameters]
        exact = None
        if self.name.startswith("UPDATE_"):
            exact = (p[0].double() * self.inputs[0]).sum().item()
            if self.work.penalty:
                exact += self.work.penalty.value([p[0].double()]).item()
            elif self.work.loss:
                exact = self.work.loss([p[0].double()], self.inputs).item()
        with torch.enable_grad():
            value = self.step()
        return value.item() if exact is None else exact
