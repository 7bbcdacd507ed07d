# mypy: allow-untyped-defs, allow-untyped-calls
"""Backward functions that differ from the reference and are right, with the cache that the public course uses."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import alternative


def batchnorm_forward(x, gamma, beta, bn_param):
    """The pair of the functions below, in train mode."""
    eps = bn_param.get("eps", 1e-5)
    mu = x.mean(axis=0)
    xmu = x - mu
    var = np.mean(xmu**2, axis=0)
    sqrtvar = np.sqrt(var + eps)
    ivar = 1 / sqrtvar
    xhat = xmu * ivar
    return gamma * xhat + beta, (xhat, gamma, xmu, ivar, sqrtvar, var, eps)


@alternative("batchnorm_backward")
def nine_steps(dout, cache):
    """The graph node by node, down to the ones that copy a row."""
    xhat, gamma, xmu, ivar, sqrtvar, var, eps = cache
    N, D = dout.shape
    dbeta = np.sum(dout, axis=0)
    dgammax = dout
    dgamma = np.sum(dgammax * xhat, axis=0)
    dxhat = dgammax * gamma
    divar = np.sum(dxhat * xmu, axis=0)
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (sqrtvar**2) * divar
    dvar = 0.5 * 1.0 / np.sqrt(var + eps) * dsqrtvar
    dsq = 1.0 / N * np.ones((N, D)) * dvar
    dxmu2 = 2 * xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dxmu1 + dxmu2, axis=0)
    dx2 = 1.0 / N * np.ones((N, D)) * dmu
    return dx1 + dx2, dgamma, dbeta


@alternative("batchnorm_backward")
def as_in_the_paper(dout, cache):
    """The paper's form, with the term that vanishes since the centred values sum to 0."""
    xhat, gamma, xmu, _, _, var, eps = cache
    m = dout.shape[0]
    dxhat = dout * gamma
    dvar = np.sum(dxhat * xmu * -0.5 * (var + eps) ** -1.5, axis=0)
    dmean = np.sum(-dxhat / np.sqrt(var + eps), axis=0) + dvar * np.sum(-2 * xmu, axis=0) / m
    dx = dxhat / np.sqrt(var + eps) + dvar * 2 * xmu / m + dmean / m
    return dx, (dout * xhat).sum(0), dout.sum(0)


@alternative("batchnorm_backward")
def without_the_term_that_vanishes(dout, cache):
    xhat, gamma, xmu, ivar, *_ = cache
    g = gamma * dout
    dvar = -0.5 * ivar**3 * np.einsum("nd,nd->d", g, xmu)
    dmean = -ivar * g.sum(axis=0)
    return g * ivar + (2 * xmu * dvar + dmean) / len(g), np.einsum("nd,nd->d", dout, xhat), dout.sum(axis=0)


@alternative("batchnorm_backward")
def with_loops_backward(dout, cache):
    xhat, gamma, xmu, ivar, *_ = cache
    N, D = dout.shape
    dx, dgamma, dbeta = np.zeros((N, D)), np.zeros(D), np.zeros(D)
    for j in range(D):
        dvar = dmean = 0.0
        for i in range(N):
            dbeta[j] += dout[i, j]
            dgamma[j] += dout[i, j] * xhat[i, j]
            dvar += dout[i, j] * gamma[j] * xmu[i, j] * -0.5 * ivar[j] ** 3
            dmean -= dout[i, j] * gamma[j] * ivar[j]
        for i in range(N):
            dx[i, j] = dout[i, j] * gamma[j] * ivar[j] + dvar * 2 * xmu[i, j] / N + dmean / N
    return dx, dgamma, dbeta


@alternative("batchnorm_backward_alt")
def one_over_n_times_bracket(dout, cache):
    xhat, gamma, _, ivar, *_ = cache
    N = dout.shape[0]
    dgamma, dbeta = np.sum(dout * xhat, axis=0), np.sum(dout, axis=0)
    dxhat = dout * gamma
    dx = 1 / N * ivar * (N * dxhat - np.sum(dxhat, axis=0) - xhat * np.sum(dxhat * xhat, axis=0))
    return dx, dgamma, dbeta


@alternative("batchnorm_backward_alt")
def with_the_other_two_results(dout, cache):
    xhat, gamma, _, _, sqrtvar, _, _ = cache
    dgamma = (dout * xhat).sum(axis=0)
    dbeta = dout.sum(axis=0)
    return (gamma / sqrtvar) * (dout - dbeta / len(dout) - xhat * dgamma / len(dout)), dgamma, dbeta


@alternative("batchnorm_backward_alt")
def by_the_jacobian(dout, cache):
    """A matrix of N by N for each column: slow, and right."""
    xhat, gamma, _, ivar, *_ = cache
    N, D = dout.shape
    dx = np.empty((N, D))
    for j in range(D):
        jacobian = ivar[j] * (np.eye(N) - 1 / N - np.outer(xhat[:, j], xhat[:, j]) / N)
        dx[:, j] = jacobian.T @ (dout[:, j] * gamma[j])
    return [dx, np.diag(dout.T @ xhat), np.ones(N) @ dout]


@alternative("batchnorm_backward_alt")
def projections(dout, cache):
    """Take the mean off, then what points along x_hat; x_hat is a little shorter than sqrt(N), so N divides."""
    xhat, gamma, _, ivar, *_ = cache
    g = dout * gamma
    g = g - g.mean(axis=0)
    return ivar * (g - xhat * (xhat * g).mean(axis=0)), (xhat * dout).sum(axis=0), dout.sum(axis=0)
