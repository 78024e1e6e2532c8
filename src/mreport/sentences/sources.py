"""What can be wrong with a source: what is chosen of it, the file, its data, its tables."""

from mreport.problems import N_

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
    "cells-too-many": N_(
        "%(count)s cells, rows times items, are more than a report can hold (%(most)s). Make several reports by "
        "--attributes or by fewer items, or raise the limit: --limit cells=N."
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
    # sources
    "source-suffix": N_("Files that end in “%(suffix)s” can't be read."),
    "source-is-folder": N_("This is a folder. Name a data file."),
    "source-missing": N_("There is no such file."),
    "source-unreadable": N_("The file can't be read: %(errno)s."),
    "source-save-as": N_(
        "Files that end in “%(suffix)s” can't be read. Save it as %(better)s in the program it is from."
    ),
    "source-too-large": N_("The file has %(size)s bytes; the most is %(most)s. Raise the limit: --limit file=N."),
    "file-too-large": N_("The file has %(size)s bytes; the most is %(most)s. Make it smaller."),
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
    "inside-too-large": N_("What is packed in the file makes more than %(most)s bytes, which is the most."),
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
}
