"""Compare runs of training without asking how the batches were drawn, as long as they were drawn fairly.

``batches`` reads from the losses which samples each batch held: the samples have losses of 1, 8, 64 ... times a unit,
and nothing is learnt. ``epochs`` compares accuracies that may be measured before or after the steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.compare import same
from courseware.difference import Difference
from courseware.outcome import Outcome
from courseware.spec import Case
from courseware.words import describe

SHORT = 20  # steps of the runs that only show whether the seed counts
BASE = 8  # more than any batch holds
STANDARD_DEVIATIONS = 5.7  # a fair draw is farther off once in 10**8 times


def unit_losses(num_samples: int) -> np.ndarray:
    """Losses, one for each sample, of which a sum tells how often each was in it."""
    return float(BASE) ** np.arange(num_samples)


def batches(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Look at three runs that learn nothing: two with the same seed, one with another; the last two are short.

    The outcome's value is a list of three ``loss_history``. Options: ``unit``, ``num_samples``, ``batch_size`` and
    ``num_iters`` say which argument of the case each is.
    """
    found, wanted = _unfair(outcome.value, case, options), _unfair(case.expected.value, case, options)
    if found is None or wanted is None:
        return found
    return None if (found.kind, found.got) == (wanted.kind, wanted.got) else found


def epochs(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Compare ``train_acc_history`` and ``val_acc_history``.

    With ``steps_per_epoch`` 1 every entry counts; a history may run one step behind, when it is measured before the
    step. With more, an epoch may be measured at any of its steps: there the number of entries counts, and their range.
    """
    steps, iterations = (case.args[options[name]] for name in ("steps_per_epoch", "num_iters"))
    for name in ("train_acc_history", "val_acc_history"):
        mine, seen = _history(outcome.value, name, steps, iterations)
        right, expected = _history(case.expected.value, name, steps, iterations)
        if mine == right and (same(seen, expected) or (not mine and _behind(seen, expected))):
            continue
        yours = (f"Yours: {np.round(seen, 4).tolist()}.",) if isinstance(seen, np.ndarray) else ()
        message = mine or f"`{name}` does not hold the accuracy after each epoch."
        return Difference("values", message, yours, part=name)
    return None


def _behind(seen: np.ndarray, expected: np.ndarray) -> bool:
    """Whether accuracies were measured before each step and are otherwise those expected."""
    return seen.shape == expected.shape and same(seen[1:], expected[:-1])


def _history(result: Any, name: str, steps: int, iterations: int) -> tuple[str, Any]:
    """What is wrong with a history whatever its numbers, and what else there is to compare."""
    if not isinstance(result, dict):
        return f"Your function returned {describe(result)}; expected a dict.", None
    if name not in result:
        return f"The dict that you returned has no key '{name}'.", sorted(result)
    found = np.asarray(result[name])
    if found.ndim != 1 or found.dtype.kind not in "biuf":
        return f"`{name}` is not a list of numbers.", None
    if len(found) not in (iterations // steps, -(-iterations // steps)):
        return f"`{name}` has {len(found)} entries after {iterations} steps; an epoch has {steps}.", None
    fractions = np.all((found >= 0) & (found <= 1))
    text = "" if fractions else f"`{name}` holds numbers that are no fractions from 0 to 1."
    return text, found.astype(float) if steps == 1 else None


def _unfair(runs: Any, case: Case, options: Mapping[str, Any]) -> Difference | None:
    """The first thing in which the batches are not fair."""
    unit, num_samples, batch_size, iterations = (
        case.args[options[name]] for name in ("unit", "num_samples", "batch_size", "num_iters")
    )
    if not isinstance(runs, list | tuple) or [np.shape(run) for run in runs] != [(iterations,), (SHORT,), (SHORT,)]:
        return Difference("length", f"`loss_history` does not hold {iterations} losses, one for each step.", got=())
    losses, again, other = (np.asarray(run, dtype=float) for run in runs)
    with np.errstate(all="ignore"):  # a run that diverged
        counts = [_counts(loss / unit, num_samples, batch_size) for loss in losses]
    mispaired = sum(count is None for count in counts)
    if mispaired:
        message = "The losses of your batches are not those of samples with their own labels."
        many = mispaired > 0.95 * iterations
        return Difference("pairing", message, (f"In {mispaired} of {iterations} batches.",), got=many)
    held = np.array(counts)
    sizes = sorted({int(size) for size in held.sum(axis=1)})
    if sizes != [batch_size]:
        listed = ", ".join(map(str, sizes))
        return Difference("batch-size", f"Your batches hold {listed} samples; asked for were {batch_size}.", got=sizes)
    if batch_size > 1 and np.all(held.max(axis=1) == batch_size):
        return Difference("one-sample", "In each of your batches there is only one sample.", got=())
    if not np.array_equal(losses[:SHORT], again):
        message = "Trained twice with the same seed in `rng`, your batches differ."
        return Difference("not-reproducible", message, got=())
    if np.all(held == held[0]):
        return Difference("same-batch", "Every step sees the same batch.", got=())
    if np.array_equal(again, other):
        return Difference("ignores-rng", "Your batches are the same whatever the seed in `rng`.", got=())
    seen = held.sum(axis=0)
    fair = seen.sum() / num_samples
    if np.any(np.abs(seen - fair) > STANDARD_DEVIATIONS * np.sqrt(fair * (1 - 1 / num_samples))):
        often = f"In {iterations} batches the samples were drawn {seen.tolist()} times."
        return Difference("biased", "Not every sample is drawn equally often.", (often,), got=(seen == 0).tolist())
    return None


def _counts(mean: float, num_samples: int, batch_size: int) -> list[int] | None:
    """How often each sample is in a batch with this mean loss in units; None where no batch of right pairs has it."""
    for size in (batch_size, *range(1, BASE)):
        total = mean * size
        if not 0 < total < BASE ** (num_samples + 1) or abs(total - round(total)) > 1e-6:
            continue
        rest, digits = round(total), []
        for _ in range(num_samples):
            rest, digit = divmod(rest, BASE)
            digits.append(digit)
        if rest == 0 and sum(digits) == size:
            return digits
    return None
