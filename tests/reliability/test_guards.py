"""Guards can't rot: each is taken away in turn, and a check of its own notices."""

import datetime

import pytest

import mreport
from mreport import page as pages
from mreport import templates, watched, writers
from mreport.comparison import comparing
from mreport.errors import MreportError
from mreport.limits import Limits
from mreport.report import speaker
from mreport.writers.pdf import plain

LOOP = "{% for a in range(9999) %}{% for b in range(999) %}{% endfor %}{% endfor %}"
DAY = datetime.date(2026, 1, 31)
DATA = {"attributes": {"a": {}}, "items": {"x": {"a": "<i>"}, "y": {"a": {"text": "b", "url": "javascript:a"}}}}


def made(**choices):
    """The page of small data."""
    return mreport.render(mreport.compare(mreport.read(DATA)), "en", **{"date": DAY} | choices)


def refused(code, work):
    """That something is refused by a code, and by no other."""
    try:
        work()
    except MreportError as error:
        assert error.code == code  # noqa: PT017
    else:
        raise AssertionError(code)


def own(tmp_path, body):
    """A template of the user's own."""
    file = tmp_path / "own.html.j2"
    file.write_text(f"<article>{body}</article>", encoding="utf-8")
    return lambda: made(template=file)


def fetching(_tmp_path):
    """The fetcher refuses what is not the report's."""
    page = made(title="\u05e9")
    page.root.find("header/h1").set("style", "background: url(asset:none)")
    refused("resource-refused", lambda: writers.encode(page, ".pdf"))


def escaping(tmp_path):
    """What a template prints is text."""
    assert "<i>" in "".join(own(tmp_path, "<p>{{ '<i>' }}</p>")().root.itertext())


def sandboxed(tmp_path):
    """Templates see nothing of Python."""
    refused("template-refused", own(tmp_path, "{{ ''.__class__.__mro__ }}"))


def linking(_tmp_path):
    """Values lead nowhere else than to the web."""
    assert not [one for one in made().root.iter("a") if not one.get("href", "").startswith("https:")]


def leading(tmp_path):
    """Templates lead nowhere else."""
    refused("page-link", own(tmp_path, "<p><a href='javascript:a'>x</a></p>"))


def limited(_tmp_path):
    """A comparison holds so much."""
    refused("items-too-many", lambda: mreport.compare(mreport.read(DATA), limits=Limits(items=1)))


def styled(tmp_path):
    """Style sheets ask for nothing."""
    file = tmp_path / "own.toml"
    file.write_text("[css]\nscreen = '@import \"a\";'\n", encoding="utf-8")
    refused("theme-css", lambda: made(theme=file))


def watching(tmp_path):
    """A template that loops is ended."""
    refused("report-deadline", own(tmp_path, LOOP))


def no_sandbox(monkeypatch):
    """Jinja2's plain environment."""
    from jinja2 import Environment

    monkeypatch.setattr("jinja2.sandbox.SandboxedEnvironment", Environment)
    templates._environment.cache_clear()  # noqa: SLF001


def no_escape(monkeypatch):
    """What is printed goes out raw."""
    from jinja2 import sandbox

    class Raw(sandbox.SandboxedEnvironment):
        def __init__(self, **options):
            super().__init__(**options | {"autoescape": False})

    monkeypatch.setattr("jinja2.sandbox.SandboxedEnvironment", Raw)
    templates._environment.cache_clear()  # noqa: SLF001


def no_fetcher(monkeypatch):
    """A fetcher that gives a picture for whatever is asked for."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Open(URLFetcher):
        refused = ()

        def fetch(self, url, headers=None):
            del headers
            return URLFetcherResponse(url, b"", {"Content-Type": "image/png"})

    real = plain.fetching.fetcher
    monkeypatch.setattr(plain.fetching, "fetcher", lambda *given: Open() if len(given) > 1 else real(*given))


def no_limit(monkeypatch):
    """As many items as there are."""
    real = comparing.choose_items
    monkeypatch.setattr(comparing, "choose_items", lambda dataset, names, _most: real(dataset, names, 10**9))


REMOVED = {
    "the fetcher": (no_fetcher, fetching),
    "escaping": (no_escape, escaping),
    "the sandbox": (no_sandbox, sandboxed),
    "the filter of values' links": (lambda patch: patch.setattr(speaker, "allowed", lambda one: one), linking),
    "the filter of templates' links": (lambda patch: patch.setattr(pages, "allowed", lambda one: one), leading),
    "limits": (no_limit, limited),
    "the reading of style sheets": (lambda patch: patch.setattr("mreport.themes.asked", lambda _css: ()), styled),
    "the deadline": (lambda patch: patch.setattr(watched, "watched", lambda work, _place: work()), watching),
}


@pytest.mark.parametrize("guard", REMOVED)
def test_a_guard_that_is_gone_is_noticed(guard, tmp_path, monkeypatch):
    """With the guard its check passes; without it, it fails."""
    remove, check = REMOVED[guard]
    monkeypatch.setattr(watched, "DEADLINE", 0.2 if guard == "the deadline" else 30.0)
    templates._environment.cache_clear()  # noqa: SLF001
    try:
        check(tmp_path)
        remove(monkeypatch)
        with pytest.raises((AssertionError, MreportError)):
            check(tmp_path)
    finally:
        monkeypatch.undo()
        templates._environment.cache_clear()  # noqa: SLF001
