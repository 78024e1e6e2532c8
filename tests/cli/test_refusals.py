"""What the command line refuses before it begins: each by the sentence of its code, and by the contract's exit code."""

import re

import pytest

from mreport import templates
from mreport.cli import run, serve
from mreport.language import language
from mreport.messages import SENTENCES


def said(code):
    """A pattern of the sentence of a code, whatever its fields."""
    text = language("en").gettext(SENTENCES[code])
    return ".*?".join(re.escape(part.replace("%%", "%")) for part in re.split(r"%\(\w+\)s", text))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("cluster-jobs", ["batch", "DATA", "--pairs", "all", "--to", "out", "--cluster", "tcp://here", "--jobs", "2"]),
        ("output-is-file", ["batch", "DATA", "--pairs", "related", "--to", "there.yaml"]),
        ("init-exists", ["init", "there.yaml"]),
        ("language-tag", ["languages", "init", "no tag", "--locales", "."]),
        ("language-no-cldr", ["languages", "init", "qqq", "--locales", "."]),
        (
            "page-too-large",
            ["compare", "DATA", "tl-diffusion", "mm-diffusion", "--template", "own.html.j2", "-o", "t.md"],
        ),
        ("not-a-date", ["compare", "DATA", "lora", "vae", "--date", "tomorrow", "-o", "t.md"]),
        ("web-missing", ["serve", "DATA"]),
    ],
)
def test_a_refusal_has_its_sentence(root, tmp_path, monkeypatch, capsys, code, words):
    """Nothing is made, and what was there stays as it was."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serve, "_NEEDED", ("no_such_library",))
    monkeypatch.setattr(templates, "MOST_MADE", 100)
    (tmp_path / "there.yaml").write_text("mine", "utf-8")
    (tmp_path / "own.html.j2").write_text("{% for _ in range(1000) %}<p>x</p>{% endfor %}", "utf-8")
    before = sorted(tmp_path.iterdir())
    data = str(root / "examples" / "methods.yaml")
    assert run([data if word == "DATA" else word for word in words]) in (2, 3, 4)
    assert re.search(said(code), capsys.readouterr().err)
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "there.yaml").read_text("utf-8") == "mine"
