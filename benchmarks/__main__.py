"""All benchmarks, each a part of RESULTS.md: `python3 run.py bench [--quick] [NAME]...`.

Python's modules are compiled beforehand, as an installation has them, whatever this environment says.
"""

# ruff: noqa: INP001, T201, S603  a script that speaks on the console and runs others

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ("start", "pdf", "docx", "batch", "large", "live", "sources", "comparison", "text_layer", "breaks")
QUICK = ("start", "pdf", "docx", "batch", "large", "live")  # those that can do with fewer runs
OWN = ("sources", "comparison", "breaks")  # those that write for themselves, or only speak
PLACES = {"text_layer": HERE.parent / "docs" / "explanation" / "fonts.md"}  # of those that stand elsewhere
COMPILED = HERE.parent / ".setup" / "bench" / "compiled"


def main(arguments: list[str]) -> int:
    """Run what is named, or all; the exit code is that of the first failure."""
    quick = "--quick" in arguments
    names = [name for name in arguments if name != "--quick"] or list(NAMES)
    if unknown := [name for name in names if name not in NAMES]:
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}.")
        return 2
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = kept | {"PYTHONPYCACHEPREFIX": str(COMPILED)}
    codes = []
    for name in names:
        print(f"# {name}", flush=True)
        options = ["--quick"] if quick and name in QUICK else []
        options += [] if name in OWN or quick else ["--write", str(PLACES.get(name, HERE / "RESULTS.md"))]
        command = [sys.executable, str(HERE / f"{name}.py"), *options]
        codes.append(subprocess.run(command, check=False, env=environment).returncode)
    return next(filter(None, codes), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
