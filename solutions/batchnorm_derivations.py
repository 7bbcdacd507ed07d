"""Derivations about batch normalisation, written as a student writes them; the functions are in `batchnorm`."""

from __future__ import annotations

NORMALISATION_INVARIANCE = {
    "shift": [
        "(z + b - mean(z + b)) / sqrt(mean((z + b - mean(z + b))**2))",
        "(z + b - (mean(z) + b)) / sqrt(mean((z + b - (mean(z) + b))**2))",
        "(z - mean(z)) / sqrt(mean((z - mean(z))**2))",
    ],
    "scale": [
        "(a * z - mean(a * z)) / sqrt(mean((a * z - mean(a * z))**2))",
        "a * (z - mean(z)) / sqrt(mean(a**2 * (z - mean(z))**2))",
        "a * (z - mean(z)) / (a * sqrt(mean((z - mean(z))**2)))",
        "(z - mean(z)) / sqrt(mean((z - mean(z))**2))",
    ],
}

BATCHNORM_DX = {
    "mean": ["g[j] - sum(g) / N", "g[j] - mean(g)"],
    "variance": ["2 * (x[j] - mean(x)) / N / (2 * s)", "xhat[j] / N"],
    "all": [
        "(g[j] - mean(g)) / s - sum(g * (x - mean(x))) / s**2 * xhat[j] / N",
        "(g[j] - mean(g)) / s - sum(g * xhat) / s * xhat[j] / N",
        "(g[j] - mean(g) - xhat[j] * mean(g * xhat)) / s",
    ],
}
