"""Drawings that explain: nothing moves in them."""

from __future__ import annotations

from matplotlib.figure import Figure

from courseware.widgets.figure import BLUE, GREEN, RED, display_html, figure, image, show
from courseware.widgets.predrawn import predrawn

LAYER = (
    "A softmax layer. Four scores z on the left each go through exp. Every exponential goes to its own output, and "
    "also to one sum in the middle. The sum goes to all four outputs, where it divides. So each probability depends on "
    "all scores."
)


def softmax_layer() -> None:
    """Show a softmax layer of four classes: each output sees every score, through the sum."""
    if kept := predrawn("softmax_layer"):
        display_html(image(*kept), LAYER)
    else:
        show(draw_layer(), LAYER)


def draw_layer() -> Figure:
    """Draw the layer."""
    fig, axes = figure(6.8, 3.6)
    axes.set(xlim=(-0.6, 6.6), ylim=(-0.7, 4.1))
    axes.axis("off")
    for k in range(4):
        height = 3 - k
        _node(axes, 0, height, f"$z_{k}$", BLUE)
        _node(axes, 2, height, f"$e^{{z_{k}}}$", GREEN)
        _node(axes, 6, height, f"$p_{k}$", RED)
        _arrow(axes, (0.3, height), (1.65, height))
        _arrow(axes, (2.35, height), (5.65, height))
        _arrow(axes, (2.3, height - 0.12), (3.72, 1.6 - 0.1 * (k - 1.5)), dotted=True)
        _arrow(axes, (4.28, 1.6 - 0.1 * (k - 1.5)), (5.7, height - 0.12), dotted=True)
    _node(axes, 4, 1.5, r"$\Sigma$", "#000000")
    for x, word in ((0, "scores"), (2, "exponentials"), (4, "their sum"), (6, "probabilities")):
        axes.text(x, 3.75, word, ha="center")
    axes.text(4.2, -0.55, "dotted: every score reaches every probability", ha="center", style="italic", fontsize=10)
    return fig


def _node(axes, x: float, y: float, label: str, colour: str) -> None:  # type: ignore[no-untyped-def]
    box = {"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": colour, "linewidth": 1.8}
    axes.text(x, y, label, ha="center", va="center", fontsize=14, zorder=3, bbox=box)


def _arrow(axes, start: tuple[float, float], end: tuple[float, float], dotted: bool = False) -> None:  # type: ignore[no-untyped-def]
    style = {"arrowstyle": "->", "color": "#666666" if dotted else "#222222", "linestyle": ":" if dotted else "-"}
    axes.annotate("", xy=end, xytext=start, arrowprops={**style, "shrinkA": 0, "shrinkB": 0}, zorder=1)
