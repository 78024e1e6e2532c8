"""What READMEs say to type works, as it stands there, in a fresh folder; their pictures are there and weigh little."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from mreport.cli import run

ROOT = Path(__file__).parents[1]
GALLERY, GALLERY_TH = (Path("examples", name) for name in ("README.md", "README.th.md"))
PAGES = [GALLERY, GALLERY_TH]
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
    for english, thai in (PAGES[:2],):
        texts = [(ROOT / page).read_text("utf-8") for page in (english, thai)]
        headings = [re.findall("^#+ ", text, re.MULTILINE) for text in texts]
        assert headings[0] == headings[1]
        assert [words[:2] for words in commands(english)] == [words[:2] for words in commands(thai)]
        pictures = [re.findall(r"[\w-]+\.png", text) for text in texts]
        assert pictures[0] == pictures[1]
