"""Themes: the bundled ones, files of the user's own, and every fault of one with its line."""

import dataclasses

import pytest

from mreport import themes
from mreport.errors import LimitError, UserError
from mreport.layout import PLAIN


@pytest.fixture
def theme(tmp_path):
    """A function that reads a theme out of a file with this text."""

    def read(text):
        file = tmp_path / "own.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return themes.read(file)

    return read


def test_plain_is_the_layout_without_a_theme():
    """The bundled default changes nothing."""
    assert themes.read().layout == PLAIN
    assert themes.installed()[0] == "plain"


@pytest.mark.parametrize("name", themes.installed())
def test_the_bundled_themes(name):
    """Each says in both languages what it is for; letters are at least 8 pt and lines do not touch."""
    found = themes.read(name)
    assert set(found.about) == {"en", "th"}
    assert min(found.layout.size, found.layout.small_size) >= 8
    assert found.layout.line_height >= 1.6
    assert found.css == ""


def test_ratchakan_is_what_offices_write():
    """The Buddhist era and Thai digits where no flag says another."""
    assert themes.read("ratchakan").options == {"calendar": "buddhist", "digits": "thai"}


def test_what_a_theme_does_not_say_is_plain(theme):
    """One field is changed, the others stay; a number may be whole, a colour have its sign."""
    found = theme('[layout]\nbar = 2\nhead = "#abcdef"\ntitle_align = "center"').layout
    assert found == dataclasses.replace(PLAIN, bar=2.0, head="ABCDEF", title_align="center")


def test_css_styles_and_options(theme):
    """What is not of the layout is kept as it is."""
    found = theme(
        '[css]\nall = "a"\nscreen = "b"\n[styles]\n"Mreport Cell" = "Body"\n'
        '[options]\ndigits = "thai"\n[about]\nen = "x"'
    )
    assert (found.css, found.screen, found.styles) == ("a", "b", {"Mreport Cell": "Body"})
    assert (found.options, found.about) == ({"digits": "thai"}, {"en": "x"})


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[layout]\nbar = ", "toml-syntax", 2),
        ("[layout]\n\nsise = 10", "theme-key", 3),
        ("[look]\nsize = 10", "theme-key", 1),
        ("layout = 3", "theme-section", 1),
        ("[layout]\nwidth = 100", "theme-key", 2),
        ('[layout]\nsize = "big"', "theme-number", 2),
        ("[layout]\nsize = 400", "theme-number", 2),
        ("[layout]\nline_height = 0.5", "theme-number", 2),
        ("[layout]\nbar = true", "theme-number", 2),
        ("[layout]\nbar = nan", "theme-number", 2),
        ('[layout]\nink = "red"', "theme-colour", 2),
        ('[layout]\ntitle_align = "right"', "theme-choice", 2),
        ('[options]\ndigits = "roman"', "theme-choice", 2),
        ("[css]\nall = 1", "theme-text", 2),
        ('[css]\nprint = "x"', "theme-key", 2),
        ("[layout]\nink = '000000'\n[styles]\n'Mreport Cell' = 1", "theme-text", 4),
    ],
)
def test_faults_have_their_line(theme, text, code, line):
    """Each fault says what and where."""
    with pytest.raises(UserError) as caught:
        theme(text)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.line) == (code, line)


def test_all_faults_are_told_at_once(theme):
    """Not the first alone; and a near name is suggested."""
    with pytest.raises(UserError) as caught:
        theme("[layout]\nsise = 10\nbar = -1\n[option]\n")
    assert [fault.code for fault in caught.value.faults] == ["theme-key", "theme-key", "theme-number"]
    assert [fault.fields.get("nearest") for fault in caught.value.faults] == [["options"], ["size"], None]


def test_files_that_are_no_themes(tmp_path, theme):
    """What is not there, not text or too large is refused."""
    for name, code in (("plane", "theme-unknown"), (tmp_path / "no.toml", "source-missing")):
        with pytest.raises(UserError) as caught:
            themes.read(name)
        assert caught.value.code == code
    with pytest.raises(UserError) as caught:
        theme(b"\xff")
    assert caught.value.code == "encoding"
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(UserError) as caught:
        themes.read(tmp_path / "folder.toml")
    assert caught.value.code == "source-is-folder"
    with pytest.raises(LimitError):
        theme(b"#" * (themes.MOST_BYTES + 1))
