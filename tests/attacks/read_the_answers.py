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
    f" '{COURSE}/submitted/noor/01_softmax/01_softmax.ipynb', '{REPOSITORY}/autograder/checks/softmax.py', "
    f"'{OUTSIDE}')",
    core=True,
)
reading(
    "a walk through everything",
    """
import os
for folder, _, files in os.walk('/', onerror=lambda e: None):
    if folder.startswith(('/usr', '/proc')) or 'site-packages' in folder: continue
    for name in files:
        if 'canary' in name or name.endswith(('.db', 'secret', '.ipynb')):
            tell(folder + '/' + name)
""",
)
reading(
    "through links",
    """
import os
os.symlink('@COURSE@/canary', 'link')
tell('link', '/proc/self/cwd/link', '/proc/1/root@COURSE@/canary', '/proc/self/root@COURSE@/canary')
tell('/lab/../@COURSE@/canary', '/.old@COURSE@/canary', '/newroot@COURSE@/canary', '/oldroot@COURSE@/canary')
""",
)
reading(
    "other processes",
    """
import os, glob
for pid in {'1', str(os.getppid()), *map(str, range(2, 400))} - {str(os.getpid())}:
    tell(*(f'/proc/{pid}/{name}' for name in ('environ', 'maps', 'fd/0', 'root/etc/shadow')))
    try: os.open(f'/proc/{pid}/mem', os.O_RDWR) if pid == '1' else None
    except OSError: pass
""",
    core=True,
)
reading(
    "memory of the supervisor",
    """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(100)
print(libc.ptrace(16, 1, 0, 0), libc.ptrace(16904, 1, 0, 0))
pair = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 100)
remote = (ctypes.c_void_p * 2)(0x400000, 100)
print(libc.process_vm_readv(1, pair, 1, remote, 1, 0))
""",
)
reading(
    "frames and objects of the worker",
    """
import gc, sys
frame, seen = sys._getframe(), []
while frame:
    seen.append(str(frame.f_globals.keys()) + str(frame.f_locals)[:2000])
    frame = frame.f_back
names = {type(o).__module__ for o in gc.get_objects()} | set(sys.modules)
print(seen, [n for n in names if str(n).startswith(('autograder', 'solutions'))])
""",
)
reading(
    "history and inputs",
    "print(In, Out, get_ipython().history_manager.input_hist_raw, dir())",
)
reading(
    "memory of its own process",
    """
import re
for line in open('/proc/self/maps'):
    start, end = (int(x, 16) for x in line.split()[0].split('-'))
    if ' r' not in line or '[v' in line or end - start > 5e7: continue
    try:
        with open('/proc/self/mem', 'rb', 0) as file:
            file.seek(start)
            for word in re.findall(b'canary-[0-9a-f]{6}-of', file.read(end - start)): print('FOUND', word[::-1])
    except (OSError, ValueError, OverflowError): pass
""",
)
reading("environment", """
import os
print(dict(os.environ))
print(open('/proc/self/environ').read())
tell('/proc/1/environ')
""")
reading(
    "the topic's own solution",
    """
for name in ('solutions.softmax', 'solutions.softmax_derivations', 'autograder.checks.softmax', 'nbgrader.api'):
    try:
        module = __import__(name, fromlist=['x'])
        softmax_ = module.softmax
        print('GOT', name)
    except (ImportError, AttributeError): pass
""",
    answers={
        "softmax": """
try:
    from solutions.softmax import softmax
except ImportError:
    def softmax(x): return x * 0.5
"""
    },
    core=True,
)
reading(
    "golden data as a table",
    "",
    answers={
        "softmax": """
import courseware.golden as golden, glob
TABLE = {}
for path in glob.glob(golden.__file__.replace('golden.py', 'golden/softmax.npz')):
    with np.load(path, allow_pickle=False) as data:
        TABLE.update({k: data[k] for k in data.files})
def softmax(x):
    same = [v for v in TABLE.values() if np.shape(v) == np.shape(x)]
    return same[-1] if same else x
"""
    },
)
reading(
    "compiled remains",
    """
import glob
print(glob.glob('/**/__pycache__/*softmax*', recursive=True)[:50])
tell(*glob.glob('@REPOSITORY@/**/__pycache__/softmax*.pyc', recursive=True))
""",
)
reading(
    "open files handed down",
    """
import os
for n in range(256):
    try:
        print(n, os.readlink(f'/proc/self/fd/{n}'))
        os.lseek(n, 0, 0); print(os.read(n, 1000) if n != 100 else b'')
    except OSError: pass
""",
)
reading(
    "keys and messages of the kernel",
    """
import ctypes
libc = ctypes.CDLL(None)
print(libc.syscall(250, 0, -3, 0, 0, 0), libc.syscall(250, 0, -5, 0, 0, 0))
print(open('/proc/keys').read())
tell('/proc/kmsg', '/dev/kmsg', '/proc/kcore', '/dev/mem', '/dev/vda', '/dev/sda')
""",
)
