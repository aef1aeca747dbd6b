# PyTorch's side of the benchmarks: one function for each work, a whole training step each, written
# as fast eager code: fused optimizers, operations in place, gradients by autograd. It is run by the
# TorchScript interpreter with all graph optimizations off, that is by the same kernels as eager
# Python, with less overhead for each call.
#
# x: inputs; p: parameters; d: the same without autograd; m, v: moments, zero at first; n: step
# counts, zero at first; whole: whether to return the whole loss, also where the benchmark does not
# ask for its value.


def tensors(a: Tensor) -> List[Tensor]:
    return [a]


def joined(a: List[Tensor], b: List[Tensor]) -> List[Tensor]:
    return a + b


def detached(p: List[Tensor]) -> List[Tensor]:
    return [t.detach() for t in p]


def moments(p: List[Tensor]) -> List[Tensor]:
    return [torch.zeros_like(t.detach()) for t in p]


def counts(p: List[Tensor]) -> List[Tensor]:
    return [torch.zeros([]) for t in p]


def gradients(loss: Tensor, p: List[Tensor]) -> List[Tensor]:
    g: List[Tensor] = []
    for t in torch.autograd.grad([loss], p):
        if t is not None:
            g.append(t)
    return g


def sgd(d: List[Tensor], g: List[Tensor], m: List[Tensor], lr: float, momentum: float):
    torch._fused_sgd_(d, g, m, weight_decay=0.0, momentum=momentum, lr=lr, dampening=0.0, nesterov=False, maximize=False, is_first_step=False)


def adam(d: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], lr: float):
    torch._foreach_add_(n, 1.0)
    torch._fused_adam_(d, g, m, v, [], n, lr=lr, beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False)


def adamw(d: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], decay: float):
    torch._foreach_add_(n, 1.0)
    torch._fused_adamw_(d, g, m, v, [], n, lr=1e-3, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False)


# Weights are decayed, biases and gains are not: two groups, as in torch.optim.
def adamw_groups(d: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], weights: List[int], others: List[int]):
    adamw([d[i] for i in weights], [g[i] for i in weights], [m[i] for i in weights], [v[i] for i in weights], [n[i] for i in weights], 0.01)
    adamw([d[i] for i in others], [g[i] for i in others], [m[i] for i in others], [v[i] for i in others], [n[i] for i in others], 0.0)


# The 1-norm. The faster way loses 0.7 % of the value to rounding at 20 million elements; where values
# are compared, the exact one is taken.
def norm1(w: Tensor, exact: bool) -> Tensor:
    if exact:
        return w.abs().sum()
    return torch.linalg_vector_norm(w, 1.0)


def elastic_net(w: Tensor, l1: float, l2: float, exact: bool) -> Tensor:
    flat = w.view(-1)
    return norm1(flat, exact) * l1 + torch.dot(flat, flat) * (0.5 * l2)


# Proximal step in Adam's metric: the threshold of a coordinate is divided by its preconditioner. a
# and b are work space.
def elastic_net_step(w: Tensor, v: Tensor, n: Tensor, a: Tensor, b: Tensor, l1: float, l2: float):
    correction = (1.0 - 0.999 ** float(n.item())) ** 0.5
    torch.sqrt(v, out=a)
    a.div_(correction).add_(1e-8).reciprocal_()
    if l1 > 0.0:
        torch.abs(w, out=b)
        b.sub_(a, alpha=1e-3 * l1).relu_()
        torch.copysign(b, w, out=w)
    if l2 > 0.0:
        a.mul_(1e-3 * l2).add_(1.0)
        w.div_(a)


def linear_loss(w: Tensor, g: Tensor, whole: bool) -> Tensor:
    if whole:
        return torch.dot(w.view(-1), g.view(-1))
    return torch.zeros([])


def update_sgd(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    loss = linear_loss(d[0], x[0], whole)
    sgd(d, x, m, 1e-2, 0.9)
    return loss


def update_adamw(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    loss = linear_loss(d[0], x[0], whole)
    adamw(d, x, m, v, n, 0.01)
    return loss


def update_proximal(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    loss = linear_loss(d[0], x[0], whole) + elastic_net(d[0], 5e-4, 5e-4, whole)
    adamw(d, [x[0]], m, v, n, 0.01)
    elastic_net_step(d[0], v[0], n[0], x[1], x[2], 5e-4, 5e-4)
    return loss


def update_euclidean(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    w = d[0]
    loss = linear_loss(w, x[0], whole) + elastic_net(w, 5e-2, 5e-2, whole)
    adamw(d, x, m, v, n, 0.01)
    torch.softshrink(w, 1e-3 * 5e-2, out=w)
    w.div_(1.0 + 1e-3 * 5e-2)
    return loss


def update_coupled(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    penalty = elastic_net(p[0], 5e-4, 5e-4, whole)
    g = gradients(penalty, p)
    g[0].add_(x[0])
    loss = linear_loss(d[0], x[0], whole) + penalty.detach()
    adamw(d, g, m, v, n, 0.01)
    return loss


def update_groups(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    w = d[0]
    loss = linear_loss(w, x[0], whole) + 1e-1 * torch.linalg_vector_norm(w, 2.0, [1]).sum()
    adamw(d, x, m, v, n, 0.01)
    norms = torch.linalg_vector_norm(w, 2.0, [1], True)
    w.mul_((1.0 - 1e-4 / norms).clamp_(min=0.0))
    return loss


def perceptron(x: List[Tensor], p: List[Tensor]) -> Tensor:
    h = torch.addmm(p[1], x[0], p[0]).relu_()
    h = torch.addmm(p[3], h, p[2]).relu_()
    return torch.cross_entropy_loss(torch.addmm(p[5], h, p[4]), x[1])


def mlp(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    loss = perceptron(x, p)
    adamw_groups(d, gradients(loss, p), m, v, n, [0, 2, 4], [1, 3, 5])
    return loss.detach()


def mlp_penalized(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    data = perceptron(x, p)
    g = gradients(data, p)
    loss = data.detach() + elastic_net(d[0], 5e-5, 5e-5, whole) + elastic_net(d[2], 5e-5, 5e-5, whole) + elastic_net(d[4], 5e-5, 5e-5, whole)
    adamw_groups(d, g, m, v, n, [0, 2, 4], [1, 3, 5])
    for i in [0, 2, 4]:
        elastic_net_step(d[i], v[i], n[i], x[2 + i], x[3 + i], 5e-5, 5e-5)
    return loss


def tabular(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    return mlp(x, p, d, m, v, n, whole)


def linear(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    data = torch.binary_cross_entropy_with_logits(torch.mv(x[0], p[0]) + p[1], x[1])
    g = gradients(data, p)
    w = d[0]
    loss = data.detach() + norm1(w, whole) * 1e-3
    sgd(d, g, m, 1e-3, 0.9)
    # Heavy-ball momentum 0.9 has the metric 0.1.
    torch.softshrink(w, 1e-3 * 1e-3 / 0.1, out=w)
    return loss


def image(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    w = p[0]
    side = w.size(0) - 1
    variation = torch.l1_loss(w.narrow(0, 1, side), w.narrow(0, 0, side), 2) + torch.l1_loss(w.narrow(1, 1, side), w.narrow(1, 0, side), 2)
    loss = torch.mse_loss(w, x[0], 2) * 0.5 + variation * 0.15
    adam(d, gradients(loss, p), m, v, n, 2e-2)
    return loss.detach()


def attention(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    tokens = x[0]
    q = torch.matmul(tokens, p[0]).unsqueeze(1)
    k = torch.matmul(tokens, p[1]).unsqueeze(1)
    values = torch.matmul(tokens, p[2]).unsqueeze(1)
    attended = torch.scaled_dot_product_attention(q, k, values).squeeze(1)
    normal = torch.layer_norm(tokens + attended, [tokens.size(2)], p[3], p[4], 1e-5)
    loss = torch.cross_entropy_loss(torch.mm(normal.mean(1), p[5]), x[1])
    adamw_groups(d, gradients(loss, p), m, v, n, [0, 1, 2, 5], [3, 4])
    return loss.detach()


def convolution(x: List[Tensor], p: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], n: List[Tensor], whole: bool) -> Tensor:
    h = torch.conv2d(x[0], p[0], p[1]).relu_()
    loss = torch.cross_entropy_loss(torch.addmm(p[3], h.flatten(1), p[2]), x[1])
    adamw_groups(d, gradients(loss, p), m, v, n, [0, 2], [1, 3])
    return loss.detach()
