"""Stop the grading by using up what a machine has: memory, disks, open files, output, and the judge's own time."""

from __future__ import annotations

from .attack import WRONG, attack
from .stop_the_grading import LATE, LIMIT, THREAT, stopping

C = """
import ctypes, mmap, os
libc = ctypes.CDLL(None, use_errno=True)
"""

stopping("memory in one piece", "x = bytearray(10**12)")
stopping("memory bit by bit", "x = []\nwhile True: x.append(bytes(10**7))", slow=True)
stopping("memory of many processes", """
import os, time
for _ in range(8):
    if os.fork() == 0:
        x = b'x' * (200 * 10**6); time.sleep(60)
time.sleep(60)
""", f"{LIMIT}|{LATE}", slow=True, core=True)  # fmt: skip
stopping("shared pages that stay when unmapped", f"{C}for _ in range(50):\n    m = mmap.mmap(-1, 10**8)\n"
         "    m.write(b'x' * 10**8)\n    m.madvise(mmap.MADV_DONTNEED)")  # fmt: skip
stopping("page tables", f"{C}libc.mmap.restype = ctypes.c_void_p\n"
         "libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]\n"
         "start = libc.mmap(None, 1 << 40, 1, 0x4022, -1, 0)\nassert start < 2**63\n"
         "for n in range(1 << 19): ctypes.c_byte.from_address(start + n * (1 << 21)).value")  # fmt: skip
stopping("memory of the kernel", """
import os, socket
kept = []
while True:
    a, b = socket.socketpair()
    kept += a, b
    for s in (a, b):
        s.setblocking(False)
        try:
            while True: s.send(bytes(4096))
        except BlockingIOError: pass
""")  # fmt: skip
stopping("memory in /dev/shm", """
n = 0
while True:
    n += 1
    open(f'/dev/shm/{n}', 'wb').write(bytes(3 * 10**6))
""")
stopping("what all programs of a machine share", f"{C}import socket\nfor n in range(70): libc.syscall(206, 1000, "
         "ctypes.byref(ctypes.c_ulong()))\nprint(libc.inotify_init1(0))\ntry:\n    kept = [os.openpty() for _ "
         "in range(50)]\n"
         "except OSError: pass\nwith open('/proc/sys/fs/aio-nr') as file: print('AIO', file.read())")  # fmt: skip
stopping("a full disk", """
n = 0
while True:
    n += 1
    open(f'n{n}', 'wb').write(bytes(3 * 10**6))
""")
stopping("a million files", "for n in range(10**6): open(f'n{n}', 'w').close()")
stopping("a thousand open files", "kept = [open('/dev/null') for _ in range(1000)]")
stopping("deep folders", """
import os
for n in range(2000):
    os.mkdir('d' * 100); os.chdir('d' * 100)
""")
stopping("a gigabyte of output", "for _ in range(1000): print('x' * 10**6)", "")
stopping("a million outputs", "for n in range(10**6): display(n)", slow=True)
stopping("output of a child", "import os\nos.system('yes')", "cut", slow=True)
stopping("an exception of ten megabytes", "raise type('E' * 10**6, (Exception,), {})('x' * 10**7)")
attack(THREAT, "a result of a hundred megabytes", "def softmax(x): return "
                                                  "np.zeros(10**7)", says="too much|bytes|memory|did not finish")
attack(THREAT, "a million entries", "def softmax(x): return [[]] * 10**6", says="parts|many|bytes|did not finish")

EXPRESSIONS = {
    "a tower of powers": '["9**9**9**9**9**9"]',
    "a long line": '["+".join(["x_j"] * 200_000)]',
    "deep brackets": '["(" * 100_000 + "x" + ")" * 100_000]',
    "a hundred thousand lines": '["x"] * 100_000',
    "wide exponentials": '["exp(" * 500 + "x" + ")" * 500, "9" * 100_000, "1e999999999"]',
    "code in a line": '["__import__(\'os\').system(\'id\')", "().__class__.__mro__[1].__subclasses__()", '
                      '"x.__class__"]',
    "a line of another kind": "[b'x', None, 3, ['x'], {'x': 1}, float('nan')]",
}
for name, lines in EXPRESSIONS.items():
    attack(
        THREAT,
        f"derivation: {name}",
        answers={each: f"{each} = {lines}" for each in ("shift_invariance", "two_class_sigmoid")},
        honest=WRONG,
    )
