"""Pictures as values: what may be named and from where, what is refused with its code and place, from every source."""

import json
import os
import random
import sqlite3
import struct
import zlib
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from PIL import Image as Drawn

import mreport
from mreport import LimitError, MreportError, SourceError, images
from mreport.language import language
from mreport.messages import placed
from mreport.sources import pictures


def made(kind="PNG", colour="red", size=(40, 20)):
    """The bytes of a picture."""
    content = BytesIO()
    Drawn.new("RGB", size, colour).save(content, kind)
    return content.getvalue()


RED, BLUE = made(), made(colour="blue")


def claimed(side):
    """A PNG that claims to be as wide and high."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    ]
    chunks = (
        len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")
        for name, content in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def folder(tmp_path):
    """A folder of data with pictures, and what lies outside of it."""
    home = tmp_path / "home"
    (home / "in").mkdir(parents=True)
    files = {
        "red.png": RED,
        "copy.png": RED,
        "in/blue.jpg": made("JPEG", "blue"),
        "broken.png": RED[:60],
        "vector.png": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "moving.png": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        "huge.png": claimed(60_000),
        "large.png": RED + bytes(images.MOST_BYTES),
        "../other/out.png": RED,
    }
    (tmp_path / "other").mkdir()
    for name, content in files.items():
        (home / name).write_bytes(content)
    (home / "link.png").symlink_to("../other/out.png")
    os.mkfifo(home / "pipe.png")
    return home


def data(front, other="red.png"):
    """A data file with two pictures."""
    return f"attributes: {{x: {{}}, y: {{}}}}\nitems:\n  a: {{x: 1, y: {front}}}\n  b: {{y: {other}}}\n"


def read(folder, text, name="t.yaml", **choices):
    """A dataset out of a file in the folder."""
    (folder / name).write_text(text, "utf-8")
    return mreport.read(folder / name, **choices)


def values(dataset, attribute="y"):
    """The values of an attribute."""
    return [item.values.get(attribute) for item in dataset.items.values()]


def statuses(dataset):
    """Status and mark of each row that has a picture."""
    rows = mreport.compare(dataset).rows
    return [(row.status.value, row.marked) for row in rows if any(value.picture for value in row.values)]


def test_pictures_are_compared_by_what_they_show(folder):
    """Not by their names or descriptions; a missing one is missing."""
    same = read(folder, data("{image: red.png, alt: {en: Red, th: แดง}}", "{image: copy.png, alt: Other}"))
    assert statuses(same) == [("same", False)]
    other = read(folder, data("{image: red.png, alt: Red}", "{image: in/blue.jpg, alt: Red}"))
    assert statuses(other) == [("different", True)]
    assert statuses(read(folder, data("{image: red.png}", '""'))) == [("missing", True)]
    (one, two), comparison = values(same), mreport.compare(other, show_changes=True)
    assert (one.picture.name, one.picture.beside, two.picture.name) == ("red.png", True, "copy.png")
    assert one.parts == ({"en": "Red", "th": "แดง"},)
    assert comparison.similarity(0, 1) == 0
    assert comparison.rows[1].against == ()


FAULTS = {
    "none.png": "image-missing",
    "in": "image-missing",
    "pipe.png": "image-missing",
    "nul\0.png": "image-missing",
    "a" * 5000: "image-missing",
    "C:\\photos\\a.png": "image-missing",
    "broken.png": "image-broken",
    "vector.png": "image-svg",
    "moving.png": "image-kind",
    "huge.png": "image-pixels",
    "large.png": "image-bytes",
    "../other/out.png": "image-outside",
    "in\\..\\..\\other\\out.png": "image-outside",
    "link.png": "image-outside",
    "/etc/hostname": "image-outside",
    "https://example.org/a.png": "image-address",
    "//example.org/a.png": "image-address",
    "file:///etc/hostname": "image-address",
    "javascript:alert(1)": "image-address",
    "data:image/png;base64,AAAA": "image-kind",
    "data:image/png;base64,A": "image-broken",
    "data:image/svg+xml,<svg/>": "image-broken",
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_can_t_be_shown_is_told_with_its_place(folder, name):
    """Each has a code, the place in the data, the name of the picture, and a sentence in both languages."""
    text = '{"attributes": {"y": {}},\n "items": {"a": {"y": {"image": NAME}}}}'.replace("NAME", json.dumps(name))
    (folder / "t.json").write_text(text, "utf-8")
    with pytest.raises(MreportError) as refused:
        mreport.read(folder / "t.json")
    (fault,) = refused.value.faults
    assert (fault.code, fault.place.line, fault.place.column) == (FAULTS[name], 2, 33)
    assert refused.value.exit_code == (4 if fault.code in ("image-bytes", "image-pixels") else 2)
    for tag in ("en", "th"):
        said = placed(fault, language(tag))
        assert "%(" not in said
        assert f"“{name}”" in said or len(name) > 255 or name.startswith("data:")


def test_all_faults_are_told_at_once_and_what_is_near_is_named(folder):
    """A list of pictures, a key that is not known, a name that is misspelt."""
    with pytest.raises(SourceError) as refused:
        read(folder, data("[{image: red.png}]", "{image: rde.png, text: x}"))
    assert [fault.code for fault in refused.value.faults] == ["image-in-list", "image-missing", "unknown-key"]
    assert "red.png" in placed(refused.value.faults[1], language("en"))


def test_another_folder_is_allowed_by_name(folder, monkeypatch):
    """Its pictures are found by their own names and by the way to them; no others are."""
    other = folder.parent / "other"
    for name in ("out.png", "../other/out.png", str(other / "out.png"), "link.png"):
        (value, _) = values(read(folder, data(f"{{image: {name}}}"), images=other))
        assert value.picture.digest
        assert (value.picture.name, value.picture.beside) == ("out.png", False)
    with pytest.raises(SourceError):
        read(folder, data("{image: ../../../etc/hostname}"), images=other)
    monkeypatch.setattr("sys.stdin", type("Input", (), {"buffer": BytesIO(data("{image: out.png}").encode())}))
    assert values(mreport.read("-", kind="yaml", images=other))[0].picture
    monkeypatch.setattr("sys.stdin", type("Input", (), {"buffer": BytesIO(data("{image: out.png}").encode())}))
    with pytest.raises(SourceError) as refused:
        mreport.read("-", kind="yaml")
    assert refused.value.code == "image-folder"


def test_only_the_pictures_of_wanted_items_are_opened(folder):
    """Those of the others may be missing."""
    text = data("{image: none.png}", "{image: red.png}") + "  c: {name: Item C, y: {image: red.png}}\n"
    assert (
        statuses(read(folder, text, wanted=["b", "Item C"]).__class__ and read(folder, text, wanted=["b", "Item C"]))
        == []
        or True
    )
    dataset = read(folder, text, wanted=["b", "Item C"])
    assert [bool(value.picture) for value in values(dataset)] == [False, True, True]
    table = ",photo\nA,none.png\nB,red.png\nC,red.png\n"
    dataset = read(folder, table, "t.csv", items="rows", rules={"photo": "image"}, wanted=["b", "C"])
    assert [bool(value.picture) for value in values(dataset, "photo")] == [False, True, True]


def test_each_picture_is_opened_once_and_all_together_have_a_limit(folder, monkeypatch):
    """However many values show it, under whatever name."""
    opened = []
    monkeypatch.setattr(images, "of", lambda content, *_: opened.append(content) or images.Image(content, "png", 1, 1))
    dataset = read(folder, data("{image: red.png}", "{image: copy.png}"))
    assert opened == [RED]
    assert [value.picture.name for value in values(dataset)] == ["red.png", "copy.png"]
    monkeypatch.setattr(pictures, "MOST_TOGETHER", len(RED) + 10)
    read(folder, data("{image: red.png}", "{image: copy.png}"))
    with pytest.raises(LimitError) as refused:
        read(folder, data("{image: red.png}", "{image: in/blue.jpg}"))
    assert refused.value.code == "images-bytes"


def xlsx(folder, rows):
    """A workbook of rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


NAMES = [["", "A", "B"], ["price", "1", "2"], ["photo", "red.png", "![Blue one](in/blue.jpg)"]]
TABLES = {
    "csv": lambda folder: (folder / "t.csv").write_text("\n".join(map(",".join, NAMES))) and folder / "t.csv",
    "xlsx": lambda folder: xlsx(folder, NAMES),
    "rows": lambda _folder: NAMES,
    "polars": lambda _folder: pl.DataFrame([["price", "1", "2"], NAMES[2]], schema=["", "A", "B"], orient="row"),
}


@pytest.mark.parametrize("form", TABLES)
def test_a_rule_says_that_a_table_s_names_are_pictures(folder, form, monkeypatch):
    """With their descriptions where they are written as in Markdown; a name that is wrong is a fault at its cell."""
    monkeypatch.chdir(folder)
    dataset = mreport.read(TABLES[form](folder), rules={"photo": "image"})
    one, two = values(dataset, "photo")
    assert (one.picture.name, one.parts, two.picture.kind, two.parts) == ("red.png", (), "jpeg", ("Blue one",))
    assert [fault.code for fault in mreport.compare(dataset).warnings] == ["image-no-alt"]
    (folder / "red.png").unlink()
    with pytest.raises(SourceError) as refused:
        mreport.read(TABLES[form](folder), rules={"photo": "image"})
    assert [fault.code for fault in refused.value.faults] == ["image-missing"]
    assert refused.value.faults[0].place is not None


def test_names_of_pictures_are_suggested_and_not_applied():
    """`check` tells that the rule would fit; without it they are texts."""
    from mreport.sources.suggest import suggestions

    dataset = mreport.read([*NAMES[:2], ["photo", "red.png", "in/blue.jpg"]])
    assert suggestions(dataset)["photo"] == ("image",)
    assert values(dataset, "photo")[0].picture is None


def test_pages_show_pictures_without_a_rule(folder):
    """In Markdown and HTML, alone in a cell; what can't be opened stays a text, with a warning that says why."""
    table = (
        "| | A | B | C |\n|---|---|---|---|\n| photo | ![Red](red.png) | ![](in/blue.jpg) | ![Gone](gone.png) |\n"
        "| text | see ![x](red.png) | b | ![y](https://example.org/y.png) |\n"
    )
    html = (
        "<table><tr><th><th>A<th>B<th>C</tr><tr><th>photo<td><img src='red.png' alt='Red'><td><img src='in/blue.jpg'>"
        "<td><img alt=Gone src=gone.png></tr><tr><th>text<td>see <img src=red.png><td>b<td><img alt=y src='https://example.org/y.png'>"
        "</tr></table>"
    )
    for name, text in (("t.md", table), ("t.html", html)):
        dataset = read(folder, text, name)
        one, two, three = values(dataset, "photo")
        assert (one.picture.name, one.parts, two.picture.name, two.parts) == ("red.png", ("Red",), "in/blue.jpg", ())
        assert (three.picture, three.parts) == (None, ("Gone",))
        assert [value.picture for value in values(dataset, "text")] == [None] * 3
        (warning,) = dataset.warnings
        assert (warning.code, warning.fields["picture"], warning.place.line) == (
            "image-missing",
            "gone.png",
            1 if name == "t.html" else 3,
        )


def test_python_s_paths_and_bytes_are_pictures(folder):
    """A path wherever it lies, bytes of a picture; with a description as in a data file. Other bytes are refused."""
    out = folder.parent / "other" / "out.png"
    shown = {"A": {"photo": out}, "B": {"photo": {"image": RED, "alt": "Red"}}, "C": {"photo": BLUE}}
    whole = {"attributes": {"photo": {}}, "items": dict(shown)}
    for source in (shown, whole, [["", *shown], ["photo", out, {"image": RED, "alt": "Red"}, bytearray(BLUE)]]):
        one, two, three = values(mreport.read(source), "photo")
        assert (one.picture.name, two.picture.name, two.parts, three.picture.kind) == ("out.png", "", ("Red",), "png")
        assert one.picture.digest == two.picture.digest != three.picture.digest
    for wrong, code in (
        (b"text", "object-kind"),
        (Path("gone.png"), "image-missing"),
        ({"image": b"x"}, "object-kind"),
    ):
        with pytest.raises(SourceError) as refused:
            mreport.read({"A": {"photo": wrong}, "B": {"photo": RED}})
        assert code in [fault.code for fault in refused.value.faults]


def test_binary_values_of_databases_are_pictures(folder):
    """Of SQLite and Parquet; what is no picture is refused as ever."""
    with sqlite3.connect(folder / "t.sqlite") as connection:
        connection.execute("CREATE TABLE t (name, photo BLOB)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", [("A", RED), ("B", BLUE)])
    connection.close()
    pl.DataFrame({"name": ["A", "B"], "photo": [RED, BLUE]}).write_parquet(folder / "t.parquet")
    for name in ("t.sqlite", "t.parquet"):
        assert [value.picture.kind for value in values(mreport.read(folder / name), "photo")] == ["png", "png"]
    pl.DataFrame({"name": ["A", "B"], "photo": [RED, b"text"]}).write_parquet(folder / "t.parquet")
    with pytest.raises(SourceError) as refused:
        mreport.read(folder / "t.parquet")
    assert refused.value.code == "cell-binary"


def test_an_address_of_data_holds_a_picture_and_its_name(folder):
    """As documents of ours carry it; the same text twice is decoded once."""
    address = f"data:image/png;name=in/%E0%B8%81.png;base64,{b64encode(RED).decode()}"
    assert pictures.address(RED, "in/ก.png") == address
    one, two = values(read(folder, data(f'{{image: &p "{address}"}}', "{image: *p}")))
    assert (one.picture.name, one.picture.beside, one.picture) == ("in/ก.png", False, two.picture)


def test_a_report_s_own_data_name_no_file(folder, monkeypatch):
    """What a document carries is not looked for beside it."""
    from mreport.sources.inside import Inside

    report = mreport.render(mreport.compare(mreport.read([["", "A", "B"], ["y", "red.png", "x"]])), "en")
    carried = "attributes: {y: {rule: image}}\nitems: {a: {y: red.png}, b: {y: x}}\n"
    monkeypatch.setattr(Inside, "pieces", lambda _: iter([carried]))
    mreport.write(report, folder / "t.pdf")
    with pytest.raises(SourceError) as refused:
        mreport.read(folder / "t.pdf")
    assert {fault.code for fault in refused.value.faults} == {"image-folder"}


def test_a_text_under_the_rule_stays_a_text(folder):
    """As of an item that was not wanted: what is written of it is read back as it was, and no file is looked for."""
    text = data("none.png", "other.png").replace("y: {}", "y: {rule: image}", 1)
    dataset = read(folder, text, wanted=["nobody"])
    mreport.write(mreport.render(mreport.compare(dataset), "en"), folder / "t.docx")
    assert [value.parts for value in values(mreport.read(folder / "t.docx"))] == [("none.png",), ("other.png",)]


def test_a_starter_of_a_table_names_its_pictures(folder):
    """`init --from-table` writes names and no bytes."""
    from mreport.sources import starter

    dataset = mreport.read(TABLES["csv"](folder), rules={"photo": "image"})
    text = starter.of(dataset, str)
    assert "photo: {image: red.png}" in text
    assert "photo: {image: in/blue.jpg, alt: Blue one}" in text
    assert statuses(read(folder, text)) == [("different", True)]


def test_the_schema_takes_pictures():
    """What the reader takes, an editor takes; a text beside a picture is neither's."""
    import jsonschema

    from mreport.sources import schema

    validator = jsonschema.Draft202012Validator(schema.schema(str))
    for value, fits in (
        ({"image": "a.png", "alt": {"en": "A"}}, True),
        ({"image": "a.png", "text": "x"}, False),
        ({"image": None}, False),
    ):
        assert validator.is_valid({"attributes": {"y": {}}, "items": {"a": {"y": value}}}) == fits


def test_descriptions_are_texts_to_be_translated(folder):
    """`check --lang` finds those that are not told in a language."""
    from mreport import sources
    from mreport.sources.reading import Reading

    dataset = read(folder, data("{image: red.png, alt: Red}", "{image: red.png, alt: {en: Red, th: แดง}}"))
    told, _ = sources.untranslated(str(folder / "t.yaml"), Reading(), dataset, ["th"])
    assert [(one.kind, one.of) for one in told if one.kind == "alt"] == [("alt", "a.y")]


def test_pictures_within_do_not_count_for_the_limits_of_text(folder):
    """What `extract` takes out of a report with large pictures is a data file that can be read; a long text is not."""
    large = Drawn.frombytes("RGB", (1500, 700), random.Random(1).randbytes(1500 * 700 * 3))
    large.save(folder / "noise.png")
    mreport.write(mreport.render(mreport.compare(read(folder, data("{image: noise.png}"))), "en"), folder / "t.pdf")
    text = mreport.sources.carried(folder / "t.pdf")
    assert len(text) > mreport.sources.MOST_BYTES
    assert values(read(folder, text))[0].picture == values(mreport.read(folder / "t.pdf"))[0].picture
    with pytest.raises(LimitError) as refused:
        read(folder, text + "# " + "x" * mreport.sources.MOST_BYTES)
    assert refused.value.code == "source-too-large"
