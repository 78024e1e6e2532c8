"""Programs of tests that come by npm: fetched by it, held against their hashes in `npm.json`, unpacked, not installed.

No script of a package runs, and nothing that it depends on comes along: `npm.json` names all that is needed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import platform
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from setup.machine import KEPT, CommandError, remedy, run
from setup.words import say

PINS = Path(__file__).with_name("npm.json")
"""By name: `version`, `integrity` as npm writes it, and `machine` where a package is made for one kind."""

FOLDER = KEPT / "npm" / "node_modules"


def packages() -> None:
    """See to it that the packages are in the folder, each in the version that is pinned; say which are not."""
    pins = json.loads(PINS.read_text(encoding="utf-8"))
    wanted = {name: pin for name, pin in pins.items() if pin.get("machine", machine()) == machine()}
    lacking = {name: pin for name, pin in wanted.items() if _version(name) != pin["version"]}
    if not lacking:
        return
    if not (npm := shutil.which("npm")):
        say("no-npm", packages=", ".join(lacking), remedy=remedy("npm"))
        return
    for name, pin in lacking.items():
        try:
            _unpack(npm, name, pin["version"], pin["integrity"])
        except CommandError as error:
            print(error.output)
            say("no-package", package=name)


def machine() -> str:
    """The kind of this machine, such as `linux-x86_64`."""
    return f"{sys.platform}-{platform.machine().lower()}"


def _version(name: str) -> str | None:
    """The version of a package that is there."""
    try:
        found: str = json.loads((FOLDER / name / "package.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return None
    return found


def _unpack(npm: str, name: str, version: str, integrity: str) -> None:
    """Fetch a package and put it in its place, if it is the one that is meant."""
    say("npm", package=f"{name} {version}")
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=KEPT) as scratch:
        run(npm, "pack", f"{name}@{version}", "--silent", "--pack-destination", scratch)
        packed = next(Path(scratch).glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if integrity != f"sha512-{digest}":
            raise CommandError([npm, "pack", name], 1, f"{name} {version}: sha512-{digest} != {integrity}")
        shutil.unpack_archive(packed, scratch, "gztar")
        target = FOLDER / name
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(scratch, "package").rename(target)
