# ruff: noqa: E501 - a hostile cell is one text
"""Hostile hand-ins: what each tries, and its cells. `leak(x)` puts x where the instructor would see it (the error's last line).

In the cells: {secret} a file with a secret word that anybody may read, {outside} a folder that anybody may write into,
{victim} a process, {port} a server on this machine, {known} where the judge keeps its values.
"""

from __future__ import annotations

import os
from typing import NamedTuple

OPEN = 'from toolkit import open_lesson\nlesson = open_lesson("start-here")'
LEAK = "def leak(x):\n    raise RuntimeError(str(x)[:250])"
FORGE = "import os, json\ndef forge(**r):\n    os.write(3, json.dumps(r).encode() + b'\\n')"


class Attack(NamedTuple):
    """One hostile hand-in; bites: whether it does harm where there is no sandbox (tried in the control run)."""

    tries: str
    code: str
    bites: bool = False


ATTACKS = {
    # what a learner's own process says about points
    "operators": Attack(
        "a float that agrees with everything",
        "class F(float):\n    __eq__ = __le__ = __ge__ = lambda s, o: True\n    __sub__ = __rsub__ = __abs__ = lambda s, *o: 0.0\n"
        'lesson.check("visitors", F(1))',
    ),
    "patched abs": Attack("a world in which every distance is 0", 'import builtins\nbuiltins.abs = lambda x: 0\nlesson.check("visitors", 1)'),
    "patched desk": Attack(
        "a desk that always says right",
        "from toolkit.exercises.sealed import Sealed\nfrom toolkit.exercises.compare import Verdict\n"
        'Sealed.judge = lambda *a: Verdict("right", 1)\nlesson.check("visitors", 1)',
    ),
    "forged score": Attack(
        "a record that brings its own score",
        FORGE + '\nforge(t="answer", cell=0, name="visitors", kind="read", value=1, points=99, outcome="yes", way="right", score=6)',
    ),
    "forged verdict": Attack("a record of an unknown kind", FORGE + '\nforge(t="answer", cell=0, name="visitors", kind="right", value=1)\nforge(t="mark", points=9)'),
    "replayed record": Attack("a record in another learner's name", FORGE + '\nforge(t="answer", cell=0, name="visitors", kind="read", value=1, id="honest", mark="x")'),
    "forged tolerance": Attack("a value that brings its own tolerance", FORGE + '\nforge(t="answer", cell=0, name="visitors", kind="read", value={{"kind": "number", "within": 1e9, "value": 1}})'),
    "infinite answer": Attack("not a number, and infinity", 'for x in (float("nan"), float("inf"), -float("inf")):\n    lesson.check("visitors", x)\nimport os\nos.write(3, b\'{{"t":"answer","cell":0,"name":"visitors","kind":"read","value":NaN}}\\n\')'),
    "giant number": Attack("a number of a million digits", 'import os\nos.write(3, b\'{{"t":"answer","cell":0,"name":"visitors","kind":"read","value":\' + b"9" * 200000 + b"}}\\n")\nlesson.check("visitors", 10 ** 100000)'),
    "giant text": Attack("a text of 50 MB", 'lesson.check("visitors", "x" * (50 << 20))'),
    "deep nest": Attack("JSON nested a hundred thousand deep", 'import os\nos.write(3, b"[" * 100000 + b"\\n")'),
    "patched json": Attack("json that writes what it likes", 'import json\njson.dumps = lambda *a, **k: \'{{"t":"answer","cell":0,"name":"visitors","kind":"read","value":0,"points":9}}\'\nlesson.check("visitors", 1)'),
    "dropped checks": Attack("an AST transformer in the shell", "import ast\nclass T(ast.NodeTransformer):\n    def visit_Compare(self, n): return ast.Constant(True)\nget_ipython().ast_transformers.append(T())\n" + 'lesson.check("visitors", 1 == 2)'),
    "patched shell": Attack("a shell whose cells do nothing", "get_ipython().run_cell = lambda *a, **k: None"),
    "html name": Attack("markup and marks that turn the text, in an error", 'raise RuntimeError("<script>alert(1)</script>\\u202egnp.exe")'),
    "lone surrogate": Attack("text that no file can hold", 'raise RuntimeError("\\ud800")'),
    "silent errors": Attack("errors that show no traceback", "get_ipython().showtraceback = lambda *a, **k: None\nlesson.check('visitors', 1)"),
    "rewritten input": Attack("an input transformer that rewrites every check", "get_ipython().input_transformers_cleanup.append(lambda ls: [l.replace('visitors', 'on_purpose') for l in ls])\nlesson.check('visitors', 1)"),
    "pickle": Attack("an object that runs code where it is read", "import os\nclass R:\n    def __reduce__(self): return os.system, ('touch {outside}/x',)\nlesson.check('visitors', R())\nimport pickle\nos.write(3, pickle.dumps(R()) + b'\\n')"),
    "locale": Attack("a world of other commas", "import builtins, locale\nlocale.localeconv = lambda: {{'decimal_point': ','}}\nbuiltins.float = lambda x=0: 0.0\nlesson.check('visitors', '0,0')"),
    # looking for what is right
    "known values": Attack("the judge's values on disk", "leak('HARM ' + open('{known}').read()[:80])", bites=True),
    "answers from disk": Attack("answering from the judge's values", 'import json\nv = json.load(open("{known}"))["values"]\nfor n in v:\n    lesson.check(n, v[n]["ref"])', bites=True),
    "definitions": Attack("importing the definitions", "import toolkit.exercises.lessons.start_here as d\nleak('HARM')"),
    "definitions by path": Attack("importing the definitions from the checkout", "import sys\nsys.path.insert(0, '{checkout}')\nfor m in [m for m in sys.modules if m.startswith('toolkit')]:\n    del sys.modules[m]\nimport toolkit.exercises.lessons.start_here\nleak('HARM')", bites=True),
    "solutions": Attack("the worked solutions in the checkout", "leak('HARM ' + open('{checkout}/solutions/00-start-here.ipynb').read()[:50])", bites=True),
    "truth": Attack("importing the truth", "import toolkit.shop.truth\nleak('HARM')"),
    "simulator": Attack("running the simulator", "from toolkit.shop.history import run\nleak('HARM')"),
    "heap": Attack("looking for values in the inherited memory", "import gc\nfrom toolkit.exercises import compare\nhits = [o for o in gc.get_objects() if type(o) is compare.Known]\nif hits: leak('HARM')"),
    "frames": Attack("looking for other hand-ins in the parent's frames", "import gc\nhits = [o for o in gc.get_objects() if type(o) is dict and 'HONEST' + '-MARK' in str(o.get('cells'))]\nif hits: leak('HARM')"),
    "secret": Attack("reading a file of the instructor", "leak(open('{secret}').read())", bites=True),
    "secret by link": Attack("a link to a file outside", "import os\nos.symlink('{secret}', 'l')\nleak(open('l').read())", bites=True),
    "secret by command": Attack("a program that reads for it", "import subprocess\nleak(subprocess.run(['cat', '{secret}'], capture_output=True).stdout)", bites=True),
    "secret by magic": Attack("a shell line", "out = !cat {secret}\nleak(out)", bites=True),
    "secret by hard link": Attack("a second name for the file", "import os\nos.link('{secret}', 'h')\nleak(open('h').read())"),
    "secret by swap": Attack("a path that changes while it is looked at", "import os, threading\ndef swap():\n    for _ in range(2000):\n        os.path.islink('p') and os.remove('p')\n        os.symlink('{secret}', 'p')\nthreading.Thread(target=swap, daemon=True).start()\nimport time\nend = time.monotonic() + 2\nwhile time.monotonic() < end:\n    try:\n        t = open('p').read()\n    except OSError:\n        continue\n    leak(t)", bites=True),
    "other hand-ins": Attack("listing the folder of all hand-ins", "import os\nleak('HARM ' + str(os.listdir('../..')))", bites=True),
    "environment": Attack("the parent's environment", "leak('HARM ' + open(f'/proc/{{__import__(\"os\").getppid()}}/environ').read())", bites=True),
    "process list": Attack("what else runs here", "import os\nleak('HARM ' + str([p for p in os.listdir('/proc') if p.isdigit()]))", bites=True),
    "class list": Attack("the class list and the key of the class", "for f in ('roster.csv', 'class.toml'):\n    leak(open('{folder}/' + f).read())", bites=True),
    "judge": Attack("the judge's memory", "import ctypes, re\nat = next(l for l in open('/proc/{judge}/maps') if '[heap]' in l)\nleak('HARM ' + at)", bites=True),
    "passwords": Attack("the system's users", "leak('HARM ' + open('/etc/passwd').read())", bites=True),
    # doing harm
    "write outside": Attack("writing a file outside", "open('{outside}/x', 'w').write('x')", bites=True),
    "write up": Attack("writing into the folder above", "open('../given/x', 'w').write('x')\nleak('HARM')", bites=True),
    "change tables": Attack("writing into its own sealed tables", "import glob, os\np = glob.glob(os.environ['SHOP_SEALED'] + '/*/lesson.json')[0]\nopen(p, 'a').write('x')\nleak('HARM')", bites=True),
    "patched toolkit on disk": Attack("changing the toolkit for the next one", "import toolkit.lesson as m\nopen(m.__file__, 'a').write('#')\nleak('HARM')"),
    "sitecustomize": Attack("code that runs at the next start", "import site, sys\nfor p in [*sys.path, sys.prefix + '/lib']:\n    try:\n        open(p + '/zz_attack.pth', 'x').close()\n    except OSError:\n        continue\n    __import__('os').remove(p + '/zz_attack.pth')\n    if '/work' not in p: leak('HARM ' + p)"),
    "rights": Attack("closing a file of the instructor", "import os\nm = os.stat('{secret}').st_mode\nos.chmod('{secret}', 0o604)\nif os.stat('{secret}').st_mode != m:\n    os.chmod('{secret}', m)\n    leak('HARM')", bites=True),
    "times": Attack("dating a file of the instructor back", "import os\nos.utime('{secret}', (1, 1))\nif os.stat('{secret}').st_mtime == 1: leak('HARM')", bites=True),
    "emptying": Attack("emptying a file by its name", "import os\nos.truncate('{secret}', os.path.getsize('{secret}'))\nleak('HARM')", bites=True),
    "watching": Attack("watching the folder of the class", "import ctypes\nl = ctypes.CDLL(None)\nif l.inotify_add_watch(l.inotify_init(), b'{folder}', 0x100) >= 0: leak('HARM')", bites=True),
    "memory for later": Attack("a word left in memory for the next one", "import os\nopen('/dev/shm/attack', 'w').close()\nos.remove('/dev/shm/attack')\nleak('HARM')", bites=True),
    "startup files": Attack("settings that the next one would start with", "import os, pathlib\nfor f in ('.ipython/profile_default/startup/0.py', '.config/matplotlib/matplotlibrc', 'matplotlibrc', 'sitecustomize.py', '.pth'):\n    p = pathlib.Path(os.environ['HOME'], f)\n    p.parent.mkdir(parents=True, exist_ok=True)\n    p.write_text('1/0')"),
    "kill victim": Attack("a signal to a process outside", "import os\nos.kill({victim}, 9)", bites=True),
    "kill parent": Attack("a signal to the parent and everybody", "import os\nfor p in (os.getppid(), {parent}, {victim}):\n    try:\n        os.kill(p, 9)\n    except OSError:\n        pass"),
    "limits of others": Attack("taking the parent's limits away", "import ctypes\nl = ctypes.CDLL(None, use_errno=True)\nif l.prlimit({victim}, 7, (ctypes.c_ulong * 2)(3, 3), None) == 0: leak('HARM')", bites=True),
    "trace": Attack("ptrace", "import ctypes\nif ctypes.CDLL(None).ptrace(16, {victim}, 0, 0) == 0: leak('HARM')", bites=True),
    "memory of others": Attack("process_vm_readv", "import ctypes\nb = ctypes.create_string_buffer(8)\nclass V(ctypes.Structure):\n    _fields_ = [('p', ctypes.c_void_p), ('n', ctypes.c_size_t)]\nl = ctypes.CDLL(None, use_errno=True)\nl.process_vm_readv({victim}, V(ctypes.addressof(b), 8), 1, V(0, 8), 1, 0)\nif ctypes.get_errno() not in (1, 38): leak(f'HARM {{ctypes.get_errno()}}')", bites=True),
    "server": Attack("a connection on this machine", "import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)\nleak('HARM')", bites=True),
    "datagram": Attack("a datagram", "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {port}))\nleak('HARM')", bites=True),
    "unix socket": Attack("a socket in the file system", "import socket\nsocket.socket(socket.AF_UNIX)\nleak('HARM')", bites=True),
    "new namespace": Attack("a namespace in which it is the administrator", "import ctypes\nl = ctypes.CDLL(None)\nif l.unshare(0x10000000) == 0: leak('HARM')", bites=True),
    "clone namespace": Attack("the same by clone", "import ctypes\nl = ctypes.CDLL(None, use_errno=True)\np = l.syscall(56, 0x10000000 | 17, 0, 0, 0, 0)\nif p == 0: __import__('os')._exit(0)\nif p > 0: leak('HARM')", bites=True),
    "mount": Attack("mounting", "import ctypes\nif ctypes.CDLL(None).mount(b'none', b'.', b'tmpfs', 0, None) == 0: leak('HARM')"),
    "shared memory": Attack("memory that outlives it", "import ctypes\nl = ctypes.CDLL(None)\ni = l.shmget(0, 4096, 0o1600)\nif i >= 0:\n    l.shmctl(i, 0, None)\n    leak('HARM')", bites=True),
    "clock": Attack("setting the clock", "import time\ntime.clock_settime(time.CLOCK_REALTIME, time.time())\nleak('HARM')", bites=os.getuid() == 0),
    # never ending, and too much
    "daemon": Attack("a process that outlives it", "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(300)\n    os._exit(0)"),
    "fork bomb": Attack("ever more processes", "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"),
    "thread bomb": Attack("ever more threads", "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(99,)).start()"),
    "memory bomb": Attack("ever more memory", "x = []\nwhile True:\n    x.append(bytearray(50 << 20))"),
    "memory in many": Attack("memory spread over processes", "import os, time\nfor _ in range(30):\n    if os.fork() == 0:\n        b = bytearray(90 << 20)\n        b[::4096] = b'x' * len(b[::4096])\n        time.sleep(60)\n        os._exit(0)\ntime.sleep(60)"),
    "hidden memory": Attack("memory in files without a name", "import os\nf = os.memfd_create('x')\nleak('HARM')", bites=True),
    "disk": Attack("a full disk", "for i in range(999):\n    open(f'f{{i}}', 'wb').write(b'0' * (8 << 20))"),
    "inodes": Attack("a hundred thousand files", "for i in range(100000):\n    open(f'f{{i}}', 'w').close()\nleak('HARM')"),
    "endless": Attack("never ending", "while True: pass"),
    "sleeper": Attack("sleeping for ever", "import time\ntime.sleep(1e6)"),
    "no interrupt": Attack("signals ignored, never ending", "import signal\nfor s in range(1, 64):\n    try:\n        signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError):\n        pass\nwhile True: pass"),
    "flood of records": Attack("records without end", "import os\nwhile True:\n    os.write(3, b'x' * 65536)"),
    "slow records": Attack("a record a byte at a time", "import os, time\nwhile True:\n    os.write(3, b'x')\n    time.sleep(0.2)"),
    "endless picture": Attack("a value that is shown without end", "class E:\n    def _repr_html_(self):\n        while True: pass\n    __repr__ = _repr_html_\nfrom IPython.display import display\ndisplay(E())\nlesson.check('visitors', E())\nE()"),
    "hooks": Attack("code in every hook there is", "import gc, sys, threading, warnings\ndef h(*a, **k):\n    try:\n        open('{outside}/hook', 'w').close()\n    except OSError:\n        pass\nsys.settrace(h); sys.setprofile(h); threading.setprofile(h); gc.callbacks.append(h); sys.excepthook = sys.unraisablehook = warnings.showwarning = h\nget_ipython().events.register('post_run_cell', h)\nimport os\nos.register_at_fork(after_in_parent=h)\nlesson.check('visitors', 1)", bites=True),
    "flood of print": Attack("printing without end", "while True: print('x' * 10000)"),
    "full pipes": Attack("pipes that nobody reads", "import os\nfor _ in range(100):\n    r, w = os.pipe()\n    os.set_blocking(w, False)\n    os.write(w, b'x' * 60000)"),
    "exit": Attack("leaving at once", "import os\nos._exit(0)"),
    "atexit": Attack("code at the end", "import atexit, os\natexit.register(lambda: open('{outside}/late', 'w').close())"),
    "late thread": Attack("a thread that outlives its cell", "import threading, time\ndef late():\n    time.sleep(1)\n    open('{outside}/late', 'w').close()\nthreading.Thread(target=late, daemon=False).start()"),
    "all descriptors": Attack("writing to every open file", "import os\nfor f in range(4, 4096):\n    try:\n        os.write(f, b'{{}}')\n    except OSError:\n        pass"),
}  # fmt: skip
