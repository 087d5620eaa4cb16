"""The start of the single-file build (make single-file), which holds Python and all libraries.

flscreen reads files in processes of their own, which it starts as ``python -P script`` or
``python -P -m module``. Here the file itself is the Python, and does the same for our own ones.
"""

import multiprocessing
import runpy
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    multiprocessing.freeze_support()
    given = sys.argv[1:]
    ours = Path(getattr(sys, "_MEIPASS", "")) / "screen"
    if given[:3] == ["-P", "-m", "screen.web.work"]:
        sys.argv = given[2:]
        runpy.run_module("screen.web.work", run_name="__main__", alter_sys=True)
    elif given[:2] == ["-P", str(ours / "intake" / "sandboxed.py")]:
        sys.argv = given[1:]
        runpy.run_path(given[1], run_name="__main__")
    elif not given and sys.stdin is not None and sys.stdin.isatty():
        # Somebody opened the file itself, and its window closes when it ends.
        print("flscreen screens supplier and shipment lists; 'flscreen --help' names all commands.")
        subprocess.run([sys.executable, "run"], check=False)
        input("Press Enter to close this window. ")
    else:
        from screen.__main__ import entry

        entry()
