"""The command line as its users meet it: languages, errors, exit codes, files."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mreport.cli import run
from mreport.cli.program import program
from mreport.console import width_of
from mreport.language import language

DATA = str(Path(__file__).parents[1] / "data" / "methods.yaml")
PAIR = ("tl-diffusion", "mm-diffusion")
THAI = re.compile("[\u0e01-\u0e5b]")


def made(tmp_path, *arguments):
    """What a comparison's JSON says."""
    file = tmp_path / "made.json"
    assert run(["compare", DATA, *arguments, "-o", str(file), "--quiet"]) == 0
    return json.loads(file.read_text("utf-8"))


def test_the_reference_pair_has_nine_rows_six_marked(tmp_path):
    """Two items, nine rows; six differ and are marked, and the aliases are not, since they are not compared."""
    report = made(tmp_path, *PAIR)
    marked = [row["attribute"] for row in report["rows"] if row["marked"]]
    assert [item["id"] for item in report["items"]] == list(PAIR)
    assert len(report["rows"]) == 9
    assert marked == ["year", "originators", "type", "seminal", "related_count", "summary"]
    assert report["summary"] == {"compared": 8, "marked": 6, "not_compared": 1}


def test_compare_all_marks_seven(tmp_path):
    """`--compare-all` compares the aliases too."""
    report = made(tmp_path, *PAIR, "--compare-all")
    assert report["summary"] == {"compared": 9, "marked": 7, "not_compared": 0}


def test_items_are_chosen_by_id_or_name_in_the_order_given(tmp_path):
    """A name in either language, or an id, chooses an item; the order is the command's."""
    report = made(tmp_path, "แบบจำลองการแพร่กระจายหลายรูปแบบ", "Transfer learning with diffusion models")
    assert [item["id"] for item in report["items"]] == ["mm-diffusion", "tl-diffusion"]


def test_the_same_marks_stand_in_every_format(tmp_path, capsys):
    """PDF, DOCX, HTML, Markdown, JSON and the terminal mark the same six labels."""
    files = [tmp_path / f"made{suffix}" for suffix in (".pdf", ".docx", ".html", ".md", ".json")]
    outputs = [word for file in files for word in ("-o", str(file))]
    assert run(["compare", DATA, *PAIR, "--lang", "th", *outputs]) == 0
    assert run(["compare", DATA, *PAIR, "--lang", "th"]) == 0
    expected = {row["label"] for row in json.loads(files[4].read_text("utf-8"))["rows"] if row["marked"]}
    pdf = subprocess.run(["pdftotext", "-layout", files[0], "-"], check=True, capture_output=True, text=True).stdout
    from docx import Document

    word = [row.cells[0].text for row in Document(str(files[1])).tables[0].rows]
    html = re.findall(r'<th scope="row">([^<]*)<span class="mark">', files[2].read_text("utf-8"))
    markdown = [line.split("|")[1] for line in files[3].read_text("utf-8").splitlines() if line.startswith("|")]
    terminal = capsys.readouterr().out.splitlines()
    assert marked_labels(pdf.splitlines()) == expected
    assert marked_labels(word) == expected
    assert {label.strip() for label in html} == expected
    assert marked_labels(markdown) == expected
    assert marked_labels(terminal) == expected


def marked_labels(lines):
    """The labels that the sign ≠ stands behind."""
    found = (re.match(r"^[▌ ]*(\S[^≠]*?)\s*≠(?!\s*ท้าย)", line) for line in lines)
    return {match[1] for match in found if match}


@pytest.mark.parametrize("place", ["before", "after"])
def test_lang_stands_before_or_after_the_command(capsys, place):
    """`--lang th` switches the report and the interface wherever it stands."""
    before, after = (["--lang", "th"], []) if place == "before" else ([], ["--lang", "th"])
    assert run([*before, "compare", DATA, *PAIR, *after]) == 0
    assert "ต่างกัน 6 จาก 8 คุณลักษณะที่เปรียบเทียบ" in capsys.readouterr().out


def test_the_last_lang_wins(capsys):
    """Given twice, the last `--lang` is meant, before or after the command."""
    assert run(["-l", "en", "compare", DATA, *PAIR, "-lth"]) == 0
    assert "ต่างกัน" in capsys.readouterr().out
    assert run(["compare", DATA, *PAIR, "-l", "th", "--lang=en"]) == 0
    assert "Differs in 6 of 8" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"MREPORT_LANG": "th", "LC_ALL": "en_US.UTF-8"}, "ต่างกัน"),
        ({"LC_ALL": "th_TH.UTF-8"}, "ต่างกัน"),
        ({"LC_ALL": "", "LANG": "th_TH.UTF-8"}, "ต่างกัน"),
        ({"LC_ALL": "de_DE.UTF-8"}, "Differs"),
        ({"MREPORT_LANG": "en", "LC_ALL": "th_TH.UTF-8"}, "Differs"),
    ],
)
def test_environment_and_system_say_the_language(capsys, monkeypatch, variables, expected):
    """MREPORT_LANG wins over the system's locale; English stands where neither is installed."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run(["compare", DATA, *PAIR]) == 0
    assert expected in capsys.readouterr().out


# Names of formats, commands, choices and keys, which help in Thai has as they are.
KEPT_IN_ENGLISH = (
    "MREPORT_LOCALES",
    "MREPORT_LANG",
    "JSON Schema",
    "comparison",
    "languages",
    "templates",
    "Markdown",
    "revision",
    "unpacked",
    "extract",
    "locales",
    "doctor",
    "related",
    "Jinja2",
    "SQLite",
    "Schema",
    "number",
    "schema",
    "batch",
    "check",
    "cp874",
    "depth",
    "items",
    "plain",
    "price",
    "serve",
    "DOCX",
    "JPEG",
    "JSON",
    "Word",
    "cell",
    "docx",
    "file",
    "html",
    "init",
    "json",
    "rows",
    "toml",
    "PDF",
    "PNG",
    "all",
    "pdf",
    "en",
    "md",
    "th",
)


def test_help_is_thai_to_the_last_word(capsys):
    """In Thai, no English word stands in the help but flags, names of formats and codes."""
    for arguments in (["--lang", "th", "--help"], ["compare", "--help", "-l", "th"]):
        assert run(arguments) == 0
        text = " ".join(capsys.readouterr().out.split())
        choices = {choice for command in program(language("th")).commands.values() for choice in _choices(command)}
        names = KEPT_IN_ENGLISH
        codes = rf"\b({'|'.join([*names, *choices])})\b|\[[A-Za-z0-9|]+\]"
        kept = re.sub(rf"--?[a-z-]+|\.(pdf|docx|html|md|json)|mreport|compare(d: false)?|{codes}", "", text)
        assert THAI.search(text)
        assert re.findall("[A-Za-z]{2,}", kept) == []


def _choices(command):
    """What the options of a command let choose."""
    return [choice for option in command.params for choice in getattr(option.type, "choices", ())]


def test_help_in_thai_is_aligned_and_breaks_between_words(capsys):
    """The second column begins at the same terminal column on every line, and no line begins within a word."""
    assert run(["compare", "--help", "-l", "th"]) == 0
    lines = capsys.readouterr().out.splitlines()
    starts = set()
    for line in lines:
        assert width_of(line) <= 80
        assert not re.match("\\s*[\u0e30-\u0e3a\u0e45-\u0e4e]", line)
        if option := re.match(r"  -.*?\S  +(?=\S)", line):
            starts.add(width_of(option[0]))
    assert len(starts) == 1
    assert "ทีละคำ" in "\n".join(lines)


WRONG = {
    "wrong option": (["compare", DATA, "--nope"], 2),
    "wrong command": (["copmare", DATA], 2),
    "no source": (["compare"], 2),
    "missing file": (["compare", "no-such.yaml"], 2),
    "unknown item": (["compare", DATA, "tl-difusion", "mm-diffusion"], 2),
    "item twice": (["compare", DATA, "tl-diffusion", "tl-diffusion"], 2),
    "item alone": (["compare", DATA, "tl-diffusion"], 2),
    "unknown language": (["compare", DATA, "--lang", "xx"], 2),
    "option without value": (["compare", DATA, "--output"], 2),
    "unknown suffix": (["compare", DATA, "-o", "report.txt"], 2),
    "no folder": (["compare", DATA, "-o", "no/such/folder/report.pdf"], 2),
    "wrong date": (["compare", DATA, "--date", "tomorrow"], 2),
}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", WRONG)
def test_what_the_user_gets_wrong_is_told_in_the_language(capsys, monkeypatch, name, language):
    """A sentence in the reader's language, exit 2, no traceback."""
    arguments, code = WRONG[name]
    monkeypatch.setenv("MREPORT_LANG", language)
    assert run(arguments) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert bool(THAI.search(told.err)) == (language == "th")
    assert ("ข้อผิดพลาด:" if language == "th" else "Error:") in told.err


def test_an_unknown_item_is_told_with_the_nearest(capsys):
    """Did you mean, with the ids that are near."""
    assert run(["compare", DATA, "tl-difusion", "mm-diffusion"]) == 2
    assert "Did you mean tl-diffusion" in capsys.readouterr().err


def test_an_output_equal_to_the_source_is_refused(tmp_path, capsys):
    """The source stays as it was, by whatever path it is named."""
    source = tmp_path / "methods.yaml"
    source.write_bytes(Path(DATA).read_bytes())
    link = tmp_path / "link.json"
    link.symlink_to(source)
    assert run(["compare", str(source), "-o", str(link)]) == 2
    assert "would be lost" in capsys.readouterr().err
    assert source.read_bytes() == Path(DATA).read_bytes()


def test_no_overwrite_keeps_what_is_there(tmp_path, capsys):
    """With --no-overwrite an existing file is refused and unchanged; without, it is replaced."""
    file = tmp_path / "made.json"
    file.write_text("old", encoding="utf-8")
    assert run(["compare", DATA, "-o", str(file), "--no-overwrite"]) == 2
    assert file.read_text("utf-8") == "old"
    assert run(["compare", DATA, "-o", str(file)]) == 0
    assert file.read_text("utf-8") != "old"
    assert "Wrote" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_place_that_can_not_be_written_is_the_machines_fault(tmp_path, capsys, monkeypatch, language):
    """No permission: exit 3, a sentence, and what was there stays whole."""
    file = tmp_path / "made.json"
    file.write_text("old", encoding="utf-8")

    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert run(["compare", DATA, "-o", str(file), "-l", language]) == 3
    assert ("ไม่มีสิทธิ์" if language == "th" else "permission is missing") in capsys.readouterr().err
    assert file.read_text("utf-8") == "old"


def test_exit_code_tells_whether_rows_differ(tmp_path):
    """`--exit-code`: 1 when a row is marked, 0 when none is."""
    assert run(["compare", DATA, "-o", str(tmp_path / "a.json"), "--exit-code", "--quiet"]) == 1
    same = tmp_path / "same.yaml"
    same.write_text("attributes: {a: {}}\nitems: {one: {a: x}, two: {a: x}}\n", encoding="utf-8")
    assert run(["compare", str(same), "--exit-code", "-o", str(tmp_path / "b.json"), "--quiet"]) == 0


def test_title_and_date_are_the_commands(tmp_path):
    """`--title` and `--date` win over the data's own."""
    report = made(tmp_path, *PAIR, "--title", "ชื่อใหม่", "--date", "2024-02-29", "--lang", "th")
    assert report["title"] == "ชื่อใหม่"
    assert report["date"] == "2024-02-29"


def test_a_date_of_the_buddhist_era_is_known_by_its_year(tmp_path):
    """A year over 2400 is of the Buddhist era, in the command and in the file; a day that is not there is refused."""
    assert made(tmp_path, *PAIR, "--date", "2567-02-29")["date"] == "2024-02-29"
    source = tmp_path / "dated.yaml"
    source.write_text('date: 2569-01-31\nattributes: {a: {}}\nitems: {x: {a: "1"}, y: {a: "2"}}\n', encoding="utf-8")
    assert run(["compare", str(source), "-o", str(tmp_path / "made.json"), "--quiet"]) == 0
    assert json.loads((tmp_path / "made.json").read_text("utf-8"))["date"] == "2026-01-31"
    assert run(["compare", DATA, "--date", "2566-02-29"]) == 2


def test_half_a_character_in_a_title_is_shown_as_replaced(tmp_path):
    """Bytes of the command line that are no text do not stop a report."""
    assert made(tmp_path, *PAIR, "--title", "a\udcffb")["title"] == "a\ufffdb"


def test_an_epoch_beyond_the_calendar_is_passed_over(tmp_path, monkeypatch):
    """SOURCE_DATE_EPOCH that names no day leaves the data's own date."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 30)
    assert made(tmp_path, *PAIR)["date"] == "2026-01-31"


def test_without_pango_everything_but_what_it_lays_out_is_written(tmp_path, capsys, monkeypatch):
    """A planned PDF does without; one to be laid out says what to install, exit 3, and all else is there."""
    from mreport.errors import MachineError
    from mreport.writers.pdf.plain import libraries

    def missing():
        raise MachineError("pango-missing")

    monkeypatch.setattr(libraries, "load", missing)
    files = {suffix: tmp_path / f"made{suffix}" for suffix in (".pdf", ".docx", ".json")}
    outputs = [word for file in files.values() for word in ("-o", str(file))]
    assert run(["compare", DATA, *outputs, "--title", "\u05e9\u05dc\u05d5\u05dd"]) == 3
    told = capsys.readouterr().err
    assert "libpango-1.0-0" in told
    assert [suffix for suffix, file in files.items() if file.exists()] == [".docx", ".json"]
    assert run(["compare", DATA, *outputs]) == 0
    assert files[".pdf"].read_bytes().startswith(b"%PDF")


def test_a_fault_of_our_own_has_no_traceback_but_with_debug(capsys, monkeypatch):
    """An internal error is one sentence, exit 3; --debug shows where it arose."""

    def broken(*_arguments, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr("mreport.sources.read", broken)
    assert run(["compare", DATA]) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert run(["compare", DATA, "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_interrupted_is_130(capsys, monkeypatch):
    """Ctrl-C ends with 130 and one line."""

    def interrupt(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("mreport.sources.read", interrupt)
    assert run(["compare", DATA]) == 130
    assert capsys.readouterr().err.strip() == "Interrupted."


def test_version_and_module(capsys):
    """`--version` names the version; `python -m mreport` is the same command."""
    assert run(["--version"]) == 0
    assert re.fullmatch(r"mreport \d+\.\d+\.\d+\n", capsys.readouterr().out)
    shown = subprocess.run([sys.executable, "-m", "mreport", "--version"], check=True, capture_output=True, text=True)
    assert shown.stdout.startswith("mreport ")


def test_help_imports_no_writer_reader_or_template():
    """Start-up stays quick: what `--help` imports holds no writer, no parser, no template engine."""
    code = "import sys; from mreport.cli import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    heavy = {"weasyprint", "docx", "lxml", "jinja2", "yaml", "icu4py", "fontTools", "wcwidth"}
    assert {name.partition(".")[0] for name in done.stderr.split()} & heavy == set()


def test_completion_names_items_that_are_not_chosen_yet():
    """The shell is offered the ids of the source."""
    environment = os.environ | {
        "_MREPORT_COMPLETE": "bash_complete",
        "COMP_WORDS": f"mreport compare {DATA} tl-diffusion ",
        "COMP_CWORD": "4",
    }
    code = "from mreport.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.stdout.split() == ["plain,mm-diffusion"]


def test_a_reader_that_goes_away_is_no_error():
    """`mreport ... | head -1` ends quietly."""
    command = f"{sys.executable} -m mreport compare {DATA} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
