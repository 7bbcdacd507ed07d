"""Forge the verdict in the kernel: change what compares, what runs a cell, or what a cell puts out."""

from __future__ import annotations

from .attack import WRONG, attack

THREAT = "forge the verdict"

# Cells that are tried on every notebook of the course.
HOOKS = (
    """
import numpy as np
np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None
""",
    """
import builtins
builtins.AssertionError = Exception
builtins.all = builtins.bool = lambda *a: True
builtins.isinstance = lambda *a: True
""",
    """
import ast
class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(NoAsserts())
""",
    "get_ipython().input_transformers_cleanup.append(lambda lines: ['1.0\\n'])",
    "get_ipython().events.register('pre_run_cell', lambda *a: setattr(a[0], 'raw_cell', '1.0') if a else None)",
    "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)",
    """
import sys
sys.displayhook = lambda value: None
sys.excepthook = lambda *a: None
""",
    """
import courseware, courseware.check
check = courseware.check = lambda *a, **k: print('5.0')
""",
    """
import courseware.verdict, courseware.compare, courseware.spec
right = courseware.spec.Verdict('pass', 'Right.')
courseware.verdict.decide = courseware.verdict._decide = lambda *a, **k: right
courseware.compare.compare = courseware.compare.close = lambda *a, **k: None
courseware.compare.COMPARE.update(dict.fromkeys(courseware.compare.COMPARE, lambda *a: None))
""",
    "get_ipython().run_cell = get_ipython().run_code = lambda *a, **k: type('R', (), {'success': True})()",
)

for number, cell in enumerate(HOOKS):
    names = ("numpy", "builtins", "asserts", "inputs", "events", "exceptions", "display", "check", "verdict", "shell")
    attack(THREAT, f"hook {names[number]}", before=cell, core=names[number] == "verdict")

attack(
    THREAT,
    "printed marks",
    after="""
print('39.0')
from IPython.display import display
display(39.0)
39.0
""",
    core=True,
)
attack(
    THREAT,
    "fake result of a check",
    after="""
shell = get_ipython()
fake = {'output_type': 'execute_result', 'data': {'text/plain': '39.0'}, 'metadata': {}, 'execution_count': 1}
shell.recorder.outputs.append(fake)
'not a number'
""",
)
attack(
    THREAT,
    "marks in the metadata",
    after="""
from IPython.display import publish_display_data
publish_display_data({'text/plain': '1'}, {'autograder': {'cells': [{'grade_id': 'check-softmax-values', 'score': 9}]}})
""",
)
attack(
    THREAT,
    "check that raises nothing",
    after="""
class check:
    def __new__(cls, *a, **k): return 39.0
check('softmax', None)
""",
)
attack(
    THREAT,
    "names that every lookup finds",
    before="""
class Anything(dict):
    def __contains__(self, name): return True
    def __getitem__(self, name): return dict.get(self, name, lambda *a, **k: 1.0)
    def __missing__(self, name): return lambda *a, **k: 1.0
get_ipython().user_ns = Anything(get_ipython().user_ns)
""",
)
attack(
    THREAT,
    "a later cell mends what a check saw",
    answers={**WRONG, "log_softmax": "def log_softmax(scores):\n    return scores"},
    honest={**WRONG, "log_softmax": "def log_softmax(scores):\n    return scores"},
    after="""
def log_softmax(scores):
    return scores - np.log(np.exp(scores).sum(-1, keepdims=True))
""",
)
