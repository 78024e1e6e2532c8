"""Where a line may end: nothing lost, no rule of Thai broken at any width, words and terms whole, the gold figures."""

import re
import subprocess
import sys
import time
import unicodedata
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
import uharfbuzz
import yaml
from hypothesis import given
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker, LineBreaker

from mreport import breaks
from mreport.breaks import lexicon, parse, places
from mreport.resources import folder

SECOND = Path(__file__).parent / "breaks" / "second.txt"  # the same lines, marked by others
GOLD = Path(__file__).parent / "breaks" / "gold.txt"
PARTS = ("development", "held out", "proof", "second proof", "third proof")
LEXICON = Path(__file__).parents[1] / "locales" / "lexicon"
# Kinds of a place between two letters in the gold file.
MUST, MAY, NEVER = "must", "may", "never"
FIRST = "ๆฯ)]}”’»›%‰,.;:!?…"
LAST = "([{“‘«‹"
DENSE = [
    "ของต่าง ๆ มากมาย ฯลฯ (รวม ๆ แล้ว 15 %) ราคา ฿ 1,250 หรือ ฿500 และ 300 ฿ “ดี ๆ” [ก] ‘ข’ กรุงเทพฯ ฯพณฯ ใคร ๆ",
    "ต่างๆนานา ฯลฯ“คำพูด”ต่อ(วงเล็บ)ท้าย “ ห่าง ” ( ห่าง ) ๆ 100% 5 % ฿ 20 ( ฿ 30 ) แล้ว ฯลฯ",
    "เด็ก ๆ พูดว่า “ไป ๆ มา ๆ” แล้ว (ยิ้ม) จ่าย ฿99.50 (ลด 10%) ที่กรุงเทพฯ ฯลฯ",
]
PIECES = st.lists(
    st.one_of(
        st.sampled_from([*"กขนเแใาำะๆฯ฿ลพณ(){}[]“”‘’%\"'-/–.,:;5๕ \n", "ั", "่", "์", "ฯลฯ", "การ", "ทรานส์", "https://"]),
        st.sampled_from(
            ["\u00a0", "\u2060", "\u200b", "\u200d", "\u0301", "\U0001f600", "\U0001f468", "\U0001f1f9", "日"]
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
).map("".join)


@cache
def width(text):
    """Millimetres that a text takes in Sarabun at 10.5 points."""
    font = uharfbuzz.Font(uharfbuzz.Face((folder("fonts") / "sarabun" / "Sarabun-Regular.ttf").read_bytes()))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return sum(place.x_advance for place in buffer.glyph_positions) / font.face.upem * 10.5 * 25.4 / 72


def lines(text, most, glossary=()):
    """The text filled into lines of at most `most` millimetres, as the planner of the PDF does."""
    found, line = [], ""
    for unit in breaks.units(text, glossary):
        for piece in breaks.pieces(unit, lambda piece: width(piece) <= most, glossary):
            if line and width((line + piece).rstrip()) > most:
                found.append(line)
                line = ""
            line += piece
    return [*found, line]


def faults(found):
    """The pairs of lines that break a rule of Thai."""
    for before, after in pairwise(found):
        left, right = before.rstrip(), after
        if len((before[len(left) :] + "x").splitlines()) > 1 or not left:
            continue
        if (
            right[0] in FIRST
            or unicodedata.category(right[0]) == "Mn"
            or right[0] in "ะาำๅ"
            or left[-1] in LAST
            or before[-1] in "เแโใไ"
            or (left[-1] == "฿" and right[0].isdigit())
            or (left[-1].isdigit() and right[0] == "฿")
            or (left.endswith(("ฯ", "ฯล", "ฯพณ")) and re.match("(ล|พณ)?ฯ", right))
        ):
            yield before, after


def gold(part, file=GOLD):
    """The lines of one part of a gold file: text, and the kind of each place within it."""
    content = file.read_text(encoding="utf-8").split(f"## {part}\n")[1].split("\n## ")[0]
    for marked in filter(None, content.split("\n")):
        text, kinds = "", {}
        for sign in marked:
            kind = {"|": MUST, "¦": MAY, " ": MUST, "~": MAY, "_": NEVER}.get(sign)
            text += " " if sign in " ~_" else "" if kind else sign
            if kind:
                kinds[len(text)] = kind
        yield text, kinds


def agreed(part):
    """The lines of one part as both annotators have them; where they differ, either is right."""
    for (text, first), (again, second) in zip(gold(part), gold(part, SECOND), strict=True):
        assert text == again
        pairs = {place: (first.get(place, NEVER), second.get(place, NEVER)) for place in range(1, len(text))}
        yield text, {place: one if one == other else MAY for place, (one, other) in pairs.items()}


def figures(parts, ends, marks=gold):
    """Precision and recall of breaks within the text of a part or several; those at spaces are not counted."""
    right = wrong = missed = 0
    for text, kinds in (line for part in ([parts] if isinstance(parts, str) else parts) for line in marks(part)):
        found = ends(text)
        for place in range(1, len(text)):
            kind = kinds.get(place, NEVER)
            if text[place - 1] == " " or kind == MAY:
                continue
            right += place in found and kind == MUST
            wrong += place in found and kind == NEVER
            missed += place not in found and kind == MUST
    return right / (right + wrong), right / (right + missed)


def ours(text):
    return set(accumulate(map(len, breaks.units(text))))


def icu(text):
    return set(accumulate(map(len, LineBreaker(text, "th"))))


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [
        ("development", 1.0, 0.998),
        ("held out", 1.0, 0.996),
        ("proof", 0.999, 0.996),
        ("second proof", 0.961, 0.944),
        ("third proof", 0.985, 0.978),
        (PARTS, 0.983, 0.973),
    ],
    ids=[*PARTS, "whole"],
)
def test_gold(part, precision, recall):
    """The figures of docs/explanation/line-breaks.md hold; ICU alone comes nowhere near."""
    found = figures(part, ours)
    assert found[0] >= precision
    assert found[1] >= recall
    assert found[0] > figures(part, icu)[0] + 0.15


@pytest.mark.parametrize(
    ("part", "precision", "recall"),
    [
        ("development", 1.0, 1.0),
        ("held out", 1.0, 1.0),
        ("proof", 1.0, 1.0),
        ("second proof", 0.989, 0.957),
        ("third proof", 0.990, 0.980),
        (PARTS, 0.993, 0.981),
    ],
    ids=[*PARTS, "whole"],
)
def test_what_two_annotators_agree_on(part, precision, recall):
    """The figures of docs/explanation/line-breaks.md over the places that two annotators judge alike."""
    found = figures(part, ours, agreed)
    assert found[0] >= precision
    assert found[1] >= recall
    assert found[0] > figures(part, icu, agreed)[0] + 0.15


@pytest.mark.parametrize(
    ("parts", "least", "most"), [(PARTS[:3], 20_000, 1), (PARTS[3:4], 11_000, 2), (PARTS[4:], 18_000, 0.1)]
)
def test_two_annotations_hardly_ever_contradict_each_other(parts, least, most):
    """One parts what the other forbids in fewer than one or two places of a thousand."""
    places = opposed = 0
    for part in parts:
        for (text, first), (_, second) in zip(gold(part), gold(part, SECOND), strict=True):
            for place in range(1, len(text)):
                if text[place - 1] != " " and text[place] != " ":
                    places += 1
                    opposed += {first.get(place, NEVER), second.get(place, NEVER)} == {MUST, NEVER}
    assert places > least
    assert opposed < places * most / 1000


def test_gold_file_is_what_it_says():
    """The parts have their lines, each line Thai and none twice."""
    texts = [text for part in PARTS for text, _ in gold(part)]
    assert len(texts) == len(set(texts)) >= 675
    assert len(list(gold("development"))) - len(list(gold("held out"))) in (0, 1)
    assert min(len(list(gold(part))) for part in PARTS[2:]) >= 200
    assert all(re.search("[ก-ฮ]", text) for text in texts)


@pytest.fixture(scope="module")
def declaration_of_rights():
    """Each text of the Universal Declaration in Thai, both versions."""
    values = []
    for name, item in (("udhr.yaml", "th"), ("udhr.more.yaml", "th-first")):
        data = yaml.safe_load(GOLD.parents[1].joinpath("data", name).read_text(encoding="utf-8"))
        values += [next(iter(value.values())) for key, value in data["items"][item].items() if key != "name"]
    assert len(values) == 62
    return values


def hold_at(most, texts):
    """That no promise is broken where texts are filled into a column of a width."""
    for text in texts:
        found = lines(text, most)
        assert "".join(found) == text
        assert list(faults(found)) == []
        assert all(width(line.rstrip()) <= most for line in found)
        clusters = {0, *accumulate(map(len, CharacterBreaker(text, "en")))}
        assert set(accumulate(map(len, found))) <= clusters


@pytest.mark.parametrize("most", range(12, 81))
def test_no_fault_at_any_width(most, declaration_of_rights):
    """Columns of 12 to 80 mm: no line begins or ends with what must not stand there, and none is too wide.

    Every width fills the dense lines, the Declaration, and a third of the gold lines, each third in turn.
    """
    lines_of_gold = [text for part in PARTS for text, _ in gold(part)]
    hold_at(most, [*DENSE, *lines_of_gold[most % 3 :: 3], *declaration_of_rights])


@pytest.mark.parametrize("most", range(12, 81))
def test_a_term_that_fits_is_whole_at_any_width(most, declaration_of_rights):
    """Columns of 12 to 80 mm: no line ends within a term that fits with the mai yamok that belongs to it."""
    terms = ("สิทธิมนุษยชน", "ปฏิญญาสากลว่าด้วยสิทธิมนุษยชน", "การเลือกปฏิบัติ", "บุคคลใด")
    count = 0
    for text in declaration_of_rights:
        ends = set(accumulate(map(len, lines(text, most, terms))))
        for term in terms:
            whole = any(len(other) > len(term) and term in other for other in terms)
            for place in re.finditer(f"{term}( ๆ)?", text):
                count += 1
                cut = ends & set(range(place.start() + 1, place.start() + len(term)))
                assert not cut or whole or width(place[0]) > most, (place, cut)
    assert count > 30


def test_terms_are_cut_at_words():
    """A term wider than its column is cut at the words inside it, and at clusters where a word is too wide."""
    term = "ปฏิญญาสากลว่าด้วยสิทธิมนุษยชน"
    assert lines(term, 30, (term,)) == ["ปฏิญญาสากลว่า", "ด้วยสิทธิมนุษยชน"]
    assert lines(term, 12, (term,))[0] == "ปฏิญ"


@given(PIECES)
def test_units_hold_the_text(text):
    """Joined units are the text; each ends with its white space; none begins within a cluster or breaks a rule."""
    found = breaks.units(text)
    assert "".join(found) == text
    assert all(found)
    clusters = {0, *accumulate(map(len, CharacterBreaker(text, "en")))}
    assert set(accumulate(map(len, found))) <= clusters
    assert list(faults(found)) == []
    assert not [unit for unit in found[1:] if unit[0] in " \t\u00a0\u2060"]


@given(PIECES, st.integers(1, 12))
def test_pieces_hold_the_unit(text, most):
    """Joined pieces are the unit; a piece is too long only where it is one character as readers see it."""
    found = breaks.pieces(text, lambda piece: len(piece) <= most)
    assert "".join(found) == text
    for piece in found:
        assert len(piece.rstrip()) <= most or len(list(CharacterBreaker(piece.rstrip(), "en"))) == 1


@given(PIECES, PIECES)
def test_terms_stay_whole(before, after):
    """No line ends within a term of the glossary, whatever stands around it."""
    term = "แบบจำลองการแพร่กระจาย"
    text = f"{before} {term} {after}"
    ends = set(accumulate(map(len, breaks.units(text, [term]))))
    for found in re.finditer(term, text):
        assert not ends & set(range(found.start() + 1, found.end()))


@pytest.mark.parametrize(
    "marked",
    [
        # Mai yamok, paiyannoi
        "ต่าง ๆ |นานา",
        "อาหาร |ยา ฯลฯ |ถูก|ส่ง",
        "ฯพณฯ |นายกฯ |กล่าว",
        "กรุงเทพฯ|เป็น|เมือง",
        # Currency
        "ราคา |฿ 500 |ต่อ|คน",
        "ราคา |฿500 |ต่อ|คน",
        "ราคา |500 ฿ |ต่อ|คน",
        # Quotes, brackets, percent
        "ว่า |“ไป” |แล้ว",
        "ว่า|“ไป”|แล้ว",
        "ว่า |( ไป ) |แล้ว",
        'ว่า |" ไป " |แล้ว',
        "ได้ |15 % |ของ",
        "ได้ |15%|ของ",
        # Numbers and what stays with them
        "สูง |180 ซม. |หนัก",
        "ยาว |2.5 กิโลเมตร|ต่อ|วัน",
        "ร้อน |37 °C |ใน",
        "เวลา |10.30 น. |ที่",
        "ปี |พ.ศ. 2563 |และ |ค.ศ. 2020",
        "วันที่ 15 มกราคม |2563",
        "ครั้ง|แรก |และ|ครั้งที่ 2",
        "มาตรา 27 |บุคคล",
        "ปี |2020–2023 |และ",
        "อายุ |18–25 |ปี",
        "p < 0.05 |และ |n = 12",
        "ดร. สมชาย |ใจดี",
        # Bound morphemes and compounds
        "การวิเคราะห์|ความเสี่ยง|ของ|ผู้ป่วย",
        "แบบจำลอง|การแพร่กระจาย",
        "ที่เกี่ยวข้อง",
        "แหล่งต้นตำรับ",
        "ความเสี่ยง|ของ|ค็อกซ์",
        # Hyphens, strokes, scripts that meet
        "ตั๋ว|ไป-กลับ|ราคา",
        "และ/หรือ",
        "ใช้|GPU|ใน|งาน",
        "pre-trained |IEEE/CVF |km/h",
        "Kaplan–Meier |estimator",
        "well-|known-|state-|of-|the-|art-|methodology",
        "https://doi.org |is |short",
        "https://|doi.|org/|10.|48550/|arXiv.|2006.|11239",
        "Cox, |D. R. |and |US$ 5 |for |5 kg",
        # White space
        "5\u00a0kg |of |salt\u2060s",
        "กข\u200b|คง",
        "  |ab |cd",
    ],
)
def test_rules(marked):
    """A line ends at the strokes and nowhere else."""
    assert breaks.units(marked.replace("|", "")) == marked.split("|")


def test_a_line_ends_at_a_line_feed():
    """What stands behind a line feed begins a line whatever it is."""
    assert breaks.units("ก\nๆ ข") == ["ก\n", "ๆ ", "ข"]
    assert breaks.units("") == []


@pytest.mark.parametrize(
    ("unit", "most", "glossary", "expected"),
    [
        ("โครงข่ายประสาทเทียม", 12, ["โครงข่ายประสาทเทียม"], ["โครงข่าย", "ประสาทเทียม"]),
        ("แบบจำลองการแพร่กระจาย", 15, ["แบบจำลองการแพร่กระจาย"], ["แบบจำลอง", "การแพร่กระจาย"]),
        ("(การเปลี่ยนแปลง)", 8, [], ["(การ", "เปลี่ยน", "แปลง)"]),
        ("ก ๆ ", 2, [], ["ก ", "ๆ "]),
        ("abcdefgh", 3, [], ["abc", "def", "gh"]),
        ("5 kg", 3, [], ["5 ", "kg"]),
        ("ที่", 1, [], ["ที่"]),
        ("e\u0301e\u0301", 2, [], ["e\u0301", "e\u0301"]),
    ],
)
def test_least_bad_cuts(unit, most, glossary, expected):
    """Words within a term first, then syllables, then clusters by the rules, then any cluster; a cluster is whole."""
    assert breaks.pieces(unit, lambda piece: len(piece) <= most, glossary) == expected


def test_pieces_of_a_long_word_ask_for_short_ones():
    """A word of 20,000 letters without breaks is measured piece by piece, never far beyond one."""
    asked = []
    found = breaks.pieces("กา" * 10_000, lambda piece: asked.append(len(piece)) or len(piece) <= 40)
    assert len(found) == 500
    assert sum(asked) < 20 * 20_000


def test_a_term_draws_its_own_borders():
    """A term that ICU does not know is found where it stands, and a line may end before and behind it."""
    assert breaks.units("ใช้เดซี่คอปปี้ใหม่", ["เดซี่คอปปี้"]) == ["ใช้", "เดซี่คอปปี้", "ใหม่"]
    assert breaks.units("the deep learning model", ["deep learning"]) == ["the ", "deep learning ", "model"]


def test_english_loads_no_words():
    """A text without Thai reads neither the dictionary nor the short lists."""
    script = "import sys; from mreport import breaks; from mreport.breaks import lexicon\n"
    script += "assert len(breaks.units('A text of several words, 5 of them.')) > 5\n"
    script += "from mreport.breaks import shapes, weights\n"
    script += "read = (lexicon.dictionary, shapes.shape, weights.weights)\n"
    script += "print(*(file.cache_info().currsize for file in read))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0", "0"]


def test_dictionary_is_made_of_its_list():
    """Every word of mreport's own lists is in the dictionary: it was made anew after the last change."""
    own = [
        line
        for name in ("own.txt", "foreign.txt")
        for line in LEXICON.joinpath(name).read_text(encoding="utf-8").splitlines()
    ]
    words = {word for line in own if not line.startswith("#") for word in line.split()}
    words = {word for word in words if parse.RUN.fullmatch(word) and len(word) > 1}
    assert len(words) > 25_000
    assert [word for word in words if word not in lexicon.dictionary()] == []


@pytest.mark.parametrize(
    "marked",
    [
        # Names behind titles, given and family
        "นายอาทิตย์ |วงศ์พัฒนา |ปลัด",
        "ดร. วิภา |กล่าว|ว่า",
        "คุณพิมพ์ชนก |เลิศวัฒนกุล |ติดต่อ",
        "ศ. นพ. เกรียงไกร |ตั้งจิตรมณีศักดา |ผู้เชี่ยวชาญ",
        # A word that nothing knows stays whole, and its neighbours keep their borders
        "ซื้อ|กระเป๋า|ฟรูบิดอร์|ที่|ตลาด",
        # Words that nothing knows and that look like loanwords or foreign names
        "ใน|ทะเลสาบ|ครอนบาลิสค์|มี|ปลา",
        "นักวิจัย|แฮนเดอร์บราวน์|พบ|ว่า",
        # Long compounds of the dictionary
        "เครื่องถ่ายเอกสาร|และ|ใบเสร็จรับเงิน",
        "พระบาทสมเด็จพระจุลจอมเกล้าเจ้าอยู่หัว|ทรง|เลิกทาส",
        # Free words part
        "สถานี|ขนส่ง|ของ|จังหวัด",
    ],
)
def test_words_and_names(marked):
    """A line ends at the strokes and nowhere else."""
    assert breaks.units(marked.replace("|", "")) == marked.split("|")


def test_speed(capsys):
    """Prints what a text costs; nothing is asserted of time."""
    texts = [text for part in PARTS for text, _ in gold(part)]
    size = sum(map(len, texts))
    places.cuts.cache_clear()
    parse.parsed.cache_clear()
    costs = []
    for _ in range(2):
        start = time.perf_counter()
        for text in texts:
            breaks.units(text)
        costs.append((time.perf_counter() - start) / size * 1e8)
    with capsys.disabled():
        print(f"\nµs per 100 letters of Thai: {costs[0]:.0f}, cached {costs[1]:.1f}")  # noqa: T201
    assert len(costs) == 2
