"""What a command spends, measured from a small process: a child's peak of memory begins with that of its parent.

`python spending.py RESULT COMMAND...` is that process.
"""

# ruff: noqa: INP001, S603  a module of scripts that runs others

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """CPU seconds of a process and its children, MB of the largest of them, and what it said."""

    seconds: float
    megabytes: float
    said: str


def spent(command: list[str], *, quiet: bool = False) -> Spent:
    """Run a command; end with it where it fails. `quiet` keeps off what it says of errors."""
    with tempfile.NamedTemporaryFile() as result:
        done = subprocess.run(
            [sys.executable, "-I", "-S", __file__, result.name, *command],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            text=True,
        )
        if done.returncode:
            sys.exit(f"failed: {' '.join(command)}")
        seconds, kilobytes = json.loads(Path(result.name).read_text("ascii"))
    return Spent(seconds, kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024), done.stdout)


def main(result: str, *command: str) -> int:
    """Run the command and write down what it spent; its exit code."""
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    Path(result).write_text(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]), "ascii")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
