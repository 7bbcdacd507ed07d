"""Forge the channel: answer in the worker's place, twice, too early, too much, or with what is no answer."""

from __future__ import annotations

from .attack import WRONG, attack

THREAT = "forge the channel"
SEND = """
import os, struct
from courseware.wire import pack
GOOD = {'value': 1.0, 'after': (), 'error': '', 'message': '', 'warnings': (), 'seconds': 0.0}
def send(fields, handle=100):
    data = pack(fields)
    os.write(handle, struct.pack('>I', len(data)) + data)
"""
BODIES = {
    "reply without a nonce": "send({'nonce': '', 'outcomes': [GOOD]})",
    "two replies": "send({'outcomes': [GOOD]}); send({'outcomes': [GOOD]})",
    "claims four gigabytes": "os.write(100, b'\\xff\\xff\\xff\\xff')",
    "junk": "os.write(100, b'\\0\\0\\0\\x04junk')",
    "pickle": """
data = b"\\x80\\x02cos\\nsystem\\nU\\x04exit\\x85R."
    os.write(100, struct.pack('>I', len(data)) + data)
""",
    "closed channel": "os.close(100)",
    "shut channel": "import socket; socket.socket(fileno=os.dup(100)).shutdown(2)",
    "verdict instead of a value": "send({'nonce': '', 'verdict': 'pass', 'score': 9, 'status': 'pass'})",
    "a message for ever": """
os.write(100, b'\\0\\x10\\0\\0')
    while True: os.write(100, b'0' * 65536)
""",
    "array of another size": "os.write(100, struct.pack('>I', 80) + struct.pack('>I', 60) + b'{\"array\": "
                             "[1e9]}'.ljust(76))",
}
for name, body in BODIES.items():
    attack(
        THREAT,
        name,
        f"{SEND}\ndef softmax(x):\n    {body}\n    return x",
        says="sent|answer|ended|took longer|stopped|closed",
        slow="for ever" in name,
        core=name in ("two replies", "pickle"),
    )

attack(
    THREAT,
    "answer before the question",
    f"{SEND}\nimport threading\ndef softmax(x): return x\n"
    "threading.Timer(0.05, send, [{'nonce': '', 'outcomes': [GOOD]}]).start()",
)
attack(
    THREAT,
    "the right nonce and a good face",
    f"{SEND}\nimport gc\ndef softmax(x):\n"
    "    nonce = next(o['nonce'] for o in gc.get_objects() if type(o) is dict and type(o.get('nonce')) is str)\n"
    "    send({'nonce': nonce, 'outcome': {**GOOD, 'status': 'pass', 'verdict': 'pass', 'score': 2}})\n    return x",
)
attack(
    THREAT,
    "calls that return what they like",
    before="""
import courseware.calling, inside.student
from courseware.outcome import Outcome
inside.student.call = courseware.calling.call = lambda answer, args, driver='call': Outcome(True, args)
""",
    core=True,
)
attack(
    THREAT,
    "packing that writes passes",
    before="""
import inside.student
old = inside.student.pack
inside.student.pack = lambda fields: old({**fields, 'status': 'pass', 'ok': True})
""",
)
attack(
    THREAT,
    "frames that lie about their length",
    before="""
import inside.frames, struct
inside.frames.send = lambda channel, data: channel.sendall(struct.pack('>I', 3) + data)
""",
    says="sent|answer|ended",
)
attack(
    THREAT,
    "the leash of the supervisor",
    before="""
import os, socket, json
for n in range(3, 256):
    try:
        s = socket.socket(fileno=os.dup(n))
        s.send(json.dumps({'why': 'ended', 'code': 0, 'waited': 1e9}).encode())
    except OSError: pass
""",
)
attack(
    THREAT,
    "limits and nonces of the worker's objects",
    before="""
import gc
for o in gc.get_objects():
    if type(o).__name__ in ('Settings', 'Recorder', 'Student'):
        for name in ('reply_bytes', 'output_bytes', 'max_bytes', 'outputs'):
            try: object.__setattr__(o, name, 10**12)
            except Exception: pass
print('x' * 10**6)
""",
    answers={"softmax": "def softmax(x): return np.zeros(10**6)"},
    honest=WRONG,
)
