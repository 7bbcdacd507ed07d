"""Reach out: sockets of every kind, names, packages, and anyone who listens on this machine."""

from __future__ import annotations

from .attack import ABSTRACT, TCP, UDP, attack

THREAT = "reach out"
TRY = """
import socket, struct
def attempt(family, kind, address, protocol=0):
    try:
        with socket.socket(family, kind, protocol) as s:
            s.settimeout(0.2)
            try: s.sendto(b'left-by-an-attack', address)
            except OSError: s.connect(address); s.send(b'left-by-an-attack')
            print('REACHED', address)
    except (OSError, TypeError): pass
"""


def reaching(name: str, code: str, **fields: object) -> None:
    attack(THREAT, name, before=TRY + code, **fields)


reaching("TCP", f"attempt(2, 1, ('127.0.0.1', {TCP})); attempt(2, 1, ('1.1.1.1', 53)); attempt(10, 1, ('::1', "
                f"{TCP}))", core=True)
reaching("UDP", f"attempt(2, 2, ('127.0.0.1', {UDP})); attempt(2, 2, ('255.255.255.255', {UDP})); attempt(10, "
                f"2, ('::1', {UDP}))",
         core=True)  # fmt: skip
reaching("abstract Unix sockets", f"attempt(1, 1, '\\0{ABSTRACT}'); attempt(1, 2, '\\0{ABSTRACT}'); attempt(1, "
                                  f"5, '\\0{ABSTRACT}')",
         core=True)  # fmt: skip
reaching("Unix sockets of the machine", """
import glob
found = glob.glob('/tmp/**/*sock*', recursive=True)
for path in ('/run/docker.sock', '/var/run/dbus/system_bus_socket', '/dev/log', '/tmp/.X11-unix/X0', *found):
    attempt(1, 1, path)
""")  # fmt: skip
reaching("netlink, packet, Bluetooth, vsock, crypto", """
for family in (16, 17, 31, 38, 40, 29, 44):
    for kind in (1, 2, 3):
        try:
            socket.socket(family, kind, 0); print('REACHED', family)
        except OSError: pass
""")  # fmt: skip
reaching("raw sockets and names", """
for family in (2, 10):
    try: socket.socket(family, 3, 1); print('REACHED raw')
    except OSError: pass
for name in ('example.org', 'localhost.localdomain'):
    try: print('REACHED', socket.gethostbyname(name))
    except OSError: pass
""")  # fmt: skip
reaching("pip install", """
import subprocess, sys
pip = [sys.executable, '-m', 'pip', 'install', '-q', '--retries=0', '--timeout=1', '--target', '.', 'six']
if subprocess.run(pip, capture_output=True).returncode == 0: print('REACH' + 'ED a package index')
""", slow=True)  # fmt: skip
reaching("a server of its own", """
for address in (('127.0.0.1', 0), ('0.0.0.0', @TCP@)):
    try:
        s = socket.create_server(address); print('REACHED', s.getsockname())
    except OSError: pass
""")  # fmt: skip
reaching("files passed between processes", """
import array, os
a, b = socket.socketpair()
for n in range(0, 110):
    try:
        a.sendmsg([b'x'], [(1, 1, array.array('i', [n]))]); socket.recv_fds(b, 10, 5)
    except OSError: pass
""")  # fmt: skip
reaching("the browser of whoever reads", """
from IPython.display import HTML, Javascript, display
display(Javascript('fetch("//example.org")'), HTML('<img src=//example.org/x><iframe src=//example.org>'))
""")  # fmt: skip
