"""The numbers of the system calls that `seccomp` refuses, some of them for certain arguments only."""

from __future__ import annotations

SAME = {  # numbers above 424 are the same on every machine
    "io_uring_setup": 425, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsmount": 432, "fspick": 433,
    "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442, "quotactl_fd": 443, "memfd_secret": 447,
    "process_mrelease": 448,
}  # fmt: skip
MACHINES = {
    "x86_64": (0xC000003E, {
        "clone": 56, "socket": 41, "socketpair": 53, "fcntl": 72, "mmap": 9, "prlimit64": 302,
        "shmget": 29, "semget": 64, "msgget": 68, "ptrace": 101, "syslog": 103, "personality": 135, "setpriority": 141,
        "sched_setparam": 142, "sched_setscheduler": 144, "vhangup": 153, "modify_ldt": 154, "pivot_root": 155,
        "chroot": 161, "acct": 163, "mount": 165, "umount2": 166, "swapon": 167, "swapoff": 168, "reboot": 169,
        "iopl": 172, "ioperm": 173, "init_module": 175, "delete_module": 176, "quotactl": 179,
        "sched_setaffinity": 203, "io_setup": 206, "remap_file_pages": 216, "mbind": 237, "set_mempolicy": 238,
        "mq_open": 240, "kexec_load": 246, "add_key": 248, "request_key": 249, "keyctl": 250, "ioprio_set": 251,
        "inotify_init": 253, "migrate_pages": 256, "unshare": 272, "vmsplice": 278, "move_pages": 279,
        "inotify_init1": 294, "perf_event_open": 298, "fanotify_init": 300, "name_to_handle_at": 303,
        "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
        "finit_module": 313, "sched_setattr": 314, "memfd_create": 319, "kexec_file_load": 320, "bpf": 321,
        "userfaultfd": 323,
    }),
    "aarch64": (0xC00000B7, {
        "clone": 220, "socket": 198, "socketpair": 199, "fcntl": 25, "mmap": 222, "prlimit64": 261,
        "shmget": 194, "semget": 190, "msgget": 186, "ptrace": 117, "syslog": 116, "personality": 92,
        "setpriority": 140, "sched_setparam": 118, "sched_setscheduler": 119, "vhangup": 58, "pivot_root": 41,
        "chroot": 51, "acct": 89, "mount": 40, "umount2": 39, "swapon": 224, "swapoff": 225, "reboot": 142,
        "init_module": 105, "delete_module": 106, "quotactl": 60, "sched_setaffinity": 122, "io_setup": 0,
        "remap_file_pages": 234, "mbind": 235, "set_mempolicy": 237, "mq_open": 180, "kexec_load": 104, "add_key": 217,
        "request_key": 218, "keyctl": 219, "ioprio_set": 30, "inotify_init1": 26, "migrate_pages": 238, "unshare": 97,
        "vmsplice": 75, "move_pages": 239, "perf_event_open": 241, "fanotify_init": 262, "name_to_handle_at": 264,
        "open_by_handle_at": 265, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272,
        "finit_module": 273, "sched_setattr": 274, "memfd_create": 279, "kexec_file_load": 294, "bpf": 280,
        "userfaultfd": 282,
    }),
}  # fmt: skip
