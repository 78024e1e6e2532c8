"""`mreport extract`, reports as sources, and `--no-source`, as their users meet them."""

import sys
from pathlib import Path

import pytest

from mreport.cli import run

DATA = str(Path(__file__).parents[1] / "data" / "methods.yaml")


@pytest.fixture
def reports(tmp_path):
    """A report of two methods in PDF and DOCX."""
    files = [tmp_path / "report.pdf", tmp_path / "report.docx"]
    outputs = [word for file in files for word in ("-o", str(file))]
    assert run(["compare", DATA, *outputs, "--lang", "th", "--date", "2026-01-31", "--quiet"]) == 0
    return files


def test_both_formats_carry_the_same_file(reports, tmp_path, capsys):
    """What is extracted is one text, from PDF and DOCX, into a file and to standard output."""
    texts = set()
    for report in reports:
        output = tmp_path / f"{report.suffix[1:]}.yaml"
        assert run(["extract", str(report), "-o", str(output)]) == 0
        assert f"Wrote {output}" in capsys.readouterr().err
        assert run(["extract", str(report)]) == 0
        texts |= {output.read_bytes().decode(), capsys.readouterr().out}
    assert len(texts) == 1
    assert texts.pop().startswith("title: {en: Compare methods, th: เปรียบเทียบวิธี}\nlanguage: en\n")


def test_a_report_is_compared_as_its_source_is(reports, tmp_path, capsys):
    """The terminal shows the same for the source, each report, and what was extracted."""
    extracted = tmp_path / "again.yml"
    assert run(["extract", str(reports[0]), "-o", str(extracted), "--quiet"]) == 0
    capsys.readouterr()
    shown = set()
    for source in (DATA, *map(str, reports), str(extracted)):
        assert run(["compare", source, "--lang", "th", "--date", "2026-01-31"]) == 0
        shown.add(capsys.readouterr().out)
    assert len(shown) == 1
    assert "ต่างกัน 6 จาก 8" in shown.pop()


def test_a_report_made_of_a_report_is_the_same(reports, tmp_path):
    """Made again of what it carries, a report has the same bytes."""
    for report in reports:
        again = tmp_path / f"again{report.suffix}"
        arguments = ["--lang", "th", "--date", "2026-01-31", "--quiet"]
        assert run(["compare", str(report), "-o", str(again), *arguments]) == 0
        assert again.read_bytes() == report.read_bytes()


def test_a_report_is_checked_as_a_source(reports, capsys):
    """`check` says what is inside."""
    assert run(["check", str(reports[0])]) == 0
    assert "Items: 2" in capsys.readouterr().out


def test_standard_input_is_a_report_too(reports, capsys, monkeypatch):
    """With `--from` the report may come from a pipe."""
    for report in reports:
        with report.open("rb") as stream:
            monkeypatch.setattr(sys, "stdin", type("Input", (), {"buffer": stream}))
            assert run(["extract", "-", "--from", report.suffix[1:]]) == 0
        assert "tl-diffusion" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_no_source_leaves_it_out(tmp_path, capsys, suffix):
    """`--no-source` makes a report from which nothing can be extracted, and which is no source."""
    report = tmp_path / f"report{suffix}"
    assert run(["compare", DATA, "-o", str(report), "--no-source", "--quiet"]) == 0
    for command in ("extract", "compare"):
        assert run([command, str(report)]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith(f"Error: {report}: No data of mreport are inside")


def test_only_what_was_chosen_is_inside(tmp_path, capsys):
    """The attributes shown are inside, in their order, with the title given, and no other."""
    report = tmp_path / "report.docx"
    arguments = ["--attributes", "year,field", "--title", "Mine", "-o", str(report), "--quiet"]
    assert run(["compare", DATA, *arguments]) == 0
    assert run(["extract", str(report)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("title: Mine\n")
    assert text.index("  year:") < text.index("  field:")
    assert "summary" not in text
    assert "Compare methods" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{data}"], "Only a report in PDF or DOCX has its data inside"),
        (["{report}", "-o", "{folder}/x.json"], "It can be: .yaml or .yml."),
        (["{report}", "-o", "{report}"], "It can be: .yaml or .yml."),
        (["{report}", "-o", "{folder}/there.yaml", "--no-overwrite"], "there"),
        (["{report}", "-o", "{folder}/none/x.yaml"], "none"),
        (["{folder}/missing.pdf"], "There is no such file."),
        (["{folder}/broken.pdf"], "This is not a PDF document that can be read."),
    ],
)
def test_what_can_t_be_extracted_is_told(reports, tmp_path, capsys, arguments, said):
    """Refusals have exit code 2, name the file, and write nothing."""
    (tmp_path / "there.yaml").write_text("mine")
    (tmp_path / "broken.pdf").write_bytes(reports[0].read_bytes()[:300])
    before = sorted(tmp_path.iterdir())
    words = {"data": DATA, "report": reports[0], "folder": tmp_path}
    assert run(["extract", *(argument.format(**words) for argument in arguments)]) == 2
    assert said in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "there.yaml").read_text() == "mine"


def test_a_report_is_not_written_over_itself(reports, capsys):
    """A report that is the source is not an output too."""
    assert run(["compare", str(reports[0]), "-o", str(reports[0])]) == 2
    assert str(reports[0]) in capsys.readouterr().err
