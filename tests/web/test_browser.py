"""The live page in a real Chromium: with scripts and without, in both languages, light and dark."""

import io
import re
import shutil
import socket
import threading
import time
from pathlib import Path

import docx
import pypdf
import pytest
import uvicorn
from playwright.sync_api import expect, sync_playwright

import mreport
from mreport.recipe import Recipe
from mreport.web.desk import Desk
from mreport.web.guard import Door
from mreport.web.shelf import Held
from mreport.web.site import Site

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".setup/npm/node_modules/axe-core/axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", str(ROOT / ".setup/browser/bin/chromium"))
REFERENCE = "items=tl-diffusion,mm-diffusion&lang=th"
MARKED = ["ปีกำเนิด", "ผู้ริเริ่ม", "ประเภท", "แหล่งต้นตำรับ", "ที่เกี่ยวข้อง", "สรุป"]
SIZES = {"phone": (390, 844), "desktop": (1400, 1000)}


@pytest.fixture(scope="module")
def address():
    """Where the two methods, and the example's others, are served."""
    shelf = Held(mreport.read(ROOT / "examples" / "methods.yaml"))
    listening = socket.create_server(("127.0.0.1", 0))
    site = Site(shelf, Recipe(), "en", Desk(2))
    server = uvicorn.Server(uvicorn.Config(site.app(Door()), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")
def chromium():
    """A Chromium, the system's or the one that the set-up brings."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("Chromium is not installed; `python3 run.py test` brings it where apt-get is")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address):
    """A function that opens a query's page; a script's error or a refused resource is a failure."""
    contexts, wrong = [], []

    def opened(query, size="desktop", **choices):
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, **choices)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}?{query}", wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def heads(page):
    """The names of the items in the heads."""
    return page.locator("thead .name").all_inner_texts()


def settled(page, count):
    """Wait until so many items are shown; their names."""
    expect(page.locator("thead .name")).to_have_count(count)
    return heads(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_reference_page_is_rebuilt(open_page, scripts):
    """Items, labels, values and marks of the reference; × pressed, the language switched, documents downloaded."""
    page = open_page(REFERENCE, java_script_enabled=scripts)
    assert page.locator("h1").inner_text() == "เปรียบเทียบวิธี"
    assert heads(page) == ["การเรียนรู้แบบถ่ายโอนด้วยแบบจำลองการแพร่กระจาย", "แบบจำลองการแพร่กระจายหลายรูปแบบ"]
    rows = page.locator("tr.marked > th").all_inner_texts()
    assert [row.removesuffix("≠").strip() for row in rows] == MARKED
    assert page.get_by_text("2020–2023", exact=True).count() == 1

    page.get_by_role("link", name="English", exact=True).click()
    page.locator("main").get_by_text("Differs in 6 of 8 compared attributes").wait_for()
    assert heads(page) == ["Transfer learning with diffusion models", "Multimodal diffusion models"]
    for name, read in (("PDF", _pdf), ("Word", _docx)):
        with page.expect_download() as download:
            page.get_by_role("link", name=name, exact=True).click()
        assert "Transfer learning with diffusion models" in read(Path(download.value.path()).read_bytes())

    page.locator("a.remove").first.click()
    page.locator("main").get_by_text("Pick two items or more").wait_for()
    assert page.locator("thead").count() == 0
    assert "items=mm-diffusion" in page.url


def _pdf(content):
    return " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def _docx(content):
    return " ".join(cell.text for cell in docx.Document(io.BytesIO(content)).tables[0].rows[0].cells)


def test_an_item_is_picked_by_typing(open_page):
    """Letters bring a list; arrows go through it and Enter adds, all by the keyboard; the way back works."""
    page = open_page("items=tl-diffusion,mm-diffusion&lang=en")
    field = page.get_by_role("combobox", name="Add an item")
    field.focus()
    page.keyboard.type("forest")
    expect(page.locator("[role=listbox] > *")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=listbox] [aria-selected=true]").inner_text() == "Random forest"
    page.keyboard.press("Enter")
    assert settled(page, 3)[2] == "Random forest"
    assert "random-forest" in page.url
    page.go_back()
    assert len(settled(page, 2)) == 2


def test_without_scripts_an_item_is_picked_by_a_form(open_page):
    """The search form answers with links that add an item."""
    page = open_page("items=tl-diffusion,mm-diffusion&lang=en", java_script_enabled=False)
    page.get_by_role("searchbox", name="Add an item").fill("forest")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Random forest").click()
    assert heads(page)[2] == "Random forest"


def test_options_act_at_once(open_page):
    """A box that is ticked changes the table and the address; the box keeps the focus."""
    page = open_page("items=tl-diffusion,mm-diffusion,lora&lang=en")
    box = page.get_by_role("checkbox", name="Differences only")
    box.check()
    page.wait_for_url("**only=different**")
    assert page.get_by_role("rowheader", name=re.compile("^Family")).count() == 0
    expect(box).to_be_focused()
    page.get_by_role("combobox", name="Baseline").select_option("lora")
    page.get_by_text("(baseline)").wait_for()
    assert "only=different" in page.url


def test_items_are_dragged(open_page):
    """The head of an item that is dropped on another takes its place."""
    page = open_page("items=tl-diffusion,mm-diffusion,lora&lang=en")
    page.locator("th[data-item=lora]").drag_to(page.locator("th[data-item=tl-diffusion]"))
    page.wait_for_url("**items=lora,tl-diffusion,mm-diffusion**")
    expect(page.locator("thead .name").first).to_have_text("Low-rank adaptation")


@pytest.mark.parametrize("size", SIZES)
def test_head_and_labels_stay_in_sight(open_page, size):
    """However far the table is scrolled, the items' names stand at its top and the labels at its left."""
    page = open_page("items=tl-diffusion,mm-diffusion,lora,vae,svm,lasso&lang=th", size)
    place = page.locator(".scroll")
    place.evaluate("one => one.scrollTo(400, 500)")
    box, head = place.bounding_box(), page.locator("thead th").first.bounding_box()
    assert place.evaluate("one => one.scrollLeft") > 0
    assert abs(head["y"] - box["y"]) < 3
    assert abs(head["x"] - box["x"]) < 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize(
    "query",
    ["items=tl-diffusion,mm-diffusion,lora&baseline=lora&show-changes=1", "items=lora", "q=zzz"],
)
def test_axe_finds_nothing(open_page, query, lang, scheme):
    """axe-core finds no violation, in both languages, light and dark, on phone and desktop."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; `python3 run.py test` brings it where npm is")
    for size in SIZES:
        page = open_page(f"{query}&lang={lang}", size, color_scheme=scheme, bypass_csp=True)
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run()")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        if query.startswith("items=tl"):
            page.locator("input[type=search]").focus()
            page.locator("[role=option]").first.wait_for()
            found = page.evaluate("axe.run()")
            assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_clients_that_leave_take_their_workers_along(address):
    """Eight clients at once, some of which leave in the middle: no answer but 200 and 503, and the page lives."""
    host, port = re.search(r"//(.+):(\d+)/", address).groups()
    answers = []

    def ask(leaves):
        with socket.create_connection((host, int(port)), timeout=60) as line:
            line.sendall(f"GET /report.pdf?{REFERENCE} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            if leaves:
                time.sleep(0.05)
                return
            answers.append(int(line.makefile("rb").readline().split()[1]))

    threads = [threading.Thread(target=ask, args=(number % 2 == 1,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert set(answers) <= {200, 503}
    ask(leaves=False)
    assert answers[-1] == 200
