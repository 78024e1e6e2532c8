"""The code blocks of a page, each with the comment that stands right before it."""

import re
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

_COMMENT = re.compile(r"<!-- (.*?) -->", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A code block: its page and line there, what it says that it is, its text, the comment before it."""

    page: Path
    line: int
    kind: str
    text: str
    mark: str = ""

    def __str__(self):
        """Where it stands."""
        return f"{self.page.name}:{self.line}"


def blocks(page):
    """All code blocks of a page, in order."""
    found, mark = [], ""
    for token in MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8")):
        if token.type == "fence":
            kind = token.info.split()[0] if token.info else ""
            found.append(Block(page, token.map[0] + 1, kind, token.content, mark))
        comment = token.type == "html_block" and _COMMENT.fullmatch(token.content.strip())
        mark = comment[1] if comment else ""
    return found
