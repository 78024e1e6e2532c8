"""Gates over locales/: every sentence said in every language, with the same fields and the same markup."""

import io
import re
import runpy
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from mreport import thai

LOCALES = Path(__file__).parents[1] / "locales"
LANGUAGES = sorted(path.parts[-3] for path in LOCALES.glob("*/LC_MESSAGES/mreport.po"))
FIELD = re.compile(r"%\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|%%|\{\w*(?:![rsa])?(?::[^{}\s]*)?\}")
# `<document start>` is what a parser calls its token, and may be said in words.
MARKUP = re.compile(r"</?(?!document start)[A-Za-z][^<>]*>|&#?\w+;")


@pytest.fixture(scope="module")
def template():
    """All that can be said, taken from the code and the templates now."""
    return runpy.run_path(str(LOCALES / "update.py"))["template"]()


@pytest.fixture(params=LANGUAGES)
def catalogue(request):
    """The catalogue of each language."""
    with (LOCALES / request.param / "LC_MESSAGES" / "mreport.po").open("rb") as file:
        return read_po(file, locale=request.param)


def pairs(catalogue):
    """Each sentence with what it is in the language: the forms of the msgid, and each form of the msgstr."""
    for message in catalogue:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            for text in message.string if isinstance(message.string, tuple) else (message.string,):
                yield forms, text


def keys(catalogue):
    """The sentences of a catalogue, each with its context."""
    return {(message.id, message.context) for message in catalogue if message.id}


def test_there_are_catalogues():
    """The gates have something to hold: Thai and English."""
    assert {"th", "en"} <= set(LANGUAGES)


def test_no_sentence_is_missing(catalogue):
    """No sentence is empty, and none is fuzzy."""
    assert [forms for forms, text in pairs(catalogue) if not text] == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert not catalogue.fuzzy


def test_no_catalogue_is_stale(catalogue, template):
    """A catalogue holds what can be said and nothing else; `python locales/update.py` brings it up to date."""
    assert keys(template) - keys(catalogue) == set(), "run python locales/update.py, then fill in what is new"
    assert keys(catalogue) - keys(template) == set(), "run python locales/update.py"
    assert not catalogue.obsolete


def test_plural_forms_are_complete(catalogue):
    """A sentence with a count has as many forms as its language."""
    counted = [message for message in catalogue if isinstance(message.id, tuple)]
    assert counted
    assert {len(message.string) for message in counted} == {catalogue.num_plurals}


def test_fields_are_those_of_the_sentence(catalogue):
    """A translation has the fields of its sentence, each as often; a plural form may do as any form does."""
    wrong = [
        (forms, text)
        for forms, text in pairs(catalogue)
        if Counter(FIELD.findall(text)) not in [Counter(FIELD.findall(form)) for form in forms]
    ]
    assert wrong == []


def test_the_fields_are_found():
    """The pattern finds the fields of both kinds, and takes no braces of YAML for one."""
    assert FIELD.findall("%(a)s {b} {c!r} {d:>5} 2%% {} %(e)d") == [
        "%(a)s",
        "{b}",
        "{c!r}",
        "{d:>5}",
        "%%",
        "{}",
        "%(e)d",
    ]
    assert FIELD.findall("{en: …, th: …} 5 % or") == []


def test_every_sentence_can_be_formatted(catalogue):
    """A translation takes its fields without an error, and no sign of per cent or brace is left alone."""
    for _, text in pairs(catalogue):
        names = dict.fromkeys(re.findall(r"%\((\w+)\)", text), "x")
        if names:
            assert "%(" not in text % names


def test_markup_is_that_of_the_sentence(catalogue):
    """A translation brings no markup that its sentence has not, and leaves none out."""
    wrong = [
        (forms, text)
        for forms, text in pairs(catalogue)
        if Counter(MARKUP.findall(text)) not in [Counter(MARKUP.findall(form)) for form in forms]
    ]
    assert wrong == []


def test_white_space_at_the_ends_is_the_same(catalogue):
    """What is put together out of sentences keeps its spaces."""

    def ends(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [(forms, text) for forms, text in pairs(catalogue) if ends(text) not in map(ends, forms)] == []


def test_options_are_not_translated(catalogue):
    """What a user types or a file holds stands in the translation as it must be typed."""
    typed = re.compile(r"--[a-z][a-z-]+|\.(?:pdf|docx|html|md|json|yaml)\b|apt-get install [\w .-]*\d|brew install \w+")
    wrong = [
        (forms, text)
        for forms, text in pairs(catalogue)
        if set(typed.findall(text)) not in [set(typed.findall(form)) for form in forms]
    ]
    assert wrong == []


def test_texts_are_in_canonical_order(catalogue):
    """Texts are in NFC and Thai is typed in the one order that extractors and searches know."""
    texts = [text for _, text in pairs(catalogue)]
    assert [text for text in texts if thai.canonical(text) != text] == []
    assert [text for text in texts if not unicodedata.is_normalized("NFC", text)] == []


def test_no_text_hides_anything(catalogue):
    """No zero-width or direction character, no control, no two sara e for sara ae."""
    hidden = re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|เเ|\ufffd(?!”)"
    )
    assert [text for _, text in pairs(catalogue) if hidden.search(text)] == []


def test_thai_is_in_thai():
    """Each sentence of the Thai catalogue has Thai letters, but those that are the same in every language."""
    with (LOCALES / "th" / "LC_MESSAGES" / "mreport.po").open("rb") as file:
        catalogue = read_po(file, locale="th")
    wrong = []
    for forms, text in pairs(catalogue):
        said = FIELD.sub("", forms[0])
        if re.search("[A-Za-z]{2}", said) and not thai.has_thai(text):
            wrong.append((forms, text))
    assert wrong == []


def test_english_is_the_sentence_itself():
    """The English catalogue says what the code says."""
    with (LOCALES / "en" / "LC_MESSAGES" / "mreport.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    assert [message.id for message in catalogue if message.id and message.id != message.string] == []


def test_the_check_names_what_is_wrong(tmp_path, template):
    """`update.py --check` names msgids that are missing, fuzzy and stale, and finds nothing in ours."""
    tool = runpy.run_path(str(LOCALES / "update.py"))
    assert [line for tag in LANGUAGES for line in tool["check"](tag, template)] == []
    folder = tmp_path / "th" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = (LOCALES / "th" / "LC_MESSAGES" / "mreport.po").read_text("utf-8")
    source = source.replace('msgid "yes"', 'msgid "yess"').replace('msgid "no"', '#, fuzzy\nmsgid "no"')
    (folder / "mreport.po").write_text(source, encoding="utf-8")
    tool["check"].__globals__["LOCALES"] = tmp_path
    assert tool["check"]("th", template) == ["th: missing: 'yes'", "th: fuzzy: 'no'", "th: stale: 'yess'"]


def test_the_template_is_extracted(capfdbinary):
    """`update.py --extract` writes every sentence of the code and the templates."""
    tool = runpy.run_path(str(LOCALES / "update.py"))
    assert tool["main"](["--extract"]) == 0
    found = read_po(io.BytesIO(capfdbinary.readouterr().out))
    assert {"Attribute", "There is no item “%(item)s”.", "yes"} <= {message.id for message in found}


# What the field's words are in Thai (CONTRIBUTING, "Words"), wherever a sentence of ours has them; each with what
# else they are in a sentence that means something else, or that says it without the word.
WORDS = {
    "file": ("ไฟล์", "เขียนข้อมูลลง", "file, unpacked"),
    "item": ("รายการ",),
    "attribute": ("คุณลักษณะ", "แอตทริบิวต์"),
    "source": ("แหล่งข้อมูล", "ข้อมูลลงไฟล์"),
    "letterhead": ("หัวจดหมาย",),
    "font": ("ฟอนต์",),
    "encoding": ("การเข้ารหัสอักขระ",),
    "folder": ("โฟลเดอร์",),
    "baseline": ("รายการฐาน",),
    "language": ("ภาษา",),
    "column": ("คอลัมน์",),
}
# Other words for the same things, which no sentence uses.
AVOIDED = re.compile("แฟ้ม|ไดเรกทอรี|ไอเท็ม|คุณสมบัติ|ฟอนท์|เท็มเพลต|เทมเพลต|ไฟล์ต้นทาง|(?:^| )ให้(?:บันทึก|เปิด|ย้าย|ฝัง)")


def test_thai_words_are_the_same_throughout():
    """One word for one thing: the field's words have one translation, and no sentence uses another."""
    with (LOCALES / "th" / "LC_MESSAGES" / "mreport.po").open("rb") as file:
        catalogue = read_po(file, locale="th")
    wrong = []
    for forms, text in pairs(catalogue):
        said = re.sub(r"%\(\w+\)s|\{[^}]*\}|--[\w-]+|“[^”]*”", "", forms[0]).lower()
        wrong += [(forms[0], text, found[0]) for found in [AVOIDED.search(text)] if found]
        wrong += [
            (forms[0], text, word)
            for word, thai_words in WORDS.items()
            if re.search(rf"\b{word}s?\b", said) and not any(known in text for known in thai_words)
        ]
    assert wrong == []


def test_thai_help_explains_each_choice():
    """A reader who knows no English is told what each word that an option takes does; paper has its names."""
    from mreport.cli.program import program
    from mreport.language import language

    unexplained = [
        (command.name, option.opts[0], choice)
        for command in program(language("th")).commands.values()
        for option in command.params
        for choice in getattr(option.type, "choices", ())
        if option.opts[0] != "--paper" and f"({choice})" not in (option.help or "")
    ]
    assert unexplained == []
