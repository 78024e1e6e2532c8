"""What is no error: what was found out of a source, and what a report warns of."""

from mreport.problems import N_

SENTENCES = {
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
