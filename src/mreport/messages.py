"""The sentence of each code: errors and warnings in the reader's language. `errors` itself knows no words."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from mreport.problems import N_, PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mreport.errors import Fault
    from mreport.language import Language


# What is wrong and why; what to do stands in the same sentence or in the one after it.
SENTENCES = {
    # choosing
    "item-ambiguous": N_("Several items are called “%(item)s”. Name one by its id: %(ids)s."),
    "attribute-ambiguous": N_("Several attributes are called “%(item)s”. Name one by its id: %(ids)s."),
    "attribute-twice": N_("The attribute “%(item)s” is named twice. Name each attribute once."),
    "attribute-unknown": N_("There is no attribute “%(item)s”."),
    "baseline-not-chosen": N_("The baseline “%(item)s” is not among the items compared. Name it among them."),
    "item-twice": N_("The item “%(item)s” is named twice. Name each item once."),
    "item-unknown": N_("There is no item “%(item)s”."),
    "items-too-few": N_("A comparison needs at least %(fewest)s items; there is %(count)s."),
    "language-twice": N_("The language “%(language)s” is named twice. Name each language once."),
    "items-too-many": N_(
        "%(count)s items are more than a comparison can hold (%(most)s). Name the items to compare, or raise the "
        "limit: --limit items=N."
    ),
    "rows-too-many": N_(
        "%(count)s rows are more than a report can hold (%(most)s). Name those to be shown by --attributes or --only, "
        "or raise the limit: --limit rows=N."
    ),
    "cell-too-long": N_(
        "%(item)s, %(attribute)s: the text has %(size)s characters; the most is %(most)s. Shorten it, or raise the "
        "limit: --limit cell=N."
    ),
    "limit-option": N_("“%(text)s” sets no limit. Write NAME=N, such as rows=50000."),
    "limit-unknown": N_("There is no limit “%(limit)s”."),
    "limit-amount": N_(
        "“%(text)s” can't be the limit of %(limit)s. Write a whole number from 1 to %(most)s; bytes may have KiB, MiB "
        "or GiB behind it."
    ),
    "language-unknown": N_("There is no language “%(language)s”."),
    "not-a-date": N_("“%(text)s” is not a date. Write it as YYYY-MM-DD, such as 2026-01-31."),
    # pictures
    "image-missing": N_("The picture can't be read: %(errno)s. Name a PNG or JPEG file that is there."),
    "image-kind": N_("This is not a picture in PNG or JPEG. Save it as one of them."),
    "image-broken": N_("The picture is broken and can't be shown whole. Save it again from where it came from."),
    "image-bytes": N_("The picture's file has more than %(most)s bytes, which is the most. Save it smaller."),
    "image-pixels": N_(
        "The picture has %(width)s × %(height)s pixels; the most is %(most)s altogether. Save it smaller."
    ),
    "code-missing": N_("The data name no web address of the dataset for a QR code. Add it: “url” below “dataset”."),
    "code-too-long": N_("The address %(address)s is too long for a QR code. Shorten it."),
    # sources
    "source-suffix": N_("Files that end in “%(suffix)s” can't be read."),
    "source-is-folder": N_("This is a folder. Name a data file."),
    "source-missing": N_("There is no such file."),
    "source-unreadable": N_("The file can't be read: %(errno)s."),
    "source-save-as": N_(
        "Files that end in “%(suffix)s” can't be read. Save it as %(better)s in the program it is from."
    ),
    "file-too-large": N_("The file has %(size)s bytes; the most is %(most)s. Raise the limit: --limit file=N."),
    "encoding": N_("The byte %(byte)s is not UTF-8. Save the file as UTF-8."),
    "nul": N_("There is a NUL character here, which a text file can't have. Save the file as text."),
    "documents": N_("A second YAML document begins here. Keep one in the file."),
    "yaml-syntax": N_("This is not valid YAML: %(problem)s. Mend what stands here or just before."),
    "yaml-character": N_("YAML can't hold the character %(character)s. Remove it."),
    "yaml-tag": N_("The tag %(tag)s is not read: values are text as written. Remove the tag."),
    "yaml-alias": N_("Nothing is anchored as “%(alias)s”. Put &%(alias)s where it is defined."),
    "key-not-text": N_("A key must be a plain text."),
    "duplicate-key": N_("The key “%(key)s” stands here again; it is on line %(line)s already. Remove one."),
    "too-deep": N_("The nesting is deeper than %(most)s levels. Flatten it, or raise the limit: --limit depth=N."),
    "too-many-nodes": N_("The file holds, or its aliases make, more than %(most)s values."),
    "not-mapping": N_("Keys with values are needed here, written as “key: value”."),
    "not-list": N_("A list is needed here, written as [one, two] or with a dash on each line."),
    "not-text": N_("A text is needed here, or one for each language, such as {en: …, th: …}."),
    "not-boolean": N_("“%(text)s” is neither true nor false. Write one of them."),
    "not-date": N_("“%(text)s” is not a date. Write it as YYYY-MM-DD, such as 2026-01-31."),
    "not-language": N_("“%(tag)s” is not the tag of a language. Write one such as en or th."),
    "tolerance": N_(
        "“%(text)s” is not a tolerance. Write a share such as 2%%, or an amount: 0.5 for numbers, 5 g for quantities."
    ),
    "tolerance-rule": N_("The rule “%(rule)s” has no tolerance; number and quantity have. Remove one of the two."),
    "missing-key": N_("The key “%(key)s” is missing. Add it."),
    "reserved-key": N_("“%(key)s” can't be the id of an attribute, since items use the key. Choose another."),
    "unknown-key": N_("The key “%(key)s” is not known here."),
    "unknown-choice": N_("“%(text)s” is not known here."),
    "related-unknown": N_("There is no item “%(item)s” that this one could be related to."),
    "surrogate": N_("%(character)s is half of a character, which no document can hold. Remove it."),
    "json-syntax": N_("This is not valid JSON: %(problem)s. Mend what stands here or just before."),
    "json-number": N_("%(text)s is not a number that JSON has. Write null where there is no value."),
    "format-unknown": N_("There is no format “%(format)s”."),
    "format-missing": N_("Standard input has no name that tells its format. Say it, such as --from csv."),
    # documents that carry their source
    "no-source-inside": N_(
        "No data of mreport are inside: the document is not a report of mreport, or was made with --no-source."
    ),
    "carrier-suffix": N_("Only a report in PDF or DOCX has its data inside, not a file that ends in “%(suffix)s”."),
    "pdf-broken": N_("This is not a PDF document that can be read. Take it again from where it came from."),
    "docx-broken": N_("This is not a DOCX document that can be read. Take it again from where it came from."),
    "source-encrypted": N_("The document is locked with a password. Save it without one."),
    "unpacked-too-large": N_(
        "What is packed in the file makes more than %(most)s bytes, which is the most. Raise it: --limit unpacked=N."
    ),
    # plain tables
    "encoding-table": N_(
        "The byte %(byte)s is not UTF-8. Save the file as UTF-8, or name its encoding, such as --encoding cp874 for "
        "what Excel saves in Thai."
    ),
    "encoding-other": N_("The byte %(byte)s is not %(encoding)s. Name another encoding, or save the file as UTF-8."),
    "encoding-unknown": N_("There is no encoding “%(encoding)s”. Name one such as cp874 or utf-8."),
    "delimiter-unclear": N_(
        "The cells can be parted by each of %(delimiters)s. Make sep= and the right one the first line, such as "
        "“sep=;”, or put cells that hold another of them in quotes."
    ),
    "delimiter-missing": N_(
        "No comma, semicolon or tab parts the cells. A table needs a column of labels and one for each item."
    ),
    "quote-open": N_("The quotes that begin here do not end. Close them, or double a quote that is part of a text."),
    "quote-followed": N_("A text goes on behind its closing quote here. Double a quote that is part of a text."),
    "row-length": N_("The row has %(cells)s cells where the first row has %(columns)s. Make them as many."),
    "table-empty": N_("A table needs names in its first row, labels in its first column, and values."),
    "item-unnamed": N_("This item has no name. Write one here."),
    "item-repeated": N_("The item “%(text)s” stands here again; it is at %(first)s already. Rename one."),
    "attribute-unlabelled": N_("This attribute has no label. Write one here."),
    "attribute-repeated": N_("The attribute “%(text)s” stands here again; it is at %(first)s already. Rename one."),
    "catalogue-too-large": N_(
        "The table has %(count)s records, more than are read at once (%(most)s). Name the items to compare, or raise "
        "the limit: --limit rows=N."
    ),
    "cell-binary": N_("This value is binary, which has no text. Leave its column out, such as by a query in --sheet."),
    "database-broken": N_("This is not an SQLite database that can be read. Take it again from where it came from."),
    "query-wrong": N_("The database says: %(problem)s. Name a table or a query that only reads, by --sheet."),
    "query-too-long": N_("The query takes too long. Ask for less: name a table, or fewer rows, by --sheet."),
    "parquet-broken": N_("This is not a Parquet file that can be read. Write it again, or save it as CSV."),
    "sheet-unknown": N_("There is no sheet or table “%(sheet)s”."),
    "sheet-unclear": N_("Several tables are in the file: %(sheets)s. Name the one to be read, by --sheet."),
    "spreadsheet-broken": N_("This spreadsheet can't be read. Open it in the program it is from and save it again."),
    "source-macros": N_("The spreadsheet holds macros (%(part)s). Save it as .xlsx, which has none."),
    "source-outside": N_(
        "The spreadsheet takes values from another file (%(part)s). Break the links to other files, then save it."
    ),
    "member-name": N_("The file holds a part under a name that is not safe: “%(member)s”. Save it again."),
    "member-twice": N_("The file holds the part “%(member)s” twice. Save it again in the program it is from."),
    "xml-doctype": N_("The file declares a document type or entities, which are not read. Save it again without."),
    "cell-reference": N_("“%(text)s” is not where a cell can be. Save the file again in the program it is from."),
    "sheet-too-large": N_(
        "This cell makes the table %(rows)s rows by %(columns)s columns, more than %(most)s cells. Clear what is not "
        "part of the table, or raise the limit: --limit rows=N."
    ),
    "header-row": N_("There is no row %(row)s that holds anything. Name the row in which the names stand."),
    "rule-unknown": N_("There is no rule “%(rule)s”."),
    "rule-option": N_("“%(text)s” names no rule. Write ATTRIBUTE=RULE, such as price=number."),
    "table-option": N_(
        "%(options)s is for plain tables. These data say it themselves: “rule: number” or “compared: false” below an "
        "attribute, {unknown: true} or {na: true} as a value; files are in UTF-8."
    ),
    # Python's data
    "object-kind": N_(
        "Python data of the kind “%(kind)s” can't be read. Turn them into text, numbers, lists or mappings."
    ),
    # configuration
    "toml-syntax": N_("This is not valid TOML: %(problem)s."),
    "setting-unknown": N_("There is no option “%(key)s”."),
    "setting-flag": N_("“%(key)s” is switched on or off. Write true or false."),
    "setting-text": N_("“%(key)s” takes one text. Write it in quotes."),
    "setting-list": N_("“%(key)s” takes a text, or a list of texts in square brackets. Write each in quotes."),
    "reason-unknown": N_("There is no column “%(name)s” with the reasons."),
    # batches
    "pairs-none": N_("There is no pair to be compared by --pairs %(pairs)s."),
    "ledger-there": N_("A batch was begun in this folder. Go on with it by --resume, or name another folder."),
    "ledger-missing": N_("No batch was begun in this folder, so there is none to go on with. Leave --resume out."),
    "ledger-other": N_("This is not the ledger of a batch that can be gone on with. Name another folder."),
    "ledger-busy": N_("Another batch is at work in this folder. Wait for it, or name another folder."),
    "report-died": N_("The process that made this report ended unexpectedly (signal %(signal)s)."),
    "report-deadline": N_("This report took longer than %(seconds)s seconds and was given up."),
    "report-memory": N_("There was not enough memory for this report. Choose fewer items or attributes."),
    # themes
    "theme-unknown": N_("There is no theme “%(name)s”, and a file of one ends in .toml."),
    "theme-section": N_("“%(name)s” must be a section, written as [%(name)s] with its keys below."),
    "theme-key": N_("A theme has no key “%(key)s” here."),
    "theme-number": N_("“%(text)s” is not a number from %(least)s to %(most)s, which “%(key)s” needs."),
    "theme-colour": N_("“%(text)s” is not a colour. Write “%(key)s” as six hexadecimal digits, such as 1A1A1A."),
    "theme-choice": N_("“%(key)s” can't be “%(text)s”."),
    "theme-text": N_("“%(key)s” must be a text in quotation marks."),
    # templates
    "template-unknown": N_("There is no template “%(name)s”, and a file of one ends in .j2."),
    "template-syntax": N_("This is not valid Jinja2: %(problem)s."),
    "template-items": N_("The template %(name)s shows %(items)s items; %(count)s are chosen. Name %(items)s of them."),
    "template-part": N_("The template asks for “%(name)s”, which is not among the bundled templates."),
    "template-undefined": N_("The template uses what is not there: %(problem)s. docs/templates.md lists what is."),
    "template-refused": N_("The template does what templates may not: %(problem)s."),
    "template-failed": N_("The template fails here: %(problem)s."),
    "page-syntax": N_("The template makes a page that is not well-formed: %(problem)s."),
    "page-element": N_("The template makes an element <%(element)s>, which reports can't have."),
    "page-attribute": N_("The template gives <%(element)s> the attribute “%(attribute)s”, which reports can't have."),
    "page-image": N_("The template shows the picture “%(address)s”, which the report does not have. Remove it."),
    "template-languages": N_(
        "The template makes other parts of <%(element)s> in one language than in another; a report in several "
        "languages needs the same in each."
    ),
    "resource-refused": N_("The report asks for %(address)s, which is not part of it. Remove the reference."),
    # letterheads
    "letterhead-not-docx": N_("The letterhead is not a Word document. Save it as .docx in Word or LibreOffice."),
    "letterhead-locked": N_("The letterhead has a password or is an old .doc. Save it as .docx without a password."),
    "letterhead-broken": N_("“%(part)s” in the letterhead is missing or broken. Open it in Word and save it again."),
    "letterhead-member": N_("The letterhead holds a file under a name that is not safe: “%(member)s”."),
    "letterhead-macros": N_("The letterhead holds macros (%(part)s). Save it as .docx, which has none."),
    "letterhead-external": N_(
        "The letterhead takes %(address)s from outside (%(part)s). "
        "Put pictures inside and detach templates, then save it."
    ),
    "letterhead-marks": N_("The place of the report is marked %(count)s times in the letterhead. Mark it once."),
    "letterhead-mark-place": N_(
        "The mark stands in a table, a text box, a header, a footer or a note. Put it in a paragraph of its own in the "
        "text."
    ),
    "letterhead-narrow": N_("The letterhead has only %(width)s mm for text; a report needs %(least)s mm."),
    # fonts that users bring
    "font-unreadable": N_("This is not a font that can be used: it is damaged or incomplete (%(problem)s)."),
    "font-restricted": N_(
        "The font %(family)s may not be put into documents: its maker says so in it (fsType %(kind)s). "
        "Choose another font, or ask the maker for one that may."
    ),
    "font-no-letters": N_("The font %(family)s has neither Latin nor Thai letters. Choose a font for text."),
    "font-families": N_("The files are of different families: %(families)s. Name the files of one family."),
    "font-not-used": N_(
        "A report is written in one regular and one bold face; of %(styles)s not all are needed. Leave this one out."
    ),
    "font-slow": N_("Reading the font took more than %(seconds)s seconds, which is the most. Choose another font."),
    # outputs
    "output-is-file": N_("There is a file of this name. Name a folder."),
    "output-suffix": N_("No document ends in “%(suffix)s”."),
    "output-twice": N_("This output is named twice. Name each one once."),
    "output-is-input": N_("The output is the source itself, which would be lost. Choose another name."),
    "output-is-folder": N_("This is a folder. Name a file in it."),
    "output-folder-missing": N_("There is no folder %(folder)s. Make it first."),
    "output-exists": N_("The file is there already and is kept, as --no-overwrite says. Choose another name."),
    "init-exists": N_("The file is there already, and is kept. Choose another name, or remove it first."),
    "output-unwritable": N_("The file can't be written: %(errno)s. What was there is unchanged."),
    "no-space": N_("There is no space left on the disk. What was there is unchanged."),
    "docx-columns": N_("Word allows %(most)s columns, this table has %(columns)s. Choose fewer items."),
    # the machine
    "parquet-missing": N_("Parquet needs the library polars, which is not installed: pip install mreport[parquet]."),
    "pango-missing": N_(
        "PDF needs the library Pango, which is not installed (all other formats work without it). "
        "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
        "macOS: brew install pango. Windows: install Pango by MSYS2."
    ),
    "internal-error": N_("mreport itself failed (%(kind)s). Run it again with --debug and report what it prints."),
    # what was left open and is certain
    "found-items-rows": N_("The items stand in rows, since each column holds values of one kind (--items says else)."),
    "found-title": N_("The names stand in row %(row)s; “%(text)s” above it is the title (--header-row says else)."),
    "found-sheet": N_("The table “%(sheet)s” is read (--sheet says else)."),
    # warnings
    "merged-cells": N_("These cells are merged, and what they say counts for each of them: %(cells)s."),
    "hidden-rows": N_("These rows are hidden and are read nevertheless: %(cells)s."),
    "hidden-columns": N_("These columns are hidden and are read nevertheless: %(cells)s."),
    "hidden-sheets": N_("These sheets are hidden and are not read: %(cells)s."),
    "error-cells": N_("These cells show an error, which is read as it is shown: %(cells)s."),
    "formulas-without-value": N_(
        "These cells have formulas whose results the file does not hold, and are read as empty: %(cells)s. Open the "
        "file in a spreadsheet program and save it."
    ),
    "page-not-compared": N_("%(attribute)s: the row differs and has no ≠ in the page, so it is not compared."),
    "control-character": N_("%(item)s, %(attribute)s: the control character %(character)s is shown as “\ufffd”."),
    "no-glyph": N_("%(item)s, %(attribute)s: no font has the character %(character)s; paper shows a box for it."),
    "font-one-weight": N_(
        "The font %(family)s is there as “%(style)s” alone, which stands for bold text too. Name the file of the other "
        "weight with --font once more."
    ),
    "font-no-thai": N_("The font %(family)s has no Thai; Thai is written in the bundled font."),
    "font-lacks-thai": N_(
        "The font %(family)s lacks %(characters)s; clusters with these are written in the bundled font."
    ),
    "font-not-changed": N_(
        "The licence of the font %(family)s is not known to allow changes, so PDF holds it as it is: text copied from "
        "it may be wrong at %(clusters)s."
    ),
    "font-not-editable": N_(
        "The font %(family)s may not be put into documents that people edit, so DOCX and HTML name it without having "
        "it inside."
    ),
    "font-cubic": N_(
        "Word can't use the outlines of the font %(family)s (CFF) inside a document, so DOCX names it without having "
        "it inside. Where the family has .ttf files too, name those."
    ),
    "hidden-character": N_("%(item)s, %(attribute)s: a character that can't be seen stands here: %(character)s."),
    "look-alike": N_("%(attribute)s: the values of %(items)s look alike and differ in %(characters)s."),
    "value-not-read": N_("%(item)s, %(attribute)s: “%(text)s” can't be read as %(rule)s and is compared as text."),
}

# What is not there is one of a source's own names.
_OF_A_SOURCE = frozenset(("item-unknown", "attribute-unknown"))
_MOST_KNOWN = 20
_MORE = "\u2026"
REASONS = {
    errno.ENOENT: N_("there is no such file"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("permission is missing"),
    errno.EPERM: N_("permission is missing"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOTDIR: N_("a part of its path is not a folder"),
    errno.EIO: N_("the disk failed"),
    errno.EMFILE: N_("too many files are open"),
}


def sentence(fault: Fault, language: Language) -> str:
    """What is wrong and what to do, in a language, without the place."""
    _ = language.gettext
    fields = {name: _field(value, language, name) for name, value in fault.fields.items()}
    parts = [_(SENTENCES[fault.code]) % fields]
    if nearest := fault.fields.get("nearest"):
        parts.append(_("Did you mean %(nearest)s?") % {"nearest": _either(nearest, language)})
    elif isinstance(known := fault.fields.get("known"), list) and known:
        parts.append(_("It can be: %(known)s.") % {"known": _either(_shown(known, fault.code, language), language)})
    return " ".join(parts)


def _shown(known: list[str], code: str, language: Language) -> list[str]:
    """What could be named instead; the ids of a source in their order, and not all of very many."""
    if code not in _OF_A_SOURCE:
        return known
    ids = language.sorted(map(str, known))
    return ids if len(ids) <= _MOST_KNOWN else [*ids[:_MOST_KNOWN], _MORE]


def placed(fault: Fault, language: Language) -> str:
    """The sentence behind its place: `file:line:column: sentence`."""
    place = str(fault.place or "")
    return f"{place}: {sentence(fault, language)}" if place else sentence(fault, language)


def _either(value: object, language: Language) -> str:
    """One of several, in words; a list that is cut short only in a row."""
    if not isinstance(value, (list, tuple)) or _MORE in value:
        return _field(value, language)
    return language.either(map(str, value))


def _field(value: object, language: Language, name: str = "") -> str:
    if isinstance(value, (list, tuple)):
        texts: Iterable[str] = map(str, value)
        return language.join(texts)
    if name == "problem":
        return language.gettext(str(value)) if value in PROBLEMS else str(value)
    if name == "errno" and isinstance(value, int):
        return language.gettext(REASONS.get(value, N_("the system gives the error %(number)s"))) % {"number": value}
    return str(value)
