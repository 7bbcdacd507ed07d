"""Write where it should not: marks, the course's files, links that a grader follows, modules that shadow others."""

from __future__ import annotations

import os

from .attack import COURSE, MARK, OUTSIDE, REPOSITORY, attack

THREAT = "write outside"
WRITE = f"""
import os, shutil, sys
def write(*paths):
    for path in paths:
        for way in (lambda: open(path, 'w').write('{MARK}'), lambda: os.truncate(path, 0),
                    lambda: os.chmod(path, 0o777), lambda: os.utime(path, (0, 0)),
                    lambda: os.rename(path, path + '-{MARK}'), lambda: os.unlink(path),
                    lambda: os.makedirs(path + '/{MARK}')):
            try:
                way()
                if not path.startswith(('/tmp/', '/dev/shm/', '/scratch')): print('WROTE', path)
            except (OSError, TypeError): pass
"""


def writing(name: str, code: str, **fields: object) -> None:
    attack(THREAT, name, before=WRITE + code, **fields)


writing(
    "files of the course",
    f"write('{COURSE}/gradebook.db', '{COURSE}/secret', '{COURSE}/canary', "
    f"'{COURSE}/release/01_softmax/01_softmax.ipynb',"
    f" '{COURSE}/submitted/noor/01_softmax/01_softmax.ipynb', '{OUTSIDE}', '{COURSE}/autograded')",
    core=True,
)
writing(
    "the grader's own code",
    f"write('{REPOSITORY}/autograder/judge.py', '{REPOSITORY}/courseware/calling.py', '/lab/courseware/calling.py',"
    " '/lab/inside/student.py', np_file := __import__('numpy').__file__, sys.executable, sys.prefix + '/pyvenv.cfg',"
    " '/lab/inside/__init__.py', '/lab', sys.prefix)",
    core=True,
)
writing(
    "modules for the next submission",
    """
import site, sysconfig
for folder in [*sys.path, sysconfig.get_path('purelib'), '/lab', '/', '/tmp', '/scratch']:
    write(*(folder + '/' + name for name in ('sitecustomize.py', 'left-by-an-attack.pth', 'usercustomize.py')))
for name in ('numpy.py', 'courseware.py', 'sitecustomize.py', 'matplotlibrc', '.matplotlib/matplotlibrc'):
    try: open(name, 'w').write('raise SystemExit')
    except OSError: pass
""",
    core=True,
)
writing(
    "temporary folders of the machine",
    f"write('/tmp/{MARK}', '/var/tmp/{MARK}', '/dev/shm/{MARK}', '/run/{MARK}', '/home/{MARK}', '/root/{MARK}',"
    f" os.path.expanduser('~/{MARK}'), '/{MARK}')",
)
writing(
    "links in its folder",
    """
for number, target in enumerate(('@COURSE@/gradebook.db', '@COURSE@/canary', '/etc/passwd', '@REPOSITORY@')):
    os.symlink(target, f'link{number}')
    try: os.link(target, f'hard{number}')
    except OSError: pass
os.mkfifo('pipe')
os.symlink('.', 'loop')
""",
)
writing(
    "devices of its own",
    """
for place in ('disk', '/tmp/disk', '/dev/shm/disk'):
    try:
        os.mknod(place, 0o60666, os.makedev(254, 0))
        print('WROTE', open(place, 'rb').read(9))
    except OSError: pass
""",
)
writing(
    "mounts",
    """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
os.makedirs('m', exist_ok=True)
print(libc.mount(b'/', b'm', None, 4096, None), libc.mount(b'left-by-an-attack', b'/tmp', b'tmpfs', 0, None))
print(libc.mount(None, b'/usr', None, 32 | 4096, None), libc.umount2(b'/scratch', 2), libc.chroot(b'/'))
print(libc.unshare(0x10000000), libc.unshare(0x20000), libc.setns(0, 0))
""",
)
writing(
    "settings of the machine",
    """
for path in ('core_pattern', 'hostname', 'random/boot_id', 'pid_max', 'ns_last_pid'):
    write('/proc/sys/kernel/' + path)
write('/proc/1/oom_score_adj', '/proc/sysrq-trigger', '/sys/power/state')
for name, text in (('uid_map', '0 0 1'), ('setgroups', 'allow'), ('oom_score_adj', '-1000')):
    try: print('WROTE', name, open('/proc/self/' + name, 'w').write(text))
    except OSError: pass
""",
)
writing(
    "file names with a way out",
    """
for place in ('..', '../..', 'a/../..', '/scratch/..', '/tmp/..'):
    name = place + '/left-by-an-attack'
    write(os.path.abspath(name), name)
""",
)
attack(
    THREAT,
    "a link for a notebook",
    place=lambda path, data: path.symlink_to("/etc/passwd"),
    honest={},
    answers={},
    says="link",
)
attack(
    THREAT,
    "a link to another student's notebook",
    place=lambda path, data: path.symlink_to(path.parents[2] / "noor" / "01_softmax" / "01_softmax.ipynb"),
    answers={},
    honest={},
    says="link",
    core=True,
)
attack(
    THREAT,
    "shadowing modules beside the notebook",
    place=lambda path, data: [
        path.write_bytes(data),
        *((path.parent / name).write_text(f"print('{MARK}')\n") for name in ("numpy.py", "nbgrader.py")),
        os.symlink("/etc", path.parent / "etc"),
        os.mkfifo(path.parent / "pipe"),
    ],
)
