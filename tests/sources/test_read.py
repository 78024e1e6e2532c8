"""Files that are read and files that are refused: encodings, sizes, what is no file at all."""

import errno
import os
from pathlib import Path

import pytest

import mreport
from mreport import LimitError, MachineError, SourceError, sources

LEAST = "attributes: {a: {}}\nitems: {x: {a: น้ำ}, y: {}}\n"


def refusal(path, kind=SourceError):
    """The one fault of a file that is refused: code, place and fields."""
    with pytest.raises(kind) as error:
        mreport.read(path)
    (fault,) = error.value.faults
    return fault.code, str(fault.place), dict(fault.fields)


@pytest.mark.parametrize(
    "content",
    [
        LEAST.encode(),
        LEAST.encode("utf-8-sig"),
        LEAST.encode("utf-16"),
        b"\xff\xfe" + LEAST.encode("utf-16-le"),
        b"\xfe\xff" + LEAST.encode("utf-16-be"),
        LEAST.replace("\n", "\r\n").encode(),
        LEAST.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16-le", "utf-16-be", "windows lines", "old mac lines"],
)
@pytest.mark.parametrize("name", ["data.yaml", "data.yml", "DATA.YAML"])
def test_unicode_files_are_read(data_file, content, name):
    """UTF-8 with and without its mark and UTF-16 by its mark, whatever the line ends."""
    assert mreport.read(data_file(content, name)).items["x"].values["a"].parts == ("น้ำ",)


def test_a_path_may_be_a_text(data_file):
    """A path is a Path or a text."""
    assert list(mreport.read(str(data_file(LEAST))).items) == ["x", "y"]


def test_cp874_is_refused_with_its_line(data_file):
    """Excel's Thai encoding is not guessed: the first byte that is no UTF-8 is named with its line."""
    file = data_file("attributes: {a: {}}\n# x\nitems: {x: {a: น้ำ}}".encode("cp874"))
    assert refusal(file) == ("encoding", f"{file}:3", {"byte": "0xB9"})


def test_half_a_character_is_refused_with_its_line(data_file):
    """A file that was cut within a character is told by the line where it ends."""
    file = data_file("a: ช\nb: ก".encode()[:-1])
    assert refusal(file)[:2] == ("encoding", f"{file}:2")
    # ช is 0E0A in UTF-16: its byte 0A is no line end.
    file = data_file("a: ชชช\nb: ก".encode("utf-16")[:-1])
    assert refusal(file)[:2] == ("encoding", f"{file}:2")


def test_nul_is_refused_with_its_line(data_file):
    """A NUL says that the file is no text."""
    file = data_file(b"a: 1\nb: \0\n")
    assert refusal(file) == ("nul", f"{file}:2", {})


def test_utf_16_without_its_mark_is_refused(data_file):
    """Without its mark UTF-16 is not guessed."""
    assert refusal(data_file(LEAST.encode("utf-16-le")))[0] in ("encoding", "nul")


def test_a_file_that_is_too_large_is_refused_by_its_size(data_file):
    """The limit is told, and the file's size."""
    file = data_file(b"#" * (sources.MOST_BYTES + 7))
    fields = {"size": sources.MOST_BYTES + 7, "most": sources.MOST_BYTES}
    assert refusal(file, LimitError) == ("source-too-large", str(file), fields)


def test_a_file_of_the_most_bytes_is_read(data_file):
    """The limit itself is within it."""
    content = LEAST.encode() + b"#"
    assert mreport.read(data_file(content + b"x" * (sources.MOST_BYTES - len(content)))).items


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_a_file_without_end_is_refused(tmp_path):
    """A device behind a link has no size; no more than the limit is read of it."""
    link = tmp_path / "data.yaml"
    link.symlink_to("/dev/zero")
    assert refusal(link, LimitError)[0] == "source-too-large"


@pytest.mark.parametrize("name", ["folder", "folder.yaml"])
def test_a_folder_is_refused(tmp_path, name):
    """A folder is told to be one, whatever its name ends in."""
    (tmp_path / name).mkdir()
    assert refusal(tmp_path / name) == ("source-is-folder", str(tmp_path / name), {})


def test_a_missing_file_is_told_with_the_one_that_looks_like_it(data_file):
    """The name of a data file beside it that looks alike is told."""
    file = data_file(LEAST, "methods.yaml")
    data_file("", "methods.txt")
    missing = file.with_name("method.yaml")
    assert refusal(missing) == ("source-missing", str(missing), {"nearest": ["methods.yaml"]})
    assert refusal(file.with_name("zzz.yaml"))[2] == {"nearest": []}
    assert refusal(file.parent / "nowhere" / "methods.yaml")[2] == {"nearest": []}


@pytest.mark.parametrize("name", ["data.txt", "data", "data.yaml.bak"])
def test_a_suffix_that_is_not_known_is_refused(data_file, name):
    """The suffixes that can be read are told."""
    code, place, fields = refusal(data_file(LEAST, name))
    assert (code, place) == ("source-suffix", str(data_file(LEAST, name)))
    assert fields["suffix"] == Path(name).suffix
    assert {".yaml", ".yml"} <= set(fields["known"])


def test_a_file_without_permission_is_refused(data_file, monkeypatch):
    """What the system refuses is an error of the machine, with the system's number."""
    file = data_file(LEAST)
    if os.access(file, os.R_OK) and hasattr(os, "geteuid") and os.geteuid() == 0:

        def refuse(*_given, **_named):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        monkeypatch.setattr(Path, "read_bytes", refuse)
    else:
        file.chmod(0)
    assert refusal(file, MachineError) == ("source-unreadable", str(file), {"errno": errno.EACCES})


def test_a_name_that_is_too_long_is_refused(tmp_path):
    """A name longer than the system takes is an error with the system's number, not a crash."""
    file = tmp_path / f"{'ก' * 100}.yaml"
    assert refusal(file, MachineError)[::2] == ("source-unreadable", {"errno": errno.ENAMETOOLONG})


def test_every_fault_of_sources_is_met_by_a_test(faults_raised):
    """Each code that a source can raise stands in a test of this folder."""
    codes = {raised.code for raised in faults_raised if "sources" in raised.file.parts}
    assert len(codes) > 20
    tests = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    assert {code for code in codes if f'"{code}"' not in tests} == set()


@pytest.mark.parametrize("count", [2, 6])
def test_the_declaration_of_human_rights(declaration, count):
    """A long file of long texts: every item has all 31 rows, each in its own language."""
    items = mreport.read(declaration(count)).items
    assert list(items) == ["th", "en", "fr", "de", "es", "id", "th-first"][:count]
    for name, item in items.items():
        assert len(item.values) == 31
        assert {tag for value in item.values.values() for part in value.parts for tag in part} == {name}


@pytest.mark.parametrize(
    ("name", "better"), [("t.xls", ".xlsx"), ("T.XLSM", ".xlsx"), ("t.odt", ".docx"), ("t.fods", ".ods")]
)
def test_what_can_be_saved_as_another_is_told_so(data_file, name, better):
    """Formats that people have and we don't read, macros among them, name the one that is read."""
    code, _place, fields = refusal(data_file(b"x", name))
    assert (code, fields) == ("source-save-as", {"suffix": Path(name).suffix, "better": better})


def test_related_items_are_held_against_the_items(data_file):
    """Whatever `related` names is an item's id or name; else the place and the nearest one are told."""
    file = data_file(
        "attributes: {a: {}}\nitems:\n  x: {name: {th: น้ำ}, related: [y, 'Y two']}\n"
        "  y: {name: Y two, related: [น้ำ, nobody]}\n"
    )
    assert refusal(file) == ("related-unknown", f"{file}:4:35", {"item": "nobody", "nearest": []})
