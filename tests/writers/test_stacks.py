"""Lines stand so far apart that no stack of marks touches the line above, in the faces and sizes of every block."""

import pytest

from mreport.fonts import BUNDLED
from mreport.layout import PLAIN
from mreport.themes import installed, read
from mreport.writers.pdf.outlines import outlined

TALL = ("ปี้", "เชื้อ", "ครึ่ง", "นี้", "สิทธิ์", "น้ำ", "เปลี่ยน", "ฟื้น", "ตั๋ว")
DEEP = ("ญู", "ปู่", "กู", "ฐุ", "ผู้", "g", "(j)", "พันธุ์", "ญ")


@pytest.mark.parametrize("theme", installed())
def test_no_stack_of_marks_touches_the_line_above(theme):
    """The highest ink of bold words and the lowest of the line above fit into one line's height."""
    top = max(outlined(word, BUNDLED)[1][3] for word in TALL)
    bottom = min(outlined(word, BUNDLED)[1][1] for word in DEEP)
    assert 1.2 < top < 1.4
    layout = read(theme).layout
    assert min(look.line for look in (*layout.blocks.values(),)) >= top - bottom
    assert layout.line_height >= top - bottom
    assert PLAIN.line_height < top - bottom + 0.1
