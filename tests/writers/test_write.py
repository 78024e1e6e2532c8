"""write(): whole or not at all, permissions and links kept, what must not be written refused beforehand."""

import errno
import os
import stat
from pathlib import Path

import pytest

from mreport import MachineError, OutputError, writers

OLD = b"what was there"


@pytest.fixture
def output(tmp_path):
    """A file that is there already."""
    file = tmp_path / "report.md"
    file.write_bytes(OLD)
    return file


def refusal(kind, *arguments, **choices):
    """The one fault of outputs that are refused: code, place and fields."""
    with pytest.raises(kind) as error:
        writers.check(*arguments, **choices)
    (fault,) = error.value.faults
    return fault.code, str(fault.place), dict(fault.fields)


@pytest.mark.parametrize("suffix", [".html", ".md", ".json", ".HTML"])
def test_a_document_is_written(suffix, pair, tmp_path):
    """The file holds what the writer makes, and its size is told."""
    file = tmp_path / f"รายงาน{suffix}"
    size = writers.write(pair("th"), file)
    assert file.read_bytes() == writers.encode(pair("th"), suffix)
    assert size == file.stat().st_size > 1000
    assert list(tmp_path.iterdir()) == [file]


def test_a_document_replaces_the_one_that_was_there(pair, output):
    """The file is replaced, by a path as text too."""
    writers.write(pair("en"), str(output))
    assert output.read_bytes() == writers.encode(pair("en"), ".md")


def fail_with(error):
    """A function that raises, whatever it is given."""

    def fail(*_given, **_named):
        raise error

    return fail


@pytest.mark.parametrize("place", ["os.fsync", "os.replace", "tempfile.mkstemp", "os.chmod"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "no-space"),
        (errno.EDQUOT, "no-space"),
        (errno.EIO, "output-unwritable"),
        (errno.EACCES, "output-unwritable"),
        (errno.EROFS, "output-unwritable"),
    ],
)
def test_a_write_that_fails_leaves_what_was_there(monkeypatch, pair, output, place, number, code):
    """Wherever the system fails, the old bytes stay, no temporary file does, and the error says which file."""
    monkeypatch.setattr(place, fail_with(OSError(number, os.strerror(number))))
    with pytest.raises(MachineError) as error:
        writers.write(pair("en"), output)
    monkeypatch.undo()
    assert (error.value.code, str(error.value.faults[0].place)) == (code, str(output))
    assert error.value.faults[0].fields == {"errno": number}
    assert output.read_bytes() == OLD
    assert list(output.parent.iterdir()) == [output]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), RuntimeError("x")])
@pytest.mark.parametrize("place", ["os.fsync", "os.replace"])
def test_an_interruption_leaves_what_was_there(monkeypatch, pair, output, place, error):
    """An interruption is passed on as it is, after the temporary file is gone."""
    monkeypatch.setattr(place, fail_with(error))
    with pytest.raises(type(error)):
        writers.write(pair("en"), output)
    monkeypatch.undo()
    assert output.read_bytes() == OLD
    assert list(output.parent.iterdir()) == [output]


def test_an_encoder_that_fails_leaves_what_was_there(monkeypatch, pair, output):
    """Nothing is touched before the document is made."""
    monkeypatch.setattr("mreport.writers.markdown.encode", fail_with(RuntimeError("x")))
    with pytest.raises(RuntimeError):
        writers.write(pair("en"), output)
    assert output.read_bytes() == OLD
    assert list(output.parent.iterdir()) == [output]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_permissions_are_kept(pair, output, mode):
    """A file that is replaced keeps its permissions."""
    output.chmod(mode)
    writers.write(pair("en"), output)
    assert stat.S_IMODE(output.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_permissions_of_new_files(pair, tmp_path, mask, mode):
    """A new file is readable as any that the user makes, and the process's mask is as it was."""
    before = os.umask(mask)
    try:
        writers.write(pair("en"), tmp_path / "new.md")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.md").stat().st_mode) == mode


def test_a_link_stays_a_link(pair, output, tmp_path):
    """What a link points to is replaced, in its own folder."""
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.md"
    link.symlink_to(output)
    writers.write(pair("en"), link)
    assert link.is_symlink()
    assert output.read_bytes() == writers.encode(pair("en"), ".md")
    assert list(folder.iterdir()) == [link]


def test_a_link_to_nothing_makes_its_file(pair, tmp_path):
    """A link whose file is gone gets it back."""
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "target.md")
    writers.write(pair("en"), link)
    assert link.is_symlink()
    assert (tmp_path / "target.md").is_file()


@pytest.mark.parametrize("name", ["report", "report.txt", "report.pdf.zip", ".md", "report.doc"])
def test_an_unknown_suffix_is_refused(tmp_path, name):
    """The suffixes that there are stand in the error."""
    code, place, fields = refusal(OutputError, [tmp_path / name])
    assert (code, place) == ("output-suffix", str(tmp_path / name))
    assert fields["suffix"] == Path(name).suffix
    assert fields["known"] == [".pdf", ".docx", ".html", ".md", ".json"]


def test_the_source_is_never_an_output(output, tmp_path):
    """The source is refused under each of its names: as it is, by a link, by a second name."""
    (tmp_path / "link.md").symlink_to(output)
    (tmp_path / "second.md").hardlink_to(output)
    for name in ("report.md", "link.md", "second.md", "../" + tmp_path.name + "/report.md"):
        assert refusal(OutputError, [tmp_path / name], output)[:2] == ("output-is-input", str(tmp_path / name))
    assert refusal(OutputError, [tmp_path / "gone.md"], tmp_path / "gone.md")[0] == "output-is-input"


def test_an_output_named_twice_is_refused(output, tmp_path):
    """The same file under two names is still the same file."""
    again = tmp_path / "." / ".." / tmp_path.name / "report.md"
    assert refusal(OutputError, [output, tmp_path / "other.md", again])[:2] == ("output-twice", str(again))


def test_folders_are_refused(tmp_path):
    """An output must be a file in a folder that is there."""
    (tmp_path / "folder.md").mkdir()
    assert refusal(OutputError, [tmp_path / "folder.md"])[0] == "output-is-folder"
    missing = tmp_path / "missing" / "report.md"
    assert refusal(OutputError, [missing]) == ("output-folder-missing", str(missing), {"folder": str(missing.parent)})
    inside = tmp_path / "file" / "report.md"
    (tmp_path / "file").write_text("")
    assert refusal(OutputError, [inside])[0] == "output-folder-missing"


def test_a_file_that_is_there_is_kept_where_that_is_asked(pair, output):
    """`overwrite=False` refuses before and in writing; a new file is written."""
    assert refusal(OutputError, [output], overwrite=False)[0] == "output-exists"
    with pytest.raises(OutputError):
        writers.write(pair("en"), output, overwrite=False)
    assert output.read_bytes() == OLD
    assert writers.write(pair("en"), output.with_name("new.md"), overwrite=False)


def test_a_name_that_is_too_long_is_an_error_of_the_machine(pair, tmp_path):
    """Thai letters are three bytes each: ninety of them are no name."""
    name = tmp_path / f"{'ก' * 90}.md"
    assert refusal(MachineError, [name])[::2] == ("output-unwritable", {"errno": errno.ENAMETOOLONG})
    with pytest.raises(MachineError):
        writers.write(pair("en"), name)


def test_outputs_that_can_be_written_are_taken(output, tmp_path):
    """No fault is found in outputs of all formats beside their source, one of them there already."""
    outputs = [output, *(tmp_path / f"new{suffix}" for suffix in writers.WRITERS)]
    writers.check(outputs, tmp_path / "data.yaml")
    assert list(tmp_path.iterdir()) == [output]


def test_every_writer_is_there():
    """Each format's module has its `encode`."""
    from importlib import import_module

    assert all(callable(import_module(writer.module).encode) for writer in writers.WRITERS.values())


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_file_that_is_written_as_it_is_made_is_what_encode_gives(pair, tmp_path, suffix):
    """Byte for byte, and as long as is said."""
    page, file = pair("th"), tmp_path / f"report{suffix}"
    assert writers.write(page, file) == file.stat().st_size
    assert file.read_bytes() == writers.encode(page, suffix)


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_long_file_goes_on_on_the_disk(pair, tmp_path, monkeypatch, suffix):
    """Wherever it leaves memory, the bytes are the same."""
    page, file = pair("en"), tmp_path / f"report{suffix}"
    for most in (0, 5000):
        monkeypatch.setattr(writers, "_IN_MEMORY", most)
        writers.write(page, file)
        assert file.read_bytes() == writers.encode(page, suffix)
