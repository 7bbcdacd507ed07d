# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `lr_decay`."""

from __future__ import annotations

import numpy as np

from autograder.misconceptions import wrong

for id, title, step, answer in (
    ("rate-missing", "lr0 is missing", "In the first epoch, number 0, the rate is lr0. Which number is yours?",
     lambda lr0, decay_rate, epoch: 1 / (1 + decay_rate * epoch)),
    ("exponential", "The rate falls off exponentially", "Is there one factor for each epoch, or a sum below the line?",
     lambda lr0, decay_rate, epoch: lr0 * decay_rate**epoch),
    ("exponential", "", "", lambda lr0, decay_rate, epoch: lr0 * np.exp(-decay_rate * epoch)),
    ("exponential", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate) ** epoch),
    ("exponential", "", "", lambda lr0, decay_rate, epoch: lr0 * (1 - decay_rate) ** epoch),
    ("linear", "The rate falls in a straight line", "What is your rate after very many epochs?",
     lambda lr0, decay_rate, epoch: lr0 * (1 - decay_rate * epoch)),
    ("precedence", "The bracket below the line is missing", "Division comes before addition. What is 1 / 1 + 2?",
     lambda lr0, decay_rate, epoch: lr0 / 1 + decay_rate * epoch),
    ("precedence", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate) * epoch),
    ("precedence", "", "", lambda lr0, decay_rate, epoch: lr0 * (1 + decay_rate * epoch)),
    ("no-one", "The 1 below the line is missing", "What is your rate in epoch 0?",
     lambda lr0, decay_rate, epoch: lr0 / np.float64(decay_rate * epoch)),
    ("no-one", "", "", lambda lr0, decay_rate, epoch: lr0 / (decay_rate * epoch)),
    ("from-one", "The epochs are counted from 1", "The first epoch is number 0, and has the full rate.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * (epoch + 1))),
    ("from-one", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * max(epoch - 1, 0))),
    ("no-epoch", "The epoch plays no part", "Try epoch 1 and epoch 10: your rate should fall.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate)),
    ("no-epoch", "", "", lambda lr0, decay_rate, epoch: lr0),
    ("no-decay-rate", "The decay rate plays no part", "With a decay rate of 0 the rate should stay.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + epoch)),
    ("added", "Decay rate and epoch are added, not multiplied", "With a decay rate of 0 the rate should stay.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate + epoch)),
    ("minus", "The rate grows", "Which sign stands below the line?",
     lambda lr0, decay_rate, epoch: lr0 / np.float64(1 - decay_rate * epoch)),
    ("minus", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 - decay_rate * epoch)),
    ("root", "A root or a square is taken", "Double the epochs: what stands below the line then?",
     lambda lr0, decay_rate, epoch: lr0 / np.sqrt(1 + decay_rate * epoch)),
    ("root", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * np.sqrt(epoch))),
    ("root", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * epoch) ** 2),
    ("root", "", "", lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * epoch**2)),
    ("compounded", "The decayed rate is decayed again", "Each rate comes from lr0, not from the rate before.",
     lambda lr0, decay_rate, epoch: lr0 / np.prod([1 + decay_rate * k for k in range(1, epoch + 1)])),
    ("whole-division", "Fractions are cut off", "Python has two divisions. Which one keeps what is behind the point?",
     lambda lr0, decay_rate, epoch: lr0 // (1 + decay_rate * epoch)),
    ("whole-division", "", "", lambda lr0, decay_rate, epoch: lr0 / int(1 + decay_rate * epoch)),
    ("decay-below", "The decay rate divides", "A larger decay rate should make the rate fall faster.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + epoch / np.float64(decay_rate))),
    ("steps", "The rate falls only every few epochs", "Try epochs 1, 2, 3 and so on: each has a rate of its own.",
     lambda lr0, decay_rate, epoch: lr0 / (1 + decay_rate * (epoch // 10))),
):  # fmt: skip
    wrong("lr_decay", id, title, step)(answer)
