"""The machine: its commands, run out of sight, and what to install on it by hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".setup"
"""What the set-up keeps outside of the environment: apt's lists, unpacked packages, wrappers."""

REMEDIES: dict[str, dict[str, str]] = json.loads(
    (ROOT / "src" / "mreport" / "remedies.json").read_text(encoding="utf-8")
)
"""By package manager: what to type for each need. The package has them too, for `mreport doctor`."""

SHOWN = 20
OF_SYSTEM = {"darwin": "brew", "win32": "winget"}


class CommandError(Exception):
    """A command that failed: itself, its exit code and the end of what it said."""

    def __init__(self, command: list[str], code: int, output: str) -> None:
        super().__init__(command, code)
        self.command, self.code = command, code
        self.output = "\n".join(output.splitlines()[-SHOWN:])


class NeedError(Exception):
    """Something without which nothing goes on: the code of its sentence, and the remedy."""

    def __init__(self, code: str, remedy: str) -> None:
        super().__init__(code, remedy)
        self.code, self.remedy = code, remedy


def run(*command: object, **variables: str) -> str:
    """Run the command in the project's folder, with these variables too; what it said."""
    words = [str(word) for word in command]
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=kept | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode(errors="replace")
    if done.returncode:
        raise CommandError(words, done.returncode, output)
    return output


def remedy(what: str) -> str:
    """The command that installs `pip`, `pango`, `tools`, `browser` or `npm` on this kind of machine."""
    manager = OF_SYSTEM.get(sys.platform) or next((name for name in REMEDIES if shutil.which(name)), "apt-get")
    sudo = "sudo " if sys.platform == "linux" and os.geteuid() else ""
    return sudo + REMEDIES[manager][what]
