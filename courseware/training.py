"""Compare runs of training without asking how the batches were drawn, as long as they were drawn fairly.

``batches`` reads from the losses which samples each batch held: the samples have losses of 1, 16, 256 ... times a unit,
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

BASE = 16  # more than any batch holds
STANDARD_DEVIATIONS = 6.5  # a fair draw is farther off once in 10**10 times


def unit_losses(num_samples: int) -> np.ndarray:
    """Losses, one for each sample, of which a sum tells how often each was in it."""
    return float(BASE) ** np.arange(num_samples)


def batches(case: Case, outcome: Outcome, options: Mapping[str, Any]) -> Difference | None:
    """Look at three runs that learn nothing: two with the same seed, one with another.

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
    got, expected = outcome.value, case.expected.value
    if same(got, expected):
        return None
    if not isinstance(got, dict):
        return Difference("type", f"Your function returned {describe(got)}; expected a dict.")
    steps, iterations = (case.args[options[name]] for name in ("steps_per_epoch", "num_iters"))
    for name in ("train_acc_history", "val_acc_history"):
        if name not in got:
            return Difference("type", f"The dict that you returned has no key '{name}'.", part=name)
        right = expected.get(name) if isinstance(expected, dict) else None
        difference = _history(name, np.asarray(got[name]), np.asarray(right), steps, iterations)
        if difference:
            return difference
    return None


def _history(name: str, mine: np.ndarray, right: np.ndarray, steps: int, iterations: int) -> Difference | None:
    if mine.ndim != 1 or mine.dtype.kind not in "biuf":
        return Difference("type", f"`{name}` is not a list of numbers.", part=name)
    if len(mine) not in (iterations // steps, -(-iterations // steps)):
        text = f"`{name}` has {len(mine)} entries after {iterations} steps; an epoch has {steps}."
        return Difference("length", text, part=name)
    yours = (f"Yours: {mine.astype(float).round(4).tolist()}.",)
    if not np.all((mine >= 0) & (mine <= 1)):
        return Difference("range", f"`{name}` holds numbers that are no fractions from 0 to 1.", yours, part=name)
    behind = mine.shape == right.shape and same(mine[1:], right[:-1])
    if steps > 1 or behind or same(mine, right):
        return None
    return Difference("values", f"`{name}` does not hold the accuracy after each epoch.", yours, part=name)


def _unfair(runs: Any, case: Case, options: Mapping[str, Any]) -> Difference | None:
    """The first thing in which the batches are not fair."""
    unit, num_samples, batch_size, iterations = (
        case.args[options[name]] for name in ("unit", "num_samples", "batch_size", "num_iters")
    )
    table = np.asarray(runs, dtype=float) if _is_table(runs) else np.zeros((0, 0))
    if table.shape != (3, iterations):
        return Difference("length", f"`loss_history` does not hold {iterations} losses, one for each step.", got=())
    counts = [_counts(loss / unit, num_samples, batch_size) for loss in table[0]]
    mispaired = sum(count is None for count in counts)
    if mispaired:
        message = "The losses of your batches are not those of samples with their own labels."
        return Difference("pairing", message, (f"In {mispaired} of {iterations} batches.",), got=())
    held = np.array(counts)
    sizes = sorted({int(size) for size in held.sum(axis=1)})
    if sizes != [batch_size]:
        listed = ", ".join(map(str, sizes))
        return Difference("batch-size", f"Your batches hold {listed} samples; asked for were {batch_size}.", got=sizes)
    if not np.array_equal(table[0], table[1]):
        message = "Trained twice with the same seed in `rng`, your batches differ."
        return Difference("not-reproducible", message, got=())
    if np.all(held == held[0]):
        return Difference("same-batch", "Every step sees the same batch.", got=())
    if np.array_equal(table[0], table[2]):
        return Difference("ignores-rng", "Your batches are the same whatever the seed in `rng`.", got=())
    seen = held.sum(axis=0)
    fair = seen.sum() / num_samples
    if np.any(np.abs(seen - fair) > STANDARD_DEVIATIONS * np.sqrt(fair)):
        often = f"In {iterations} batches the samples were drawn {seen.tolist()} times."
        return Difference("biased", "Not every sample is drawn equally often.", (often,), got=(seen == 0).tolist())
    return None


def _is_table(runs: Any) -> bool:
    return isinstance(runs, list | tuple) and len({np.shape(run) for run in runs}) == 1 and all(
        np.asarray(run).dtype.kind in "iuf" for run in runs
    )


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
