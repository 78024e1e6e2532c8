"""Notebooks: a comparison and a page show themselves, in a style of their own, in a real Jupyter too."""

import json
import os
import re
import subprocess
import sys

import pandas as pd
import polars as pl
import pytest
import tinycss2

import mreport
from mreport import notebook

THAI = re.compile("[\u0e01-\u0e5b]")
RUN = """
import sys, nbformat, nbclient
notebook = nbformat.read(sys.argv[1], 4)
where = {"metadata": {"path": sys.argv[2]}}
nbclient.NotebookClient(notebook, timeout=120, record_timing=False, resources=where).execute()
nbformat.write(notebook, sys.argv[3])
"""
FRAMES = {
    "pandas": pd.DataFrame({"": ["Price", "Colour"], "A": [10.5, "red"], "B": [10.4, "red"]}),
    "polars": pl.DataFrame({"": ["Price", "Colour"], "A": ["10.5", "red"], "B": ["10.4", "red"]}),
}


@pytest.fixture(scope="module")
def few(root_data):
    """A comparison in which one row differs."""
    return mreport.compare(mreport.read(root_data))


@pytest.fixture(scope="module")
def root_data():
    """Data in Thai, with a link."""
    return {
        "title": "น้ำดื่ม",
        "language": "th",
        "attributes": {"size": {"label": "ขนาด"}, "site": {"label": "เว็บ", "rule": "url"}},
        "items": {
            "a": {"name": "ก", "size": "1 ลิตร", "site": {"text": "ที่นี่", "url": "https://example.org/"}},
            "b": {"name": "ข", "size": "2 ลิตร", "site": {"text": "ที่นี่", "url": "https://example.org/"}},
        },
    }


def test_a_comparison_speaks_the_data_s_language(few, monkeypatch):
    """Or that of MREPORT_LANG; a page is in the language that it was rendered in."""
    monkeypatch.delenv("MREPORT_LANG", raising=False)
    assert 'lang="th"' in few._repr_html_()
    assert "ต่างกัน 1 จาก 2" in few._repr_html_()
    monkeypatch.setenv("MREPORT_LANG", "en")
    assert "Differs in 1 of 2" in few._repr_html_()
    assert "ต่างกัน 1 จาก 2" in mreport.render(few, "th")._repr_html_()


def test_a_terminal_is_shown_text(few):
    """What IPython asks for has the table for a terminal beside the HTML, and no record of Python's."""
    bundle = few._repr_mimebundle_(include=None, exclude=None)
    assert set(bundle) == {"text/html", "text/plain"}
    assert "▌ ขนาด ≠" in bundle["text/plain"]
    assert "Comparison(" not in bundle["text/plain"]


def test_a_dataset_says_what_it_holds(few, monkeypatch):
    """Its title, items and attributes by id, with the rule of each; no record of Python's with all its values."""
    monkeypatch.delenv("MREPORT_LANG", raising=False)
    bundle = few.dataset._repr_mimebundle_()
    assert bundle["text/plain"].splitlines() == [
        *("รายการ: 2", "  a  ก", "  b  ข"),
        *("คุณลักษณะ: 2", "  size  ขนาด  text", "  site  เว็บ  url"),
    ]
    assert "<h1>น้ำดื่ม</h1>" in bundle["text/html"]
    assert '<th scope="row">site</th><td>เว็บ</td><td>url</td>' in bundle["text/html"]
    assert "ลิตร" not in bundle["text/html"]


@pytest.mark.parametrize("kind", FRAMES)
def test_frames_are_compared_and_shown(kind):
    """Of pandas and polars; the row that differs is marked."""
    shown = mreport.compare(mreport.read(FRAMES[kind], rules={"Price": "number"}))._repr_html_()
    marked = re.findall(r'<tr class="marked"><th scope="row">(\w+)', shown)
    assert marked == ["Price"]


def test_the_style_holds_within_the_comparison_alone(few):
    """Every selector of it begins with the comparison's own class; nothing is loaded, no rule is for all."""
    shown = few._repr_html_()
    style = re.search("<style>(.*)</style>", shown, re.DOTALL)[1]
    rules = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    assert len(rules) > 20
    for rule in rules:
        assert rule.type == "qualified-rule", rule
        for selector in tinycss2.serialize(rule.prelude).split(","):
            assert selector.strip().startswith(".mreport-shown"), selector
    assert "url(" not in style
    assert "id=" not in shown
    assert 'rel="noopener" target="_blank"' in shown


def test_very_many_rows_are_cut_short(monkeypatch):
    """A notebook is no place for thousands of rows; how many there are beyond is told."""
    monkeypatch.setattr(notebook, "MOST_ROWS", 3)
    rows = [{"": f"r{number}", "A": number, "B": 0} for number in range(5)]
    shown = mreport.compare(mreport.read(rows))._repr_html_()
    assert shown.count('scope="row"') == 3
    assert "… and 2 more rows, which a report has." in shown


@pytest.mark.parametrize(
    ("variable", "said"),
    [("en", "There is no item “aa”. Did you mean a?"), ("th_TH.UTF-8", "ไม่มีรายการ “aa” หมายถึง a หรือไม่")],
)
def test_what_is_wrong_is_said_in_a_sentence(few, monkeypatch, variable, said):
    """With the code and the line of the cell, in the reader's language, and no traceback of ours."""
    for name in ("MREPORT_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", variable)
    with pytest.raises(mreport.ChoiceError) as caught:
        exec("\nimport mreport\nmreport.compare(data, ['aa', 'b'])", {"data": few.dataset})
    head, *sentences = caught.value._render_traceback_()
    assert head.startswith("ChoiceError (item-unknown) · ")
    assert head.endswith("3")
    assert sentences == [said]


def test_the_example_runs_in_jupyter(root, tmp_path, request):
    """In a real kernel, and what stands in the file is what it shows; `pytest --accept` brings it up to date."""
    pytest.importorskip("nbclient", reason="nbclient is not installed")
    example = root / "examples" / "notebook.ipynb"
    made = tmp_path / "made.ipynb"
    variables = {name: value for name, value in os.environ.items() if not name.startswith("MREPORT_LANG")}
    variables |= {"PYDEVD_DISABLE_FILE_VALIDATION": "1", "IPYTHONDIR": str(tmp_path), "JUPYTER_PLATFORM_DIRS": "1"}
    command = [sys.executable, "-c", RUN, str(example), str(example.parent), str(made)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if request.config.getoption("accept"):
        example.write_bytes(made.read_bytes())
    stored, found = (shown(json.loads(file.read_text("utf-8"))) for file in (example, made))
    assert found == stored
    assert len(found) == 4
    assert [bool(THAI.search(one)) for one in found] == [False, True, False, True]
    assert all('class="marked"' in one for one in found)


def shown(content):
    """The HTML of a notebook's outputs, in order, without their style."""
    outputs = [output for cell in content["cells"] for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output["output_type"] == "error"]
    texts = ["".join(output["data"]["text/html"]) for output in outputs if "text/html" in output.get("data", {})]
    return [re.sub("<style>.*</style>", "", text, flags=re.DOTALL) for text in texts]
