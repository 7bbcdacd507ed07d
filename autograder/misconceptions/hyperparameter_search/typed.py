"""Typed answers that are not right, and right ones in other words."""

from __future__ import annotations

from typing import Any

from autograder.misconceptions import alternative_value, wrong_value
from solutions import hyperparameter_search_derivations as right

LOG_STEPS = {
    "Mon": ("Somebody looked at the test set before the end",
            "Which of the three sets may be looked at only once, and when?"),
    "Tue": ("Something stayed behind from the trial before",
            "What has the network of the fourth trial been through already?"),
    "Wed": ("More than the rate changes from trial to trial",
            "Run one rate with five seeds. How far apart are the scores?"),
    "Thu": ("The comparison is not fair",
            "What did the winner have that the others had not?"),
    "Fri": ("Numbers were taken from data that should not be known yet",
            "Which samples went into the mean?"),
    "Sat": ("The target is somewhere else than the aim",
            "Where do the images of the dev set come from, and where those of the users?"),
}  # fmt: skip


def _with(answer: dict[str, Any], part: str, value: Any) -> dict[str, Any]:
    """An answer with one part filled in, and the others left open."""
    return {**{name: [] for name in answer}, part: value}


wrong_value(
    "remedies", "data-against-bias", _with(right.REMEDIES, "bias", ["more data", "larger network"]),
    "More data stands against bias",
    "A network that can't fit what it has seen: does it help to show it more?",
    "What makes a network able to fit more?",
)
wrong_value(
    "remedies", "regularise-against-bias", _with(right.REMEDIES, "bias", ["regularise", "train longer"]),
    "A brake stands against bias",
    "Regularising keeps a network from fitting. Is that what this network lacks?",
)
wrong_value(
    "remedies", "bias-incomplete", _with(right.REMEDIES, "bias", ["larger network"]),
    "A remedy against bias is missing",
    "There are three in the list: more room, more time, and one that is worth a try in both cases.",
)
wrong_value(
    "remedies", "network-against-variance", _with(right.REMEDIES, "variance", ["larger network", "train longer"]),
    "What helps a network to fit stands against variance",
    "It fits what it has seen already. What does it lack on new data?",
)
wrong_value(
    "remedies", "variance-incomplete", _with(right.REMEDIES, "variance", ["more data"]),
    "A remedy against variance is missing",
    "There are three in the list: more samples, a brake, and one that is worth a try in both cases.",
)
wrong_value(
    "draw_shares", "as-on-a-log-scale", _with(right.DRAW_SHARES, "linear", "25 %"),
    "That is the share on a logarithmic scale",
    "Draw the line from 0 to 1. How long is the piece above 0.1?",
)
wrong_value(
    "draw_shares", "the-other-end", _with(right.DRAW_SHARES, "linear", "0.09 %"),
    "That is the share of the lowest decade",
    "Which rates does the question ask for: those from 0.1 to 1, or those from 0.0001 to 0.001?",
)
wrong_value(
    "draw_shares", "beta-half-on-a-line", _with(right.DRAW_SHARES, "beta linear", "50 %"),
    "That is the share on the scale of log(1 - beta)",
    "How long is the piece from 0.99 to 0.999, and how long the whole from 0.9 to 0.999?",
)
wrong_value(
    "draw_shares", "beta-ninety", _with(right.DRAW_SHARES, "beta linear", "90 %"),
    "That is the share below 0.99",
    "The question asks for the betas above 0.99.",
)
wrong_value(
    "draw_shares", "beta-line-on-a-log-scale", _with(right.DRAW_SHARES, "beta log", "9 %"),
    "That is the share on the linear scale",
    "Write 1 - beta for 0.9, 0.99 and 0.999. How many decades are there?",
)
wrong_value(
    "draw_shares", "beta-quarter", _with(right.DRAW_SHARES, "beta log", "25 %"),
    "The number of decades is another one",
    "1 - beta goes from 0.1 to 0.001. How many factors of 10 is that?",
)
wrong_value(
    "importance", "momentum-first", _with(right.IMPORTANCE, "first", ["momentum"]),
    "Something else comes first",
    "Which one decides whether training goes anywhere at all? Look at the measurement above.",
)
wrong_value(
    "importance", "many-first", _with(right.IMPORTANCE, "first", ["learning rate", "momentum"]),
    "More than one comes first",
    "If you could tune a single one, which would it be?",
)
wrong_value(
    "importance", "decay-last", _with(right.IMPORTANCE, "last", ["learning-rate decay"]),
    "Decay is tuned now and then",
    "Which three numbers does hardly anybody change? They belong to one optimiser.",
)
wrong_value(
    "importance", "epsilon-only", _with(right.IMPORTANCE, "last", ["epsilon"]),
    "Some of the three are missing",
    "Adam has three numbers that are left at their defaults.",
)
for case, shown in (("A", "caviar"), ("B", "panda"), ("C", "panda")):
    wrong_value(
        "panda_or_caviar", f"{case.lower()}-the-other-way", _with(right.PANDA_OR_CAVIAR, case, shown),
        "The computing time says otherwise",
        "How many full trainings fit into the time, on all machines together?",
        "With one, you look after it. With many, you let them run and choose.",
    )
for day, (title, *steps) in LOG_STEPS.items():
    wrong_value("logbook", f"{day.lower()}-accepted", _with(right.LOGBOOK, day, ["nothing to object"]), title, *steps)
wrong_value(
    "logbook", "mon-seed", _with(right.LOGBOOK, "Mon", ["another seed for each trial"]),
    "The seeds are fine on Monday", "Which set did the winner win on?",
)
wrong_value(
    "logbook", "fri-dev", _with(right.LOGBOOK, "Fri", ["chosen on the test set"]),
    "Nothing is chosen on Friday", "Something of the test images is used before anything is trained. What?",
)

alternative_value("remedies", {
    "bias": ("other architecture", "train longer", "larger network"),
    "variance": {"regularise", "more data", "other architecture"},
})  # fmt: skip
alternative_value("draw_shares", {name: [value] for name, value in right.DRAW_SHARES.items()})
alternative_value("importance", {"first": "learning rate", "last": {"epsilon", "beta2", "beta1"}})
alternative_value("panda_or_caviar", {name: {value} for name, value in right.PANDA_OR_CAVIAR.items()})
alternative_value("logbook", {day: faults[0] for day, faults in right.LOGBOOK.items()})
