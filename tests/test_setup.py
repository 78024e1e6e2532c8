"""The set-up: its lock files, its words, its environment, and the libraries under PDF; no network is needed."""

from __future__ import annotations

import ast
import base64
import hashlib
import importlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from packaging.requirements import Requirement

from mreport.writers.pdf.plain import libraries

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
SOURCES = (ROOT / "run.py", *sorted(ROOT.glob("setup/*.py")))


def pinned(lock):
    """Name to (version, block of lines) for each package of a lock file."""
    blocks = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text("utf-8"))[1:]
    return {block.partition("==")[0]: (re.split(r"[ \\]", block.partition("==")[2])[0], block) for block in blocks}


def declared():
    """The project's dependencies, and those of its groups dev and docs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return project["project"]["dependencies"], *map(project["dependency-groups"].get, ("dev", "docs"))


@pytest.fixture
def module(monkeypatch):
    """A loader of the set-up's modules, which lie outside of the package."""
    monkeypatch.syspath_prepend(ROOT)
    return importlib.import_module


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_host(lock):
    """A lock names packages, versions and hashes, and no place to get them from."""
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index|--find|--trusted)", text, re.MULTILINE)
    assert " @ " not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_everything_with_hashes(lock):
    """Each package of a lock has one version and its hashes, and nothing else stands in it."""
    assert len(pinned(lock)) > 20
    for name, (version, block) in pinned(lock).items():
        assert re.fullmatch(r"\d[\w.]*", version), name
        lines = block.rstrip().removesuffix("\\").split("\\\n")
        assert len(lines) > 1, name
        assert all(re.fullmatch(r" {4}--hash=sha256:[0-9a-f]{64} ?", line) for line in lines[1:]), name


@pytest.mark.parametrize(("group", "lock"), [(0, LOCKS[0]), (0, LOCKS[1]), (1, LOCKS[1]), (2, LOCKS[1])])
def test_locks_satisfy_what_the_project_asks_for(group, lock):
    """Every dependency of pyproject.toml is pinned to a version that it allows."""
    versions = {name: version for name, (version, _) in pinned(lock).items()}
    for requirement in map(Requirement, declared()[group]):
        assert versions[requirement.name.lower()] in requirement.specifier


def test_the_two_locks_agree():
    """Tests run with the versions that users get."""
    assert pinned(LOCKS[0]).items() <= pinned(LOCKS[1]).items()


def test_set_up_needs_the_standard_library_alone():
    """Neither run.py nor its modules import anything that has to be installed."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            tops = {name.partition(".")[0] for name in names}
            assert tops <= {*sys.stdlib_module_names, "setup"}, source


def test_sentences_are_whole_in_both_languages(module):
    """Each sentence is there in English and in Thai, with the same placeholders."""
    for code, sentence in module("setup.words").SENTENCES.items():
        english, thai = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in sentence)
        assert english == thai, code
        assert not re.search(r"[\u0e00-\u0e7f]", sentence[0]), code
        assert re.search(r"[\u0e00-\u0e7f]", sentence[1]), code


def test_each_sentence_is_said_somewhere(module):
    """No sentence is left over, and none is missing."""
    text = "".join(source.read_text("utf-8") for source in SOURCES)
    said = set(re.findall(r'(?:say|NeedError)\(\s*"([a-z-]+)"', text))
    assert said == set(module("setup.words").SENTENCES)


@pytest.mark.parametrize(
    ("variables", "thai"),
    [
        ({}, False),
        ({"LANG": "th_TH.UTF-8"}, True),
        ({"LANG": "th_TH.UTF-8", "LC_MESSAGES": "C"}, False),
        ({"LANG": "C", "LC_ALL": "th_TH"}, True),
        ({"LC_ALL": "en_GB", "MREPORT_LANG": "th"}, True),
        ({"LC_ALL": "", "LANG": "th"}, True),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:th:en"}, True),
        ({"LANG": "C.UTF-8", "LANGUAGE": "th"}, False),
        ({"LANG": "fr_FR.UTF-8"}, False),
    ],
)
def test_language_is_that_of_the_system(module, monkeypatch, variables, thai):
    """MREPORT_LANG decides, then LANGUAGE outside the locale C, then the first of LC_ALL, LC_MESSAGES and LANG."""
    for name in ("MREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert module("setup.words").thai() is thai


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--help"], 0), (["nonsense"], 2)])
def test_run_says_what_there_is(arguments, code):
    """Without a command, or with an unknown one, run.py names its commands and sets nothing up."""
    done = subprocess.run([sys.executable, ROOT / "run.py", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert re.findall(r"python3 run.py (\w+)", done.stdout) == ["demo", "test", "deep", "bench", "docs", "lock"]


class Machine:
    """Stands in for the commands that the set-up runs, and can be stopped at one of them."""

    def __init__(self, environment, folder):
        self.environment, self.folder = environment, folder
        self.commands, self.stop = [], None

    def run(self, *command, **_):
        words = " ".join(map(str, command))
        self.commands.append(words)
        if self.stop and self.stop in words:
            raise KeyboardInterrupt
        if "venv" in command:
            self.environment.PYTHON.parent.mkdir(parents=True)
            self.environment.PYTHON.touch()
        if "--editable" in command:
            self.environment.MREPORT.touch()
        return ""

    def prepare(self, *, dev=False):
        """The commands that one set-up ran, in a word each."""
        self.commands.clear()
        self.environment.prepare(dev=dev)
        known = {"venv": " venv ", "pip": "ensurepip", "run": LOCKS[0], "dev": LOCKS[1], "project": "--editable"}
        return [word for line in self.commands for word, part in known.items() if part in line]


@pytest.fixture
def machine(module, monkeypatch, tmp_path):
    """A project in a folder of its own, with nothing set up."""
    environment = module("setup.environment")
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_text(f"{name}==1")
    folder = tmp_path / ".venv"
    places = {"FOLDER": ".", "PYTHON": "bin/python", "MREPORT": "bin/mreport", "STAMP": "whole.json"}
    for name, place in {**places, "UNFINISHED": "unfinished"}.items():
        monkeypatch.setattr(environment, name, folder / place)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "KEPT", tmp_path / ".setup")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: name)  # pip comes with Python
    for name in ("pango", "tools", "browser", "fonts"):
        monkeypatch.setattr(environment.debian, name, lambda *_: None)
    monkeypatch.setattr(environment.npm, "packages", lambda: None)
    machine = Machine(environment, folder)
    monkeypatch.setattr(environment, "run", machine.run)
    monkeypatch.setattr(environment.debian, "certificates", lambda _: {})
    return machine


def test_set_up_does_what_is_missing_and_no_more(machine, tmp_path):
    """The second time nothing is done; tests add their packages; a new lock makes all anew."""
    assert machine.prepare() == ["venv", "pip", "run", "project"]
    assert machine.prepare() == []
    assert machine.prepare(dev=True) == ["dev", "project"]
    assert machine.prepare() == machine.prepare(dev=True) == []
    (tmp_path / "pyproject.toml").write_text("other")
    assert machine.prepare(dev=True) == ["project"]
    (tmp_path / LOCKS[0]).write_text("other==2")
    assert machine.prepare(dev=True) == ["venv", "pip", "dev", "project"]


@pytest.mark.parametrize("stop", [" venv ", "ensurepip", LOCKS[0], "--editable"])
def test_a_half_made_environment_is_made_anew(machine, stop):
    """Wherever the set-up is interrupted, nothing of it is taken for whole."""
    machine.stop = stop
    with pytest.raises(KeyboardInterrupt):
        machine.prepare()
    machine.stop = None
    assert machine.prepare() == ["venv", "pip", "run", "project"]
    assert machine.prepare() == []


@pytest.mark.parametrize("lost", ["bin/python", "bin/mreport", "whole.json"])
def test_a_damaged_environment_is_mended(machine, lost):
    """An environment that lost its Python, its command or its stamp is not taken for whole."""
    machine.prepare()
    (machine.folder / lost).unlink()
    assert machine.prepare()[-1] == "project"
    assert machine.prepare() == []


def test_a_moved_project_gets_an_environment_of_its_own(machine):
    """A copied environment would run the code of the place that it was copied from."""
    machine.prepare()
    stamp = machine.folder / "whole.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"folder": "/elsewhere"}))
    assert machine.prepare() == ["venv", "pip", "run", "project"]


@pytest.fixture
def registry(module, monkeypatch, tmp_path):
    """Two packages to be had, one of them not what its hash says, and the module that fetches them."""
    npm = module("setup.npm")
    monkeypatch.setattr(npm, "KEPT", tmp_path / ".setup")
    monkeypatch.setattr(npm, "FOLDER", tmp_path / ".setup" / "npm")
    monkeypatch.setattr(npm, "PINS", tmp_path / "npm.json")
    monkeypatch.setattr(npm.shutil, "which", lambda name: name)
    packed = tmp_path / "good.tgz"
    with tarfile.open(packed, "w:gz") as archive:
        content = b'{"version": "1.2.3"}'
        member = tarfile.TarInfo("package/package.json")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    pin = {"version": "1.2.3", "integrity": f"sha512-{digest}"}
    pins = {"@scope/good": pin, "bad": pin | {"integrity": "sha512-0"}, "other": pin | {"machine": "abacus"}}
    npm.PINS.write_text(json.dumps(pins))
    fetched = []

    def run(*command, **_):
        fetched.append(command[2])
        shutil.copy(packed, command[-1])

    monkeypatch.setattr(npm, "run", run)
    return npm, fetched


def test_packages_of_npm_are_what_their_hashes_say(registry, capsys):
    """A package is unpacked once; one whose hash is another is named and left out; one for other machines too."""
    npm, fetched = registry
    npm.packages()
    npm.packages()
    assert fetched == ["@scope/good@1.2.3", "bad@1.2.3", "bad@1.2.3"]
    assert (npm.FOLDER / "@scope" / "good" / "package.json").exists()
    assert not (npm.FOLDER / "bad").exists()
    assert "sha512-0" in capsys.readouterr().out


def test_missing_npm_is_said(registry, monkeypatch, capsys):
    """Where npm is missing, the set-up says what is lacking and how to get it, and goes on."""
    npm, fetched = registry
    monkeypatch.setattr(npm.shutil, "which", lambda _: None)
    npm.packages()
    assert fetched == []
    assert "@scope/good, bad" in capsys.readouterr().out


def test_libraries_are_gathered_under_the_names_they_are_asked_for(module, monkeypatch, tmp_path):
    """Each library is copied once, under its link's name, beside the Thai dictionary."""
    debian = module("setup.debian")
    monkeypatch.setattr(debian, "KEPT", tmp_path / ".setup")
    tree = tmp_path / "tree"
    for name in ("usr/lib/x86_64-linux-gnu/libx.so.1.2", "lib/x86_64-linux-gnu/liby.so.3", "usr/share/libthai/d.tri"):
        (tree / name).parent.mkdir(parents=True)
        (tree / name).touch()
    (tree / "usr/lib/x86_64-linux-gnu/libx.so.1").symlink_to("libx.so.1.2")
    debian._gather(tree, tmp_path / "made" / "libraries")  # noqa: SLF001
    assert sorted(path.name for path in (tmp_path / "made" / "libraries").iterdir()) == [
        "d.tri",
        "libx.so.1",
        "liby.so.3",
    ]


def test_libraries_are_opened_after_those_they_need(monkeypatch, tmp_path):
    """What can't be opened yet is tried again after the others; what never can stops nothing."""
    needs = {"liba.so.1": {"libb.so.1"}, "libb.so.1": {"libc.so.1"}, "libc.so.1": set(), "libd.so.1": {"lost"}}
    for name in needs:
        (tmp_path / name).touch()
    opened = []

    def opens(path):
        ready = needs[path.name] <= set(opened)
        opened.extend([path.name] if ready else [])
        return ready

    monkeypatch.setattr(libraries, "_opens", opens)
    monkeypatch.setenv("LIBTHAI_DICTDIR", "kept")
    libraries._preload(tmp_path)  # noqa: SLF001
    assert opened == ["libc.so.1", "libb.so.1", "liba.so.1"]


def script(text):
    """What a fresh Python prints that runs this text."""
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def test_missing_pango_is_one_error():
    """Where no library can be opened, there is a record with a code: no traceback, no advice in print."""
    printed = script(
        "import cffi\n"
        "def dlopen(self, name, flags=0): raise OSError(f'cannot load {name}\\nadvice')\n"
        "cffi.FFI.dlopen = dlopen\n"
        "from mreport.errors import MachineError\n"
        "from mreport.writers.pdf.plain import libraries\n"
        "try: libraries.load()\n"
        "except MachineError as error: print(error.code, dict(error.faults[0].fields))"
    )
    assert printed == "pango-missing {'detail': 'cannot load libgobject-2.0-0'}\n"


def test_libraries_are_searched_for_where_their_names_do_not_open():
    """Where full file names don't open (NixOS, say), the import is tried again with the real search."""
    printed = script(
        "import cffi, ctypes.util\n"
        "search, first = ctypes.util.find_library, cffi.FFI.dlopen\n"
        "def dlopen(self, name, flags=0):\n"
        "    found = None if '.so' in name else ctypes.util.find_library(name)\n"
        "    if not found: raise OSError(name)\n"
        "    return first(self, found, flags)\n"
        "cffi.FFI.dlopen = dlopen\n"
        "ctypes.util.find_library = lambda name: {'gobject-2.0': 'libgobject-2.0.so.0', 'pango-1.0':"
        " 'libpango-1.0.so.0', 'harfbuzz': 'libharfbuzz.so.0', 'fontconfig': 'libfontconfig.so.1',"
        " 'pangoft2-1.0': 'libpangoft2-1.0.so.0'}.get(name)\n"
        "from mreport.writers.pdf.plain import libraries\n"
        "print(libraries.load().__name__)"
    )
    assert printed == "weasyprint\n"


def test_import_leaves_things_as_they_were():
    """After the import the search, fontTools' subsetter and the environment are the real ones again."""
    printed = script(
        "import ctypes.util, os, sys\n"
        "search, variables = ctypes.util.find_library, dict(os.environ)\n"
        "from mreport.writers.pdf.plain import libraries\n"
        "weasyprint = libraries.load()\n"
        "print(weasyprint is libraries.load(), search is ctypes.util.find_library)\n"
        "print({name for name in os.environ if os.environ[name] != variables.get(name)} - {'LIBTHAI_DICTDIR'})\n"
        "print('fontTools.subset' in sys.modules)\n"
        "from weasyprint.pdf import fonts\n"
        "print(type(fonts.subset.Options()).__module__)\n"
        "import fontTools.subset\n"
        "print(fontTools.subset.__file__ is not None)"
    )
    assert printed.splitlines() == ["True True", "set()", "False", "fontTools.subset", "True"]
