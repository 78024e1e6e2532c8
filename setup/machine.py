"""The machine: its commands, run out of sight, and what to install on it by hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".setup"
"""What the set-up keeps outside of the environment: apt's lists, unpacked packages, wrappers."""

_MSYS = r"winget install MSYS2.MSYS2 && C:\msys64\usr\bin\pacman -S mingw-w64-ucrt-x86_64"
REMEDIES = {
    "apt-get": {
        "pip": "apt-get install python3-venv",
        "pango": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "tools": "apt-get install poppler-utils qpdf",
        "browser": "apt-get install chromium",
        "npm": "apt-get install npm",
    },
    "dnf": {
        "pip": "dnf install python3",
        "pango": "dnf install pango",
        "tools": "dnf install poppler-utils qpdf",
        "browser": "dnf install chromium",
        "npm": "dnf install npm",
    },
    "zypper": {
        "pip": "zypper install python3",
        "pango": "zypper install libpango-1_0-0",
        "tools": "zypper install poppler-tools qpdf",
        "browser": "zypper install chromium",
        "npm": "zypper install npm",
    },
    "pacman": {
        "pip": "pacman -S python",
        "pango": "pacman -S pango",
        "tools": "pacman -S poppler qpdf",
        "browser": "pacman -S chromium",
        "npm": "pacman -S npm",
    },
    "apk": {
        "pip": "apk add python3",
        "pango": "apk add pango",
        "tools": "apk add poppler-utils qpdf",
        "browser": "apk add chromium",
        "npm": "apk add npm",
    },
    "brew": {
        "pip": "brew install python",
        "pango": "brew install pango",
        "tools": "brew install poppler qpdf",
        "browser": "brew install --cask chromium",
        "npm": "brew install node",
    },
    "winget": {
        "pip": "winget install Python.Python.3.13",
        "pango": f"{_MSYS}-pango",
        "tools": f"{_MSYS}-poppler mingw-w64-ucrt-x86_64-qpdf",
        "browser": "winget install Google.Chrome",
        "npm": "winget install OpenJS.NodeJS.LTS",
    },
}
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
