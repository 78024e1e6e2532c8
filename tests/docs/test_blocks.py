"""Every code block of the docs runs: commands, Python, data files, templates, themes; what can't be run says why."""

import pytest
from blocks import blocks
from stories import ROOT, Story, lay_out

import mreport

DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*DOCS, ROOT / "CONTRIBUTING.md", ROOT / "fonts" / "README.md"]
NOT_RUN = "not run: "
WITH_BLOCKS = [page for page in DOCS if any(not block.mark.startswith(NOT_RUN) for block in blocks(page))]
"""What stands in CONTRIBUTING is run by test_adding."""


def told(page):
    """The page as a test is called."""
    return str(page.relative_to(ROOT / "docs"))


@pytest.mark.parametrize("page", WITH_BLOCKS, ids=told)
def test_every_block_runs(page, nobody, capsys):
    """From the top of the page to its end, in one folder, with what a reader has."""
    lay_out(nobody)
    story = Story(nobody, capsys)
    for block in blocks(page):
        if not block.mark.startswith(NOT_RUN):
            story.run(block)


def test_every_block_says_what_it_is():
    """Its kind, so that it can be coloured and run."""
    kinds = {name.removeprefix("run_") for name in vars(Story)} | {"dockerfile", "po"}
    assert [str(block) for page in PAGES for block in blocks(page) if block.kind not in kinds] == []


def test_what_is_not_run_is_little_and_says_why(record_property):
    """Of all blocks few are not run, each for a reason; they are listed at the end of a run."""
    every = [block for page in PAGES for block in blocks(page)]
    left = [block for block in every if block.mark.startswith(NOT_RUN)]
    for block in left:
        assert len(block.mark.removeprefix(NOT_RUN).split()) >= 3, str(block)
        record_property("block not run", f"{block}: {block.mark.removeprefix(NOT_RUN)}")
    assert len(left) * 5 < len(every)


def test_a_block_that_says_what_is_not_so_is_seen(nobody, capsys, tmp_path):
    """A wrong exit code, a wrong output, a key that is not there, a flag that is not there."""
    lay_out(nobody)
    wrong = {
        "sh": "mreport compare examples/methods.yaml lora vae --exit-code --quiet",
        "python": "assert 1 == 2",
        "toml": "colour = 5",
        "yaml": "attributes: {a: {tolerances: 5}}",
    }
    for kind, text in wrong.items():
        page = tmp_path / "page.md"
        page.write_text(f"```{kind}\n{text}\n```\n")
        (block,) = blocks(page)
        with pytest.raises((AssertionError, mreport.SourceError)):
            Story(nobody, capsys).run(block)
    said = "```sh\nmreport --version\n```\n\n```text\nmreport 99\n```\n\n"
    page.write_text(f"{said}<!-- usage -->\n```text\nmreport batch --no\n```\n")
    story = Story(nobody, capsys)
    first, second, third = blocks(page)
    story.run(first)
    for block in (second, third):
        with pytest.raises(AssertionError):
            story.run(block)
