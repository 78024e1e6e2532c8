"""Fonts that users bring: what is taken, what is refused, what is told, and what is kept in the cache."""

import random
import sys

import pytest
import smith

from mreport import LimitError, UserError
from mreport.fonts import own, store
from mreport.fonts.own import fontset


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setenv("MREPORT_CACHE", str(tmp_path / "cache"))
    own.made.cache_clear()
    yield tmp_path / "cache"
    own.made.cache_clear()


@pytest.fixture
def written(tmp_path):
    """A function that writes font files and says where they are."""

    def write(*contents):
        files = [tmp_path / f"font-{number}.bin" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        return files

    return write


def told(fonts):
    """The codes of what is told of a font."""
    return [fault.code for fault in fonts.warnings]


def refused(files):
    """The fault that files are refused with."""
    with pytest.raises(UserError) as raised:
        fontset(files)
    return raised.value.faults[0]


def test_no_file_is_the_bundled_fonts():
    """Without files, nothing is asked and nothing is made."""
    assert fontset([]).own is None


def test_a_family_in_two_files(written):
    """The bold file is known by its own tables, whichever comes first."""
    fonts = fontset(written(smith.saved(smith.opened("Bold")), smith.saved(smith.opened())))
    assert told(fonts) == []
    assert [face.weight for face in fonts.own.plain] == [400, 700]
    assert len({face.file for face in fonts.own.paper}) == 2
    assert len(fonts.own.paper[0].texts) == 2903
    assert fonts.own.editable
    assert [face.file.suffix for face in fonts.own.web] == [".woff2", ".woff2"]


@pytest.mark.parametrize(
    ("content", "weights"),
    [
        (lambda: smith.collection(smith.opened("Bold"), smith.opened()), 2),
        (smith.variable, 2),
        (lambda: smith.saved(smith.opened(), "woff"), 1),
        (lambda: smith.saved(smith.opened(), "woff2"), 1),
        (lambda: smith.saved(smith.without("GSUB", "GPOS", "GDEF")), 1),
        (smith.cubic, 1),
    ],
    ids=["collection", "variable", "woff", "woff2", "no layout tables", "cubic"],
)
def test_kinds_of_files(written, content, weights):
    """Collections and variable fonts give both weights; every kind becomes a cluster font."""
    fonts = fontset(written(content()))
    assert len(fonts.own.plain) == weights
    assert ("font-one-weight" in told(fonts)) == (weights == 1)
    assert len(fonts.own.paper[0].texts) == 2903


def test_cubic_outlines_stay_out_of_docx(written):
    """Word takes no CFF inside a document: it is told, and the font is only named."""
    fonts = fontset(written(smith.cubic()))
    assert "font-cubic" in told(fonts)
    assert not fonts.own.editable


def test_a_font_without_thai_is_told(written):
    """Thai comes from the bundled font then."""
    fonts = fontset(written(smith.saved(smith.opened(points=smith.LATIN))))
    assert "font-no-thai" in told(fonts)
    assert fonts.thai_family == "Sarabun"
    assert fonts.missing("ก漢") == ["漢"]


def test_a_font_without_a_letter_is_told(written):
    """Each Thai letter that the font lacks is named by its code point."""
    points = [point for point in (*smith.LATIN, *smith.THAI) if point != 0x0E4E]
    fonts = fontset(written(smith.saved(smith.opened(points=points))))
    [fault] = [fault for fault in fonts.warnings if fault.code == "font-lacks-thai"]
    assert fault.fields["characters"] == ["U+0E4E ◌๎"]
    assert len(fonts.own.paper[0].texts) == 2903 - 46


@pytest.mark.parametrize(
    ("kind", "editable", "web", "paper"),
    [(0x0, True, True, True), (0x8, True, False, True), (0x4, False, False, False), (0x108, True, False, False)],
    ids=["installable", "editable", "print", "editable as a whole"],
)
def test_embedding_rights_are_kept(written, kind, editable, web, paper):
    """What fsType does not allow is not done: pages, documents that are edited, a changed or partial font."""
    font = smith.opened()
    font["OS/2"].fsType = kind
    fonts = fontset(written(smith.saved(font)))
    assert (fonts.own.editable, bool(fonts.own.web), bool(fonts.own.paper[0].plain)) == (editable, web, paper)
    assert ("font-not-editable" in told(fonts)) == (not editable)


def test_restricted_fonts_are_refused(written):
    """A font that may not be embedded at all is refused, with its name and the flag that says so."""
    font = smith.opened()
    font["OS/2"].fsType = 0x2
    fault = refused(written(smith.saved(font)))
    assert (fault.code, fault.fields["family"], fault.fields["kind"]) == ("font-restricted", "Forged", 2)


def test_an_unknown_licence_allows_no_change(written):
    """Without a licence that is known, the font stays as it came."""
    fonts = fontset(written(smith.saved(smith.unlicensed(smith.opened()))))
    assert fonts.own.paper[0].plain is None
    assert fonts.own.paper[0].file.read_bytes() == smith.saved(smith.unlicensed(smith.opened()))


def test_symbols_alone_are_refused(written):
    """A font without letters can't write a report."""
    assert refused(written(smith.saved(smith.opened(points=range(0x30, 0x3A))))).code == "font-no-letters"


def test_two_families_are_refused(written):
    """Both files must be of one family; the second one is named."""
    files = written(smith.saved(smith.opened()), smith.saved(smith.opened("Bold", "Other")))
    fault = refused(files)
    assert (fault.code, fault.fields["families"]) == ("font-families", ["Forged", "Other"])
    assert fault.place.file == str(files[1])


def test_a_file_too_many_is_refused(written):
    """Two regular files of a family: one is of no use."""
    light = smith.opened()
    light["OS/2"].usWeightClass = 300
    files = written(smith.saved(smith.opened()), smith.saved(light))
    fault = refused(files)
    assert (fault.code, fault.place.file) == ("font-not-used", str(files[1]))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a font",
        smith.STOCK["Regular"].read_bytes()[:5000],
        b"ttcf" + bytes(60),
        b"wOF2" + bytes(12) + b"\xff\xff\xff\xff" + bytes(60),
    ],
    ids=["empty", "text", "cut off", "empty collection", "unpacks to 4 GB"],
)
def test_what_is_no_font_is_refused(written, content):
    """Damaged files are refused with a code and their place."""
    files = written(content)
    fault = refused(files)
    assert (fault.code, fault.place.file) == ("font-unreadable", str(files[0]))


def test_missing_files_and_folders(tmp_path):
    """A font that is not there, or is a folder, is named."""
    assert refused([tmp_path / "none.ttf"]).code == "source-missing"
    assert refused([tmp_path]).code == "source-is-folder"


def test_large_files_are_refused(tmp_path, monkeypatch):
    """A file over the limit is not read."""
    monkeypatch.setattr(own, "MOST_BYTES", 100)
    file = tmp_path / "large.ttf"
    file.write_bytes(bytes(101))
    with pytest.raises(LimitError) as raised:
        fontset([file])
    assert raised.value.code == "file-too-large"


def test_a_slow_font_is_given_up(written, monkeypatch):
    """What takes too long is ended, and said."""
    monkeypatch.setattr(own, "SECONDS", 0.01)
    with pytest.raises(LimitError) as raised:
        fontset(written(smith.saved(smith.opened())))
    assert raised.value.code == "font-slow"


def test_spoilt_fonts_give_fonts_or_faults(written):
    """Fonts with bytes changed at random are taken or refused, and nothing else happens."""
    chance, whole = random.Random(4), smith.saved(smith.opened())
    codes = set()
    for _ in range(8):
        spoilt = bytearray(whole)
        for _ in range(30):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            fontset(written(bytes(spoilt)))
            codes.add("taken")
        except UserError as error:
            codes.add(error.code)
    assert codes <= {"taken", "font-unreadable", "font-restricted", "font-no-letters"}
    assert "font-unreadable" in codes


def test_the_cache_is_used(written, cache, monkeypatch):
    """The second time nothing is made: the interpreter that would make it is not even there."""
    files = written(smith.saved(smith.opened()))
    first = fontset(files).own.paper[0].file
    own.made.cache_clear()
    monkeypatch.setattr(sys, "executable", "/nowhere")
    second = fontset(files).own.paper[0].file
    assert first == second
    assert first.is_relative_to(cache)


def test_a_broken_entry_is_made_anew(written):
    """A file of the cache that was changed is not trusted."""
    files = written(smith.saved(smith.opened()))
    file = fontset(files).own.paper[0].file
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    own.made.cache_clear()
    assert fontset(files).own.paper[0].file.read_bytes() == content


def test_a_cache_that_cannot_be_written(written, tmp_path, monkeypatch):
    """Where the cache's place is a file, the font is made all the same."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MREPORT_CACHE", str(tmp_path / "file"))
    assert fontset(written(smith.saved(smith.opened()))).own.paper[0].file.exists()


def test_cache_folder_by_system(monkeypatch, tmp_path):
    """Each system has its own place for caches."""
    monkeypatch.delenv("MREPORT_CACHE")
    for platform, variable, place in (
        ("linux", "XDG_CACHE_HOME", tmp_path / "mreport"),
        ("win32", "LOCALAPPDATA", tmp_path / "mreport"),
    ):
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setenv(variable, str(tmp_path))
        assert store.folder() == place
