"""How the answers of notebook 06 are called: a cache stays with its owner, and a backward function gets its own pair.

The forward function that belongs to a backward function is the one that stands beside it, in the same notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import FunctionType
from typing import Any

from courseware.calling import driver_named
from courseware.plain import copied

Answer = Callable[..., Any]
FORWARD = "batchnorm_forward"
RUNNING = ("running_mean", "running_var")
GRADIENTS = ("dx", "dgamma", "dbeta")


def forward(answer: Answer, x: Any, gamma: Any, beta: Any, bn_param: dict[str, Any]) -> Any:
    """What a forward function returns, with None for its cache, which may be made of anything."""
    result = answer(x, gamma, beta, bn_param)
    if not isinstance(result, tuple | list):
        return result
    return (result[0], *[None] * (len(result) - 1)) if result else ()


def forward_twice(answer: Answer, *args: Any) -> Any:
    """The same for the driver ``twice``; each call has running averages of its own."""
    return driver_named("twice")(lambda *given: forward(answer, *given), *args)


def running(answer: Answer, batches: Sequence[Any], gamma: Any, beta: Any, bn_param: dict[str, Any]) -> tuple[Any, ...]:
    """The running averages after one call for each batch."""
    for x in batches:
        answer(x, gamma, beta, bn_param)
    return tuple(bn_param.get(name) for name in RUNNING)


def tested(answer: Answer, x: Any, gamma: Any, beta: Any, bn_param: dict[str, Any]) -> dict[str, Any]:
    """The output of a forward function, and the running averages after it."""
    result = answer(x, gamma, beta, bn_param)
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise TypeError(f"{FORWARD} should return the pair (out, cache), whatever the mode")
    return {"out": result[0], **{name: bn_param.get(name) for name in RUNNING}}


def backward(
    answer: Answer, dout: Any, x: Any, gamma: Any, beta: Any, bn_param: dict[str, Any], wanted: Sequence[str]
) -> dict[str, Any]:
    """The wanted gradients that a backward function makes of its pair's cache, and the output of its pair."""
    pair = _beside(answer, dout)(*copied((x, gamma, beta, bn_param)))
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise TypeError(f"{FORWARD} should return the pair (out, cache)")
    out = copied(pair[0])
    result = answer(dout, pair[1])
    if not isinstance(result, tuple | list) or len(result) != len(GRADIENTS):
        raise TypeError(f"expected the three gradients ({', '.join(GRADIENTS)})")
    gradients = dict(zip(GRADIENTS, result, strict=True))
    return {f"out of {FORWARD}": out, **{name: gradients[name] for name in wanted}}


def backward_twice(answer: Answer, *args: Any) -> Any:
    """The same for the driver ``twice``."""
    return driver_named("twice")(lambda *given: backward(answer, *given), *args)


def network(
    answer: Answer, params: Any, batches: Sequence[Any], bn_param: dict[str, Any], reg: float, last: str
) -> tuple[Any, ...]:
    """The loss of the last batch, in the mode ``last`` after train mode for the others, and the averages after it."""
    loss = None
    for number, (X, y) in enumerate(batches, 1):
        bn_param["mode"] = last if number == len(batches) else "train"
        result = answer(params, X, y, bn_param, reg)
        loss = result[0] if isinstance(result, tuple | list) and result else result
    return loss, *(bn_param.get(name) for name in RUNNING)


def network_twice(answer: Answer, params: Any, X: Any, y: Any, bn_param: dict[str, Any], reg: float) -> Any:
    """For the driver ``twice``: in between, the samples change places and the labels stay."""

    def labelled(*given: Any) -> Any:
        return answer(given[0], given[1], y, *given[2:])

    return driver_named("twice")(labelled, params, X, bn_param, reg)


DRIVERS: Mapping[str, Answer] = {
    "forward": forward,
    "forward-twice": forward_twice,
    "running": running,
    "tested": tested,
    "backward": backward,
    "backward-twice": backward_twice,
    "network": network,
    "network-twice": network_twice,
}


def _beside(answer: Answer, dout: Any) -> Answer:
    """The forward function of the same notebook; where there is none yet, this one may not be written either."""
    namespace = answer.__globals__ if type(answer) is FunctionType else {}

    def beside(*args: Any) -> Any:
        if callable(namespace.get(FORWARD)):
            with suppress(NotImplementedError):
                return namespace[FORWARD](*args)
        try:
            answer(copied(dout), None)
        except NotImplementedError:
            raise
        except Exception:  # the seam to student code: it has no cache, so anything may go wrong
            pass
        raise LookupError(f"first write {FORWARD} and run its cell: it makes the cache that is needed here")

    return beside
