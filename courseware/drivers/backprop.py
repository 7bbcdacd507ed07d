"""How the answers of notebook 03 are called that work with another one: a backward function with its forward's cache.

A cache is the student's own business: only what is computed with it is returned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from courseware.calling import driver_named
from courseware.plain import copied
from courseware.training import SHORT

Answer = Callable[..., Any]


def _forward(answer: Answer, *inputs: Any) -> Any:
    """Call a forward function, and leave the cache out."""
    result = answer(*inputs)
    return (result[0], None) if isinstance(result, tuple | list) and len(result) == 2 else result


def _forward_twice(answer: Answer, *inputs: Any) -> Any:
    return driver_named("twice")(lambda *given: _forward(answer, *given), *inputs)


def _affine_backward(answer: Answer, dout: Any, x: Any, w: Any, b: Any) -> Any:
    return answer(dout, _affine_cache(answer, dout, x, w, b))


def _affine_backward_twice(answer: Answer, dout: Any, x: Any, w: Any, b: Any) -> Any:
    cache = _affine_cache(answer, dout, x, w, b)
    return driver_named("twice")(lambda gradient: answer(gradient, cache), dout)


def _relu_backward(answer: Answer, dout: Any, x: Any) -> Any:
    return answer(dout, _relu_cache(answer, dout, x))


def _relu_backward_twice(answer: Answer, dout: Any, x: Any) -> Any:
    cache = _relu_cache(answer, dout, x)
    return driver_named("twice")(lambda gradient: answer(gradient, cache), dout)


def _affine_cache(answer: Answer, dout: Any, x: Any, w: Any, b: Any) -> Any:
    return _cache(answer, dout, "affine_forward", (x, w, b), lambda: x @ w + b, (x, w, b))


def _relu_cache(answer: Answer, dout: Any, x: Any) -> Any:
    return _cache(answer, dout, "relu_forward", (x,), lambda: np.maximum(x, 0), x)


def _cache(
    answer: Answer, dout: Any, forward: str, inputs: tuple[Any, ...], right: Callable[[], Any], documented: Any
) -> Any:
    """The cache of the student's own forward function where that is right, else the form that the notebook names."""
    try:
        out, cache = getattr(answer, "__globals__", {})[forward](*copied(inputs))
        if np.allclose(out, right()) and np.shape(out) == np.shape(right()):
            return cache
    except Exception:  # the seam to student code: its own check tells about it
        return documented
    return documented if _takes(answer, dout, documented) else cache


def _takes(answer: Answer, dout: Any, cache: Any) -> bool:
    try:
        answer(copied(dout), copied(cache))
    except Exception:  # the seam to student code
        return False
    return True


def _train(answer: Answer, *args: Any) -> Any:
    """Train with a Generator made from the seed that stands last; histories come back as arrays."""
    *given, seed = args
    result = answer(*given, np.random.default_rng(seed))
    if not isinstance(result, dict):
        return result
    return {key: np.asarray(value) if isinstance(value, list) else value for key, value in result.items()}


def _kept(result: Any, *keys: str) -> Any:
    return {key: result[key] for key in keys if key in result} if isinstance(result, dict) else result


def _steps(answer: Answer, *args: Any) -> Any:
    return _kept(_train(answer, *args), "params", "loss_history")


def _steps_twice(answer: Answer, *args: Any) -> Any:
    return driver_named("twice")(lambda *given: _steps(answer, *given), *args)


def _accuracies(answer: Answer, steps_per_epoch: int, *args: Any) -> Any:
    return _train(answer, *args)


def _batches(answer: Answer, unit: float, num_samples: int, *args: Any) -> Any:
    """The losses of three runs: two with the seed that stands last, one with another."""
    *given, num_iters, batch_size, seed = args
    runs = ((num_iters, seed), (SHORT, seed), (SHORT, seed + 1))
    results = [_train(answer, *copied(tuple(given)), steps, batch_size, each) for steps, each in runs]
    return [result.get("loss_history") if isinstance(result, dict) else None for result in results]


DRIVERS: Mapping[str, Answer] = {
    "forward": _forward,
    "forward_twice": _forward_twice,
    "affine_backward": _affine_backward,
    "affine_backward_twice": _affine_backward_twice,
    "relu_backward": _relu_backward,
    "relu_backward_twice": _relu_backward_twice,
    "steps": _steps,
    "steps_twice": _steps_twice,
    "accuracies": _accuracies,
    "batches": _batches,
}
