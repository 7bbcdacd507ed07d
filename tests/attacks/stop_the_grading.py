"""Stop the grading, or slow down that of others: time, memory, processes, files, output, signals."""

from __future__ import annotations

from textwrap import indent

from .attack import attack

THREAT = "stop the grading"
STUBBORN = """
while True:
    try:
        while True: pass
    except BaseException: pass
"""
C = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
"""
LATE, ENDED, LIMIT = "took longer", "ended|signal", "more than|all the processor time|memory"


def stopping(name: str, code: str, says: str = "", **fields: object) -> None:
    """A cell ahead of all others; what it says stands in the row or beside the cell."""
    attack(THREAT, name, before=code, says=says, **fields)


stopping("endless cell", "while True: pass", LATE, slow=True, core=True)
stopping("deaf endless cell", """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
""" + STUBBORN, LATE, slow=True)
attack(THREAT, "endless function", "def softmax(x):\n    while True: pass", says=LATE, slow=True)
attack(THREAT, "deaf endless function", "def softmax(x):\n" + indent(STUBBORN, "    "), says=LATE, slow=True)
stopping("endless destructor", """
class Last:
    def __del__(self):
        while True: pass
x = Last()
del x
""", LATE, slow=True)
stopping("endless printing of a value", """
class R:
    def __repr__(self):
        while True: pass
R()
""", LATE, slow=True)
stopping("stopped by itself", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)", LATE, slow=True)
stopping("sleep for ever", "import time\ntime.sleep(10**6)", LATE, slow=True)
stopping("alarm in every cell", """
import signal
signal.signal(signal.SIGALRM, lambda *a: 1 / 0)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
""")  # fmt: skip
stopping("os._exit", "import os\nos._exit(0)", ENDED, core=True)
attack(THREAT, "os._exit in a function", "import os\ndef softmax(x): os._exit(0)", says=ENDED)
stopping("segmentation fault", "import ctypes\nctypes.string_at(0)", "SIGSEGV")
stopping("kill -9 of everything", """
import os
for pid in (1, -1):
    try: os.kill(pid, 9)
    except OSError: pass
os.killpg(0, 9)
""", ENDED, core=True)
stopping("signals to everyone above", """
import os, signal
for number in signal.valid_signals():
    for pid in (1, os.getppid(), 2**22):
        try: os.kill(pid, number)
        except OSError: pass
""")  # fmt: skip
stopping("SystemExit everywhere", """
import builtins, sys
for name in ('print', 'len', 'repr'):
    setattr(builtins, name, lambda *a, **k: sys.exit(3))
sys.exit(3)
""")  # fmt: skip
stopping("fork bomb", """
import os
while True:
    try: os.fork()
    except OSError: pass
""", f"{LATE}|{LIMIT}|{ENDED}",
         slow=True, core=True)  # fmt: skip
stopping("threads that never end", """
import threading, time
for _ in range(1000):
    try: threading.Thread(target=time.sleep, args=(10**6,)).start()
    except RuntimeError: break
""")  # fmt: skip
stopping("a child that outlives its kernel", """
import os, subprocess, time
subprocess.Popen(['sleep', '10000'], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: time.sleep(10**6)
    os._exit(0)
""", core=True)  # fmt: skip
stopping("orphans that ignore every signal", """
import os, signal, time
for _ in range(5):
    if os.fork() == 0:
        for n in signal.valid_signals() - {9, 19}: signal.signal(n, signal.SIG_IGN)
        libc = __import__('ctypes').CDLL(None); libc.prctl(1, 0); libc.prctl(4, 0); libc.prctl(36, 1)
        os.setsid(); time.sleep(10**6)
""")  # fmt: skip
stopping("all processors", """
import os, signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for _ in range(12):
    if os.fork() == 0:
        while True: pass
""")  # fmt: skip
stopping("the supervisor made slow", f"{C}import resource\nfor call in (lambda: os.setpriority(os.PRIO_USER, 0, 19), "
         "lambda: os.setpriority(os.PRIO_PROCESS, 1, 19), lambda: os.sched_setscheduler(1, 5, os.sched_param(0)), "
         "lambda: os.sched_setaffinity(1, {0}), lambda: os.sched_setaffinity(0, {0}), "
         "lambda: resource.prlimit(1, resource.RLIMIT_NOFILE, (0, 0)), "
         "lambda: resource.prlimit(1, resource.RLIMIT_CPU, (0, 0))):\n    try:\n        call()\n        "
         "print('CHANGED')\n"
         "    except OSError: pass", core=True)  # fmt: skip
stopping("limits of its own", """
import resource
for name in dir(resource):
    if name.startswith('RLIMIT_') and resource.getrlimit(getattr(resource, name))[1] != -1:
        try: resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY,) * 2); print('RAISED', name)
        except (OSError, ValueError): pass
""")  # fmt: skip
stopping("files leased from others", """
import fcntl, glob
for path in glob.glob('/lab/courseware/*.py'):
    with open(path) as file:
        for kind in (0, 1):
            try: fcntl.fcntl(file, 1024, kind); print('LEASED', path)
            except OSError: pass
""")  # fmt: skip
stopping("a thread that works on between cells", """
import threading
def change():
    while True:
        for name in ('softmax', 'np'):
            globals()[name] = lambda *a, **k: 1.0
threading.Thread(target=change, daemon=True).start()
""", slow=True)  # fmt: skip
stopping("imports that fail", """
import sys
class No:
    def find_spec(self, *a): raise SystemExit
sys.meta_path.insert(0, No())
for name in list(sys.modules): sys.modules.pop(name)
""")  # fmt: skip
stopping("an interpreter turned against itself", """
import sys, gc, threading
sys.setrecursionlimit(10**9)
gc.disable()
sys.setswitchinterval(1000)
sys.settrace(lambda *a: 1 / 0)
sys.setprofile(lambda *a: 1 / 0)
def down(): down()
down()
""", f"{ENDED}|{LATE}|")  # fmt: skip
