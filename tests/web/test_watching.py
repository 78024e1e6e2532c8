"""A source that is watched: its page follows what is written, faults too."""

import os

import mreport
from mreport.web.shelf import Held
from mreport.web.watching import Watch

DATA = "attributes: {v: {}}\nitems: {a: {v: one}, b: {v: two}}\n"


def test_the_page_follows_the_source(data_file, client_of):
    """A change is shown, a fault told with its place, and what is mended shown again."""
    file = data_file(DATA)
    watch = Watch([file], lambda: Held(mreport.read(file)))
    client = client_of(file, watch=watch)
    before = client.get("/changed.json").json()["stamp"]
    assert f'data-watched="{before}"' in client.get("/").text

    def written(text, second):
        file.write_text(text, encoding="utf-8")
        os.utime(file, (second, second))

    written(DATA.replace("one", "three"), 1)
    assert client.get("/changed.json").json()["stamp"] != before
    assert "three" in client.get("/").text
    written(DATA.replace("{v: two}", "{w: two}"), 2)
    answer = client.get("/?lang=en")
    assert answer.status_code == 400
    assert "data.yaml:2" in answer.text
    assert "data-watched" in answer.text
    written(DATA, 3)
    assert "one" in client.get("/").text


def test_without_a_watch_nothing_is_asked(client):
    """A page that is not watched says nothing of it."""
    assert "data-watched" not in client.get("/").text
