"""What parsers find wrong in a file, in their own words, which are put into the reader's language."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802  the field's name for "to be extracted, not yet translated"
    """Mark a sentence for the catalogues."""
    return message


# What parsers and the system say of a fault, as far as people meet it; the rest is shown as it is given.
PROBLEMS = (
    N_("mapping values are not allowed in this context"),
    N_("could not find expected ':'"),
    N_("did not find expected key"),
    N_("did not find expected node content"),
    N_("did not find expected '-' indicator"),
    N_("did not find expected ',' or ']'"),
    N_("did not find expected ',' or '}'"),
    N_("did not find expected alphabetic or numeric character"),
    N_("did not find expected comment or line break"),
    N_("did not find expected whitespace or line break"),
    N_("did not find expected <document start>"),
    N_("found unexpected end of stream"),
    N_("found unexpected document indicator"),
    N_("found unexpected ':'"),
    N_("found character that cannot start any token"),
    N_("found a tab character where an indentation space is expected"),
    N_("found a tab character that violates indentation"),
    N_("found unknown escape character"),
    N_("found undefined tag handle"),
    N_("block sequence entries are not allowed in this context"),
    N_("mapping keys are not allowed in this context"),
    N_("Expecting value"),
    N_("Expecting property name enclosed in double quotes"),
    N_("Expecting ':' delimiter"),
    N_("Expecting ',' delimiter"),
    N_("Extra data"),
    N_("Unterminated string starting at"),
    N_("Invalid control character at"),
    N_("Invalid \\escape"),
    N_("Invalid \\uXXXX escape"),
    N_("Illegal trailing comma before end of object"),
    N_("Illegal trailing comma before end of array"),
    N_("not well-formed (invalid token)"),
    N_("mismatched tag"),
    N_("undefined entity"),
    N_("no element found"),
    N_("junk after document element"),
    N_("unclosed token"),
    N_("duplicate attribute"),
    N_("Invalid statement"),
    N_("Invalid value"),
    N_("Expected '=' after a key in a key/value pair"),
    N_("Expected newline or end of document after a statement"),
    N_("Cannot overwrite a value"),
    N_("Invalid initial character for a key part"),
    N_("Unterminated string"),
    N_("Unclosed array"),
    N_("Unclosed inline table"),
)
