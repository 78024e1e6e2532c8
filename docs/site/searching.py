"""How the site's search takes Thai apart: into ICU's words, in the index as in the browser, whose ICU has the same."""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

from mreport.thai import words

_WORD = re.compile(r"\w")


class Thai(SearchLanguage):
    """Words of Thai by ICU, all others at what is no letter."""

    lang = "th"
    language_name = "Thai"
    js_splitter_code = """
var splitQuery = (query) => {
  const parts = query.toLowerCase().match(/[\\u0e00-\\u0e7f]+|[^\\u0e00-\\u0e7f\\s\\p{Punctuation}]+/gu) || [];
  if (!("Segmenter" in Intl)) return parts;
  const segmenter = new Intl.Segmenter("th", { granularity: "word" });
  return parts.flatMap((part) =>
    [...segmenter.segment(part)].filter((one) => one.isWordLike).map((one) => one.segment),
  );
};
"""

    def split(self, input: str) -> list[str]:  # noqa: A002  Sphinx's name
        """The words of a text."""
        return [word for word in words(input) if _WORD.search(word)]
