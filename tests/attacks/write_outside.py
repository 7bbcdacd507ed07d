"""Write where it should not: marks, the course's files, links that a grader follows, modules that shadow others."""

from __future__ import annotations

import os

from .attack import COURSE, MARK, OUTSIDE, REPOSITORY, attack

THREAT = "write outside"
WRITE = f"""
import os, shutil, sys
def write(*paths):
    for path in paths:
        for way in (lambda: open(path, 'w').write('{MARK}'), lambda: os.truncate(path, 0), lambda: os.chmod(path, 0o777),
                    lambda: os.utime(path, (0, 0)), lambda: os.rename(path, path + '-{MARK}'), lambda: os.unlink(path),
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
    f"write('{COURSE}/gradebook.db', '{COURSE}/secret', '{COURSE}/canary', '{COURSE}/release/01_softmax/01_softmax.ipynb',"
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
    "import site, sysconfig\nfor folder in [*sys.path, sysconfig.get_path('purelib'), '/lab', '/', '/tmp', '/scratch']:\n"
    f"    write(*(folder + '/' + name for name in ('sitecustomize.py', '{MARK}.pth', 'usercustomize.py')))\n"
    "for name in ('numpy.py', 'courseware.py', 'sitecustomize.py', 'matplotlibrc', '.matplotlib/matplotlibrc'):\n"
    "    try: open(name, 'w').write('raise SystemExit')\n    except OSError: pass",
    core=True,
)
writing(
    "temporary folders of the machine",
    f"write('/tmp/{MARK}', '/var/tmp/{MARK}', '/dev/shm/{MARK}', '/run/{MARK}', '/home/{MARK}', '/root/{MARK}',"
    f" os.path.expanduser('~/{MARK}'), '/{MARK}')",
)
writing(
    "links in its folder",
    f"for number, target in enumerate(('{COURSE}/gradebook.db', '{COURSE}/canary', '/etc/passwd', '{REPOSITORY}')):\n"
    "    os.symlink(target, f'link{number}')\n    try: os.link(target, f'hard{number}')\n    except OSError: pass\n"
    "os.mkfifo('pipe')\nos.symlink('.', 'loop')",
)
writing(
    "devices of its own",
    "for place in ('disk', '/tmp/disk', '/dev/shm/disk'):\n    try:\n        os.mknod(place, 0o60666, os.makedev(254, 0))\n"
    "        print('WROTE', open(place, 'rb').read(9))\n    except OSError: pass",
)
writing(
    "mounts",
    "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nos.makedirs('m', exist_ok=True)\n"
    f"print(libc.mount(b'/', b'm', None, 4096, None), libc.umount2(b'/scratch', 2), libc.chroot(b'/'),"
    f" libc.mount(b'{MARK}', b'/tmp', b'tmpfs', 0, None), libc.mount(None, b'/usr', None, 32 | 4096, None),"
    " libc.unshare(0x10000000), libc.unshare(0x20000), libc.setns(0, 0))",
)
writing(
    "settings of the machine",
    "for path in ('core_pattern', 'hostname', 'random/boot_id', 'pid_max', 'ns_last_pid'):\n"
    "    write('/proc/sys/kernel/' + path)\nwrite('/proc/self/oom_score_adj', '/proc/1/oom_score_adj', '/proc/sysrq-trigger',"
    " '/sys/power/state', '/proc/self/uid_map', '/proc/self/gid_map', '/proc/self/setgroups')",
)
writing(
    "file names with a way out",
    f"for name in ('../{MARK}', '../../{MARK}', 'a/../../{MARK}', '/scratch/../{MARK}', '/tmp/../{MARK}'):\n"
    "    write(os.path.abspath(name), name)",
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
        *((path.parent / name).write_text(f"print('{MARK}')\n") for name in ("numpy.py", "sitecustomize.py", "nbgrader.py")),
        os.symlink("/etc", path.parent / "etc"),
        os.mkfifo(path.parent / "pipe"),
    ],
)
