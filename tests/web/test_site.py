"""The live page by links and forms alone: what it shows, changes, hands over and refuses."""

import html
import io
import json
import re

import docx
import pypdf
import pytest

PAIR = "items=tl-diffusion,mm-diffusion"


def links(answer, kind):
    """The addresses of a page's links of a class, one behind the other."""
    found = re.findall(rf'<a class="{kind}" href="([^"]+)"', answer.text)
    return [html.unescape(one) for one in found]


def heads(answer):
    """The ids of the items in a page's heads."""
    return re.findall(r'data-item="([^"]+)"', answer.text)


def test_the_first_two_items_stand_side_by_side(client):
    """Without a query the first two items are compared, in the language of the browser."""
    answer = client.get("/", headers={"accept-language": "th-TH,th;q=0.9,en;q=0.5"})
    assert answer.status_code == 200
    assert heads(answer) == ["tl-diffusion", "mm-diffusion"]
    assert '<html lang="th"' in answer.text
    assert "ต่างกัน 6 จาก 8 คุณลักษณะที่เปรียบเทียบ" in answer.text
    assert answer.headers["vary"] == "accept-language, cookie"


def test_the_language_of_the_query_wins(client):
    """`lang` is in the URL, so that a link shows to others what it shows to one."""
    answer = client.get(f"/?{PAIR}&lang=en", headers={"accept-language": "th"})
    assert "Differs in 6 of 8 compared attributes" in answer.text


def test_an_item_is_taken_away_and_another_added(client):
    """× leads to the page without the item; a link of the picker to the page with one more."""
    answer = client.get("/?items=tl-diffusion,mm-diffusion,lora&lang=en")
    less = client.get(links(answer, "remove")[1].removeprefix("."))
    assert heads(less) == ["tl-diffusion", "lora"]
    one = client.get(links(less, "remove")[0].removeprefix("."))
    assert one.status_code == 200
    assert heads(one) == []
    assert "Pick two items or more" in one.text
    added = re.search(r'<li><a href="([^"]+)"><span aria-hidden="true">\+</span> <span>Lasso', one.text)[1]
    assert heads(client.get(html.unescape(added).removeprefix("."))) == ["lora", "lasso"]


def test_items_are_moved(client):
    """An arrow changes the places of two items and nothing else."""
    answer = client.get("/?items=tl-diffusion,mm-diffusion,lora&only=different&baseline=lora&lang=en")
    moved = client.get(links(answer, "move")[0].removeprefix("."))
    assert heads(moved) == ["mm-diffusion", "tl-diffusion", "lora"]
    assert "only=different&baseline=lora" in moved.text.replace("&amp;", "&")


def test_a_baseline_goes_with_its_item(client):
    """Who takes the baseline away gets a page without one, and no error."""
    answer = client.get("/?items=tl-diffusion,mm-diffusion,lora&baseline=lora")
    assert "baseline" not in links(answer, "remove")[2]
    assert "baseline=lora" in links(answer, "remove")[0]


def test_options_change_the_table(client):
    """Differences only leaves out rows that are the same; changes within texts are marked."""
    assert ">Field" in client.get(f"/?{PAIR}&lang=en").text
    assert ">Field" not in client.get(f"/?{PAIR}&lang=en&only=different").text
    assert "<ins" in client.get(f"/?{PAIR}&lang=en&show-changes=1").text


def test_a_search_lists_what_it_finds(client):
    """The form's search answers with items that have the words, each a link that adds it."""
    answer = client.get(f"/?{PAIR}&lang=th&q=การ+วิเคราะห์")
    assert "การวิเคราะห์องค์ประกอบหลัก" in answer.text
    assert "การถดถอยแบบลาสโซ" not in answer.text


def test_documents_are_links_that_hold_the_page_s_choices(client):
    """PDF, DOCX, HTML, Markdown and JSON say what the page says."""
    page = client.get(f"/?{PAIR}&lang=th&only=different")
    found = [html.unescape(one) for one in re.findall(r'<a href="(report\.[^"]+)" download', page.text)]
    assert [one.partition("?")[0] for one in found] == [
        f"report.{suffix}" for suffix in ["pdf", "docx", "html", "md", "json"]
    ]
    answers = {one.partition("?")[0]: client.get(f"/{one}") for one in found}
    assert {answer.status_code for answer in answers.values()} == {200}
    paper = pypdf.PdfReader(io.BytesIO(answers["report.pdf"].content))
    assert "เปรียบเทียบวิธี" in paper.pages[0].extract_text()
    table = docx.Document(io.BytesIO(answers["report.docx"].content)).tables[0]
    assert "สาขาวิชา" not in [row.cells[0].text for row in table.rows]
    assert answers["report.json"].json()["summary"] == {"compared": 8, "marked": 6, "not_compared": 1}
    assert answers["report.md"].text.startswith("# เปรียบเทียบวิธี")
    assert 'filename="report.pdf"' in answers["report.pdf"].headers["content-disposition"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/?items=lora,nobody&lang=en", 404, "nobody"),
        ("/?items=lora,lora&lang=en", 400, "lora"),
        ("/?only=nothing&lang=en", 400, "nothing"),
        ("/?lang=tlh", 400, "tlh"),
        ("/?template=../../etc/passwd&lang=en", 400, "comparison"),
        ("/report.exe", 404, "There is no such page here."),
        ("/nowhere", 404, "There is no such page here."),
        ("/report.pdf?items=lora&lang=en", 400, "Two are needed"),
    ],
)
def test_what_is_wrong_is_a_page(client, path, status, said):
    """A wrong address is answered by a page in the reader's language, with a status and no traceback."""
    answer = client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert 'class="fault"' in answer.text
    if "Two" not in said:
        assert said in answer.text


def test_what_is_wrong_is_a_record_in_json(client):
    """Who asks for JSON is told code, sentence and place in it."""
    answer = client.get("/report.json?items=lora,nobody&lang=th")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "item-unknown"


def test_markup_in_data_and_queries_is_text(client_of, data_file):
    """Names, values and searches that look like markup are shown as they are written."""
    text = "items:\n  a: {name: '<script>x</script>', v: '<b>1'}\n  b: {name: '\"><i>', v: '2'}\n"
    with client_of(data_file("attributes: {v: {label: '<u>v'}}\n" + text)) as one:
        answer = one.get('/?q="><script>y</script>')
    assert "<script>x" not in answer.text
    assert "<script>y" not in answer.text
    assert "&lt;u&gt;v" in answer.text


def test_items_whose_ids_have_a_comma(client_of):
    """An id may hold what separates ids: links still lead to it."""
    with client_of({"attributes": {"v": {}}, "items": {"a,b": {"v": 1}, "c%2C": {"v": 2}, "d": {"v": 3}}}) as one:
        answer = one.get("/?lang=en")
        moved = one.get(links(answer, "move")[0].removeprefix("."))
    assert heads(moved) == ["c%2C", "a,b"]


def test_a_page_is_small_and_its_parts_are_kept(client):
    """Page, style and script together stay below 100 kB; they and the fonts are kept for ever."""
    answer = client.get(f"/?{PAIR}&lang=th")
    named = re.findall(r'(?:href|src)="\./(assets/[^"]+)"', answer.text)
    parts = [client.get(f"/{name}") for name in named]
    assert len(answer.content) + sum(len(part.content) for part in parts) < 100_000
    fonts = re.findall(r'url\("([^"]+)"\)', next(part.text for part in parts if "css" in part.headers["content-type"]))
    for part in (*parts, *(client.get(f"/assets/{name}") for name in fonts)):
        assert part.status_code == 200
        assert "immutable" in part.headers["cache-control"]
    assert len(fonts) == 3


def test_groups_fold_by_links(client_of):
    """The heading of a group is a link that folds it: its rows go, how many there are and differ is told."""
    data = {
        "attributes": {name: {"group": group} for name, group in [("a", "One"), ("b", "One"), ("c", "Two")]},
        "items": {"x": {"a": 1, "b": 1, "c": 1}, "y": {"a": 2, "b": 1, "c": 1}},
    }
    with client_of(data) as one:
        answer = one.get("/?lang=en")
        first, _second = links(answer, "fold")
        folded = one.get(first.removeprefix("."))
        assert [re.findall(r'scope="row"[^>]*>(\w)', page.text) for page in (answer, folded)] == [
            ["a", "b", "c"],
            ["c"],
        ]
        assert "2 rows, ≠ 1" in folded.text
        assert 'aria-expanded="false"' in folded.text
        report = re.search(r'href="(report\.json[^"]+)"', folded.text)[1]
        assert "folded" not in report
        opened, both = links(folded, "fold")
        assert one.get(opened.removeprefix(".")).text == answer.text
        assert "folded=1,2" in both


def test_pictures_are_served_once_under_addresses_of_their_own(client_of, tmp_path):
    """With their type, to be kept by the browser; a page that shows one twice asks for it once."""
    from PIL import Image

    Image.new("RGB", (90, 60), "red").save(tmp_path / "red.jpg")
    shown = {"image": "red.jpg", "alt": "Red"}
    (tmp_path / "t.json").write_text(
        json.dumps({"attributes": {"x": {}}, "items": {"a": {"x": shown}, "b": {"x": shown}}})
    )
    client = client_of(tmp_path / "t.json")
    found = re.findall(r'<img class="picture" src="([^"]+)" alt="Red" width="90" height="60">', client.get("/").text)
    assert len(found) == 2
    assert len(set(found)) == 1
    answer = client.get(f"/{html.unescape(found[0])}")
    assert (answer.content[:3], answer.headers["content-type"]) == (b"\xff\xd8\xff", "image/jpeg")
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/pictures/red.jpg?items=a,b").status_code == 404
    assert b"base64" in client.get("/report.html").content
