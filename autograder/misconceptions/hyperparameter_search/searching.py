# mypy: allow-untyped-defs, allow-untyped-calls
"""What students write for `random_search`."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.misconceptions import wrong

RANDOM = "random_search"


@wrong(
    RANDOM,
    "drawn-once",
    "The hyperparameters are drawn once, before the loop",
    "Print the hyperparameters of the first three trials. How do they differ?",
    "Which lines belong inside the loop over the trials?",
)
def drawn_once(train_fn, space, num_trials, rng):
    hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
    return [{**hyperparameters, "score": train_fn(dict(hyperparameters))} for _ in range(num_trials)]


@wrong(
    RANDOM,
    "one-dict-for-all",
    "All results are one and the same dict",
    "`results.append(trial)` keeps the dict itself. What happens to it in the next round of the loop?",
    "Make a new dict for each trial.",
)
def one_dict(train_fn, space, num_trials, rng):
    results: list[Any] = []
    trial: dict[str, Any] = {}
    for _ in range(num_trials):
        for name, sampler in space.items():
            trial[name] = sampler(rng)
        trial["score"] = train_fn({name: trial[name] for name in space})
        results.append(trial)
    return results


@wrong(
    RANDOM,
    "drawn-again-for-the-record",
    "What is written down is another draw than what was trained",
    "How often is a sampler called for each trial? Every call gives another value.",
    "Draw once, keep the values, and use them twice.",
)
def drawn_again(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        score = train_fn({name: sampler(rng) for name, sampler in space.items()})
        results.append({**{name: sampler(rng) for name, sampler in space.items()}, "score": score})
    return results


@wrong(
    RANDOM,
    "no-score",
    "The results have no score",
    "What is a trial worth that nobody can compare? Put what `train_fn` returns under the key 'score'.",
)
def no_score(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
        train_fn(dict(hyperparameters))
        results.append(hyperparameters)
    return results


@wrong(
    RANDOM,
    "scores-only",
    "Only the scores come back",
    "Once you know the best score, you will want to know how it was reached.",
    "A result holds the hyperparameters and their score.",
)
def scores_only(train_fn, space, num_trials, rng):
    return [train_fn({name: sampler(rng) for name, sampler in space.items()}) for _ in range(num_trials)]


@wrong(
    RANDOM,
    "pairs",
    "A result is a pair, not a dict",
    "The task asks for one dict with the hyperparameters and the score side by side.",
)
def pairs(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
        results.append((hyperparameters, train_fn(dict(hyperparameters))))
    return results


@wrong(
    RANDOM,
    "nested-hyperparameters",
    "The hyperparameters are in a dict of their own inside the result",
    "Compare with the example: the names and 'score' stand side by side in one dict.",
)
def nested(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
        results.append({"hyperparameters": hyperparameters, "score": train_fn(dict(hyperparameters))})
    return results


@wrong(
    RANDOM,
    "best-only",
    "Only the best trial comes back",
    "Choosing is the next function's work, and `narrow` wants to see all trials.",
)
def best_only(train_fn, space, num_trials, rng):
    return max(_right(train_fn, space, num_trials, rng), key=lambda each: each["score"])


@wrong(
    RANDOM,
    "failures-dropped",
    "Trials that diverged are left out",
    "That a rate of 1 diverges is a result too. Who looks at the list should see it.",
    "How many results come back, and how many trials were asked for?",
)
def failures_dropped(train_fn, space, num_trials, rng):
    return [each for each in _right(train_fn, space, num_trials, rng) if np.isfinite(each["score"])]


@wrong(
    RANDOM,
    "failures-replaced",
    "A score that is nan is replaced by a number",
    "A trial that diverged did not score 0. Keep what `train_fn` returned.",
)
def failures_zero(train_fn, space, num_trials, rng):
    results = _right(train_fn, space, num_trials, rng)
    return [{**each, "score": each["score"] if np.isfinite(each["score"]) else 0.0} for each in results]


@wrong(RANDOM, "failures-replaced")
def failures_minus_infinity(train_fn, space, num_trials, rng):
    results = _right(train_fn, space, num_trials, rng)
    return [{**each, "score": each["score"] if np.isfinite(each["score"]) else -np.inf} for each in results]


@wrong(
    RANDOM,
    "failures-repeated",
    "A trial that diverged is tried again",
    "Every call of `train_fn` costs a training. How many are there, and how many were asked for?",
)
def failures_repeated(train_fn, space, num_trials, rng):
    results: list[Any] = []
    while len(results) < num_trials:
        results += failures_dropped(train_fn, space, 1, rng)
    return results


@wrong(
    RANDOM,
    "trained-twice",
    "Each trial is trained twice",
    "Count the calls of `train_fn`: each costs a training. Keep the score of the first.",
)
def trained_twice(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
        if train_fn(dict(hyperparameters)) is not None:
            results.append({**hyperparameters, "score": train_fn(dict(hyperparameters))})
    return results


@wrong(
    RANDOM,
    "one-trial-too-few",
    "The number of trials is off by one",
    "Where does range(1, n) begin, and how many numbers does it give?",
)
def one_too_few(train_fn, space, num_trials, rng):
    return _right(train_fn, space, num_trials - 1, rng)


@wrong(RANDOM, "one-trial-too-few")
def one_too_many(train_fn, space, num_trials, rng):
    return _right(train_fn, space, num_trials + 1, rng)


@wrong(
    RANDOM,
    "trials-for-each-name",
    "There are trials for each hyperparameter on its own",
    "One trial fixes all hyperparameters at once. Which of your loops is the outer one?",
)
def one_at_a_time(train_fn, space, num_trials, rng):
    centre = {name: sampler(rng) for name, sampler in space.items()}
    results = []
    for name, sampler in space.items():
        for _ in range(num_trials):
            trial = {**centre, name: sampler(rng)}
            results.append({**trial, "score": train_fn(dict(trial))})
    return results if len(space) > 1 else [*results, *results]


@wrong(
    RANDOM,
    "names-fixed",
    "The names of the lecture stand in the code",
    "`space` says which hyperparameters there are. Go through its items.",
)
def names_fixed(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        rate = space["learning_rate"](rng)
        results.append({"learning_rate": rate, "score": train_fn({"learning_rate": rate})})
    return results


@wrong(
    RANDOM,
    "unpacked",
    "`train_fn` is not called with one dict of values",
    "The task says `train_fn(hyperparameters)`, with one dict, and without stars.",
    "`space` maps a name to a function. Have you called it with `rng` to get a value?",
)
def unpacked(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
        results.append({**hyperparameters, "score": train_fn(**hyperparameters)})
    return results


@wrong(RANDOM, "unpacked")
def samplers_passed(train_fn, space, num_trials, rng):
    return [{**space, "score": train_fn(dict(space))} for _ in range(num_trials)]


@wrong(
    RANDOM,
    "same-seed-for-each-trial",
    "Every trial starts a generator with the same seed",
    "Print the hyperparameters of the first three trials. How do they differ?",
    "One generator serves the whole search: the one that you are given.",
)
def same_seed(train_fn, space, num_trials, rng):
    results: list[Any] = []
    for _ in range(num_trials):
        results += _right(train_fn, space, 1, np.random.default_rng(0))
    return results


@wrong(
    RANDOM,
    "own-seed",
    "The function makes a generator of its own",
    "Whatever `rng` is handed over, the trials are the same. Hand on the one that you are given.",
)
def own_seed(train_fn, space, num_trials, rng):
    return _right(train_fn, space, num_trials, np.random.default_rng(0))


@wrong(
    RANDOM,
    "fresh-generator",
    "A new generator is made without a seed",
    "The trials are others each time, also for the same seed. Hand on the generator that you are given.",
)
def fresh_generator(train_fn, space, num_trials, rng):
    return _right(train_fn, space, num_trials, np.random.default_rng())


@wrong(
    RANDOM,
    "ranks-shuffled",
    "Scores and hyperparameters no longer belong together",
    "If you sort one list, what becomes of the other? Keep both in one dict from the start.",
)
def ranked_apart(train_fn, space, num_trials, rng):
    results = _right(train_fn, space, num_trials, rng)
    scores = sorted((each["score"] for each in results), reverse=True)
    return [{**each, "score": score} for each, score in zip(results, scores, strict=True)]


def _right(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        hyperparameters = {name: sampler(rng) for name, sampler in space.items()}
        results.append({**hyperparameters, "score": train_fn(dict(hyperparameters))})
    return results
