"""Languages without code: listed with their completeness, begun, brought up to date, used while they are incomplete."""

import json
import re

import pytest
from babel.messages.pofile import read_po

from mreport import locales
from mreport.cli import run
from mreport.language.completeness import sentences

DATA = """
title: {en: Fruit, lo: ໝາກໄມ້}
attributes:
  ripe: {label: Ripe, rule: bool}
  since: {label: Since, rule: date}
items:
  a: {name: Mango, ripe: "yes", since: 5 January 2024}
  b: {name: Durian, ripe: ແມ່ນ, since: 5 ມັງກອນ 2024}
"""


@pytest.fixture(autouse=True)
def _nobodys():
    """No test leaves its folder of languages to the next one."""
    yield
    locales.bring(None)


@pytest.fixture
def folder(tmp_path):
    """A folder of languages with an empty catalogue of Lao."""
    place = tmp_path / "languages"
    assert run(["languages", "init", "lo", "--locales", str(place), "--quiet"]) == 0
    return place


def translate(folder, tag="lo", **said):
    """Fill in sentences of a catalogue."""
    file = folder / tag / "LC_MESSAGES" / "mreport.po"
    text = file.read_text("utf-8")
    for key, words in said.items():
        msgid = key.replace("_", " ")
        assert f'msgid "{msgid}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{words}"')
    file.write_text(text, "utf-8")


def catalogue(folder, tag):
    """A catalogue as Babel reads it."""
    with (folder / tag / "LC_MESSAGES" / "mreport.po").open("rb") as file:
        return read_po(file, locale=tag.replace("-", "_"))


def test_the_list_names_each_language_in_itself_and_in_the_readers(capsys):
    """Tag, name in itself, name in the interface's language, share, file: one line each."""
    assert run(["languages", "--lang", "th"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert [row[:4] for row in rows] == [["en", "English", "อังกฤษ", "100%"], ["th", "ไทย", "ไทย", "100%"]]
    assert all(row[4].endswith(f"{row[0]}/LC_MESSAGES/mreport.po") for row in rows)


def test_a_language_that_is_begun_has_every_sentence_and_no_translation(folder, capsys):
    """`languages init` writes all that can be said, and the list says that nothing of it is translated."""
    found = catalogue(folder, "lo")
    assert {message.id for message in found if message.id} == {
        key[0] if len(key[0]) > 1 else key[0][0] for key in sentences()
    }
    assert not any(any(message.string) for message in found if message.id)
    assert run(["languages", "--locales", str(folder)]) == 0
    assert re.search(r"^  lo +ລາວ +Lao +0% +", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize(("tag", "count"), [("lo", 1), ("ja", 1), ("ar", 6), ("pl", 3), ("pt-BR", 2), ("dsb", 4)])
def test_plural_forms_are_those_of_the_language(tmp_path, tag, count):
    """A catalogue that is begun counts as its language does, by gettext's rule or CLDR's."""
    assert run(["languages", "init", tag, "--locales", str(tmp_path), "--quiet"]) == 0
    found = catalogue(tmp_path, tag)
    assert found.num_plurals == count
    counted = [message for message in found if isinstance(message.id, tuple)]
    assert counted
    assert {len(message.string) for message in counted} == {count}


def test_begun_again_nothing_is_lost(folder, capsys):
    """What is translated stays, a translator's remark too; what is no longer said becomes obsolete, not nothing."""
    translate(folder, yes="ແມ່ນ")
    file = folder / "lo" / "LC_MESSAGES" / "mreport.po"
    text = file.read_text("utf-8").replace('msgid "yes"', '# by a translator\nmsgid "yes"')
    file.write_text(text.replace('msgid "no"\nmsgstr ""', 'msgid "not any more"\nmsgstr "ບໍ່"'), "utf-8")
    traits = (folder / "lo" / "language.toml").read_text("utf-8") + '\ncalendar = "buddhist"\n'
    (folder / "lo" / "language.toml").write_text(traits, "utf-8")
    capsys.readouterr()
    assert run(["languages", "init", "lo", "--locales", str(folder)]) == 0
    assert f"1 of {len(sentences())} sentences" in capsys.readouterr().err
    text = file.read_text("utf-8")
    assert '# by a translator\nmsgid "yes"\nmsgstr "ແມ່ນ"' in text
    assert 'msgid "no"\nmsgstr ""' in text
    assert '#~ msgid "not any more"\n#~ msgstr "ບໍ່"' in text
    assert (folder / "lo" / "language.toml").read_text("utf-8") == traits
    before = file.read_bytes()
    assert run(["languages", "init", "lo", "--locales", str(folder), "--quiet"]) == 0
    assert file.read_bytes() == before


def test_an_incomplete_language_works_and_says_so_once(folder, data_file, capsys):
    """What is translated is said so, the rest in English, and one warning has the share."""
    translate(folder, Attribute="ຄຸນລັກສະນະ", Comparison="ການປຽບທຽບ")
    arguments = ["compare", str(data_file(DATA)), "--lang", "lo", "--locales", str(folder)]
    assert run(arguments) == 0
    told = capsys.readouterr()
    assert "ຄຸນລັກສະນະ" in told.out
    assert "Differs in" in told.out or "≠" in told.out
    assert told.err.count("translated") == 1
    assert "ລາວ has 0% of its sentences translated; the others are in English." in told.err


def test_a_folder_may_better_a_language_that_is_there(folder, data_file, capsys):
    """The user's catalogue wins, sentence by sentence; what it leaves empty the bundled one says."""
    assert run(["languages", "init", "th", "--locales", str(folder), "--quiet"]) == 0
    translate(folder, "th", Attribute="หัวข้อ")
    assert run(["compare", str(data_file(DATA)), "--lang", "th", "--locales", str(folder)]) == 0
    told = capsys.readouterr()
    assert "หัวข้อ" in told.out
    assert "แถวที่" in told.out
    assert "มีคำแปลแล้ว" not in told.err


def test_values_are_read_by_the_words_of_a_language(folder, data_file, tmp_path):
    """Its yes and no come from language.toml, its months from CLDR: rows that mean the same are the same."""
    file = folder / "lo" / "language.toml"
    file.write_text('[words.bool]\ntrue = ["ແມ່ນ"]\nfalse = ["ບໍ່"]\n', "utf-8")
    output = tmp_path / "x.json"
    assert run(["compare", str(data_file(DATA)), "--locales", str(folder), "--quiet", "-o", str(output)]) == 0
    rows = json.loads(output.read_text("utf-8"))["rows"]
    assert [(row["attribute"], row["status"]) for row in rows] == [("ripe", "same"), ("since", "same")]


def test_digits_are_those_of_the_language(folder, data_file, capsys):
    """Digits that language.toml declares can be asked for, in months of CLDR's."""
    text = 'digits = "lao"\n[words.digits.lao]\nsigns = "໐໑໒໓໔໕໖໗໘໙"\ncounter = "lao"\n'
    (folder / "lo" / "language.toml").write_text(text, "utf-8")
    arguments = ["--lang", "lo", "--locales", str(folder), "--digits", "lao", "--date", "2026-01-31", "--quiet"]
    assert run(["compare", str(data_file(DATA)), *arguments]) == 0
    out = capsys.readouterr().out
    assert "໕ ມັງກອນ ໒໐໒໔" in out


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("calender = 'buddhist'", "language.toml:1:1: There is no option “calender”. Did you mean calendar?"),
        ("calendar = 'mayan'", "language.toml:1:1: “mayan” is not one of the choices."),
        ("calendar = [", "language.toml:1: This is not valid TOML"),
        ("digits = 7", "language.toml:1:1: “digits” is not written as language.toml has it."),
        ("[words]\nbool = 3", "language.toml: “words” is not written as language.toml has it."),
        ("[words.digits.lao]\nsigns = '123'", "language.toml: “words” is not written as language.toml has it."),
        ("[fonts]\nLaoo = 'x.ttf'", "language.toml: “fonts.Laoo” is not written as language.toml has it."),
    ],
)
def test_what_is_wrong_in_language_toml_is_told_with_its_place(folder, data_file, capsys, written, told):
    """A key that is none, a value that can't be, TOML that is not: code 2, and where."""
    (folder / "lo" / "language.toml").write_text(written, "utf-8")
    assert run(["compare", str(data_file(DATA)), "--lang", "lo", "--locales", str(folder)]) == 2
    assert told.partition(".toml: ")[2].partition("Did")[0].strip(". ") in capsys.readouterr().err.replace("\n", " ")


def test_a_translation_with_a_wrong_field_is_not_used(folder, data_file, capsys):
    """It would break the sentence: the English one is said, and the warning has file and line."""
    file = folder / "lo" / "LC_MESSAGES" / "mreport.po"
    text = file.read_text("utf-8")
    msgid = 'msgid "There is no item “%(item)s”."\nmsgstr "'
    assert msgid in text
    file.write_text(text.replace(msgid, msgid + "ບໍ່ມີ %(thing)s"), "utf-8")
    line = text[: text.index(msgid)].count("\n") + 1
    source = str(data_file(DATA))
    assert run(["compare", source, "c", "d", "--lang", "lo", "--locales", str(folder)]) == 2
    assert "There is no item “c”." in capsys.readouterr().err
    assert run(["languages", "--locales", str(folder)]) == 0
    assert f"mreport.po:{line}: This translation is not used: “%(thing)s”" in capsys.readouterr().err


def test_a_catalogue_that_is_broken_is_an_error_with_its_place(folder, data_file, capsys):
    """No traceback: code 2, the file, what to do."""
    file = folder / "lo" / "LC_MESSAGES" / "mreport.po"
    for broken in (b"\xff\xfe", file.read_bytes().replace(b"plural=0", b"plural=0)")):
        file.write_bytes(broken)
        assert run(["compare", str(data_file(DATA)), "--lang", "lo", "--locales", str(folder)]) == 2
        told = capsys.readouterr().err
        assert "This catalogue can't be read" in told
        assert str(file) in told


def test_the_folder_is_named_by_flag_variable_configuration_or_not_at_all(folder, tmp_path, monkeypatch, capsys):
    """Every way that other options have; without any, `locales` in the user's configuration folder."""
    source = tmp_path / "data.yaml"
    source.write_text(DATA, "utf-8")
    translate(folder, Attribute="ຄຸນລັກສະນະ")
    plain = ["compare", str(source), "--lang", "lo", "--quiet"]
    assert run(plain) == 2
    assert "There is no language “lo”. It can be: en or th." in capsys.readouterr().err
    monkeypatch.setenv("MREPORT_LOCALES", str(folder))
    assert run(plain) == 0
    monkeypatch.delenv("MREPORT_LOCALES")
    (tmp_path / "mreport.toml").write_text('locales = "languages"\nlang = "lo"\n', "utf-8")
    assert run(["compare", str(source), "--quiet"]) == 0
    assert capsys.readouterr().out.count("ຄຸນລັກສະນະ") == 2
    (tmp_path / "mreport.toml").unlink()
    home = tmp_path / "home" / "mreport"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home.parent))
    assert run(["languages", "init", "lo", "--quiet"]) == 0
    assert (home / "locales" / "lo" / "LC_MESSAGES" / "mreport.po").is_file()
    assert run(plain) == 0


def test_a_folder_that_is_not_there_is_an_error(tmp_path, data_file, capsys):
    """No report silently without the user's languages."""
    assert run(["compare", str(data_file(DATA)), "--locales", str(tmp_path / "no")]) == 2
    assert "no: There is no such folder of languages." in capsys.readouterr().err


def test_a_language_that_cldr_does_not_know_takes_the_forms_of_another(tmp_path, data_file, capsys):
    """Northern Thai: an error that says what to do; with --like th its dates are Thai ones."""
    place = str(tmp_path / "languages")
    assert run(["languages", "init", "nod", "--locales", place]) == 2
    assert "--like" in capsys.readouterr().err
    assert run(["languages", "init", "not a tag", "--locales", place]) == 2
    assert "no tag of a language" in capsys.readouterr().err
    assert run(["languages", "init", "nod", "--like", "th", "--locales", place, "--quiet"]) == 0
    assert run(["compare", str(data_file(DATA)), "--lang", "nod", "--locales", place, "--quiet"]) == 0
    assert "มกราคม" in capsys.readouterr().out


def test_a_batch_speaks_a_language_of_the_users(folder, data_file, tmp_path):
    """Workers know the folder; and what its catalogue says is part of a report's key."""
    output = tmp_path / "out"
    arguments = ["batch", str(data_file(DATA)), "--lang", "lo", "--locales", str(folder), "--to", str(output)]
    assert run([*arguments, "--format", "md", "--quiet"]) == 0
    assert "ຄຸນລັກສະນະ" not in next(output.glob("*.md")).read_text("utf-8")
    translate(folder, Attribute="ຄຸນລັກສະນະ")
    assert run([*arguments, "--format", "md", "--quiet", "--resume"]) == 0
    assert "ຄຸນລັກສະນະ" in next(output.glob("*.md")).read_text("utf-8")
