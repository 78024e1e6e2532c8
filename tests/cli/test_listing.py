"""`mreport templates`: every bundled template and theme, in the interface's language."""

import pytest

from mreport import cli, templates, themes


@pytest.mark.parametrize("lang", ["th", "en"])
def test_templates_and_themes_are_listed(capsys, lang):
    """Each name stands with what it is for."""
    assert cli.run(["templates", "--lang", lang]) == 0
    said = capsys.readouterr().out
    for name, template in templates.installed().items():
        assert f"  {name}" in said
        assert template.about[lang] in said
    for name in themes.installed():
        assert themes.read(name).about[lang] in said


def test_a_report_by_template_and_theme(capsys, tmp_path, root):
    """The flags reach the report; a bundled template that is made for it shows what changed within texts."""
    rule = tmp_path / "rule.csv"
    rule.write_text("Rule,Old,New,Why\nFee,none at all,none,Cheaper\n", encoding="utf-8")
    made = tmp_path / "made.md"
    words = ["compare", str(rule), "--reason", "Why", "--template", "revision", "--theme", "academic", "-o", str(made)]
    assert cli.run([*words, "--lang", "en"]) == 0
    assert "| Fee ≠ | none **at all** | none | Cheaper |" in made.read_text("utf-8")
    own = root / "examples" / "methods.yaml"
    assert cli.run(["compare", str(own), "lora", "vae", "--template", str(tmp_path / "no.j2"), "--lang", "en"]) == 2
    assert "no.j2: There is no such file." in capsys.readouterr().err
