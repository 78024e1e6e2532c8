"""What READMEs say to type works, as it stands there, in a fresh folder; their pictures are there and weigh little."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from mreport.cli import run

ROOT = Path(__file__).parents[1]
GALLERY, GALLERY_TH = (Path("examples", name) for name in ("README.md", "README.th.md"))
PAGES = [Path("README.md"), Path("README.th.md"), GALLERY, GALLERY_TH]
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)|src=\"([^\"]+)\"")
MOST_BYTES = 150_000
OUTPUTS = re.compile(r"(?:-o|--output|--to) (\S+)")


def blocks(page, kind):
    """The blocks of a page of a kind, each with what stands behind it in its first line."""
    for head, text in BLOCK.findall((ROOT / page).read_text("utf-8")):
        found, _, name = head.partition(" ")
        if found == kind:
            yield name, text


def commands(page):
    """The commands of a page in their order, without their comments, lines that go on joined."""
    for _, text in blocks(page, ""):
        for line in text.replace("\\\n", " ").splitlines():
            if words := shlex.split(line, comments=True):
                yield words


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """A folder with the examples, and nothing else of the project, in which a reader types."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    return tmp_path


def test_the_gallery_s_commands_work(fresh, capsys):
    """Each makes what it says; every example has at least one. The Thai page has the same commands."""
    assert list(commands(GALLERY_TH)) == list(commands(GALLERY))
    named = set()
    for program, *words in commands(GALLERY):
        assert program == "mreport"
        assert run(words) == 0, (words, capsys.readouterr().err)
        assert all((fresh / name).exists() for name in OUTPUTS.findall(" ".join(words)))
        named.add(words[1])
    files = {f"examples/{file.name}" for file in (ROOT / "examples").iterdir() if file.suffix in (".yaml", ".csv")}
    assert named == files
    assert len(named) == 7


@pytest.mark.usefixtures("fresh")
def test_the_commands_of_the_english_page_work(capsys):
    """Every block, in its order, in a folder with what the page says to save; and the example in Python."""
    for name, text in blocks(PAGES[0], "csv"):
        Path(name).write_text(text, encoding="utf-8")
    assert [typed(words, capsys) for words in commands(PAGES[0])].count("mreport compare") > 8
    for _, text in blocks(PAGES[0], "python"):
        exec(compile(text, "README.md", "exec"), {})
    assert "'year'" in capsys.readouterr().out
    assert len(list(Path("reports").glob("*.docx"))) == 10


@pytest.mark.usefixtures("fresh")
def test_the_commands_of_the_thai_page_work(capsys):
    """Those that are not the English page's too, with its table in Thai."""
    for name, text in blocks(PAGES[1], "csv"):
        Path(name).write_text(text, encoding="utf-8")
    english = list(commands(PAGES[0]))
    own = [words for words in commands(PAGES[1]) if words not in english]
    assert [typed(words, capsys) for words in own] == ["mreport compare"] * 2
    assert run(["compare", "prices.pdf", "รุ่น A", "รุ่น B", "--exit-code", "--lang", "th"]) == 0
    assert "ต่างกัน 0 จาก 3" in capsys.readouterr().out
    codes = [next(text for _, text in blocks(page, "python")) for page in PAGES[:2]]
    assert codes[0].splitlines()[3:] == codes[1].splitlines()[3:]  # but for a comment


def typed(words, capsys):
    """Does what a page says to type, as far as it can be done here; says what it was."""
    program, verb = words[0], words[1]
    if (program, verb) == ("mreport", "serve"):
        served(words)
    elif program == "mreport":
        if "--letterhead" in words:
            letterhead(words[words.index("--letterhead") + 1])
        assert run(words[1:]) == int("--exit-code" in words), (words, capsys.readouterr().err)
        assert all(Path(name).exists() for name in OUTPUTS.findall(" ".join(words)))
    elif program == "source":
        assert Path(sys.prefix, *Path(verb).parts[1:]).exists()
    else:
        assert [program, verb] == ["python3", "run.py"]
        set_up(words[2])
    return f"{program} {verb}"


def set_up(command):
    """The set-up's command, in this folder instead of the project's, and where all is set up already."""
    text = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import pathlib, run; run.ROOT = pathlib.Path.cwd(); "
        f"run.environment.prepare = lambda **_: None; sys.exit(run.main([{command!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    made = {file.relative_to("out").as_posix() for file in Path("out").rglob("*.*")}
    assert made == {f"{tag}/{name}" for tag in ("th", "en") for name in ("report.pdf", "handout.docx")}


def served(words):
    """The live page, begun at a port that is free and without a browser, ended as Ctrl-C ends it."""
    variables = os.environ | {"MREPORT_PORT": "0", "MREPORT_NO_OPEN": "1"}
    program = [str(Path(sys.executable).with_name(words[0])), *words[1:]]
    with subprocess.Popen(program, env=variables, stderr=subprocess.PIPE, text=True) as serving:
        said = serving.stderr.readline()
        serving.send_signal(signal.SIGINT)
        assert serving.wait(30) in (0, 130)
    assert "http://127.0.0.1:" in said


def letterhead(name):
    """An office's document with a place for the report."""
    document = docx.Document()
    document.add_paragraph("{{ report }}")
    document.save(name)


def test_completion_is_typed_as_the_pages_say(root):
    """What the tests of completion have the shells do stands in both pages."""
    scripts = (root / "tests" / "cli" / "test_completing.py").read_text("utf-8")
    for line in ('eval "$(_MREPORT_COMPLETE=bash_source mreport)"', "_MREPORT_COMPLETE=fish_source mreport | source"):
        assert line in scripts
        assert all(f"`{line}`" in (root / page).read_text("utf-8") for page in PAGES[:2])


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_pictures_and_links_are_there(page):
    """Each file that a README leads to is there; a picture has few colours and weighs little."""
    links = [one or other for one, other in LINK.findall((ROOT / page).read_text("utf-8"))]
    files = [(ROOT / page).parent / link for link in links if "://" not in link]
    assert [file for file in files if not file.exists()] == []
    pictures = [file for file in files if file.suffix == ".png"]
    assert pictures
    assert all(file.stat().st_size < MOST_BYTES for file in pictures)


def test_both_languages_say_the_same():
    """The same commands, pictures and headings, in English and in Thai."""
    for english, thai in (PAGES[:2], PAGES[2:]):
        texts = [(ROOT / page).read_text("utf-8") for page in (english, thai)]
        headings = [re.findall("^#+ ", text, re.MULTILINE) for text in texts]
        assert headings[0] == headings[1]
        assert [words[:2] for words in commands(english)] == [words[:2] for words in commands(thai)]
        pictures = [re.findall(r"[\w-]+\.png", text) for text in texts]
        assert pictures[0] == pictures[1]
