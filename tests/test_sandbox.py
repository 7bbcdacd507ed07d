"""What hostile code does in the sandbox, behind each of the walls, as root and as an ordinary user: nothing."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import descendants

from autograder.process import Process
from autograder.sandbox import Host, IsolationRefused, Limits, SandboxError, Worker, choose, host, mounts, walls
from autograder.sandbox.endings import SPENT
from autograder.sandbox.mounts import ROOT
from autograder.sandbox.outputs import checked

SMALL = Limits(
    cell_seconds=20.0,
    call_seconds=10.0,
    memory_mb=500,
    processes=24,
    open_files=110,
    file_mb=4,
    scratch_mb=8,
    output_bytes=60_000,
    outputs=10,
    reply_bytes=4_000_000,
)
SHORT = replace(SMALL, cell_seconds=0.4, call_seconds=0.4, grace_seconds=0.2)
NOBODY = 65534
STRONG = ("bubblewrap", "namespaces")
STUBBORN = """
n = 0
while True:
    try:
        while True:
            n += 1
    except BaseException:
        n += 1
"""


@pytest.fixture(scope="module", params=STRONG)
def worker(request, tmp_path_factory):
    try:
        walls = choose(request.param)
    except IsolationRefused as refusal:
        pytest.skip(f"{request.param} does not stand here: {refusal}")
    earlier = tmp_path_factory.mktemp("solutions") / "numpy_warmup.py"
    earlier.write_text("def row_max(X):\n    return X.max(axis=1, keepdims=True)\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBGRADER_EXECUTION", "autograde")
        patch.setenv("LAB_SECRET", "the secret")
        with Worker(walls, SMALL, solutions=[earlier]) as worker:
            yield worker


@pytest.fixture
def session(worker):
    with worker.open() as session:
        yield session


@pytest.fixture
def hurried(worker, monkeypatch):
    """A session with little time."""
    monkeypatch.setattr(worker, "limits", SHORT)
    with worker.open() as session:
        yield session


def standing(worker):
    """How many processes there are behind the walls, one of them for a submission that has done nothing yet."""
    with worker.open():
        return len(descendants(worker._host.process.pid))


def told(result):
    """The text of all streams of a cell."""
    return "".join(output.get("text", "") for output in result.outputs)


def run(session, source):
    """Run a cell that must not fail, and return what it printed."""
    result = session.run_cell(source)
    assert result.status == "ok", (result.reason, result.outputs)
    return told(result).strip()


def raised(session, source):
    """Run a cell that must raise, and return the exception's name."""
    result = session.run_cell(source)
    assert result.status == "error", (result.status, result.outputs)
    return next(output["ename"] for output in result.outputs if output["output_type"] == "error")


# An honest notebook


def test_a_cell_gives_what_a_notebook_shows(session):
    result = session.run_cell("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('printed')\n40 + 2")
    assert result.status == "ok"
    kinds = [output["output_type"] for output in result.outputs]
    assert kinds == ["stream", "execute_result", "display_data"]
    assert result.outputs[1]["data"]["text/plain"] == "42"
    assert "image/png" in result.outputs[2]["data"]
    assert result.seconds > 0


def test_an_exception_is_an_error_output_and_the_next_cell_runs(session):
    result = session.run_cell("1/0")
    assert (result.status, result.outputs[0]["ename"]) == ("error", "ZeroDivisionError")
    assert any("1/0" in line for line in result.outputs[0]["traceback"])
    assert session.run_cell("def broken(:").outputs[0]["ename"] == "SyntaxError"
    assert run(session, "print(7)") == "7"


def test_shell_magics_await_and_widgets_work(session):
    assert run(session, "import asyncio\nawait asyncio.sleep(0)\nprint(type(get_ipython()).__name__)") == "Shell"
    shown = session.run_cell("import ipywidgets\nipywidgets.IntSlider(3)").outputs[0]["data"]
    assert shown == {"text/plain": "IntSlider(value=3)"}
    assert session.run_cell("%time 1").status == "ok"
    result = session.run_cell(
        "from IPython.display import clear_output, display, HTML\nprint('gone')\nclear_output()\n"
        "handle = display(HTML('<b>1</b>'), display_id=True)\nhandle.update(HTML('<b>2</b>'))"
    )
    assert [output["data"]["text/html"] for output in result.outputs] == ["<b>2</b>"]


def test_what_goes_to_the_file_descriptors_is_an_output_too(session):
    text = run(session, "import os, sys\nos.write(1, b'raw ')\nos.system('echo child; echo warned >&2')")
    assert "raw child" in text
    assert "warned" in text


def test_a_function_is_called_with_arrays_as_they_are_given(session):
    run(session, "def flags(x):\n    return x.flags.f_contiguous, x.flags.writeable, x + 1")
    x = np.asfortranarray(np.ones((2, 3)))
    x.flags.writeable = False
    (outcome,) = session.call("flags", [(x,)])
    assert outcome.value[:2] == (True, False)
    np.testing.assert_array_equal(outcome.value[2], np.full((2, 3), 2.0))
    np.testing.assert_array_equal(outcome.after[0], x)


def test_an_exception_in_a_call_is_its_outcome(session):
    run(session, "def softmax(x):\n    return x / undefined")
    outcomes = session.call("softmax", [(1.0,), (2.0,)])
    assert [outcome.error for outcome in outcomes] == ["NameError", "NameError"]
    assert "return x / undefined" in outcomes[0].message
    assert session.call("missing", [(1.0,)])[0].error == "NameError"
    assert session.call("softmax", [(1.0,)], driver="value")[0].error == "TypeError"  # a function is no value


def test_files_beside_the_notebook_are_there_and_shadow_nothing(worker, tmp_path):
    (tmp_path / "numpy.py").write_text("raise SystemExit")
    (tmp_path / "helper.py").write_text("value = 3")
    (tmp_path / "link.py").symlink_to("/etc/passwd")
    with worker.open(sorted(tmp_path.iterdir())) as session:
        assert run(session, "import numpy, helper, os\nprint(numpy.pi, helper.value, os.path.exists('link.py'))") == (
            "3.141592653589793 3 False"
        )


def test_solutions_of_earlier_topics_are_there_and_no_others(session):
    assert run(session, "import numpy, solutions.numpy_warmup as s\nprint(s.row_max(numpy.eye(2)).shape)") == "(2, 1)"
    hidden = ("solutions.softmax", "autograder", "autograder.checks", "solutions.cross_entropy", "nbgrader", "torch")
    for module in hidden:
        assert raised(session, f"import {module}") == "ModuleNotFoundError"


# Reading


def test_no_file_but_the_installation_is_seen(session, tmp_path):
    (tmp_path / "secret").write_text("42")
    home = Path.home()
    paths = [ROOT / name for name in ("autograder", "solutions", "course", "pyproject.toml", ".git", "tests")]
    paths += [tmp_path / "secret", home / ".bashrc", home / ".ssh", home / ".cache", Path("/root/.profile")]
    paths += map(Path, ("/etc/shadow", "/etc/passwd", "/etc/hostname", "/var", "/home", "/run", "/sys", "/opt"))
    shown = [Path(place).resolve() for place in (ROOT, sys.prefix, sys.base_prefix)]  # their parents have to be there
    paths = [path for path in paths if not any(place.is_relative_to(path) for place in shown)]
    assert run(session, f"import os\nprint([path for path in {list(map(str, paths))} if os.path.exists(path)])") == "[]"
    installed = [sys.prefix, *(path for path in sys.path if path.endswith("-packages"))]
    around = [name for name in os.listdir(ROOT) if any(Path(path).is_relative_to(ROOT / name) for path in installed)]
    look = f"import os\ntry:\n    print(os.listdir({str(ROOT)!r}))\nexcept OSError:\n    print([])"
    assert run(session, look) in ("[]", str(around))
    for name in ("autograder", "softmax.npz.secret", "solutions/softmax.py"):
        assert run(session, f"import glob\nprint(glob.glob('/**/{name}', recursive=True))") == "[]"


def test_the_environment_is_clean(session):
    text = run(session, "import os\nprint(dict(os.environ), open('/proc/self/environ').read(), os.getcwd())")
    assert "NBGRADER" not in text
    assert "LAB_SECRET" not in text
    assert str(ROOT) not in text
    assert "USER" not in text


def test_only_its_own_processes_are_seen(session):
    assert run(session, "import os\nprint(sorted(filter(str.isdigit, os.listdir('/proc'))))") == "['1', '2']"
    for name in ("environ", "mem", "maps"):
        assert raised(session, f"open('/proc/1/{name}').read()") == "PermissionError"
    for name in ("fd", "root"):
        assert raised(session, f"import os\nos.listdir('/proc/1/{name}')") == "PermissionError"


def test_no_file_descriptor_is_left_open_but_the_channel(session):
    source = "import os\nprint([n for n in range(200) if os.path.lexists(f'/proc/self/fd/{n}')])"
    assert run(session, source) == "[0, 1, 2, 100, 101, 102]"  # the last two hold what goes to 1 and 2


def test_no_privilege_is_left(session):
    status = run(session, "import os\nprint(os.getresuid(), os.getgroups(), open('/proc/self/status').read())")
    assert status.startswith(f"({NOBODY}, {NOBODY}, {NOBODY})")
    for line in ("CapPrm:\t0", "CapEff:\t0", "CapBnd:\t0"):
        assert line + 15 * "0" in status
    assert "NoNewPrivs:\t1" in status


@pytest.mark.parametrize(
    "call",
    ["unshare(0x10000000)", "unshare(0x20000)", "mount(b'x', b'/tmp', b'tmpfs', 0, None)", "ptrace(16, 1, 0, 0)",
     "memfd_create(b'x', 0)", "shmget(0, 4096, 0o1600)", "setuid(0)", "chroot(b'/tmp')", "syscall(425, 1, None)",
     "syscall(435, None, 0)", "setpriority(0, 1, 19)", "sched_setaffinity(0, 8, bytes(8))", "inotify_init1(0)",
     "prlimit(1, 7, None, None)", "mmap(None, 4096, 3, 0x21, -1, 0)", "vmsplice(1, None, 0, 0)",
     "fcntl(0, 1024, 0)", "socket(2, 2, 0)", "socket(16, 3, 0)"],
)  # fmt: skip
def test_a_system_call_that_reaches_out_is_refused(session, call):
    code = f"import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nprint(libc.{call}, ctypes.get_errno())"
    result, error = run(session, code).split()
    assert result == "-1"
    assert error in ("1", "38", "22", "97")


# Writing


def test_nothing_can_be_written_but_scratch(session):
    places = ["/usr", "/lab", "/lab/courseware", "/lab/inside", "/etc", "/dev", "/", "/proc", sys.prefix]
    code = f"""
import os, shutil
for place in {places}:
    try:
        open(place + '/written', 'w')
        print('wrote', place)
    except OSError:
        pass
open('here', 'w').write('x'); open('/tmp/there', 'w').write('x'); open('/dev/shm/too', 'w').write('x')
open('/dev/null', 'w').write('x')
"""
    assert run(session, code) == ""


def test_a_full_scratch_folder_is_an_error_to_the_student_only(worker):
    with worker.open() as session:
        source = "for i in range(9):\n    with open(f'{i}', 'wb') as file: file.write(bytes(3_000_000))"
        assert raised(session, source) == "OSError"
        assert raised(session, "open('large', 'wb').write(bytes(5_000_000))") == "OSError"
        assert raised(session, "for i in range(100_000): open(f'n{i}', 'w').close()") == "OSError"
        assert run(session, "print(1)") == "1"

def test_the_next_submission_sees_nothing_of_the_last(worker):
    with worker.open() as session:
        run(session, "import os, numpy as np, builtins\nnp.exp = builtins.sum = None\nos.environ['LEFT'] = left = '1'")
        run(session, "for place in ('left', '/tmp/left', '/dev/shm/left'): open(place, 'w').write('x')")
    with worker.open() as session:
        code = "import os, numpy as np\nprint([os.path.exists(p) for p in ('left', '/tmp/left', '/dev/shm/left')])\n"
        code += "print(np.exp(0), sum([1]), 'left' in globals(), 'LEFT' in os.environ, len(In))"
        assert run(session, code).splitlines() == ["[False, False, False]", "1.0 1 False False 2"]


# Stopping the grading


def test_an_endless_cell_is_interrupted_and_its_state_kept(hurried):
    run(hurried, "kept = 5")
    result = hurried.run_cell("print('before')\nwhile True: pass")
    assert (result.status, hurried.alive) == ("timeout", True)
    assert told(result) == "before\n"
    assert result.outputs[-1]["ename"] == "KeyboardInterrupt"
    assert "0.4 s" in result.reason
    assert run(hurried, "print(kept)") == "5"


@pytest.mark.parametrize(
    "source",
    [
        STUBBORN,
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "import signal, os\nos.kill(os.getpid(), signal.SIGSTOP)",
        "class Last:\n    def __del__(self):\n" + indent(STUBBORN, " " * 8) + "x = Last()\ndel x",
    ],
    ids=["swallowed", "ignored", "stopped", "destructor"],
)
def test_code_that_will_not_be_interrupted_is_killed(hurried, source):
    started = time.monotonic()
    result = hurried.run_cell(source)
    assert (result.status, hurried.alive) == ("timeout", False)
    assert time.monotonic() - started < 3
    assert hurried.run_cell("1").status == "died"
    assert hurried.call("f", [()])[0].error == "Died"


def test_calls_of_one_request_that_take_too_long_together_are_all_stopped(hurried):
    run(hurried, "calls = 0\ndef f(x):\n    global calls\n    calls += 1\n    while x: pass\n    return x")
    started = time.monotonic()
    assert [outcome.error for outcome in hurried.call("f", [(0,), (1,), (1,)])] == ["Timeout"] * 3
    assert time.monotonic() - started < 3
    assert run(hurried, "print(calls)") == "2"


@pytest.mark.parametrize(
    ("trouble", "error"),
    [("while True: pass", "Timeout"), ("os._exit(0)", "Died"), ("return np.zeros(10**7)", "Protocol")],
    ids=["endless", "ends", "too-much"],
)
def test_after_calls_in_one_request_fail_each_is_made_with_its_own_limit(worker, monkeypatch, trouble, error):
    monkeypatch.setattr(worker, "limits", SHORT)
    with Process(worker) as process:
        body = f"    calls.append(x)\n    if x == 2:\n        {trouble}\n    return x"
        process.cell(f"import os\nimport numpy as np\ncalls = []\ndef f(x):\n{body}")
        outcomes = process.call("f", [(0,), (1,), (2,), (3,)], "call")
        assert [outcome.error for outcome in outcomes] == ["", "", error, error]
        assert [outcome.value for outcome in outcomes[:2]] == [0, 1]
        process.cell("calls.clear()")
        process.call("f", [(0,), (2,), (3,)], "call")
        (seen,) = process.call("calls", [()], "value")
        assert 3 not in seen.value  # one by one from now on


def test_the_time_of_a_whole_submission_is_bounded(worker, monkeypatch):
    monkeypatch.setattr(worker, "limits", replace(SHORT, cell_seconds=9.0, submission_seconds=0.5))
    with worker.open() as session:
        result = session.run_cell("import time\ntime.sleep(9)")
        assert (result.status, session.alive) == ("timeout", False)
        assert "together" in result.reason


@pytest.mark.parametrize(
    ("source", "status", "reason"),
    [
        ("import os\nos._exit(0)", "died", "os._exit"),
        ("import ctypes\nctypes.string_at(0)", "died", "SIGSEGV"),
        ("import os\nos.kill(os.getpid(), 9)", "died", "SIGKILL"),
        ("import os\nos.abort()", "died", "SIGABRT"),
        ("import os\nos.closerange(0, 1000)", "died", ""),
    ],
    ids=["exit", "segfault", "kill", "abort", "close"],
)
def test_a_process_that_ends_is_told_with_its_reason(worker, session, source, status, reason):
    result = session.run_cell(source)
    assert (result.status, session.alive) == (status, False)
    assert reason in result.reason
    with worker.open() as after:
        assert run(after, "print(1)") == "1"


def test_exits_that_python_can_catch_end_the_cell_only(session):
    for source in ("raise SystemExit", "exit()", "quit()", "import sys\nsys.exit(3)"):
        assert session.run_cell(source).status in ("ok", "error")
    assert run(session, "print(1)") == "1"


def test_memory_of_one_process_is_bounded(session):
    assert raised(session, "x = bytearray(600_000_000)") == "MemoryError"
    assert raised(session, "import numpy as np\nnp.ones(80_000_000)") in ("MemoryError", "_ArrayMemoryError")
    assert run(session, "print(1)") == "1"


def test_memory_of_all_processes_is_bounded_together(session):
    take = "x = b'x' * 200_000_000; time.sleep(9)"
    result = session.run_cell(f"import os, time\nfor i in range(5):\n    if os.fork() == 0: {take}\ntime.sleep(9)")
    assert result.status == "limit"
    assert "500 MB" in result.reason


def test_a_fork_bomb_is_contained_and_leaves_nothing(worker, hurried):
    most, before = [], len(descendants(worker._host.process.pid))
    watch = threading.Timer(0.3, lambda: most.append(len(descendants(worker._host.process.pid))))
    watch.start()
    result = hurried.run_cell("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass")
    watch.join()
    assert result.status in ("timeout", "limit", "died")
    assert most[0] <= SMALL.processes + before - 1  # the submission's own process is one of them
    hurried.close()
    assert standing(worker) == before
    with worker.open() as session:
        assert run(session, "import os\nos.system('echo 1')") == "1"


def test_nothing_outlives_a_submission(worker):
    before = standing(worker)
    with worker.open() as session:
        run(session, "import subprocess\np = subprocess.Popen(['sleep', '1000'], start_new_session=True)")
        run(session, "import os, time\nif os.fork() == 0:\n    os.setsid()\n    os.fork()\n    time.sleep(1000)")
        run(session, "import threading, time\nthreading.Thread(target=time.sleep, args=(1000,)).start()")
        assert len(descendants(worker._host.process.pid)) > before + 1
    assert standing(worker) == before


@pytest.mark.parametrize(
    "source",
    [
        "while True: print('x' * 1000)",
        "print('x' * 100_000_000)",
        "import os\nwhile True: os.write(1, b'x' * 100_000)",
        "import os\nos.system('yes')",
        "for i in range(100_000): display(i)",
        "for i in range(100_000): print(i); display(i)",
        "import sys\nfor i in range(1_000_000): print(end=''), sys.stderr.write('e')",
        "raise ValueError('x' * 10_000_000)",
        "from IPython.display import HTML\nHTML('x' * 10_000_000)",
    ],
    ids=["prints", "long", "raw", "child", "displays", "mixed", "empty", "exception", "html"],
)
def test_output_is_bounded(hurried, source):
    result = hurried.run_cell(source)
    assert len(result.outputs) <= SMALL.outputs + 2
    assert sum(len(str(output)) for output in result.outputs) < 3 * SMALL.output_bytes
    if hurried.alive:
        assert run(hurried, "print(1)") == "1"


def test_signals_reach_nothing_but_itself(worker, session):
    for target in (1, "os.getppid()", -1):
        for number in (2, 9, 15, 19):
            session.run_cell(f"import os\nos.kill({target}, {number})")
    assert run(session, "print(1)") == "1"
    assert worker._host.alive


def test_a_thousand_files_cannot_be_open(session):
    assert raised(session, "files = [open('/dev/null') for i in range(1000)]") == "OSError"


def test_a_worker_that_was_killed_starts_again(worker):
    worker._host.process.kill()
    worker._host.process.wait()
    with worker.open() as session:
        assert run(session, "print(1)") == "1"


def test_a_worker_that_was_changed_is_replaced(worker):
    with worker.open() as session:
        run(session, "1")
        before = worker._host.process.pid
        for process in descendants(before):
            os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + 1)
    with worker.open() as session:
        assert run(session, "import os\nprint(os.getpriority(os.PRIO_PROCESS, 0))") == str(os.getpriority(0, 0))
    assert worker._host.process.pid != before


def test_the_processor_time_of_all_processes_is_bounded_together(monkeypatch):
    settings = host._settings
    monkeypatch.setattr(host, "_settings", lambda *given: replace(settings(*given), cpu_seconds=1))
    spin = "while time.process_time() - began < 0.7: pass"
    child = f"        began = time.process_time()\n        {spin}\n        os._exit(0)"
    with Worker(choose("strict"), SMALL) as worker, worker.open() as session:
        result = session.run_cell(
            f"import os, time\nfor i in range(4):\n    if os.fork() == 0:\n{child}\ntime.sleep(15)"
        )
    assert (result.status, result.reason) == ("limit", SPENT)


def test_time_in_which_others_use_the_processor_does_not_count(worker, monkeypatch):
    monkeypatch.setattr(worker, "limits", replace(SMALL, call_seconds=0.6))
    monkeypatch.setattr("autograder.sandbox.session.PATIENCE", 100)  # this machine may have more to do than this test
    one = {min(os.sched_getaffinity(0))}
    busy = [sys.executable, "-c", f"import os\nos.sched_setaffinity(0, {one})\nwhile True: pass"]
    with worker.open() as session:
        run(session, "import time\ndef f(x):\n    began = time.process_time()\n"
                     "    while time.process_time() - began < 0.4: pass\n    return x")  # fmt: skip
        for process in descendants(worker._host.process.pid):
            os.sched_setaffinity(process.pid, one)
        others = [subprocess.Popen(busy) for _ in range(2)]
        try:
            time.sleep(0.3)
            (outcome,) = session.call("f", [(1.0,)])
        finally:
            for other in others:
                other.kill()
                other.wait()
    assert (outcome.error, outcome.value) == ("", 1.0)


# Reaching out


def test_no_network_is_reached(session, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        udp.settimeout(0.2)
        abstract = socket.socket(socket.AF_UNIX)
        abstract.bind("\0lab-test-" + tmp_path.name)
        abstract.listen()
        with abstract:
            code = f"""
import socket
def attempt(family, kind, address):
    try:
        s = socket.socket(family, kind)
        s.settimeout(0.5)
        s.connect(address)
        s.send(b'x')
        print('reached', address)
    except OSError as problem:
        pass
attempt(socket.AF_INET, socket.SOCK_STREAM, {tcp.getsockname()})
attempt(socket.AF_UNIX, socket.SOCK_STREAM, {abstract.getsockname()!r})
attempt(socket.AF_INET, socket.SOCK_STREAM, ('1.1.1.1', 53))
attempt(40, socket.SOCK_STREAM, (2, 1024))
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', {udp.getsockname()})
except OSError:
    pass
try:
    print(socket.gethostbyname('example.org'))
except OSError:
    pass
"""
            assert run(session, code) == ""
            with pytest.raises(TimeoutError):
                udp.recv(1)


# Forging


FORGE = """
import os, struct, sys
from courseware.wire import pack
def send(fields, handle=100):
    data = pack(fields)
    os.write(handle, struct.pack('>I', len(data)) + data)
good = {'value': 1.0, 'after': (), 'error': '', 'message': '', 'warnings': (), 'seconds': 0.0}
"""


@pytest.mark.parametrize(
    "body",
    [
        "send({'nonce': '', 'outcomes': [good]})",
        "send({'outcomes': [good]}); send({'outcomes': [good]})",
        "os.write(100, b'\\xff\\xff\\xff\\xff')",
        "os.write(100, b'\\0\\0\\0\\x04junk')",
        "import pickle; os.write(100, struct.pack('>I', 4) + pickle.dumps(1)[:4])",
        "os.close(100)",
        "import socket; socket.socket(fileno=100).shutdown(2)",
        "os.write(100, b'\\0\\0\\0\\x10'); import time; time.sleep(9)",
    ],
    ids=["no-nonce", "twice", "huge", "junk", "pickle", "closed", "shut", "partial"],
)
def test_a_forged_reply_is_the_submissions_own_failure(worker, hurried, body):
    run(hurried, FORGE + f"def f(x):\n    {body}\n    return 1.0")
    outcomes = hurried.call("f", [(1.0,), (2.0,)])
    assert {outcome.error for outcome in outcomes} <= {"Protocol", "Died", "Timeout"}
    assert outcomes[0].message
    with worker.open() as after:
        assert run(after, "print(1)") == "1"


def test_an_answer_before_the_question_is_not_taken(session):
    run(session, FORGE)
    session.run_cell("import threading, time\nthreading.Timer(0.2, send, [{'outcomes': [good]}]).start()")
    time.sleep(0.4)
    (outcome,) = session.call("send", [({},)])
    assert outcome.error == "Protocol"
    assert "nobody had asked" in outcome.message


def test_the_right_nonce_buys_a_value_and_nothing_else(session):
    forge = """
def f(x):
    import gc
    nonce = next(o['nonce'] for o in gc.get_objects() if type(o) is dict and type(o.get('nonce')) is str)
    send({'nonce': nonce, 'outcomes': [{**good, 'value': object}]})
"""
    run(session, FORGE + forge)
    assert session.call("f", [(1.0,)])[0].error


@pytest.mark.parametrize(
    "body",
    [
        "class Evil(float):\n    __eq__ = lambda *_: True\n    __hash__ = None\ndef f(x): return Evil(3)",
        "class Evil(np.ndarray):\n    __array__ = lambda self, *a: np.ones(9)\ndef f(x): return np.zeros(3).view(Evil)",
        "class Evil:\n    def __array__(self, *a, **k): return np.ones(9)\ndef f(x): return Evil()",
        "class Evil:\n    def __reduce__(self): return (print, (1,))\ndef f(x): return Evil()",
        "def f(x): return np.array([object()])",
        "def f(x): return np.zeros(10**6)",
        "def f(x): return np.broadcast_to(0.0, (10**9,))",
        "def f(x): return [[]] * 10**7",
        "def f(x):\n    l = []\n    l.append(l)\n    return l",
        "def f(x): raise type('E' * 10**6, (Exception,), {'__str__': lambda s: 1 / 0})",
        "def f(x): raise type('E', (BaseException,), {})('x' * 10**7)",
        "import courseware.calling, inside.student\ninside.student.call = lambda *_: 'pass'\nf = 1",
        "import inside.student\ninside.student.pack = lambda *_: b'x' * 100\nf = len",
        "import inside.frames\ninside.frames.send = lambda *_: None\nf = len",
        "import json\njson.dumps = None\nf = len",
        "import gc\nfor o in gc.get_objects():\n    if type(o).__name__ == 'Student': o.settings = None\nf = len",
    ],
    ids=range(16),
)
def test_a_hostile_value_is_a_value_or_a_failure_and_never_raises_in_the_judge(hurried, body):
    result = hurried.run_cell("import numpy as np\n" + body)
    assert result.status in ("ok", "error", "timeout", "died")
    (outcome,) = hurried.call("f", [(np.ones(3),)])
    assert len(outcome.message) < 1000
    assert len(outcome.error) <= 100
    assert isinstance(outcome.value, float | np.ndarray | int | type(None))
    assert outcome.value is None or type(outcome.value).__module__ in ("builtins", "numpy")


PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=5,
)
OUTPUTS = st.dictionaries(
    st.sampled_from(["name", "text", "data", "metadata", "execution_count", "ename", "evalue", "traceback", "x"]),
    PARTS | st.dictionaries(st.sampled_from(["text/plain", "image/png", "text/html", "x/y"]), PARTS),
).flatmap(
    lambda fields: st.sampled_from(["stream", "error", "display_data", "execute_result", "update", 1]).map(
        lambda kind: {**fields, "output_type": kind}
    )
)


@given(st.lists(OUTPUTS, max_size=4) | PARTS)
def test_checked_outputs_are_valid_notebook_outputs(outputs):
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.from_dict(one) for one in checked(outputs, 10, 1000)])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


# Choosing walls


def test_where_no_wall_stands_grading_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(walls.shutil, "which", lambda name: None)
    monkeypatch.setattr(walls, "mounts", lambda: [("bind", "/no/such/folder", "/lab")])
    walls.choose.cache_clear()
    with pytest.raises(IsolationRefused) as refusal:
        choose("strict")
    walls.choose.cache_clear()
    for words in ("bwrap is not installed", "namespaces:", "apt install bubblewrap", "--isolation none", "Landlock"):
        assert words in str(refusal.value)


def test_without_landlock_our_own_namespaces_are_refused(monkeypatch):
    def answer(*_, **__):
        return subprocess.CompletedProcess([], 0, '{"landlock": 0, "seccomp": true}\n', "")

    monkeypatch.setattr(walls.subprocess, "run", answer)
    with pytest.raises(IsolationRefused, match="no Landlock"):
        walls._tried("namespaces")


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="expected one of strict, bubblewrap, namespaces, none"):
        choose("loose")


def test_a_wall_that_cannot_be_put_up_raises_in_the_judge_and_marks_no_one(monkeypatch):
    settings = host._settings
    monkeypatch.setattr(host, "_settings", lambda *given: replace(settings(*given), readable=()))
    with Worker(choose("strict"), SMALL) as worker, pytest.raises(SandboxError, match="cannot read"):
        worker.open()


def test_the_repository_is_covered_where_it_lies_within_the_installation():
    shown = map(Path, ("/usr", "/usr/src/lab/.venv", "/usr/lib/python3", "/opt/lab/.venv"))
    listed = mounts._nested(shown, map(Path, ("/usr/src/lab", "/opt/lab")))
    assert [(mount.kind, mount.target) for mount in listed] == [
        ("bind", "/usr"),
        ("bind", "/opt/lab/.venv"),
        ("tmpfs", "/usr/src/lab"),
        ("bind", "/usr/src/lab/.venv"),
    ]


def test_what_stands_is_described():
    found = choose("strict")
    assert found.level == "strict"
    assert "user namespaces" in found.description
    assert choose("none").level == "none"


def test_without_walls_code_runs_in_a_process_of_its_own_and_leaves_nothing():
    with Worker(choose("none"), SHORT) as worker:
        before = standing(worker)
        with worker.open() as session:
            run(session, "import os, subprocess\np = subprocess.Popen(['sleep', '1000'], start_new_session=True)")
            run(session, "x = os.getcwd()")
            folder = Path(session.call("x", [()], driver="value")[0].value)
            assert folder.is_dir()
            assert "NBGRADER" not in run(session, "print(os.environ)")
            assert raised(session, "import autograder") == "ModuleNotFoundError"
            result = session.run_cell(STUBBORN)
            assert (result.status, session.alive) == ("timeout", False)
        assert standing(worker) == before
        assert not folder.exists()
    assert not folder.parent.exists()


@pytest.mark.parametrize("landlock", [True, False])
def test_two_workers_of_one_host_have_no_network_in_common(landlock):
    walls = replace(choose(), landlock=landlock and choose().landlock)
    name = "import socket\ns = socket.socket(socket.AF_UNIX)\nplace = chr(0) + 'meeting'\n"
    with (
        Host(walls, SHORT) as host,
        Worker(walls, SHORT, control=host.worker()) as one,
        Worker(walls, SHORT, control=host.worker()) as two,
        one.open() as here,
        two.open() as there,
    ):
        run(here, name + "s.bind(place); s.listen()")
        assert raised(there, name + "s.connect(place)") in ("ConnectionRefusedError", "PermissionError")
        assert run(here, "t = socket.socket(socket.AF_UNIX)\nt.connect(place)\nprint(1)") == "1"


def test_a_worker_whose_host_has_ended_starts_one_of_its_own():
    host = Host(choose(), SHORT)
    with Worker(choose(), SHORT, control=host.worker()) as worker:
        with worker.open() as session:
            assert run(session, "print(1)") == "1"
        host.close()
        with worker.open() as session:
            assert run(session, "print(2)") == "2"


@pytest.mark.parametrize("demos", ["", "softmax", "no_such_topic"])
def test_what_a_host_prepares_for_demonstrations_is_remembered_and_leaves_no_trace(demos):
    asked = """\
from courseware import golden
from courseware.widgets.figure import MATHS
print(len(Out), sorted({"fig", "left", "np"} & globals().keys()))
print(golden._load.cache_info().currsize, MATHS._parse_cached.cache_info().currsize > 0)
"""
    with Host(choose(), SHORT, (), demos) as host, Worker(choose(), SHORT, control=host.worker()) as worker:
        said = run(worker.open(), asked).split("\n")
    assert said[0] == "0 []"
    assert said[1] == {"": "0 False", "softmax": "1 True", "no_such_topic": "0 True"}[demos]


def test_a_submission_ends_with_the_judge_that_lent_its_worker():
    with Host(choose(), SHORT) as host:
        worker = Worker(choose(), SHORT, control=host.worker())
        session = worker.open()
        run(session, "import subprocess\np = subprocess.Popen(['sleep', '1000'], start_new_session=True)")
        worker._control.close()  # the judge has given up, and its end of the leash is still open
        for _ in range(200):  # looks, not seconds: a machine may stand still for as long as it likes
            if len(left := descendants(host.process.pid)) <= 2:
                break
            time.sleep(0.05)
        session.close()
        assert len(left) <= 2


def test_sessions_of_several_workers_run_side_by_side():
    found = []

    def grade():
        with Worker(choose("strict"), SMALL) as worker, worker.open() as session:
            found.append(run(session, "print(1)"))

    threads = [threading.Thread(target=grade) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["1", "1"]


def test_all_of_this_holds_for_an_ordinary_user_too():
    if os.getuid() != 0:
        pytest.skip("this is an ordinary user already")
    packages = Path(pytest.__file__).parents[1]
    needed = [str(packages / "numpy"), __file__, str(ROOT / "courseware")]
    python = next((path for path in (sys.executable, "/usr/bin/python3") if _serves_others(path, needed)), None)
    if python is None:
        pytest.skip("another user can't read this repository, or has no Python of this version")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own are for root alone
        os.chmod(folder, 0o777)
        options = ["-p", "no:cacheprovider", f"--basetemp={folder}/t", "--tb=short", "--noconftest"]
        done = subprocess.run(
            [python, "-B", "-m", "pytest", *options, "-k", WALLS, __file__],
            env={"PATH": "/usr/bin:/bin", "HOME": folder, "PYTHONPATH": f"{packages}:{ROOT}"},
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            cwd=folder,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
    assert "skipped" not in done.stdout


WALLS = (
    "seen or environment or privilege or written or scratch or sees or killed or all_processes or bomb or outlives or "
    "signals or network or shows or solutions or described"
)


def _serves_others(python, needed):
    version = tuple(sys.version_info[:2])
    code = f"import os, sys; sys.exit(sys.version_info[:2] != {version} or not all(map(os.path.exists, {needed})))"
    try:
        return subprocess.run([python, "-c", code], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/").returncode == 0
    except OSError:
        return False
