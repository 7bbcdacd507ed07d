"""Widgets of the notebooks on networks: what they say is so, each control counts, and mistakes become text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
import torch
from PIL import Image

from autograder.truths import REFERENCES
from courseware import widgets
from courseware.widgets import batchnorm, descent, halving, initialisation, slopes, trials, truth
from courseware.widgets import search as search_widget
from courseware.widgets.panel import Widget

NAMES = ("two_layer", "initialisation", "gradient_check", "batchnorm", "search", "halving")
OTHERS = {  # another value of each control than its first
    "two_layer": {"step": 10, "learning_rate": 0.1, "hidden": 5, "seed": 3},
    "initialisation": {"scheme": "He", "activation": "ReLU", "depth": 9, "widths": "funnel"},
    "gradient_check": {"h": 1e-6, "x": 1e-2, "function": slopes.KINK, "precision": "float32"},
    "batchnorm": {"scale": 0.2, "batch": 4, "gamma": 2.0, "beta": 1.0, "mode": "test"},
    "search": {"method": "grid", "scale": "linear", "trials": 9, "rounds": 2, "peak": 0.5, "seed": 1},
    "halving": {"budget": 256, "number": 9, "eta": 3, "slow": halving.SLOW, "seed": 4},
}


@cache
def shown(name: str) -> Widget:
    return widgets.widget(name, *REFERENCES[name])


def said(name: str, preset: str = "", **values: Any) -> str:
    widget = shown(name)
    return widget.draw({**widget.first, **(widget.presets[preset] if preset else {}), **values})[1]


def pixels(widget: Widget, **values: Any) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(widget.draw({**widget.first, **values})[0])))


def numbers(pattern: str, text: str) -> list[float]:
    """The numbers that stand in the groups of a pattern."""
    found = re.search(pattern, text)
    assert found, f"{pattern} is not in: {text}"
    return [float(each) for group in found.groups() for each in group.split(", ")]


@pytest.mark.parametrize(("name", "control"), [(name, control) for name in NAMES for control in OTHERS[name]])
def test_each_control_changes_the_picture_and_its_text(name: str, control: str) -> None:
    widget, value = shown(name), {control: OTHERS[name][control]}
    assert set(OTHERS[name]) == set(widget.controls)
    assert not np.array_equal(pixels(widget), pixels(widget, **value))
    assert said(name) != said(name, **value)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_values_give_the_same_frame(name: str) -> None:
    first = pixels(shown(name))
    pixels(shown(name), **OTHERS[name])
    np.testing.assert_array_equal(pixels(shown(name)), first)


@pytest.mark.parametrize("name", NAMES)
def test_outside_a_live_front_end_there_is_a_still_with_its_text(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    getattr(widgets, f"{name}_demo")(*REFERENCES[name])
    assert capsys.readouterr().out.strip() == said(name)


@pytest.mark.parametrize("name", [name for name in NAMES if REFERENCES[name]])
def test_a_widget_without_a_function_or_with_an_unwritten_one_still_draws(name: str) -> None:
    def unwritten(*_: Any, **__: Any) -> Any:
        raise NotImplementedError

    for functions in ((), (unwritten,) * len(REFERENCES[name])):
        widget = widgets.widget(name, *functions)
        text = widget.draw(widget.first)[1]
        assert "is not written yet" in text or (name == "gradient_check" and not functions)


def swapped(loss: Callable[..., Any]) -> Callable[..., Any]:
    def two_layer_loss(params: Any, X: Any, y: Any = None, reg: float = 0.0) -> Any:
        found = loss(params, X, y, reg)
        return found if y is None else (found[0], {**found[1], "W1": found[1]["W1"].T})

    return two_layer_loss


@pytest.mark.parametrize(
    ("name", "functions", "words"),
    [
        ("two_layer", (lambda *a: 1 / 0,), "Your two_layer_loss stopped: ZeroDivisionError"),
        ("two_layer", (lambda *a: None,), "returned NoneType; expected the pair"),
        ("two_layer", (swapped(*REFERENCES["two_layer"]),), "grads['W1'] has shape (12, 2); expected (2, 12)"),
        ("two_layer", (lambda params, X, y=None, reg=0: (np.nan, params),), "the loss is nan at step 0"),
        ("gradient_check", (lambda f, x, h: 1 / 0,), "Your numerical_gradient stopped: ZeroDivisionError"),
        ("gradient_check", (lambda f, x, h: f(x) - f(x), lambda f, x, h: 1.0), "returned shape (); expected (1,)"),
        ("batchnorm", (lambda x, *_: x,), "returned ndarray; expected the pair (out, cache)"),
        ("batchnorm", (lambda x, *_: (x.T, None),), "out has shape (32, 64); expected (64, 32)"),
        ("batchnorm", (lambda x, *_: (x * np.nan, None),), "the output is not finite"),
        ("search", (lambda *a: np.array([-1.0]), REFERENCES["search"][1]), "expected one positive number"),
        ("search", (REFERENCES["search"][0], lambda *a: []), "returned no list of dicts"),
        ("halving", (lambda *a: None,), "returned NoneType; expected the pair (config, spend)"),
        ("halving", (lambda train_fn, configs, *a: train_fn({}, 1),), "Your successive_halving stopped: ValueError"),
    ],
)
def test_a_mistake_in_the_learners_function_is_shown_as_text(name: str, functions: Any, words: str) -> None:
    widget = widgets.widget(name, *functions)
    assert words in widget.draw(widget.first)[1]


def test_an_error_names_the_learners_line_and_none_of_the_coursewares() -> None:
    widget = widgets.widget("batchnorm", lambda x, *_: x)
    assert "(in " not in widget.draw(widget.first)[1]
    widget = widgets.widget("batchnorm", lambda x, *_: x.nothing)
    assert "(in <lambda>, line" in widget.draw(widget.first)[1]


def test_a_range_that_is_none_stops_the_search_after_its_first_round() -> None:
    widget = widgets.widget("search", *REFERENCES["search"][:2], lambda *a: (1.0, 0.5))
    text = widget.draw({**widget.first, "rounds": 3})[1]
    assert "Your narrow stopped: ValueError: returned (1, 0.5); expected 0 < low < high" in text
    assert "round 2" not in text


def test_errors_of_slopes_are_those_that_fifty_digits_give() -> None:
    with mpmath.workdps(50):
        f, x, h = (lambda t: mpmath.exp(mpmath.sin(t))), mpmath.mpf(1), mpmath.mpf("0.01")
        exact = mpmath.diff(f, x)
        forward, central = (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)
        complex_step = mpmath.im(f(x + 1j * h)) / h
        wanted = [float(abs(slope / exact - 1)) for slope in (forward, central, complex_step)]
    found = numbers(r"forward (\S+), central (\S+), complex step (\S+)\. ", said("gradient_check"))
    np.testing.assert_allclose(found, wanted, rtol=0.02)  # two digits are shown


@pytest.mark.parametrize("function", [slopes.SMOOTH, slopes.FAST, slopes.KINK])
def test_the_slope_on_paper_is_mpmaths(function: str) -> None:
    f = {
        slopes.SMOOTH: lambda t: mpmath.exp(mpmath.sin(t)),
        slopes.FAST: lambda t: mpmath.sin(100 * t),
        slopes.KINK: lambda t: max(t, mpmath.mpf(0)),
    }[function]
    assert slopes.on_paper(function, 0.7, "float64") == pytest.approx(float(mpmath.diff(f, 0.7)), rel=1e-10)


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("Truncation wins", "truncation wins"),
        ("Best step", "steps are best here"),
        ("Rounding wins", "rounding wins"),
        ("Step is lost", "the step is lost"),
        ("Kink", "beyond the kink"),
        ("Bends fast", "truncation wins"),
        ("float32", "rounding wins"),
    ],
)
def test_a_preset_of_the_gradient_check_shows_what_its_name_says(preset: str, words: str) -> None:
    assert words in said("gradient_check", preset)


def test_rounding_costs_float32_all_but_the_complex_step() -> None:
    forward, central, complex_step = numbers(
        r"forward (\S+), central (\S+), complex step (\S+)\. ", said("gradient_check", "float32")
    )
    assert min(forward, central) > 1e-2
    assert complex_step < 1e-6


def test_a_forward_difference_in_the_place_of_the_central_one_parts_from_the_truth() -> None:
    def forward(f: Any, x: np.ndarray, h: float) -> np.ndarray:
        return np.array([(f(x + h) - f(x)) / h])

    widget = widgets.widget("gradient_check", forward)
    central, right = numbers(r"central (\S+)\. .*right central difference: (\S+) here", widget.draw(widget.first)[1])
    assert central > 50 * right


def trained_by_torch(hidden: int, learning_rate: float, steps: int) -> tuple[float, float]:
    """Loss and share of right answers of the same training, with PyTorch's layers, gradients and steps."""
    X, y = (torch.tensor(each) for each in descent.spiral())
    first, second = torch.nn.Linear(2, hidden).double(), torch.nn.Linear(hidden, 2).double()
    params = {name: torch.tensor(each) for name, each in descent.start(hidden, 0).items()}
    with torch.no_grad():
        first.weight.copy_(params["W1"].T)
        first.bias.copy_(params["b1"])
        second.weight.copy_(params["W2"].T)
        second.bias.copy_(params["b2"])
    net = torch.nn.Sequential(first, torch.nn.ReLU(), second)
    optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate)
    for _ in range(steps):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(X), y).backward()
        optimizer.step()
    loss = torch.nn.functional.cross_entropy(net(X), y)
    return float(loss.detach()), float((net(X).argmax(1) == y).double().mean())


@pytest.mark.parametrize(("hidden", "learning_rate", "step"), [(12, 1.0, 60), (3, 1.0, 120), (12, 0.01, 120)])
def test_the_spiral_is_learnt_as_by_torch(hidden: int, learning_rate: float, step: int) -> None:
    loss, right = trained_by_torch(hidden, learning_rate, step)
    text = said("two_layer", hidden=hidden, learning_rate=learning_rate, step=step)
    assert numbers(rf"step {step}: loss ([\d.]+),", text) == [pytest.approx(loss, rel=5e-3)]
    assert f"{right:.0%} of the points" in text
    known = truth.truth("two_layer", {"hidden": hidden, "learning_rate": learning_rate, "seed": 0})
    assert known is not None
    assert known["losses"][step] == pytest.approx(loss, rel=1e-9)


@pytest.mark.parametrize(
    ("preset", "least", "most", "dead"),
    [("Learns", 0, 0.1, 0), ("Too slow", 0.6, 0.7, 0), ("Too few units", 0.4, 0.6, 0), ("Too large", 0.3, 0.5, 6),
     ("All units die", 0.7, 99, 12)],
)  # fmt: skip
def test_a_preset_of_the_spiral_shows_what_its_name_says(preset: str, least: float, most: float, dead: int) -> None:
    text = said("two_layer", preset)
    assert least <= numbers(r"step \d+: loss ([\d.]+),", text)[0] <= most
    assert f"{dead} units are active on no point" in text


def test_a_slow_loss_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descent, "PATIENCE", 0.0)
    widget = widgets.widget("two_layer", *REFERENCES["two_layer"])
    assert "nothing is trained" in widget.draw(widget.first)[1]


def by_torch(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, bn_param: dict[str, Any]) -> tuple[np.ndarray, None]:
    """PyTorch's batch norm, whose running variance divides by N - 1; here that is undone."""
    mean, var = (torch.tensor(bn_param.get(key, np.zeros(x.shape[1]))) for key in ("running_mean", "running_var"))
    train, N = bn_param["mode"] == "train", len(x)
    before = var.clone()
    out = torch.nn.functional.batch_norm(
        torch.tensor(x), mean, var, torch.tensor(gamma), torch.tensor(beta), train, 1 - bn_param["momentum"], 1e-5
    )
    if train:
        kept = bn_param["momentum"] * before
        bn_param.update(running_mean=mean.numpy(), running_var=(kept + (var - kept) * (N - 1) / N).numpy())
    return out.numpy(), None


@pytest.mark.parametrize("preset", ["", *(name for name in batchnorm.PRESETS if name != "Batch of one")])
def test_torchs_batch_norm_looks_like_the_reference(preset: str) -> None:
    widget = widgets.widget("batchnorm", by_torch)
    values = {**widget.first, **(widget.presets[preset] if preset else {})}
    right = truth.truth("batchnorm", {name: values[name] for name in batchnorm.TRACED})
    text = widget.draw(values)[1]
    assert right is not None
    assert numbers(r"with batch norm ([\d., ]+)\. ", text) == numbers("(.*)", batchnorm._list(right["std"]))
    assert "Black" not in text


def test_a_right_batch_norm_is_outlined_only_where_the_learners_is_another() -> None:
    def never_divided(x: np.ndarray, gamma: Any, beta: Any, _: Any) -> Any:
        return gamma * (x - x.mean(axis=0)) + beta, None

    for preset in ("Shrinks", "Explodes"):
        widget = widgets.widget("batchnorm", never_divided)
        text = widget.draw({**widget.first, **widget.presets[preset]})[1]
        assert text.endswith("Black outlines, a right function: 1, 1, 1, 1, 1.")
        assert "Black" not in said("batchnorm", preset)


def test_the_plain_network_shrinks_and_explodes_by_a_factor_a_layer() -> None:
    for preset, scale in (("Shrinks", 0.3), ("Explodes", 3.0)):
        sizes = numbers(r"plain ([^;]+);", said("batchnorm", preset))
        sizes_before = numbers(r"plain ([^;]+);", said("batchnorm"))
        wanted = [size * scale ** (k + 1) for k, size in enumerate(sizes_before)]
        np.testing.assert_allclose(sizes, wanted, rtol=0.1)  # two digits are shown
        assert "with batch norm 1, 1, 1, 1, 1." in said("batchnorm", preset)


def test_a_batch_of_one_lets_nothing_but_beta_through() -> None:
    assert "with batch norm 0, 0, 0, 0, 0." in said("batchnorm", "Batch of one")
    found = batchnorm.trace(*REFERENCES["batchnorm"], **{**batchnorm.TRACED, "batch": 1, "beta": 2.0})  # type: ignore[arg-type]
    filled = batchnorm.MIDDLES[found["heights"][0] > 0]
    np.testing.assert_allclose(filled, [2.0], atol=batchnorm.EDGE / batchnorm.BINS)


def test_a_batch_of_two_knows_two_values_only() -> None:
    found = batchnorm.trace(*REFERENCES["batchnorm"], **{**batchnorm.TRACED, "batch": 2})  # type: ignore[arg-type]
    filled = batchnorm.MIDDLES[found["heights"][0] > 0.02]
    assert np.all(abs(abs(filled) - 1) < 2 * 2 * batchnorm.EDGE / batchnorm.BINS)


def test_beta_decides_how_many_units_are_active() -> None:
    found = batchnorm.trace(*REFERENCES["batchnorm"], **{**batchnorm.TRACED, "gamma": 2.0, "beta": -2.0})  # type: ignore[arg-type]
    assert found["active"][0] == pytest.approx(float(1 - mpmath.ncdf(1)), abs=0.02)  # P(2 z - 2 > 0), z normal


@pytest.mark.parametrize("activation", ["tanh", "ReLU"])
@pytest.mark.parametrize("scheme", ["LeCun", "Xavier", "He"])
def test_sizes_in_a_deep_network_are_those_that_torch_finds(activation: str, scheme: str) -> None:
    found = initialisation.trace(scheme=scheme, activation=activation, widths="funnel", depth=12)
    layers = initialisation._up(scheme, activation, "funnel")[:12]
    x = torch.tensor(np.random.default_rng(1).normal(size=(initialisation.SAMPLES, 96)), requires_grad=True)
    outs = []
    for W, _ in layers:
        x = (torch.tanh if activation == "tanh" else torch.relu)(x @ torch.tensor(W))
        x.retain_grad()
        outs.append(x)
    x.backward(torch.tensor(np.random.default_rng(0).normal(size=x.shape)))
    grads = [out.grad for out in outs if out.grad is not None]
    np.testing.assert_allclose(found["up"], [float(out.detach().square().mean().sqrt()) for out in outs])
    down = [float(grad.square().mean().sqrt()) for grad in grads]
    np.testing.assert_allclose(found["down"], np.array(down) / down[-1])


@pytest.mark.parametrize(("scheme", "gain"), [("LeCun", "linear"), ("He", "relu")])
def test_schemes_have_the_standard_deviations_of_torch(scheme: str, gain: Any) -> None:
    W = torch.empty(2000, 500)
    torch.manual_seed(0)
    torch.nn.init.kaiming_normal_(W, nonlinearity=gain)  # PyTorch keeps (outputs, inputs)
    assert initialisation.SCHEMES[scheme](500, 2000) == pytest.approx(float(W.std()), rel=5e-3)
    torch.nn.init.xavier_normal_(W)
    assert initialisation.SCHEMES["Xavier"](500, 2000) == pytest.approx(float(W.std()), rel=5e-3)


@pytest.mark.parametrize(
    ("preset", "least", "most"),
    [("tanh, too small", 0, 1e-20), ("tanh, too large", 0.9, 1), ("tanh, LeCun", 0.1, 1), ("tanh, Xavier", 0.1, 1),
     ("ReLU, LeCun", 0, 1e-2), ("ReLU, He", 0.2, 5), ("ReLU, too large", 1e10, np.inf)],
)  # fmt: skip
def test_a_preset_of_the_first_weights_shows_what_its_name_says(preset: str, least: float, most: float) -> None:
    assert least <= numbers(r"to (\S+) in layer 20, ", said("initialisation", preset))[0] <= most


def test_a_grid_tries_few_rates_and_random_points_many() -> None:
    assert "5 different rates" in said("search", "Grid")
    assert "25 different rates" in said("search", "Random")
    assert numbers(r"Best score (\S+) at", said("search", "Random")) > numbers(
        r"Best score (\S+) at", said("search", "Grid")
    )


def test_the_best_point_of_a_grid_is_the_one_nearest_to_the_peak() -> None:
    wanted = 0.97 - 0.2 * float(mpmath.log10(2)) ** 2  # 0.01 is a factor of 2 away from 0.02
    best, rate = numbers(r"Best score (\S+) at rate (\S+);", said("search", "Grid"))
    assert best == pytest.approx(wanted, abs=1e-3)
    assert rate == 0.01


def test_on_a_linear_scale_nearly_all_trials_fall_into_the_last_decade() -> None:
    for scale, shares in (("linear", [0.0009, 0.009, 0.09, 0.9]), ("log", [0.25] * 4)):
        texts = [said("search", scale=scale, seed=seed) for seed in range(20)]
        counts = np.sum([numbers(r"there are ([\d, ]+) trials", text) for text in texts], axis=0)
        np.testing.assert_allclose(counts, 500 * np.array(shares), atol=4 * np.sqrt(500 * 0.25 * 0.75))


def test_coarse_to_fine_zooms_in_and_a_best_trial_at_the_border_moves_it() -> None:
    first, second, third = (
        numbers(rf"round {k}: (\S+) to ([^;]+?)[.;]?(?:;|\.$)", said("search", "Coarse to fine")) for k in (1, 2, 3)
    )
    assert first[0] < second[0] < second[1] < first[1]
    assert np.log(third[1] / third[0]) < np.log(second[1] / second[0])
    assert numbers(r"round 2: (\S+) to", said("search", "Best at the border"))[0] < trials.LOW
    assert numbers(r"Best score (\S+) at", said("search", "Best at the border"))[0] > 0.96


def test_a_coarse_grid_misses_what_random_points_find() -> None:
    values = {**search_widget.PRESETS["Grid misses"], "method": "random"}
    assert numbers(r"Best score (\S+) at", said("search", **values)) > numbers(
        r"Best score (\S+) at", said("search", "Grid misses")
    )


def test_halving_spends_as_the_table_of_the_notebook_says() -> None:
    found = halving.trace(*REFERENCES["halving"], **{**halving.TRACED, "number": 8, "budget": 96})  # type: ignore[arg-type]
    assert sorted(found["epochs"]) == [4, 4, 4, 4, 8, 8, 16, 16]
    assert found["spent"].tolist() == [32, 32, 32]
    assert "in 3 rounds of 8, 4, 2 configurations, 96 epochs in all" in said("halving", number=8, budget=96)


@pytest.mark.parametrize(
    ("preset", "winner"), [("Halving wins", "halving"), ("Caviar wins", "caviar"), ("Panda is lucky", "panda")]
)
def test_a_preset_of_the_budget_names_the_winner(preset: str, winner: str) -> None:
    scores = numbers(r"Panda (\S+)%, caviar (\S+)%, halving (\S+)%", said("halving", preset))
    assert int(np.argmax(scores)) == ["panda", "caviar", "halving"].index(winner)


def test_more_than_the_budget_is_said_to_be_so() -> None:
    def generous(train_fn: Any, configs: list[Any], budget: float, eta: int) -> Any:
        for config in configs:
            train_fn(config, budget)
        return configs[0], [budget]

    widget = widgets.widget("halving", generous)
    assert "1024 epochs in all. That is more than the budget." in widget.draw(widget.first)[1]
