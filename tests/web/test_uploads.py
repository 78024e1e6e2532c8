"""Uploads: a file that is sent is compared under an address of its own, and is gone when it is to be."""

import asyncio
import re

import openpyxl
import pytest

import mreport
from mreport.web import forms, uploads
from mreport.web.answers import status_of
from mreport.web.forms import MOST_BYTES

TABLE = "ชื่อ,รุ่นเอ,รุ่นบี\nราคา,100,120\nสี,ดำ,ดำ\n".encode()


def sent(client, content, name="สินค้า.csv", **headers):
    """What is answered to a file that is sent by the page's form; redirects are followed."""
    return client.post("/upload?lang=th", files={"file": (name, content)}, headers=headers)


def test_a_table_is_compared_and_downloaded(client):
    """A CSV file that was sent stands side by side, and its report can be taken."""
    answer = sent(client, TABLE)
    assert answer.status_code == 200
    assert re.fullmatch(r"/of/[\w-]{24}/", answer.url.path)
    assert "ต่างกัน 1 จาก 2 คุณลักษณะที่เปรียบเทียบ" in answer.text
    report = client.get(f"{answer.url.path}report.json?lang=th")
    assert report.json()["title"] == "สินค้า"
    assert [item["name"] for item in report.json()["items"]] == ["รุ่นเอ", "รุ่นบี"]
    style = re.search(r'href="(\.\./\.\./assets/page[^"]+)"', answer.text)[1]
    assert client.get(style.removeprefix("../..")).status_code == 200


def test_bytes_of_a_workbook_come_whole(client, tmp_path):
    """A spreadsheet, which is not text, is read as it was sent."""
    book = openpyxl.Workbook()
    for row in (["", "A", "B"], ["Price", 1, 2], ["Colour", "red", "red"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    answer = sent(client, (tmp_path / "a.xlsx").read_bytes(), "a.XLSX")
    assert answer.status_code == 200
    assert "Colour" in answer.text


def test_what_was_sent_is_forgotten(client):
    """The button drops it at once; its address says so."""
    answer = sent(client, TABLE)
    gone = client.post(f"{answer.url.path}forget")
    assert gone.url.path == "/"
    again = client.get(answer.url.path + "?lang=en")
    assert again.status_code == 404
    assert "no longer kept" in again.text


def test_visits_end(monkeypatch):
    """An idle visit is over in time, and the oldest goes where there are too many."""
    now = [0.0]
    monkeypatch.setattr(uploads.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(uploads, "MOST_VISITS", 2)
    visits = uploads.Visits()
    first, second = visits.keep(None), visits.keep(None)
    now[0] = uploads.IDLE - 1
    assert visits.of(first)
    third = visits.keep(None)
    assert (visits.of(second), bool(visits.of(first)), bool(visits.of(third))) == (None, True, True)
    now[0] = 3 * uploads.IDLE
    assert visits.of(first) is None


@pytest.mark.parametrize(
    ("content", "name", "status", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "a.csv", 413, "a.csv"),
        (b"MZ", "../../a.exe", 400, "a.exe"),
        (b"", "a.csv", 400, "a.csv"),
        (b"PK\x03\x04 no workbook", "a.xlsx", 400, "a.xlsx"),
        (b"attributes: [", "a.yaml", 400, "a.yaml:"),
        (b"SQLite format 3\x00", "a.sqlite", 400, "a.sqlite"),
    ],
)
def test_what_can_not_be_read_is_told(client, content, name, status, said):
    """A file too large, of another kind, empty or broken is told with its own name, and no path of ours."""
    answer = sent(client, content, name)
    assert answer.status_code == status
    assert 'class="fault"' in answer.text
    assert "Traceback" not in answer.text
    assert "/tmp" not in answer.text
    if status != 413 and content:
        assert said in answer.text


def test_an_upload_from_another_site_is_refused(client):
    """A page elsewhere can't have a browser upload."""
    assert sent(client, TABLE, **{"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_body_that_is_no_form_is_told(client):
    """What is sent otherwise than by a form is an error in words."""
    assert client.post("/upload", content=b"x").status_code == 400


def test_a_picture_inside_what_was_sent_is_shown_and_kept_nowhere(client):
    """A data file that holds its picture; of one that only names it no file of ours is read."""
    dot = (
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ"
        "/pLvAAAAAElFTkSuQmCC"
    )
    data = f'attributes: {{x: {{}}}}\nitems:\n  a: {{x: {{image: "{dot}", alt: Red}}}}\n  b: {{x: none}}\n'
    answer = sent(client, data.encode(), "t.yaml")
    assert answer.status_code == 200
    address = re.search(r'<img class="picture" src="([^"]+)"', answer.text)[1]
    picture = client.get(f"{answer.url.path}{address}")
    assert (picture.headers["content-type"], picture.headers["cache-control"]) == ("image/png", "no-store")
    assert client.get(f"/{address}").status_code == 404
    for name in ("photo.png", "/etc/hostname", "../../etc/hostname"):
        refused = sent(client, data.replace(dot, name).encode(), "t.yaml")
        assert refused.status_code == 400
        assert f"t.yaml:3:18: “{name}”" in refused.text


class Slow:
    """A request whose body does not come to an end."""

    async def stream(self):
        yield b"x"
        await asyncio.sleep(60)


def test_a_body_that_takes_too_long_is_told(monkeypatch):
    """Who sends slower than is waited for is told so."""
    monkeypatch.setattr(forms, "PATIENCE", 0.01)
    with pytest.raises(mreport.LimitError) as caught:
        asyncio.run(forms.body_of(Slow()))
    assert caught.value.code == "upload-slow"
    assert status_of(caught.value.faults) == 408
