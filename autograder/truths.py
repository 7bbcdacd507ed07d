"""Write ``courseware/golden/widgets.npz``: what each widget shows with the reference's functions at its presets."""

from __future__ import annotations

import io
import json
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from courseware.widgets.truth import label
from solutions import backprop, batchnorm, cross_entropy, gradient_check, hyperparameter_search, optimizers, softmax

_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip without dates is the same file each time it is written

RULES = ("sgd", "sgd_momentum", "nesterov", "adagrad", "rmsprop", "adam")

# By the name of a widget's module: the functions that its demo takes, and its `trace` after them
REFERENCES: dict[str, tuple[Any, ...]] = {
    "softmax": (softmax.softmax,),
    "sigmoid": (cross_entropy.sigmoid, cross_entropy.sigmoid_grad),
    "two_layer": (backprop.two_layer_loss,),
    "initialisation": (),
    "gradient_check": (gradient_check.numerical_gradient, gradient_check.complex_step),
    "moving_average": (optimizers.ewma,),
    "learning_rate": (optimizers.sgd,),
    "momentum": (optimizers.sgd_momentum,),
    "adam": (optimizers.adam,),
    "race": ({name: getattr(optimizers, name) for name in RULES},),
    "batchnorm": (batchnorm.batchnorm_forward,),
    "search": tuple(getattr(hyperparameter_search, name) for name in ("sample_log_uniform", "random_search", "narrow")),
    "halving": (hyperparameter_search.successive_halving,),
}


def write(path: Path) -> None:
    """Write the truths of all widgets."""
    labels: list[str] = []
    members: dict[str, np.ndarray] = {}
    for name, functions in REFERENCES.items():
        module = import_module(f"courseware.widgets.{name}")
        for setting in getattr(module, "TRUTHS", ()):
            with np.errstate(all="ignore"):
                arrays = module.trace(*functions, **setting)
            members.update({f"{len(labels)}/{key}": np.asarray(array) for key, array in arrays.items()})
            labels.append(label(name, setting))
    members["labels"] = np.frombuffer(json.dumps(labels).encode(), np.uint8)
    members["exercises"] = np.frombuffer(b"[]", np.uint8)  # this golden file has none
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, array in members.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{member}.npy", _EPOCH), buffer.getvalue(), zipfile.ZIP_DEFLATED)
