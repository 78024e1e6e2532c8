"""The live page in a real Chromium: with scripts and without, in both languages, on phone and desktop, on paper."""

import io
import re
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".setup/npm/node_modules/axe-core/axe.min.js"
REFERENCE = "items=tl-diffusion,mm-diffusion&lang=th"
NAMES = {
    "th": ["การเรียนรู้แบบถ่ายโอนด้วยแบบจำลองการแพร่กระจาย", "แบบจำลองการแพร่กระจายหลายรูปแบบ"],
    "en": ["Transfer learning with diffusion models", "Multimodal diffusion models"],
}
MARKED = ["ปีกำเนิด", "ผู้ริเริ่ม", "ประเภท", "แหล่งต้นตำรับ", "ที่เกี่ยวข้อง", "สรุป"]
PHONES = """
title: {en: Phones, th: โทรศัพท์}
attributes:
  price: {label: {en: Price, th: ราคา}, group: {en: Buying, th: การซื้อ}}
  sold: {label: {en: Sold since, th: วางจำหน่าย}, group: {en: Buying, th: การซื้อ}, rule: date}
  weight: {label: {en: Weight, th: น้ำหนัก}, group: {en: Body, th: ตัวเครื่อง}, rule: quantity}
items:
  a: {name: Phone A, price: "12,900", sold: 2024-02-29, weight: 180 g}
  b: {name: Phone B, price: "13000", sold: 1 มี.ค. 2567, weight: 0.2 kg}
"""
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def settled(page, count):
    """Wait until so many items are shown; their names."""
    expect(page.locator("thead .name")).to_have_count(count)
    return page.locator("thead .name").all_inner_texts()


def uploaded(page, content, name="phones.yaml"):
    """The address of the visit of a file that is uploaded by the page's form."""
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": content.encode()})
    page.locator(".upload button").click()
    page.wait_for_url("**/of/**")
    return page.url.partition("?")[0]


@SCRIPTS
def test_the_reference_page_is_rebuilt(open_page, scripts):
    """Items, labels, values and marks of the reference; documents downloaded and opened; language; × pressed."""
    page = open_page(REFERENCE, java_script_enabled=scripts)
    assert page.locator("h1").inner_text() == "เปรียบเทียบวิธี"
    for lang, switch in (("th", None), ("en", "English")):
        if switch:
            page.get_by_role("link", name=switch, exact=True).click()
            page.wait_for_url("**lang=en**")
            expect(page.locator(".summary")).to_have_text("Differs in 6 of 8 compared attributes")
        assert settled(page, 2) == NAMES[lang]
        for name, read in (("PDF", _pdf), ("Word", _docx)):
            with page.expect_download() as download:
                page.get_by_role("link", name=name, exact=True).click()
            assert download.value.suggested_filename == f"report.{'pdf' if name == 'PDF' else 'docx'}"
            text = read(Path(download.value.path()).read_bytes())
            assert re.sub(r"\s", "", NAMES[lang][0]) in re.sub(r"\s", "", text)
            assert text.count("≠") >= 6
    page.go_back()
    expect(page.locator("thead .name")).to_have_text(NAMES["th"])
    rows = page.locator("tr.marked > th").all_inner_texts()
    assert [row.removesuffix("≠").strip() for row in rows] == MARKED
    assert page.get_by_text("2020–2023", exact=True).count() == 1
    page.locator("a.remove").first.click()
    expect(page.locator("main .lead")).to_contain_text("เลือก")
    assert page.locator("thead").count() == 0
    assert "items=mm-diffusion" in page.url


def _pdf(content):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def _docx(content):
    tables = docx.Document(io.BytesIO(content)).tables
    return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def test_an_item_is_picked_by_typing(open_page):
    """Letters bring a list; arrows go through it and Enter adds, all by the keyboard; the way back works."""
    page = open_page(REFERENCE.replace("th", "en"))
    field = page.get_by_role("combobox", name="Add an item")
    field.focus()
    page.keyboard.type("forest")
    expect(page.locator("[role=listbox] > *")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=listbox] [aria-selected=true]").inner_text() == "Random forest"
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Baseline")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.locator("[role=listbox] > *").wait_for()
    page.keyboard.press("Enter")
    assert settled(page, 3)[2] == "Random forest"
    assert "random-forest" in page.url
    page.go_back()
    assert len(settled(page, 2)) == 2


def test_without_scripts_forms_do_it(open_page):
    """The search form answers with links that add an item; the button applies what is ticked and chosen."""
    page = open_page(REFERENCE.replace("th", "en"), java_script_enabled=False)
    page.get_by_role("searchbox", name="Add an item").fill("forest")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Random forest").click()
    assert settled(page, 3)[2] == "Random forest"
    page.get_by_role("checkbox", name="Differences only").check()
    page.get_by_role("checkbox", name="Show changes within texts").check()
    page.get_by_role("combobox", name="Baseline").select_option("random-forest")
    page.get_by_role("button", name="Apply").click()
    page.locator("thead .baseline").wait_for()
    page.locator("ins").first.wait_for()
    assert page.get_by_role("rowheader", name=re.compile("^Aliases")).count() == 0
    page.get_by_role("link", name="Move “Random forest” to the left").click()
    page.wait_for_url("**items=tl-diffusion,random-forest,mm-diffusion**")


def test_options_act_at_once(open_page):
    """What is ticked changes the table and the address, and keeps the focus; changes within texts, a baseline too."""
    page = open_page("items=tl-diffusion,mm-diffusion,lora&lang=en")
    box = page.get_by_role("checkbox", name="Differences only")
    box.check()
    page.wait_for_url("**only=different**")
    assert page.get_by_role("rowheader", name=re.compile("^Family")).count() == 0
    expect(box).to_be_focused()
    page.get_by_role("checkbox", name="Show changes within texts").check()
    page.locator("ins").first.wait_for()
    page.get_by_role("combobox", name="Baseline").select_option("lora")
    page.locator("thead .baseline").wait_for()
    expect(page.locator("[role=status].unseen")).to_contain_text("Differs in")
    assert "only=different" in page.url


def test_items_are_dragged_and_moved_by_arrows(open_page):
    """The head of an item that is dropped on another takes its place; arrows move it by the keyboard."""
    page = open_page("items=tl-diffusion,mm-diffusion,lora&lang=en")
    page.locator("th[data-item=lora]").drag_to(page.locator("th[data-item=tl-diffusion]"))
    page.wait_for_url("**items=lora,tl-diffusion,mm-diffusion**")
    expect(page.locator("thead .name").first).to_have_text("Low-rank adaptation")
    page.get_by_role("link", name="Move “Low-rank adaptation” to the right").focus()
    for place in ("tl-diffusion,lora,mm-diffusion", "tl-diffusion,mm-diffusion,lora"):
        page.keyboard.press("Enter")
        page.wait_for_url(f"**items={place}**")
    expect(page.locator("th[data-item=lora] a:focus")).to_have_count(1)


@SCRIPTS
def test_a_file_is_uploaded_folded_and_ruled(open_page, scripts):
    """A file of one's own is compared; its groups fold; rules are chosen in the form and change the marks."""
    page = open_page("lang=en", java_script_enabled=scripts)
    uploaded(page, PHONES)
    expect(page.locator(".summary")).to_have_text("Differs in 3 of 3 compared attributes")
    page.get_by_role("link", name="Buying").click()
    page.wait_for_url("**folded=1**")
    expect(page.locator("th[scope=row]")).to_have_count(1)
    expect(page.locator(".folded")).to_have_text("2 rows, ≠ 2")
    fold = page.get_by_role("link", name="Buying")
    assert fold.get_attribute("aria-expanded") == "false"
    if scripts:
        expect(fold).to_be_focused()
    fold.click()
    expect(page.locator("th[scope=row]")).to_have_count(3)

    page.get_by_role("link", name="Rules of comparison").click()
    price = page.get_by_role("group", name="Price")
    assert not price.get_by_label("Equal within").is_visible()
    price.get_by_label("Compared as").select_option(label="Number")
    price.get_by_label("Equal within").fill("x")
    page.get_by_role("button", name="Compare by these rules").click()
    expect(price.locator(".fault")).to_contain_text("“x” is not a tolerance")
    price.get_by_label("Equal within").fill("2%")
    page.get_by_role("group", name="Sold since").get_by_label("Compared as").select_option(label="Not compared")
    page.get_by_role("button", name="Compare by these rules").click()
    expect(page.locator(".summary")).to_have_text("Differs in 1 of 2 compared attributes")
    page.get_by_role("button", name="Forget it now").click()
    page.wait_for_url(lambda url: "/of/" not in url)


def test_a_long_download_is_told_and_cancelled(open_page, desk):
    """A PDF of a thousand rows shows how far it is; Cancel ends the order, and the next download is whole."""
    page = open_page("lang=en")
    rows = "".join(f"Row {number},ค่าที่ {number} ของรายการแรก,ค่าที่ {number} ของรายการที่สอง\n" for number in range(1500))
    uploaded(page, "name,A,B\nColour,red,blue\nSize,12,x\n" + rows, "long.csv")
    link = page.get_by_role("link", name="PDF", exact=True)
    link.click()
    bar = page.locator(".task progress")
    bar.wait_for()
    while bar.evaluate("one => one.value") <= 0.1:  # fails with the bar, if that goes
        page.wait_for_timeout(50)
    assert desk.taken == 1
    page.get_by_role("button", name="Cancel").click()
    expect(bar).to_have_count(0)
    expect(link).to_be_focused()
    page.wait_for_timeout(300)
    assert desk.taken == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown", exact=True).click()
    assert "Row 1499" in Path(download.value.path()).read_text("utf-8")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_head_and_labels_stay_in_sight(open_page, size):
    """However far the table is scrolled, names stand at its top and labels at its left; the page is not wider."""
    page = open_page("items=tl-diffusion,mm-diffusion,lora,vae,svm,lasso&lang=th", size)
    place = page.locator(".scroll")
    place.evaluate("one => one.scrollTo(400, 500)")
    box, head = place.bounding_box(), page.locator("thead th").first.bounding_box()
    label = page.locator("th[scope=row]").last.bounding_box()
    assert place.evaluate("one => one.scrollLeft") > 0
    assert abs(head["y"] - box["y"]) < 3
    assert abs(head["x"] - box["x"]) < 3
    assert abs(label["x"] - box["x"]) < 3
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('main a.button, main button, main select, main input, .move, .remove')]"
        ".filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect())"
        ".filter(box => Math.min(box.width, box.height) < 19).length"
    )
    assert small == 0


def test_paper_and_darkness(open_page):
    """On paper nothing stands but the comparison, and nothing is cut off; in the dark the ground is dark."""
    page = open_page("items=tl-diffusion,mm-diffusion,lora&lang=th", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", ground)[:3])) < 150
    page.emulate_media(media="print", color_scheme="light")
    for hidden in (".bar", ".tools", ".upload"):
        expect(page.locator(hidden).first).to_be_hidden()
    text = re.sub(r"\s", "", _pdf(page.pdf(format="A4")))
    assert "เพิ่มรายการ" not in text
    assert "Low-RankAdaptationofLargeLanguageModels" in text


def _violations(page):
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run()")
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


@pytest.mark.parametrize(
    ("lang", "scheme", "size", "other"),
    [
        ("th", "light", "phone", "desktop"),
        ("en", "dark", "desktop", "phone"),
        pytest.param("th", "dark", "desktop", "phone", marks=pytest.mark.deep),
        pytest.param("en", "light", "phone", "desktop", marks=pytest.mark.deep),
    ],
)
def test_axe_finds_nothing(open_page, address, lang, scheme, size, other):
    """axe-core finds no violation on any kind of page, in both languages, light and dark, phone and desktop."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed; `python3 run.py test` brings it where npm is")
    choices = {"color_scheme": scheme, "bypass_csp": True}
    page = open_page(f"items=tl-diffusion,mm-diffusion,lora&baseline=lora&show-changes=1&lang={lang}", size, **choices)
    assert _violations(page) == []
    page.locator("input[type=search]").focus()
    page.locator("[role=option]").first.wait_for()
    assert _violations(page) == []
    page.set_viewport_size(dict(zip(("width", "height"), SIZES[other], strict=True)))
    visit = uploaded(page, PHONES)
    price = "price=number:2%25"
    for path in ("?folded=1", f"rules?rule={price}", "rules?rule=price=x", "nowhere"):
        page.goto(f"{visit}{path}{'&' if '?' in path else '?'}lang={lang}")
        assert _violations(page) == []
    for query in ("items=", "items=lora", "items=lora&q=zzz", "items=lora,nobody"):
        page.goto(f"{address}?{query}&lang={lang}")
        assert _violations(page) == []
    assert page.locator("html").get_attribute("lang") == lang
