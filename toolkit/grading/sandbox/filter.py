"""The filter of system calls: what no lesson needs and an attack does is refused by the kernel itself.

A program for the kernel's own little machine (classic BPF): it sees a call's number and arguments, and says yes, "not
permitted" or "no such call".
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator

from toolkit.grading.sandbox import kernel

LOAD, KEEP_BITS, EQUAL, AT_LEAST, ANY_BIT, ANSWER = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, ARGUMENTS = 0, 4, 16
YES, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NEW_NAMESPACES = 0x7E020080
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWTIME."""
X32 = 0x40000000
FILTER_MODE = 2
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# name: (x86_64, aarch64); -1 where the machine has no such call
REFUSED = {
    "socket": (41, 198), "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "unshare": (272, 97),
    "setns": (308, 268), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218), "bpf": (321, 280),
    "userfaultfd": (323, 282), "perf_event_open": (298, 241), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264), "personality": (135, 92), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "process_madvise": (440, 440), "kcmp": (312, 272), "quotactl": (179, 60),
    "acct": (163, 89), "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266),
    "adjtimex": (159, 171), "sethostname": (170, 161), "setdomainname": (171, 162), "syslog": (103, 116),
    "iopl": (172, -1), "ioperm": (173, -1), "modify_ldt": (154, -1), "lookup_dcookie": (212, 18),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "shmget": (29, 194), "msgget": (68, 186),
    "semget": (64, 190), "mq_open": (240, 180), "memfd_create": (319, 279), "io_setup": (206, 0),
    "fanotify_init": (300, 262), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsmount": (432, 432), "mount_setattr": (442, 442), "ioprio_set": (251, 30), "setpriority": (141, 140), "memfd_secret": (447, -1),
    "shmat": (30, 196), "shmctl": (31, 195), "msgctl": (71, 187), "semctl": (66, 191), "mq_unlink": (241, 181),
    "inotify_init": (253, -1), "inotify_init1": (294, 26), "truncate": (76, 45), "sync": (162, 81),
}  # fmt: skip
PRETENDED = {
    "chmod": (90, -1), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, -1),
    "fchown": (93, 55), "lchown": (94, -1), "fchownat": (260, 54), "utime": (132, -1), "utimes": (235, -1),
    "futimesat": (261, -1), "utimensat": (280, 88),
}  # fmt: skip
"""Said to be done and not done: Landlock does not look at rights, owners and times, so files outside would be changed."""
LABELS = (((188, 5), (199, 16)), ((463, 463), (466, 466)))
"""From setxattr to fremovexattr, and their newer kin, are answered as by a disk that keeps no labels: nor does Landlock see these."""
OPENS = (((2, -1), 1), ((257, 56), 2))
"""open and openat, and the argument with their flags: opening to read and yet emptying the file passes an old Landlock."""
ONLY_ONESELF = {
    "prlimit64": (302, 261, 0), "sched_setaffinity": (203, 122, 0), "sched_setscheduler": (144, 119, 0),
    "sched_setparam": (142, 118, 0), "sched_setattr": (314, 274, 0),
}  # fmt: skip
"""Allowed where the argument with this number (the last of three) is 0, that is, about the caller itself."""
SIGNALS = {"kill": (62, 129), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240)}
TO_OWN = (234, 131)
"""tgkill, by which a process ends itself: allowed towards oneself."""
OWNERS = (((72, 25), (8, 10, 15)), ((16, 29), (0x8901, 0x8902)))
"""fcntl and ioctl with F_SETOWN, F_SETSIG, F_SETOWN_EX, FIOSETOWN, SIOCSPGRP: they have the kernel send a signal to somebody else."""
CLONE, HIDDEN = (56, 220), ((435, 435), (437, 437))
"""clone3 and openat2 hide their flags in memory, so they are said not to exist, and the C library takes the older call."""


def install(*, signals: bool) -> None:
    """Put this process and all its children under the filter, for good; signals: whether they may send any.

    Needs no_new_privs. Raises: OSError.
    """
    code = b"".join(program(signals=signals))
    held = ctypes.create_string_buffer(code)
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held)))
    kernel.prctl_at(kernel.SET_SECCOMP, FILTER_MODE, ctypes.addressof(described))


def program(*, signals: bool) -> Iterator[bytes]:
    """Yield the filter's instructions, eight bytes each."""
    at = kernel.MACHINES.index(platform.machine())
    yield from _steps((LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, AUDIT[platform.machine()]), (ANSWER, 0, 0, KILL))
    yield from _steps((LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, X32), (ANSWER, 0, 0, REFUSE | errno.EPERM))
    refused = [*REFUSED.values(), *([] if signals else SIGNALS.values())]
    for group, answer in ((HIDDEN, errno.ENOSYS), (refused, errno.EPERM), (PRETENDED.values(), 0)):
        for numbers in group:
            if numbers[at] >= 0:
                yield from _steps((EQUAL, 0, 1, numbers[at]), (ANSWER, 0, 0, REFUSE | answer))
    for first, last in LABELS:
        beyond = (AT_LEAST, 1, 0, last[at] + 1)
        yield from _steps((AT_LEAST, 0, 2, first[at]), beyond, (ANSWER, 0, 0, REFUSE | errno.ENOTSUP))
    if not signals:
        yield from _where(TO_OWN[at], 0, (EQUAL, 1, 0, os.getpid()))
        for call, orders in OWNERS:
            for order in orders:
                yield from _where(call[at], 1, (EQUAL, 0, 1, order))
    for call, argument in OPENS:
        flags = (KEEP_BITS, 0, 0, os.O_TRUNC | os.O_ACCMODE)
        yield from _where(call[at], argument, flags, (EQUAL, 0, 1, os.O_TRUNC))
    yield from _where(CLONE[at], 0, (ANY_BIT, 0, 1, NEW_NAMESPACES))
    for calls in ONLY_ONESELF.values():
        yield from _where(calls[at], calls[-1], (EQUAL, 1, 0, 0))
    yield from _steps((ANSWER, 0, 0, YES))


def _where(number: int, argument: int, *tests: tuple[int, int, int, int]) -> Iterator[bytes]:
    """Refuse a call whose argument passes a test (the low half is enough: ids and flags are 32 bits)."""
    looked = ((LOAD, 0, 0, ARGUMENTS + 8 * argument), *tests, (ANSWER, 0, 0, REFUSE | errno.EPERM))
    if number >= 0:
        yield from _steps((EQUAL, 0, len(looked) + 1, number), *looked, (LOAD, 0, 0, NUMBER))


def _steps(*steps: tuple[int, int, int, int]) -> Iterator[bytes]:
    return (struct.pack("<HBBI", *step) for step in steps)
