"""The widgets of notebook 05 say what torch.optim and the closed forms give, and no rule of a learner breaks them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from courseware import widgets
from courseware.surfaces import SURFACES, ravine, steps_until
from courseware.widgets import adam, momentum, moving_average, race, race_labels, stability
from courseware.widgets.labels import apart
from courseware.widgets.panel import Widget
from courseware.widgets.truth import truth
from courseware.widgets.walks import walk, walks
from solutions import optimizers

RULES = {name: getattr(optimizers, name) for name in ("sgd", "sgd_momentum", "nesterov", "adagrad", "rmsprop", "adam")}
TORCH: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "sgd": torch.optim.SGD,
    "sgd_momentum": lambda w, lr: torch.optim.SGD(w, lr=lr, momentum=0.9),
    "nesterov": lambda w, lr: torch.optim.SGD(w, lr=lr, momentum=0.9, nesterov=True),
    "adagrad": lambda w, lr: torch.optim.Adagrad(w, lr=lr, eps=1e-8),
    "rmsprop": torch.optim.RMSprop,
    "adam": torch.optim.Adam,
}
FUNCTIONS: dict[str, Any] = {
    "momentum": optimizers.sgd_momentum,
    "race": RULES,
    "moving_average": optimizers.ewma,
    "adam": optimizers.adam,
}
DEMOS = [*FUNCTIONS]


@pytest.fixture(scope="module")
def made() -> dict[str, Widget]:
    return {name: widgets.widget(name, function) for name, function in FUNCTIONS.items()}


def said(widget: Widget, preset: str = "", **values: Any) -> str:
    return widget.draw({**widget.first, **widget.presets.get(preset, {}), **values})[1]


def torch_path(make: Callable[..., torch.optim.Optimizer], gradient: Any, start: Any, num_steps: int, **settings: Any):
    w = torch.tensor(np.array(start, dtype=float))
    optimizer, path = make([w], **settings), [w.numpy().copy()]
    for _ in range(num_steps):
        w.grad = torch.tensor(gradient(w.numpy()))
        optimizer.step()
        path.append(w.numpy().copy())
    return np.array(path)


def unwritten(*_: Any, **__: Any) -> Any:
    raise NotImplementedError("write it")


# What all four have in common


@pytest.mark.parametrize("name", DEMOS)
def test_every_control_changes_the_picture_and_the_text(made, name):
    widget, other = made[name], {"surface": "saddle", "rates": race.SAME, "correction": "on", "corrections": adam.NONE}
    first, text = widget.draw(widget.first)
    for control, about in widget.controls.items():
        value = other.get(control)
        if value is None:
            lowest = 10.0 ** about["min"] if "Log" in about["widget"] else about["min"]
            value = 0.7 * about["value"] + 0.3 * lowest if about["value"] != lowest else about["max"] / 2
        moved, told = widget.draw({**widget.first, control: value})
        assert moved != first, control
        assert told != text, control
    assert widget.draw(widget.first) == (first, text)


@pytest.mark.parametrize("name", DEMOS)
def test_a_right_function_agrees_with_the_truth_that_is_kept_for_every_preset(made, name):
    module = {"momentum": momentum, "race": race, "moving_average": moving_average, "adam": adam}[name]
    for setting in module.TRUTHS:
        assert truth(name, setting) is not None
        told = made[name].draw({**made[name].first, **setting})[1]
        assert "black" not in told
        assert "stopped" not in told


@pytest.mark.parametrize("name", DEMOS)
def test_outside_a_live_front_end_there_is_a_still_with_its_text(made, name, capsys):
    getattr(widgets, f"{name}_demo")(FUNCTIONS[name])
    assert capsys.readouterr().out.strip() == made[name].draw(made[name].first)[1]


@pytest.mark.parametrize("name", DEMOS)
def test_without_a_function_the_panel_still_stands(name):
    picture, text = widgets.widget(name).draw(widgets.widget(name).first)
    assert picture.startswith(b"\x89PNG")
    assert text


@pytest.mark.parametrize("name", DEMOS)
def test_a_function_that_is_not_written_is_said_to_be_so(name):
    widget = widgets.widget(name, {"sgd": unwritten, "adam": optimizers.adam} if name == "race" else unwritten)
    assert re.search("not written yet", said(widget), re.IGNORECASE)


BROKEN: list[tuple[Callable[..., Any], str]] = [
    (lambda w, dw, config=None: 1 / 0, "ZeroDivisionError"),
    (lambda w, dw, config=None: None, "returned None; expected the pair"),
    (lambda w, dw, config=None: w, r"expected the pair \(next_w, config\)"),
    (lambda w, dw, config=None: (w[:1], config), r"shape \(1,\); expected \(\d+,\)"),
    (lambda w, dw, config=None: (float(w[0]), config), "type float; expected an array"),
    (lambda w, dw, config=None: (w, None), "config that came back is None"),
    (lambda w, dw, config=None: (w * np.nan, config), "gives nan"),
    (lambda w, dw, config=None: (np.array(["a"] * len(w)), config), "stopped|nan"),
]


@pytest.mark.parametrize(("rule", "words"), BROKEN)
@pytest.mark.parametrize("name", ["momentum", "race", "adam"])
def test_an_error_in_a_rule_is_shown_as_text(name, rule, words):
    widget = widgets.widget(name, {"sgd": optimizers.sgd, "mine": rule} if name == "race" else rule)
    if name == "adam" and "nan" in words:  # the moments are asked for before the numbers are looked at
        words += "|holds no 'm'"
    assert re.search(words, said(widget))


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda values, beta, bias_correction=False: values[0] / 0j, "ZeroDivisionError|gives|stopped"),
        (lambda values, beta, bias_correction=False: None, "returned None"),
        (lambda values, beta, bias_correction=False: values[1:], r"shape \(364,\); expected \(365,\)"),
        (lambda values, beta, bias_correction=False: values * np.inf, "gives inf at index 0"),
        (lambda values, beta: values, "TypeError"),
    ],
)
def test_an_error_in_an_average_is_shown_as_text(function, words):
    assert re.search(words, said(widgets.widget("moving_average", function)))


def test_a_rule_that_grows_without_end_is_told_and_not_drawn_for_ever():
    def flies(w, dw, config=None):
        return w * 1e3 + 1, config

    def leaps(w, dw, config):
        return w - 1e30, {**config, "m": dw, "v": dw}

    assert "it diverges" in said(widgets.widget("momentum", flies))
    assert "mine flies away" in said(widgets.widget("race", {"sgd": optimizers.sgd, "mine": flies}))
    assert "times too long" in said(
        widgets.widget("adam", lambda w, dw, config: (w - 1e30, {**config, "m": dw, "v": dw}))
    )


@pytest.mark.parametrize("name", ["momentum", "race", "adam"])
def test_a_rule_that_changes_its_arguments_in_place_spoils_nothing(made, name):
    def in_place(rule):
        def step(w, dw, config=None):
            next_w, after = rule(w, dw, config)
            w[:], dw[:] = 7, 7
            config.update(after)
            return next_w, config

        return step

    rules = {each: in_place(rule) for each, rule in RULES.items()} if name == "race" else in_place(FUNCTIONS[name])
    assert said(widgets.widget(name, rules)) == said(made[name])


# Momentum


TAKEN_BY_PYTORCH = [each for each in momentum.TRUTHS if each["momentum"] >= 0]


@pytest.mark.parametrize("setting", TAKEN_BY_PYTORCH)
def test_the_walk_with_momentum_is_pytorchs(made, setting):
    surface = ravine(setting["steepness"])
    settings = {"lr": setting["learning_rate"], "momentum": setting["momentum"]}
    expected = torch_path(torch.optim.SGD, surface.gradient, momentum.START, momentum.NUM_STEPS, **settings)
    np.testing.assert_allclose(
        momentum.trace(optimizers.sgd_momentum, **setting)["path"], expected, rtol=1e-9, atol=1e-9
    )
    told = said(made["momentum"], **setting)
    last = surface.value(expected[-1])
    assert f"to {last:.2g} in 80" in told or f"to {last:.3g} in 80" in told
    arrived = steps_until(surface, expected, 0.05)
    assert f"after {arrived} steps" in told if arrived else "minimum after" not in told


def test_the_measured_map_is_the_triangle_of_theory():
    mu, a = np.meshgrid(stability.MUS, stability.STEPS_TIMES_CURVATURES)
    clear = (np.abs(a - 2 * (1 + mu)) > 0.06) & (np.abs(np.abs(mu) - 1) > 0.02)
    stable = (np.abs(mu) < 1) & (a < 2 * (1 + mu))
    assert clear.mean() > 0.9
    np.testing.assert_array_equal(stability.measured(optimizers.sgd_momentum)[clear], ~stable[clear])


@pytest.mark.parametrize(
    ("mu", "rate", "steepness", "stable"),
    [(0.0, 0.09, 20.0, True), (0.0, 0.11, 20.0, False), (0.9, 0.18, 20.0, True), (0.9, 0.2, 20.0, False),
     (-0.5, 0.04, 20.0, True), (-0.5, 0.06, 20.0, False), (1.0, 0.01, 20.0, False), (0.5, 0.02, 100.0, True)],
)  # fmt: skip
def test_the_text_says_on_which_side_of_the_border_you_are(made, mu, rate, steepness, stable):
    told = said(made["momentum"], momentum=mu, learning_rate=rate, steepness=steepness)
    assert f"the border is {2 + 2 * mu:.3g}" in told
    assert ("not stable" not in told) is stable


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("No momentum", "on the floor after one step"),
        ("Too slow", "comes down one wall and does not cross the floor.*not within"),
        ("Zig-zags", ": stable.*jumps from wall to wall at every step.*within 0.05"),
        ("Swings", "crosses the floor 2. times.*not within"),
        ("Diverges", "not stable.*it diverges"),
        ("No friction", "no friction left.*not stable.*not within"),
        ("Negative", r"border is 1: stable.*goes from 22.4 to 0\.11"),
        ("Narrow", "steepness 100"),
    ],
)
def test_a_preset_of_momentum_shows_what_its_name_says(made, preset, words):
    assert re.search(words, said(made["momentum"], preset))


def factor(mu: float, rate: float, steepness: float) -> float:
    """By how much the slower of the two directions shrinks in a step, in the long run."""
    return max(np.abs(np.roots([1, -(1 - rate * curvature + mu), mu])).max() for curvature in (1.0, steepness))


def test_no_pair_near_the_critical_one_is_faster():
    mu, rate = (momentum.PRESETS["Critical"][name] for name in ("momentum", "learning_rate"))
    best = factor(mu, rate, 20.0)
    pairs = [(mu + dm, rate * dr) for dm in (-0.2, -0.1, 0, 0.1, 0.2, 0.4) for dr in (0.5, 0.8, 0.95, 1.05, 1.2)]
    assert all(factor(m, r, 20.0) > best - 0.01 for m, r in pairs)


def test_a_wrong_momentum_shows_on_the_map_and_beside_the_truth():
    grows = stability.measured(optimizers.sgd)
    assert not np.array_equal(grows, stability.measured(optimizers.sgd_momentum))
    told = said(widgets.widget("momentum", optimizers.sgd))
    assert "not the thin black one" in told
    assert "Your map is not the triangle" in told
    assert "Your map" in said(widgets.widget("momentum", optimizers.sgd), momentum=0.33)


def test_a_click_on_the_map_sets_momentum_and_rate(made):
    widget = made["momentum"]
    said(widget, steepness=10.0)
    picked = [widget.pick(x, y) for x in np.linspace(0, 1, 41) for y in np.linspace(0, 1, 41)]
    inside = [values for values in picked if values]
    assert 100 < len(inside) < 500
    assert {*inside[0]} == {"momentum", "learning_rate"}
    assert max(values["learning_rate"] for values in inside) == pytest.approx(0.3, rel=0.1)
    assert min(values["momentum"] for values in inside) < -1 < 1 < max(values["momentum"] for values in inside)


# The race


@pytest.mark.parametrize("setting", race.TRUTHS, ids=lambda setting: f"{setting['surface']}-{setting['rates']}")
def test_the_walks_of_a_race_are_pytorchs_and_so_is_the_winner(made, setting):
    surface = SURFACES[setting["surface"]]
    start = race.start_of(surface, setting["x"], setting["y"])
    rates = race.rates_of(RULES, setting["surface"], setting["rates"], setting["factor"])
    arrived = {}
    for name, found in race.trace(RULES, **setting).items():
        expected = torch_path(TORCH[name], surface.gradient, start, len(found) - 1, lr=rates[name])
        np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-3)
        if len(found) == race.NUM_STEPS[surface.name] + 1:
            arrived[name] = steps_until(surface, expected, race.WITHIN)
    told = said(made["race"], **setting)
    there = {name: at for name, at in arrived.items() if at is not None}
    assert ("First:" in told) is bool(there)
    for name, at in there.items():
        first = re.search(r"First: (.*?), within 0.1 of a minimum from step (\d+) on", told)
        assert first
        assert (name in re.findall(r"(\w+) at rate", first[1])) is (at == min(there.values()) == int(first[2]))
        assert at == int(first[2]) or f"{name} {at}" in told


def test_every_surface_can_be_raced_on_from_every_corner(made):
    for surface, about in SURFACES.items():
        for x, y in ((0.0, 0.0), (100.0, 100.0), (37.5, 62.5)):
            told = said(made["race"], surface=surface, x=x, y=y)
            left, right, low, high = about.box
            assert (
                f"{about.title}, from ({left + (right - left) * x / 100:.3g}, {low + (high - low) * y / 100:.3g})"
                in told
            )


def test_on_the_ridge_nobody_leaves_the_saddle_and_beside_it_everybody_does(made):
    assert re.search("gradient is nearly 0, and no minimum: .*sgd.*adam", said(made["race"], "On the ridge"))
    assert len(re.findall(r"(?:sgd|sgd_momentum|nesterov|adagrad|rmsprop|adam) (?:at rate|\d+)",
                          said(made["race"], "Beside the ridge"))) == 6  # fmt: skip


def test_on_the_plateau_the_scaled_rules_are_first(made):
    told = said(made["race"], "Plateau")
    assert re.search(r"First: (adagrad|rmsprop|adam)\b", told)
    assert "gradient is nearly 0, and no minimum: sgd." in told


def test_where_rules_end_in_different_minima_the_text_says_where(made):
    told = said(made["race"], surface="himmelblau", x=45.0, y=44.0)
    assert re.search(r"They end in different minima: .* in \(.*\); .* in \(", told)


def test_a_rule_that_is_missing_or_not_written_is_left_out():
    told = said(widgets.widget("race", {"sgd": optimizers.sgd, "adam": unwritten, "nesterov": unwritten}))
    assert "Not written yet, so left out: adam and nesterov." in told
    assert "First: sgd at rate 0.07" in told
    assert "rmsprop" not in told


def test_a_rule_that_walks_elsewhere_than_a_right_one_is_named():
    told = said(widgets.widget("race", {"sgd": optimizers.sgd, "sgd_momentum": optimizers.ema_momentum}))
    assert "where a right sgd_momentum would walk" in told


def test_a_rule_whose_rate_is_too_large_is_said_to_climb(made):
    assert "Higher than at the start: sgd." in said(made["race"], factor=1.6)
    assert "sgd flies away" in said(made["race"], "Too bold")


def test_a_click_on_the_surface_is_the_start(made):
    widget = made["race"]
    for surface in SURFACES:
        said(widget, surface=surface)
        low, high = widget.pick(0.2, 0.8), widget.pick(0.4, 0.2)
        assert low
        assert high
        assert low["x"] < high["x"]
        assert low["y"] < high["y"]
        assert widget.pick(0.9, 0.5) is None
        assert f"{SURFACES[surface].title}, from" in said(widget, surface=surface, **low)


# The moving average


def average(beta: float, correction: str, noise: float) -> np.ndarray:
    """The sum that the recursion stands for, as it is written in the text."""
    values = moving_average.series(noise)
    weights = [(1 - beta) * np.power(beta, np.arange(t)[::-1]) for t in range(1, len(values) + 1)]
    sums = np.array([np.dot(each, values[: len(each)]) for each in weights])
    return sums / (np.array([each.sum() for each in weights]) if correction == "on" else 1)


@pytest.mark.parametrize("setting", moving_average.TRUTHS)
def test_the_average_is_the_weighted_sum_that_the_text_writes_out(made, setting):
    expected = average(**setting)
    found = moving_average.trace(optimizers.ewma, **setting)
    np.testing.assert_allclose(found["average"], expected, rtol=1e-12)
    told = said(made["moving_average"], **setting)
    settled = slice(moving_average.SETTLED, None)
    assert f"first average {expected[0]:.2f}" in told
    assert f"the average by {np.abs(np.diff(expected[settled])).mean():.2f}" in told
    assert f"the average on day {moving_average.SETTLED + 1 + np.argmin(expected[settled])}." in told


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99])
def test_the_share_of_the_window_is_that_of_the_geometric_series(made, beta):
    window = round(1 / (1 - beta))
    told = said(made["moving_average"], beta=beta)
    assert re.search(rf"is {window} days? and holds {100 * (1 - beta**window):.1f} %", told)
    within = 1 if beta == 0 else int(np.ceil(np.log(0.02) / np.log(beta)))
    assert f"98 % lies within {within}." in told


def test_large_windows_hold_63_percent(made):
    shares = [float(re.search(r"holds ([\d.]+) %", said(made["moving_average"], beta=b))[1]) for b in (0.5, 0.9, 0.99)]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] == pytest.approx(100 * (1 - np.exp(-1)), abs=0.3)


def test_the_correction_mends_the_start_and_nothing_else(made):
    assert "first average 0.50, because the weights in it sum to 0.02" in said(made["moving_average"], "Starts too low")
    corrected = said(made["moving_average"], "Smooth and late")
    assert "24.8 and the first average 24.8" in corrected
    late = [int(re.search(r"the average on day (\d+)", said(made["moving_average"], "No noise", beta=b))[1])
            for b in (0.0, 0.5, 0.9, 0.98)]  # fmt: skip
    assert late[0] == 202
    assert late == sorted(late)
    assert late[-1] > late[0] + 20


def test_a_wrong_average_is_said_to_be_elsewhere():
    def no_factor(values, beta, bias_correction=False):
        v, found = 0.0, []
        for value in values:
            v = beta * v + value
            found.append(v)
        return np.array(found)

    assert "thin black line" in said(widgets.widget("moving_average", no_factor))


# Adam


@pytest.mark.parametrize("setting", [setting for setting in adam.TRUTHS if setting["corrections"] == adam.BOTH])
def test_adams_steps_are_pytorchs(setting):
    w = torch.zeros(1, dtype=torch.float64)
    optimizer = torch.optim.Adam([w], lr=1.0, betas=(setting["beta1"], setting["beta2"]))
    steps = []
    for gradient in adam.gradients(setting["noise"]):
        before, w.grad = float(w), torch.full((1,), gradient * setting["size"], dtype=torch.float64)
        optimizer.step()
        steps.append(before - float(w))
    np.testing.assert_allclose(adam.trace(optimizers.adam, **setting)["steps"], steps, rtol=1e-9)


@pytest.mark.parametrize("beta1", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("beta2", [0.9, 0.99, 0.999])
def test_without_corrections_a_steady_gradient_makes_the_steps_that_the_course_derives(beta1, beta2):
    t = np.arange(1, adam.NUM_STEPS + 1)
    m, v = 1 - beta1**t, 1 - beta2**t
    expected = {adam.NONE: m / np.sqrt(v), adam.FIRST_ONLY: 1 / np.sqrt(v), adam.SECOND_ONLY: m, adam.BOTH: np.ones(60)}
    for corrections, steps in expected.items():
        found = adam.trace(optimizers.adam, corrections, beta1, beta2, 1.0, 0.0)
        np.testing.assert_allclose(found["steps"], steps, rtol=1e-5)
        np.testing.assert_allclose(found["m"] / found["root"], steps, rtol=1e-5)


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("Both corrections", r"first step is 1 × the learning rate, as it should be"),
        ("No corrections", r"first step is 3\.16 × .*3\.16 times too long"),
        ("Only m corrected", r"31\.6 times too long"),
        ("Only v corrected", r"10 times too short"),
        ("Tiny gradients", r"first step is 0\.5 × .*epsilon counts"),
        ("Noisy", r"noise 1\.50"),
        ("Steady gradient", r"noise 0\.00.*Step 60 is 1 ×, where m is 1\.00 and √v 1\.00"),
        ("Short memory", r"beta1 0\.50, beta2 0\.900"),
    ],
)
def test_a_preset_of_adam_shows_what_its_name_says(made, preset, words):
    assert re.search(words, said(made["adam"], preset))


def test_the_first_step_does_not_ask_for_the_gradients_size(made):
    assert "from 1e-06 to 1e+03 all make the same first step" in said(made["adam"])
    plain = widgets.widget("adam", lambda w, dw, config: (w - dw, {**config, "m": dw, "v": dw**2, "t": 1}))
    assert "depends on the size of the gradient" in said(plain)


def test_an_adam_without_corrections_is_said_to_be_another():
    def uncorrected(w, dw, config=None):
        return optimizers.adam(w, dw, {**config, "t": 10**9})

    assert "A right adam does something else" in said(widgets.widget("adam", uncorrected))


def test_a_click_sets_the_size_of_the_gradient(made):
    sizes = [values["size"] for x in np.linspace(0.72, 0.98, 9) if (values := made["adam"].pick(x, 0.5))]
    assert sizes == sorted(sizes)
    assert sizes[0] < 1e-7 < 1 < sizes[-1]
    assert made["adam"].pick(0.2, 0.5) is None


# What they are made of


def test_walks_side_by_side_are_the_walks_one_by_one():
    surface, start = SURFACES["himmelblau"], np.array([0.5, 0.5])
    configs = {name: {"learning_rate": 0.02} for name in RULES}
    together = walks(RULES, surface.gradient, start, configs, 40)
    for name, rule in RULES.items():
        alone = walk(rule, surface.gradient, start, configs[name], 40)
        np.testing.assert_array_equal(together[name].path, alone.path)
        assert together[name].trouble == alone.trouble == ""
    assert configs["adam"] == {"learning_rate": 0.02}


def test_one_broken_rule_does_not_stop_the_others():
    rules = {
        "sgd": optimizers.sgd,
        "broken": lambda w, dw, config: 1 / 0,
        "nan": lambda w, dw, config: (w * np.nan, {}),
    }
    found = walks(rules, SURFACES["ravine"].gradient, np.array([1.0, 1.0]), {name: {} for name in rules}, 10)
    assert [len(each.path) for each in found.values()] == [11, 1, 1]
    assert "ZeroDivisionError" in found["broken"].trouble
    assert found["nan"].trouble == "gives nan at step 1"


@pytest.mark.parametrize("seed", range(20))
def test_labels_stand_apart_inside_and_in_their_order(seed):
    rng = np.random.default_rng(seed)
    places = rng.normal(size=rng.integers(1, 7)) * rng.choice([0.01, 1, 10])
    found = np.array(apart(places.tolist(), 0.5, -4, 4))
    assert np.all(np.diff(np.sort(found)) > 0.5 - 1e-9)
    assert found.min() > -4 - 1e-9
    assert found.max() < 4 + 1e-9
    np.testing.assert_array_equal(np.argsort(found, kind="stable"), np.argsort(places, kind="stable"))


def test_labels_that_do_not_touch_stay_where_they_are():
    assert apart([2.0, -1.0, 0.5], 0.5, -4, 4) == pytest.approx([2.0, -1.0, 0.5])
    assert apart([], 0.5, -4, 4) == []


def test_a_name_in_a_race_lies_on_no_line_where_there_is_room():
    steps = np.arange(81.0)
    curves = {"slow": -0.02 * steps, "steep": 1 - 0.2 * steps, "steeper": 1 - 0.25 * steps, "short": steps - 8}
    curves["short"][4:] = np.nan
    ends = {"slow": (80, -1.6), "steep": (45, -8.0), "steeper": (36, -8.0), "short": (3, -5.0)}
    widths = {"slow": 8, "steep": 10, "steeper": 14, "short": 10}
    found = race_labels.beside_ends(curves, ends, widths, (-7.8, 0.8), gap=0.4, margin=1.6)
    assert found["slow"] == (81.6, -1.6, False)
    for name, (left, height, covers) in found.items():
        assert not covers
        under = np.linspace(left, left + widths[name], 200)
        for curve in curves.values():
            values = np.interp(under, steps, curve, right=np.nan)
            assert not np.any(np.abs(values - height) < 0.2), (name, found)
        assert min(abs(left - ends[name][0]), abs(left + widths[name] - ends[name][0])) < 6


def test_a_name_in_a_race_that_finds_no_room_says_so():
    thicket = {str(k): np.linspace(0.8, -7.8 - k, 81) for k in range(40)}
    ends = {name: (int(np.flatnonzero(line >= -8)[-1]), -8.0) for name, line in thicket.items()}
    found = race_labels.beside_ends(thicket, ends, dict.fromkeys(ends, 12), (-7.8, 0.8), gap=0.4, margin=1.6)
    assert found.keys() == ends.keys()
    assert any(covers for _, _, covers in found.values())


def test_a_race_without_lines_has_no_names():
    assert race_labels.beside_ends({}, {}, {}, (-7.8, 0.8), gap=0.4, margin=1.6) == {}
